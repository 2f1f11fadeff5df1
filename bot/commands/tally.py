"""/tally: how a vote went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import RESOLUTION, Resolution
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    resolution=RESOLUTION,
)
async def tally(
    interaction: discord.Interaction[RollcallBot],
    resolution: Resolution,
) -> None:
    """How a vote went: yes, no, abstentions, outcome."""
    await reply(interaction, Kind.TALLY, decisions=[resolution])
