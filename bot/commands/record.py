"""/record: what a member did over many votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, SINCE, TOPIC, UNTIL, Body, Party, Position, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    country="a country or a group",
    topic=TOPIC,
    position="list only the votes in which it did this",
    since=SINCE,
    until=UNTIL,
    body=BODY,
)
async def record(
    interaction: discord.Interaction[RollcallBot],
    country: Party,
    topic: Topic = "",
    position: Position = "",
    since: Time = "",
    until: Time = "",
    body: Body = "",
) -> None:
    """What a country or group voted for and against."""
    await reply(
        interaction,
        Kind.RECORD,
        members=[country],
        positions=[position],
        since=since,
        until=until,
        topic=topic,
        body=body,
    )
