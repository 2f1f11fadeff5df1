"""/extremes: the votes that stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, SINCE, TOPIC, UNTIL, Body, Extreme, Limit, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    what="in what way they stand out",
    since=SINCE,
    until=UNTIL,
    topic=TOPIC,
    body=BODY,
    limit="how many to list",
)
async def extremes(
    interaction: discord.Interaction[RollcallBot],
    what: Extreme,
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    body: Body = "",
    limit: Limit | None = None,
) -> None:
    """Votes that stand out: closest, lone no, unanimous …"""
    await reply(interaction, Kind.EXTREMES, measure=what, limit=limit, since=since, until=until, topic=topic, body=body)
