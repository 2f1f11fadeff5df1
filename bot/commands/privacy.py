"""/privacy: what is kept, where and for how long, and a button that deletes one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

import discord
from discord import app_commands, ui

from bot.buttons.pressed import told
from bot.forgetting import forget_person
from bot.memory import MINUTES
from bot.panel import page
from bot.preferences import preferences_for
from bot.registration import mention
from db.queries import watches
from handlers.wording import plural, series, with_article

if TYPE_CHECKING:
    from bot.app import RollcallBot

KEPT = {
    "Your questions": "Not stored. So that “and China?” is understood, your last questions in each channel stay in the "
    f"bot's memory until {MINUTES} minutes after the last one, never on a disk. No message that is not for the bot is "
    "read.",
    "Watches": "What is watched and where, with the id of who set it up, in the bot's database until {remove}. "
    "The id is there to tell that person if a watch stops.",
    "Server settings": "Home country, body, period, channels and quiet replies, with the server's id, in the bot's "
    "database until they are changed or cleared in {settings}. When the bot is removed from a server, its settings "
    "and watches are deleted.",
    "Your home country": "Only if you set one with {settings} in a direct message: with your id, in the bot's "
    "database until you delete it.",
    "In memory only": "So that nobody asks too fast, your id and the server's, for some seconds of use; during a quiz, "
    "who gave which answer in the round that is on.",
    "Logs": "When which command or button was used, but not by whom; error codes; the ids of servers, channels, "
    "messages or people where something failed, and of servers that removed the bot; no text of messages. How long "
    "they are kept is up to whoever runs this bot.",
    "In Discord": "Answers and their buttons are messages in Discord, which keeps them under its own rules until they "
    "are deleted.",
}


@app_commands.command()
async def privacy(interaction: discord.Interaction[RollcallBot]) -> None:
    """What this bot keeps, where and for how long; and a button to delete what is yours."""
    bot = interaction.client
    settings, remove = mention(bot, "settings"), mention(bot, "watch remove")
    kept = KEPT | {"About you, now": await _about(bot, interaction.user.id)}
    paragraphs = [f"**{name}**\n{text.format(settings=settings, remove=remove)}" for name, text in kept.items()]
    await interaction.response.send_message(
        view=page("What is kept", *paragraphs, controls=[ForgetButton()]), ephemeral=True
    )


class ForgetButton(ui.DynamicItem[ui.Button[ui.View]], template="privacy:forget"):
    """Deletes what is kept about the person who presses it."""

    def __init__(self) -> None:
        super().__init__(
            ui.Button(label="Delete what is mine", style=discord.ButtonStyle.danger, custom_id="privacy:forget")
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls()

    @told("button privacy")
    async def callback(self, interaction: discord.Interaction[RollcallBot]) -> None:  # type: ignore[override]
        """Delete, and say what was deleted."""
        gone = await forget_person(interaction.client, interaction.user.id)
        parts = ["your home country"] * gone.home
        parts += [plural(gone.watches, "watch", "watches")] * bool(gone.watches)
        parts += [f"your id in {plural(gone.disowned, 'watch', 'watches')} of servers"] * bool(gone.disowned)
        parts += ["your last questions, in memory"] * bool(gone.exchanges)
        text = f"Deleted: {series(parts)}." if parts else "There was nothing of yours to delete."
        await interaction.response.send_message(text, ephemeral=True)


async def _about(bot: RollcallBot, user_id: int) -> str:
    """What the database holds about a person."""
    home = (await preferences_for(bot, None, user_id)).defaults.home
    parts = [f"your home country, {with_article(bot.clerk.archive, home)}"] if home else []
    mine = await watches.of_person(bot.store, user_id)
    direct = sum(one.guild_id is None for one in mine)
    parts += [f"{plural(direct, 'watch', 'watches')} in direct messages"] * bool(direct)
    parts += [f"your id in {plural(len(mine) - direct, 'watch', 'watches')} of servers"] * (len(mine) > direct)
    return f"In the database: {series(parts)}." if parts else "Nothing in the database."
