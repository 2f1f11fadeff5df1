"""/brief: a member on a topic, for a delegate who speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, SINCE, UNTIL, Body, Member, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    country="the country you speak for",
    topic="what the debate is about: Gaza, outer space, the death penalty …",
    since=SINCE,
    until=UNTIL,
    body=BODY,
)
async def brief(
    interaction: discord.Interaction[RollcallBot],
    country: Member,
    topic: Topic,
    since: Time = "",
    until: Time = "",
    body: Body = "",
) -> None:
    """A delegate's brief: what a country did on a topic."""
    await reply(interaction, Kind.BRIEF, members=[country], since=since, until=until, topic=topic, body=body)
