"""Buttons that ask a question. They keep the question in their id or in their card, and so survive a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import discord

from bot import errors, limits, replies
from bot.limits import cut, packed, size
from handlers.answer import Answer
from handlers.question import Option

if TYPE_CHECKING:
    from bot.app import RollcallBot

ASK = "ask:"
CHOICE = "choice:"
CHOICES = "Choices"
LONG = 60
LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
FORMATTING = re.compile(r"[\\*_~|`<>\[\]\s]+")
LOST = "This card no longer says what its buttons ask. Please ask again."


class AskButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"ask:(?P<question>.+)"):
    """Asks the question that its id holds. Anyone may press it; the answer is a new message."""

    def __init__(self, label: str, question: str) -> None:
        super().__init__(_button(label, ASK + question))
        self.question = question

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(getattr(item, "label", None) or "–", match["question"])

    async def callback(self, interaction: discord.Interaction[RollcallBot]) -> None:  # type: ignore[override]
        """Answer the question."""
        await _press(interaction, self.question)


class ChoiceButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"choice:(?P<number>\d+)"):
    """Asks the question of its number in the card's list: for a question too long for an id of 100 characters."""

    def __init__(self, label: str, number: int) -> None:
        super().__init__(_button(label, f"{CHOICE}{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(getattr(item, "label", None) or "–", int(match["number"]))

    async def callback(self, interaction: discord.Interaction[RollcallBot]) -> None:  # type: ignore[override]
        """Answer the question that the card lists under the number."""
        await _press(interaction, question_in(interaction.message, self.number))


class Choices(discord.ui.View):
    """The options of an answer as buttons; `listed` adds to its card the questions that the buttons stand for."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__(timeout=None)
        self.lines: list[str] = []
        texts = [" ".join(option.question.split()) for option in options]
        if all(size(ASK + text) <= limits.CUSTOM_ID for text in texts):
            for number, (option, text) in enumerate(zip(options, texts, strict=True), 1):
                self.add_item(AskButton(_label(number, option), text))
            return
        room = limits.FIELD_VALUE
        for number, option in enumerate(options, 1):
            line = f"{number}. {FORMATTING.sub(' ', option.question).strip()}"
            room -= size(line) + 1
            if room < 0:
                break
            self.lines.append(line)
            self.add_item(ChoiceButton(f"{number}. {option.label}", number))

    def listed(self, embed: discord.Embed) -> discord.Embed:
        """The card with the list of questions, where the buttons need one."""
        for run in packed(self.lines, limits.FIELD_VALUE, "\n"):
            embed.add_field(name=CHOICES, value="\n".join(run), inline=False)
        return embed


def choices(answer: Answer) -> Choices:
    """The buttons of an answer, one for each different question that it offers; none for most answers."""
    options = {" ".join(option.question.split()): option for option in answer.options}
    options.pop("", None)
    return Choices(list(options.values())[: limits.BUTTONS])


def question_in(message: discord.Message | None, number: int) -> str:
    """The question of a number in a card's list; empty when the card has lost it."""
    for embed in message.embeds if message else ():
        for field in embed.fields:
            if field.name == CHOICES:
                for found in LINE.finditer(field.value or ""):
                    if int(found[1]) == number:
                        return found[2]
    return ""


def _label(number: int, option: Option) -> str:
    """A long label stands in the card's numbered list; its button shows the number and what is short of it."""
    if size(option.label) > LONG and 0 < size(option.value) <= LONG // 2:
        return f"{number}. {option.value}"
    return option.label


def _button(label: str, custom_id: str) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(
        label=cut(label, limits.BUTTON_LABEL) or "–", style=discord.ButtonStyle.secondary, custom_id=custom_id
    )


async def _press(interaction: discord.Interaction[RollcallBot], question: str) -> None:
    try:
        if question:
            await replies.reply_to(interaction, question)
        else:
            await interaction.response.send_message(LOST, ephemeral=True)
    except Exception as error:  # the library would only log it, and the person would see "interaction failed"
        await errors.interaction_failed(interaction, error, f"button {question!r}")
