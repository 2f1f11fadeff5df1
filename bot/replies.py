"""How an answer reaches the person: the same card for commands, buttons and messages, with its chart and buttons."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict, Unpack

import discord

from bot import buttons, metrics
from bot.admission import done, shortened, turn
from bot.cards import card, plain_text
from bot.charts import picture_of
from bot.charts.picture import Picture
from bot.memory import memory_of
from bot.preferences import hushed, set_for
from handlers.answer import Answer
from handlers.clerk import Clerk
from handlers.question import Kind, Question
from handlers.roll import NO_ROLL, roll_of

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

PATIENCE = 2.5
"""Seconds that an answer waits for its chart."""
ACKNOWLEDGED = 40060
"""Discord's code for a sign that it had taken already: the library repeats one on which the connection broke off."""
MINUTES = 15
"""For how long Discord takes a form or a late answer."""


class Slots(TypedDict, total=False):
    """What a command fills in of a Question: the arguments of `Clerk.fill`."""

    members: Sequence[str]
    decisions: Sequence[str]
    series: str
    positions: Sequence[str]
    since: str
    until: str
    when: str
    topic: str
    body: str
    order: str
    measure: str
    words: str
    limit: int | None


class Parts(TypedDict, total=False):
    """What a message is sent with."""

    content: str
    embed: discord.Embed
    view: discord.ui.View
    file: discord.File


@dataclass(frozen=True, slots=True)
class Reply:
    """A card with its buttons and chart, and what is said where cards are not allowed."""

    embed: discord.Embed
    text: str
    view: discord.ui.View | None = None
    picture: Picture | None = None

    def parts(self, allowed: discord.Permissions | None) -> Parts:
        """The message, with no more than what is allowed; None allows everything, as in a direct message."""
        parts = Parts(view=self.view) if self.view and self.view.children else Parts()
        if allowed is not None and not allowed.embed_links:
            parts["content"] = self.text
            return parts
        parts["embed"] = self.embed
        if self.picture and may_attach(allowed):
            parts["embed"] = self.embed.copy().set_image(url=f"attachment://{self.picture.name}")
            parts["file"] = file_of(self.picture)
        return parts


def may_attach(allowed: discord.Permissions | None) -> bool:
    """Whether a file may be sent."""
    return allowed is None or allowed.attach_files


async def reply(interaction: discord.Interaction[RollcallBot], kind: Kind, **slots: Unpack[Slots]) -> None:
    """Answer a command with the card of the question that its options fill."""
    await begin(interaction)
    clerk, preferences = interaction.client.clerk, await set_for(interaction)
    await show(interaction, await clerk.answer(await clerk.fill(kind, **slots, defaults=preferences.defaults)))


async def reply_to(interaction: discord.Interaction[RollcallBot], text: str) -> None:
    """Answer a command or a button with the card of a question in plain words."""
    await begin(interaction)
    preferences = await set_for(interaction)
    text, notes = shortened(text)
    await show(interaction, noted(await interaction.client.clerk.ask(text, defaults=preferences.defaults), notes))


async def reply_with(interaction: discord.Interaction[RollcallBot], question: Question) -> None:
    """Answer a button with the card of a question that is already understood."""
    await begin(interaction)
    await show(interaction, await interaction.client.clerk.answer(question))


async def begin(interaction: discord.Interaction[RollcallBot], *, private: bool = False) -> None:
    """Sign that the answer is coming, and wait for the turn to make it.

    Discord waits 3 seconds for a first sign, and 15 minutes for the rest. Only the person sees the answer where that
    is asked for or set, and to what stands in a message of theirs alone.
    """
    private = private or is_private(interaction) or await hushed(interaction)
    try:
        await interaction.response.defer(thinking=True, ephemeral=private)
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
    await turn()


def is_private(interaction: discord.Interaction[RollcallBot]) -> bool:
    """Whether the button pressed stands in a message that only the person sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def show(interaction: discord.Interaction[RollcallBot], answer: Answer) -> None:
    """Send the answer in place of the "thinking" message; what is written next in the channel can lean on it."""
    if interaction.channel_id is not None:
        memory_of(interaction.client).put((interaction.user.id, interaction.channel_id), answer)
    made = await reply_of(answer, interaction.client.clerk)
    answered(answer)
    await interaction.followup.send(**made.parts(permissions(interaction)))


def permissions(interaction: discord.Interaction[RollcallBot]) -> discord.Permissions | None:
    """What the bot may do where it is asked; None outside of servers, where nothing is forbidden."""
    return interaction.app_permissions if interaction.guild_id is not None else None


async def reply_in_channel(message: discord.Message, answer: Answer, bot: RollcallBot) -> None:
    """Answer a message with its card."""
    made = await reply_of(answer, bot.clerk)
    answered(answer)
    await send_in_channel(message, made)


async def send_in_channel(message: discord.Message, made: Reply) -> None:
    """Reply to a message with a card, or in plain text where cards are not allowed; nobody is pinged."""
    allowed = message.channel.permissions_for(message.guild.me) if message.guild else None
    await message.reply(**made.parts(allowed), mention_author=False)


def answered(answer: Answer) -> None:
    """Count an answer that is ready to go out."""
    metrics.ANSWERS.labels(answer.kind).inc()
    done()


def noted(answer: Answer, notes: tuple[str, ...]) -> Answer:
    """The answer with notes before its own."""
    return replace(answer, notes=(*notes, *answer.notes)) if notes else answer


async def reply_of(answer: Answer, clerk: Clerk) -> Reply:
    """The card of an answer with all that goes with it."""
    picture = await chart(answer, clerk)
    roll = await roll_of(clerk.archive, answer.decision) if answer.decision else NO_ROLL
    view = await buttons.buttons_under(answer, clerk.archive, roll, pictured=picture is not None)
    embed = view.listed(card(answer, clerk.archive, roll, pictured=picture is not None))
    return Reply(embed, plain_text(answer), view, picture)


async def chart(answer: Answer, clerk: Clerk, what: str = "") -> Picture | None:
    """The chart of an answer, or the one named; None where there is none, or it takes too long."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await picture_of(answer, clerk, what)
    except TimeoutError:
        log.warning("the chart %s took longer than %s s", what or f"of a {answer.kind}", PATIENCE)
        return None


def file_of(picture: Picture) -> discord.File:
    """A chart as an attachment with its figures in words."""
    return discord.File(io.BytesIO(picture.png), filename=picture.name, description=picture.alt)
