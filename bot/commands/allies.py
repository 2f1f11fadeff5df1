"""/allies: who votes most, or least, like a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import BODY, SINCE, TOPIC, UNTIL, Body, Limit, Order, Party, Time, Topic
from bot.replies import reply
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(
    country="a country or a group",
    order="closest first unless you pick the other",
    since=SINCE,
    until=UNTIL,
    topic=TOPIC,
    body=BODY,
    limit="how many to list; ten unless you say",
)
async def allies(
    interaction: discord.Interaction[RollcallBot],
    country: Party,
    order: Order = "",
    since: Time = "",
    until: Time = "",
    topic: Topic = "",
    body: Body = "",
    limit: Limit | None = None,
) -> None:
    """Who votes most like a country, and who least."""
    await reply(
        interaction,
        Kind.RANKING,
        members=[country],
        order=order,
        limit=limit,
        since=since,
        until=until,
        topic=topic,
        body=body,
    )
