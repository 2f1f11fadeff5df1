"""The slash commands, one a file. Each fills a Question from its options; none computes anything."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.commands.about import about
from bot.commands.alignment import alignment
from bot.commands.allies import allies
from bot.commands.ask import ask
from bot.commands.bloc import bloc
from bot.commands.brief import brief
from bot.commands.compare import compare
from bot.commands.extremes import extremes
from bot.commands.find_votes import find_votes
from bot.commands.help import help
from bot.commands.latest import latest
from bot.commands.map import map
from bot.commands.privacy import privacy
from bot.commands.quiz import quiz
from bot.commands.record import record
from bot.commands.search import search
from bot.commands.series import series
from bot.commands.settings import settings
from bot.commands.summary import summary
from bot.commands.tally import tally
from bot.commands.trend import trend
from bot.commands.vetoes import vetoes
from bot.commands.vote import vote
from bot.commands.watch import watch

COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group, ...] = (
    ask,
    tally,
    summary,
    vote,
    alignment,
    allies,
    record,
    brief,
    series,
    compare,
    bloc,
    vetoes,
    trend,
    map,
    extremes,
    search,
    latest,
    find_votes,
    quiz,
    watch,
    settings,
    help,
    about,
    privacy,
)
