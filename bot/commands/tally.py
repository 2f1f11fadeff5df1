"""/tally: how a vote went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import autocomplete
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(resolution="a symbol, a name or words: ES-11/7, the Cuba embargo, partition plan")
@app_commands.autocomplete(resolution=autocomplete.decisions)
async def tally(interaction: discord.Interaction[RollcallBot], resolution: str) -> None:
    """How a vote went: yes, no, abstentions, and the outcome."""
    await reply(interaction, Kind.TALLY, decisions=[resolution])
