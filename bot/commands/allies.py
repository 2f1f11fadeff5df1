"""/allies: who votes most, or least, like a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import autocomplete
from bot.options import ORDERS, SINCE, UNTIL
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    country="a country or a group", order="closest first unless you pick the other", since=SINCE, until=UNTIL
)
@app_commands.autocomplete(country=autocomplete.members)
@app_commands.choices(order=ORDERS)
async def allies(
    interaction: discord.Interaction[RollcallBot],
    country: str,
    order: str = "closest",
    since: str = "",
    until: str = "",
) -> None:
    """Who votes most like a country, and who least."""
    await reply(interaction, Kind.RANKING, members=[country], order=order, since=since, until=until)
