"""/about: what the bot is, how far its data reach, and where they come from."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import limits
from bot.cards import BLUE, spoken
from bot.limits import cut, escaped, safe
from bot.preferences import hushed
from bot.replies import Reply, permissions
from handlers.wording import reach

if TYPE_CHECKING:
    from bot.app import RollcallBot


@app_commands.command()
async def about(interaction: discord.Interaction[RollcallBot]) -> None:
    """What Rollcall is, and where its data come from."""
    embed = about_card(interaction.client)
    parts = Reply(embed, spoken(embed)).parts(permissions(interaction))
    await interaction.response.send_message(**parts, ephemeral=await hushed(interaction))


def about_card(bot: RollcallBot) -> discord.Embed:
    """Purpose, data, sources and version on one card."""
    archive = bot.clerk.archive
    embed = discord.Embed(
        title="About Rollcall",
        colour=BLUE,
        description="Rollcall answers questions about recorded votes in the UN General Assembly since 1946 and the "
        "Security Council. It reports what the voting record says and takes no side. It is not run by the "
        "United Nations.\n" + reach(archive, None),
    )
    sources = [
        f"- [{escaped(source.title)}]({safe(source.url)}): {escaped(source.terms)}"
        for source in archive.sources.values()
    ]
    if sources:
        embed.add_field(name="Sources", value=cut("\n".join(sources), limits.FIELD_VALUE), inline=False)
    embed.set_footer(text=f"Rollcall {_version()} · data edition {archive.coverage.edition}")
    return embed


def _version() -> str:
    try:
        return version("rollcall-bot")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "(not installed)"
