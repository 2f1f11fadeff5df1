"""The rounds of the quiz on the table, and what the buttons of each say of its game.

What a round needs stands in its message: the question, the host and what the quiz is about in the ids of its buttons,
the score above the card. Only who answered what lives in memory.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

import discord

from bot.buttons.pressed import Pressed
from bot.quiz_cards import Score
from db.records import Position

if TYPE_CHECKING:
    from bot.app import RollcallBot

TABLES = 1_000
"""Rounds in memory, and ended ones that are remembered; the oldest goes when there are more."""
ANSWER = re.compile(r"quiz:(?P<position>[123]):(?P<member>[A-Z]{3}):(?P<key>.+)")
NEXT = re.compile(r"quiz-next:(?P<number>\d):(?P<host>[0-9a-f]+):(?P<seed>\d+):(?P<line>.+)")
"""The ids of a round's buttons."""
Place = tuple[int, int]
"""A channel, and the person where only that person sees the quiz, else 0."""


@dataclass(frozen=True, slots=True)
class Game:
    """What the ids of a round's buttons hold: its number from 0, the host, the lot, the limits, the question."""

    number: int
    host: int
    seed: int
    line: str
    member: str = ""
    key: str = ""

    @classmethod
    def of(cls, message: discord.Message | None) -> Self | None:
        """The game that a message's buttons belong to."""
        rows = [row for row in message.components if isinstance(row, discord.ActionRow)] if message else []
        ids = [item.custom_id or "" for row in rows for item in row.children if isinstance(item, discord.Button)]
        answers = [found for id_ in ids if (found := ANSWER.fullmatch(id_))]
        following = [found for id_ in ids if (found := NEXT.fullmatch(id_))]
        if not answers or not following:
            return None
        number, host, seed, line = following[0].group("number", "host", "seed", "line")
        return cls(int(number), int(host, 16), int(seed), line, *answers[0].group("member", "key"))


@dataclass(slots=True)
class Table:
    """A round on the table. `answers` are positions by person; `interaction` is the newest, whose token still works."""

    game: Game
    message: discord.Message
    interaction: Pressed
    score: Score
    answers: dict[int, Position] = field(default_factory=dict)
    clock: asyncio.Task[None] | None = None


@dataclass(slots=True)
class Tables:
    """The rounds being played by place (None while the next is dealt), and the messages of those that are over."""

    held: OrderedDict[Place, Table | None] = field(default_factory=OrderedDict)
    over: OrderedDict[int, None] = field(default_factory=OrderedDict)

    def put(self, place: Place, table: Table | None) -> None:
        """Put a round on the table of its place."""
        self.held[place] = table
        while len(self.held) > TABLES:
            self.held.popitem(last=False)

    def end(self, place: Place, table: Table) -> bool:
        """End a round and keep its place. Returns whether it was running: the clock and the host may both end it."""
        if self.held.get(place) is not table:
            return False
        self.held[place] = None
        self.over[table.message.id] = None
        while len(self.over) > TABLES:
            self.over.popitem(last=False)
        return True

    def free(self, place: Place) -> None:
        """Give up a place that is kept for a round which was not dealt."""
        if self.held.get(place, self) is None:
            del self.held[place]


_tables: WeakKeyDictionary[RollcallBot, Tables] = WeakKeyDictionary()


def tables_of(bot: RollcallBot) -> Tables:
    """The quizzes of a running bot; they go with the bot."""
    return _tables.setdefault(bot, Tables())
