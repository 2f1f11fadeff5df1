"""/trend: year by year, how alike two vote, or what one did."""

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
    b="another one; without it, the record of the first by year",
    since=SINCE,
    until=UNTIL,
    topic=TOPIC,
    measure="what to count as alike; agreement unless you pick another",
    body=BODY,
)
async def trend(
    interaction: discord.Interaction[RollcallBot],
    a: Party,
    b: Party = "",
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    measure: Measure = "",
    body: Body = "",
) -> None:
    """Year by year: how alike two vote, or what one did."""
    await reply(
        interaction, Kind.TREND, members=[a, b], measure=measure, since=since, until=until, topic=topic, body=body
    )
