"""/vetoes: drafts vetoed in the Security Council."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import SINCE, TOPIC, UNTIL, Party, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    country="only vetoes of this permanent member",
    topic=TOPIC,
    since=SINCE,
    until=UNTIL,
)
async def vetoes(
    interaction: discord.Interaction[RollcallBot],
    country: Party = "",
    topic: Topic = "",
    since: Time = "",
    until: Time = "",
) -> None:
    """Drafts vetoed in the Security Council."""
    await reply(interaction, Kind.VETO, members=[country], since=since, until=until, topic=topic)
