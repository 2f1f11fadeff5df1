"""/search: decisions by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(text="words of the title or subject, for example: nuclear weapons 2019")
async def search(interaction: discord.Interaction[RollcallBot], text: app_commands.Range[str, 1, 300]) -> None:
    """Find resolutions by words."""
    await reply(interaction, Kind.SEARCH, words=text)
