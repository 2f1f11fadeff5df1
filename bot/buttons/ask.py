"""Buttons that ask a question: the readings of an unclear one, what comes nearest, examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

import discord

from bot import limits, replies
from bot.buttons.pressed import Button, Pressed, TicketButton, button, fits, told
from bot.limits import cut, escaped, packed, size
from handlers.answer import Answer
from handlers.question import Kind, Option, Question

ASK = "ask:"
CHOICE = "choice:"
CHOICES = "Choices"
DID_YOU_MEAN = "Did you mean"
LONG = 40
"""Characters of a button's label that a telephone shows in one line."""
LISTED = 90
"""Characters of a label in the card's list: two lines on a telephone."""
DATED = re.compile(r"(.+?)(”?[ ,]*\([^()]*\d{4}\))")
"""A label that ends with a date, which may be all that tells the years of one text apart."""
LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
FORMATTING = re.compile(r"[\\*_~|`<>\[\]\s]+")
LOST = "This card no longer says what its buttons ask. Please ask again."


class AskButton(discord.ui.DynamicItem[Button], template=r"ask:(?P<question>.+)"):
    """Asks the question that its id holds. Anyone may press it; the answer is a new message."""

    def __init__(self, label: str, question: str) -> None:
        super().__init__(button(label, ASK + question))
        self.question = question

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(getattr(item, "label", None) or "–", match["question"])

    @told("button ask")
    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Answer the question."""
        await replies.reply_to(interaction, self.question)


class ChoiceButton(discord.ui.DynamicItem[Button], template=r"choice:(?P<number>\d+)"):
    """Asks the question of its number in the card's list: for a question too long for an id of 100 characters."""

    def __init__(self, label: str, number: int) -> None:
        super().__init__(button(label, f"{CHOICE}{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(getattr(item, "label", None) or "–", int(match["number"]))

    @told("button choice")
    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Answer the question that the card lists under the number."""
        if question := question_in(interaction.message, self.number):
            await replies.reply_to(interaction, question)
        else:
            await interaction.response.send_message(LOST, ephemeral=True)


class ShowButton(TicketButton, template=r"show:(?P<line>.+)"):
    """Answers a question in the channel, for all to see."""

    verb = "show"

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """Answer it."""
        await replies.reply_with(interaction, question)


class Choices(discord.ui.View):
    """The options of an answer as buttons; `listed` adds to its card what the buttons stand for."""

    def __init__(self, options: Sequence[Option], heading: str = CHOICES) -> None:
        super().__init__(timeout=None)
        self.heading = heading
        self.lines: list[str] = []
        texts = [" ".join(option.question.split()) for option in options]
        if all(fits(ASK + text) for text in texts):
            numbered = any(size(option.label) > LONG and option.value for option in options)
            for number, (option, text) in enumerate(zip(options, texts, strict=True), 1):
                self.add_item(AskButton(_label(number, option) if numbered else option.label, text))
            if numbered:
                self.lines = [
                    f"{number}. {escaped(_shortened(option.label))}" for number, option in enumerate(options, 1)
                ]
            return
        self.heading = CHOICES
        room = limits.FIELD_VALUE
        for number, option in enumerate(options, 1):
            line = f"{number}. {FORMATTING.sub(' ', option.question).strip()}"
            room -= size(line) + 1
            if room < 0:
                break
            self.lines.append(line)
            self.add_item(ChoiceButton(f"{number}. {option.label}", number))

    def listed(self, embed: discord.Embed) -> discord.Embed:
        """The card with the list of what the buttons stand for, where they need one."""
        for run in packed(self.lines, limits.FIELD_VALUE, "\n"):
            embed.add_field(name=self.heading, value="\n".join(run), inline=False)
        return embed


def choices(answer: Answer, most: int = limits.BUTTONS) -> Choices:
    """The buttons of an answer, one for each different question that it offers; none for most answers."""
    options = {" ".join(option.question.split()): option for option in answer.options}
    options.pop("", None)
    heading = DID_YOU_MEAN if answer.kind == Kind.NOT_FOUND else CHOICES
    return Choices(list(options.values())[:most], heading)


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
    """The number in the card's list and what is short of the option."""
    short = option.value if 0 < size(option.value) <= LONG // 2 else ""
    return f"{number}. {short}" if short else str(number)


def _shortened(label: str) -> str:
    """The label in the room of a line, its date at the end whole."""
    dated = DATED.fullmatch(label)
    return cut(dated[1], LISTED - size(dated[2])) + dated[2] if dated else cut(label, LISTED)
