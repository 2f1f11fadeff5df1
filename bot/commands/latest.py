"""/latest: the newest decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODIES
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(body="both bodies unless you pick one")
@app_commands.choices(body=BODIES)
async def latest(interaction: discord.Interaction[RollcallBot], body: str = "") -> None:
    """The newest votes in the record."""
    await reply(interaction, Kind.LATEST, body=body)
