"""/settings: what a server, or a person in direct messages, has set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.panel import allowed, show

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.default_permissions(manage_guild=True)
async def settings(interaction: discord.Interaction[RollcallBot]) -> None:
    """Home country, body, period, channels and quiet replies of this server; your home country in a DM."""
    if await allowed(interaction):
        await show(interaction)
