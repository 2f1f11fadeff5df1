"""/alignment: how alike two members vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, SINCE, TOPIC, UNTIL, Body, Measure, Party, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    a="a country or a group",
    b="another country or group",
    since=SINCE,
    until=UNTIL,
    topic=TOPIC,
    measure="which figure comes first; all of them are shown",
    body=BODY,
)
async def alignment(
    interaction: discord.Interaction[RollcallBot],
    a: Party,
    b: Party,
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    measure: Measure = "",
    body: Body = "",
) -> None:
    """How often two countries or groups vote alike."""
    await reply(
        interaction, Kind.ALIGNMENT, members=[a, b], measure=measure, since=since, until=until, topic=topic, body=body
    )
