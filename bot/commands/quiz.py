"""/quiz: how did they vote? Four rounds for a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.options import SINCE, TOPIC, Party, Time, Topic
from bot.quiz import play
from bot.replies import begin, show
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
@app_commands.describe(topic=TOPIC, country="only how this country, or the members of this group, voted", since=SINCE)
async def quiz(
    interaction: discord.Interaction[RollcallBot], topic: Topic = "", country: Party = "", since: Time = ""
) -> None:
    """How did they vote? Four rounds for everybody in the channel."""
    clerk = interaction.client.clerk
    question = await clerk.fill(Kind.RECORD, members=[country], topic=topic, since=since)
    if question.kind is Kind.RECORD:
        await play(interaction, question)
    else:
        await begin(interaction)
        await show(interaction, await clerk.answer(question))
