"""The slash commands, one a file. Each fills a Question from its options; none computes anything."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.commands.about import about
from bot.commands.alignment import alignment
from bot.commands.allies import allies
from bot.commands.ask import ask
from bot.commands.help import help
from bot.commands.latest import latest
from bot.commands.search import search
from bot.commands.summary import summary
from bot.commands.tally import tally
from bot.commands.vote import vote

COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (
    ask,
    tally,
    summary,
    vote,
    alignment,
    allies,
    search,
    latest,
    help,
    about,
)
