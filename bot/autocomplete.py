"""Suggestions while a person types. A failure is logged and suggests nothing: Discord shows no error there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot import limits
from bot.errors import recorded
from bot.limits import cut, size
from handlers.suggestions import Suggestions

if TYPE_CHECKING:
    from bot.app import RollcallBot

Find = Callable[[Suggestions, str, str], Iterable[tuple[str, str]]]
"""Picks from all suggestions those for a text and a reader's language: labels and values, best first."""


class Suggested(app_commands.Transformer):
    """A text for which values are suggested. One that was not picked from the list is taken as it is: the clerk reads
    it as it would in a sentence, and asks back where it is not clear."""

    def __init__(self, find: Find) -> None:
        self._find = find

    @property
    def max_value(self) -> int:
        """The most letters that can be typed."""
        return limits.CHOICE

    async def transform(self, interaction: discord.Interaction, value: str, /) -> str:
        """The text without blanks around it."""
        return value.strip()

    async def autocomplete(  # type: ignore[override]  # of the library's three kinds of value only one is a text's
        self, interaction: discord.Interaction[RollcallBot], value: str, /
    ) -> list[Choice[str]]:
        """The choices for what is being typed."""
        typed, language = value[: limits.CHOICE], interaction.locale.value
        try:
            # In a thread: the first reader of a language waits for its names to be read from a file.
            found = await asyncio.to_thread(
                lambda: list(self._find(interaction.client.clerk.suggestions, typed, language))
            )
        except Exception as error:  # whatever it is, the person can still type on
            recorded(error, "no suggestions")
            return []
        return _choices(found)


class SuggestedName(Suggested):
    """The name of a country or a group, which can be typed in the reader's language too."""

    async def transform(self, interaction: discord.Interaction[RollcallBot], value: str, /) -> str:  # type: ignore[override]
        """The key of a name in the reader's language, else the text without blanks around it."""
        return await as_picked(interaction, value.strip())


async def as_picked(interaction: discord.Interaction[RollcallBot], typed: str) -> str:
    """A country's or group's name in the reader's language as its key, as if it had been picked; else the text."""
    clerk, language = interaction.client.clerk, interaction.locale.value
    return await asyncio.to_thread(lambda: clerk.suggestions.in_language(typed, language)) or typed


def _choices(found: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """At most 25 different choices that Discord takes; one refused choice would lose them all."""
    kept = {value: label for label, value in found if label.strip() and 0 < size(value) <= limits.CHOICE}
    return [Choice(name=cut(label, limits.CHOICE), value=value) for value, label in kept.items()][: limits.CHOICES]
