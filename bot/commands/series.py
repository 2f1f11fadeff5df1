"""/series: one yearly resolution through the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import SINCE, UNTIL, Party, Time, Yearly
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    resolution="the Cuba embargo, the right to food, or the symbol of any of them",
    country="show how this country or group voted each time",
    since=SINCE,
    until=UNTIL,
)
async def series(
    interaction: discord.Interaction[RollcallBot],
    resolution: Yearly,
    country: Party = "",
    since: Time = "",
    until: Time = "",
) -> None:
    """A yearly resolution through the years."""
    await reply(interaction, Kind.SERIES, series=resolution, members=[country], since=since, until=until)
