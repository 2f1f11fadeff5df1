"""/summary: a resolution, a country, a topic or a time in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, RESOLUTION, TOPIC, Body, Party, Resolution, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    resolution=RESOLUTION,
    country="a country, over all its votes or those of a time and topic",
    when="a year, a session or a period: 2022, 77th session, since 2015",
    topic=TOPIC,
    body=BODY,
)
async def summary(
    interaction: discord.Interaction[RollcallBot],
    resolution: Resolution = "",
    country: Party = "",
    when: Time = "",
    topic: Topic = "",
    body: Body = "",
) -> None:
    """A resolution, a country, a topic or a time in short."""
    await reply(interaction, Kind.SUMMARY, decisions=[resolution], members=[country], when=when, topic=topic, body=body)
