"""/vote: how a member voted on a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import RESOLUTION, Party, Resolution
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    country="a country or a group",
    resolution=RESOLUTION,
)
async def vote(
    interaction: discord.Interaction[RollcallBot],
    country: Party,
    resolution: Resolution,
) -> None:
    """How a country or a group voted on a resolution."""
    await reply(interaction, Kind.COUNTRY_VOTE, members=[country], decisions=[resolution])
