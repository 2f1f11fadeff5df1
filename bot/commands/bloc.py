"""/bloc: how united a group votes, and who breaks ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, SINCE, TOPIC, UNTIL, Body, Group, Resolution, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    group="the EU, BRICS, the African Group …",
    resolution="how the group split on this one: a symbol, a name or words",
    since=SINCE,
    until=UNTIL,
    topic=TOPIC,
    body=BODY,
)
async def bloc(
    interaction: discord.Interaction[RollcallBot],
    group: Group,
    resolution: Resolution = "",
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    body: Body = "",
) -> None:
    """How united a group votes, and who breaks ranks."""
    await reply(
        interaction,
        Kind.COHESION,
        members=[group],
        decisions=[resolution],
        since=since,
        until=until,
        topic=topic,
        body=body,
    )
