"""/vote: how a member voted on a decision."""

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
@app_commands.describe(
    country="a member state", resolution="a symbol, a name or words: ES-11/7, the Cuba embargo, partition plan"
)
@app_commands.autocomplete(country=autocomplete.members, resolution=autocomplete.decisions)
async def vote(interaction: discord.Interaction[RollcallBot], country: str, resolution: str) -> None:
    """How a country voted on a resolution."""
    await reply(interaction, Kind.COUNTRY_VOTE, members=[country], decisions=[resolution])
