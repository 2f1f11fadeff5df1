"""/alignment: how alike two members vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import autocomplete
from bot.options import BODIES, SINCE, TOPIC, UNTIL
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    a="a country or a group",
    b="another country or group",
    since=SINCE,
    until=UNTIL,
    topic=TOPIC,
    body="the General Assembly unless you pick the other",
)
@app_commands.autocomplete(a=autocomplete.members, b=autocomplete.members)
@app_commands.choices(body=BODIES)
async def alignment(
    interaction: discord.Interaction[RollcallBot],
    a: str,
    b: str,
    since: str = "",
    until: str = "",
    topic: str = "",
    body: str = "",
) -> None:
    """How often two countries or groups vote alike."""
    await reply(interaction, Kind.ALIGNMENT, members=[a, b], since=since, until=until, topic=topic, body=body)
