"""/compare: two resolutions, or two countries, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, RESOLUTION, SINCE, TOPIC, UNTIL, Body, Party, Resolution, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot

compare = app_commands.Group(name="compare", description="Two resolutions, or two countries: where they differ.")


@compare.command()
@app_commands.describe(
    a=RESOLUTION,
    b="the other resolution: a symbol, a name or words",
    country="only this country, or the members of this group",
)
async def resolutions(
    interaction: discord.Interaction[RollcallBot], a: Resolution, b: Resolution, country: Party = ""
) -> None:
    """Who changed sides between two votes."""
    await reply(interaction, Kind.COMPARISON, decisions=[a, b], members=[country])


@compare.command()
@app_commands.describe(
    a="a country or a group", b="another country or group", since=SINCE, until=UNTIL, topic=TOPIC, body=BODY
)
async def countries(
    interaction: discord.Interaction[RollcallBot],
    a: Party,
    b: Party,
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    body: Body = "",
) -> None:
    """Where two countries or groups voted differently."""
    await reply(interaction, Kind.COMPARISON, members=[a, b], since=since, until=until, topic=topic, body=body)
