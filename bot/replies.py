"""How an answer reaches the person: the same card for commands, buttons and messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

import discord

from bot.buttons import choices
from bot.cards import card, plain_text
from bot.memory import memory_of
from handlers.answer import Answer
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


class Slots(TypedDict, total=False):
    """What a command fills in of a Question: the arguments of `Clerk.fill`."""

    members: Sequence[str]
    decisions: Sequence[str]
    since: str
    until: str
    topic: str
    body: str
    order: str
    words: str


async def reply(interaction: discord.Interaction[RollcallBot], kind: Kind, **slots: Unpack[Slots]) -> None:
    """Answer a command with the card of the question that its options fill."""
    # Discord waits 3 seconds for a first sign and 15 minutes for the rest: sign first, then work.
    await interaction.response.defer(thinking=True)
    clerk = interaction.client.clerk
    await show(interaction, await clerk.answer(await clerk.fill(kind, **slots)))


async def reply_to(interaction: discord.Interaction[RollcallBot], text: str) -> None:
    """Answer a command or a button with the card of a question in plain words."""
    await interaction.response.defer(thinking=True)
    await show(interaction, await interaction.client.clerk.ask(text))


async def show(interaction: discord.Interaction[RollcallBot], answer: Answer) -> None:
    """Send the answer in place of the "thinking" message; what is written next in the channel can lean on it."""
    if interaction.channel_id is not None:
        memory_of(interaction.client).put((interaction.user.id, interaction.channel_id), answer)
    view = choices(answer)
    await interaction.followup.send(embed=view.listed(card(answer, interaction.client.clerk.archive)), view=view)


async def reply_in_channel(message: discord.Message, answer: Answer, bot: RollcallBot) -> None:
    """Answer a message with a card, or in plain text where cards are not allowed; nobody is pinged."""
    if message.guild is not None and not message.channel.permissions_for(message.guild.me).embed_links:
        await message.reply(plain_text(answer), mention_author=False)
        return
    view = choices(answer)
    await message.reply(embed=view.listed(card(answer, bot.clerk.archive)), view=view, mention_author=False)
