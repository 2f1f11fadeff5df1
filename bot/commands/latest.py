"""/latest: the newest decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import TOPIC, Body, Limit, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    topic=TOPIC,
    body="both bodies unless you pick one",
    limit="how many to list; ten unless you say",
)
async def latest(
    interaction: discord.Interaction[RollcallBot],
    topic: Topic = "",
    body: Body = "",
    limit: Limit | None = None,
) -> None:
    """The newest votes in the record."""
    await reply(interaction, Kind.LATEST, topic=topic, body=body, limit=limit)
