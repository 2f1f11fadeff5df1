"""/map: members placed by how alike they voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import SINCE, TOPIC, UNTIL, Group, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(since=SINCE, until=UNTIL, topic=TOPIC, group="only the members of this: the EU, NATO, Africa …")
async def map(
    interaction: discord.Interaction[RollcallBot],
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    group: Group = "",
) -> None:
    """A map of members: the nearer two lie, the more alike they voted."""
    await reply(interaction, Kind.VOTING_MAP, members=[group], since=since, until=until, topic=topic)
