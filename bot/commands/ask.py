"""/ask: any question, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.replies import reply_to

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(question="for example: How did Hungary vote on ES-11/7?")
async def ask(interaction: discord.Interaction[RollcallBot], question: app_commands.Range[str, 1, 500]) -> None:
    """Ask about United Nations votes in plain words."""
    await reply_to(interaction, question)
