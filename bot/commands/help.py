"""/help: what can be asked, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.buttons import Choices, choices
from bot.cards import card
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
async def help(interaction: discord.Interaction[RollcallBot]) -> None:
    """What you can ask, with examples."""
    await interaction.response.defer(thinking=True)
    embed, view = await help_card(interaction.client)
    await interaction.followup.send(embed=embed, view=view)


async def help_card(bot: RollcallBot) -> tuple[discord.Embed, Choices]:
    """The answer to a call for help, with the commands; its examples are buttons."""
    answer = await bot.clerk.answer(await bot.clerk.fill(Kind.HELP))
    embed = card(answer, bot.clerk.archive)
    commands = sorted(bot.tree.walk_commands(), key=lambda command: command.name)
    listed = "\n".join(f"`/{command.name}` {command.description}" for command in commands)
    return embed.add_field(name="Commands", value=listed, inline=False), choices(answer)
