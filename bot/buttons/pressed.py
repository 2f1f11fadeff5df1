"""What all buttons share: their state is in their id, so that they work after a restart and for whoever presses."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self, TypeAlias

import discord

from bot import errors, limits
from bot.admission import visit
from bot.limits import cut, size
from handlers.question import Question
from handlers.ticket import from_ticket

if TYPE_CHECKING:
    from bot.app import RollcallBot

Pressed: TypeAlias = "discord.Interaction[RollcallBot]"
Button: TypeAlias = discord.ui.Button[discord.ui.View]
GONE = "This button is of an earlier edition of the data. Please ask again."


@asynccontextmanager
async def told(interaction: Pressed, where: str) -> AsyncIterator[None]:
    """Let a press or a form in, and tell the person what failed: the library would only log it.

    `where` is what was used, in the log and the metrics: few different ones, with nothing of what was typed.
    """
    try:
        async with visit(interaction.client, where, interaction.user.id, interaction.guild_id):
            yield
    except Exception as error:
        await errors.interaction_failed(interaction, error, where)


def button(label: str, custom_id: str, row: int | None = None, *, disabled: bool = False) -> Button:
    """A grey button: colours would praise one side of a vote."""
    return discord.ui.Button(
        label=cut(label, limits.BUTTON_LABEL) or "–",
        style=discord.ButtonStyle.secondary,
        custom_id=custom_id,
        row=row,
        disabled=disabled,
    )


def fits(custom_id: str) -> bool:
    """Whether Discord takes an id of this length."""
    return size(custom_id) <= limits.CUSTOM_ID


def offer(view: discord.ui.View, items: Iterable[discord.ui.DynamicItem[Button]]) -> None:
    """Add the buttons to a view, but for those whose question is too long for an id."""
    for item in items:
        if fits(item.custom_id):
            view.add_item(item)


class TicketButton(discord.ui.DynamicItem[Button], template=r"(?!)"):
    """A button that does something with a question, whose ticket its id holds after a verb."""

    verb = ""

    def __init__(
        self, label: str, line: str, row: int | None = None, *, verb: str = "", disabled: bool = False
    ) -> None:
        super().__init__(button(label, f"{verb or self.verb}:{line}", row, disabled=disabled))
        self.line = line

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(getattr(item, "label", None) or "–", match["line"])

    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Do it, or say that the question is gone."""
        async with told(interaction, f"button {self.custom_id.partition(':')[0]}"):
            question = await from_ticket(interaction.client.clerk.archive, self.line)
            if question is None:
                await interaction.response.send_message(GONE, ephemeral=True)
            else:
                await self.pressed(interaction, question)

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """What the button does."""
        raise NotImplementedError
