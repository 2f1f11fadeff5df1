"""The menu "Find the votes in this" of a message: the decisions that it speaks of, each with its card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self, TypeAlias

import discord
from discord import app_commands

from bot import limits
from bot.buttons.pressed import GONE, Pressed, told
from bot.cards import card, plain_text
from bot.limits import cut
from bot.memory import memory_of
from bot.replies import Reply, begin, permissions, reply_with
from handlers.answer import Answer
from handlers.mentions import answer
from handlers.question import Kind
from handlers.ticket import from_ticket

if TYPE_CHECKING:
    from bot.app import RollcallBot

Select: TypeAlias = discord.ui.Select[discord.ui.View]
ID = "open-vote"
TITLE = "Votes in this message"


@app_commands.context_menu(name="Find the votes in this")
async def find_votes(interaction: discord.Interaction[RollcallBot], message: discord.Message) -> None:
    """List the votes that a message speaks of, to whoever asks."""
    await begin(interaction, private=True)
    clerk = interaction.client.clerk
    found = await answer(clerk.reader, "\n".join(texts_of(message)), message.created_at.date())
    if interaction.channel_id is not None:
        memory_of(interaction.client).put((interaction.user.id, interaction.channel_id), found)
    embed = card(found, clerk.archive)
    if found.table:
        embed.title, embed.url = TITLE, message.jump_url
    view = discord.ui.View(timeout=None)
    if found.table:
        view.add_item(OpenVote(_options(found)))
    await interaction.followup.send(**Reply(embed, plain_text(found), view).parts(permissions(interaction)))


def texts_of(message: discord.Message) -> Iterator[str]:
    """What can be read in a message: its own text, what it forwards, and its embeds."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    for part in parts:
        yield part.content
        for embed in part.embeds:
            yield from filter(None, (embed.title, embed.description))
            for field in embed.fields:
                yield f"{field.name}\n{field.value}"
            yield embed.footer.text or ""


class OpenVote(discord.ui.DynamicItem[Select], template=ID):
    """Opens the card of one of the decisions listed; their keys are the values, so it works after a restart."""

    def __init__(self, options: list[discord.SelectOption]) -> None:
        super().__init__(discord.ui.Select(custom_id=ID, placeholder="Open one of them", options=options))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: object, /
    ) -> Self:
        """The select as used."""
        return cls(item.options if isinstance(item, discord.ui.Select) else [])

    @told("select vote")
    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Show the card, in private as the list is."""
        key = self.item.values[0]
        question = await from_ticket(interaction.client.clerk.archive, f"{Kind.TALLY}~d{key}")
        if question is None:
            await interaction.response.send_message(GONE, ephemeral=True)
        else:
            await reply_with(interaction, question)


def _options(found: Answer) -> list[discord.SelectOption]:
    rows = found.table.rows if found.table else ()
    return [
        discord.SelectOption(
            label=cut(f"{symbol} · {title}", limits.CHOICE),
            description=cut(f"{day} · {tally}", limits.CHOICE),
            value=one.key,
        )
        for one, (symbol, day, title, tally, _) in zip(found.question.decisions, rows, strict=True)
    ]
