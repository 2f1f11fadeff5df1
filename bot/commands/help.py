"""/help: what can be asked, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot import limits
from bot.buttons import Choices
from bot.cards import frame, spoken
from bot.limits import escaped, packed
from bot.registration import mention
from bot.replies import Reply, begin, permissions
from handlers.question import Kind

if TYPE_CHECKING:
    from bot.app import RollcallBot

Listed = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

SECTIONS = {
    "Resolutions": ("tally", "vote", "summary", "compare"),
    "Countries and groups": ("record", "brief", "alignment", "allies", "bloc", "map"),
    "Through the years": ("series", "trend"),
    "What stands out": ("vetoes", "extremes", "search", "latest"),
}
MORE = "And also"
"""The section of the commands that stand in no other."""
CONTINUED = "\N{ZERO WIDTH SPACE}"
"""The heading of a section's further fields: Discord wants one."""
HOW = (
    "Ask in plain words with {ask}, in a direct message, or by mentioning me: name a resolution by its symbol "
    "(ES-11/1, S/RES/2334) or by words and a year. The buttons below ask for real."
)


@app_commands.command()
async def help(interaction: discord.Interaction[RollcallBot]) -> None:
    """What you can ask, with examples."""
    await begin(interaction)
    made = await help_reply(interaction.client)
    await interaction.followup.send(**made.parts(permissions(interaction)))


async def help_reply(bot: RollcallBot) -> Reply:
    """What the bot is for and its commands, which can be clicked; the examples are buttons."""
    answer = await bot.clerk.answer(await bot.clerk.fill(Kind.HELP))
    embed = frame(answer, bot.clerk.archive)
    embed.description = f"{escaped(answer.headline)}\n{HOW.format(ask=mention(bot, 'ask'))}"
    for name, lines in sections(bot).items():
        for number, run in enumerate(packed(lines, limits.FIELD_VALUE, "\n")):
            embed.add_field(name=CONTINUED if number else name, value="\n".join(run), inline=False)
    return Reply(embed, spoken(embed), Choices([replace(option, value="") for option in answer.options]))


def sections(bot: RollcallBot) -> dict[str, list[str]]:
    """A line for each command by the heading it stands under."""
    lines = {command.name: _lines(bot, command) for command in bot.tree.get_commands()}
    for told in ("ask", "help"):
        lines.pop(told)
    found = {name: [line for one in names for line in lines.pop(one, ())] for name, names in SECTIONS.items()}
    return found | {MORE: [line for rest in lines.values() for line in rest]}


def _lines(bot: RollcallBot, command: Listed) -> list[str]:
    if isinstance(command, app_commands.ContextMenu):
        return [f"*{escaped(command.name)}*: in the menu of any message, under Apps."]
    ways = command.walk_commands() if isinstance(command, app_commands.Group) else [command]
    return [f"{mention(bot, one.qualified_name)} {one.description}" for one in ways]
