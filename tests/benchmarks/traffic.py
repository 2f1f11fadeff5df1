"""Mixed traffic as people make it: questions in words, commands with charts and without, and options being typed."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from itertools import count

from tests.benchmarks.asked import questions
from tests.benchmarks.running import Running
from tests.standin import Use

COUNTRIES = ("France", "Brazil", "India", "Kenya", "Japan", "Peru", "Hungary", "Ghana", "Chile", "Egypt", "Cuba", "USA")
GROUPS = ("European Union", "NATO", "BRICS", "African Union", "ASEAN", "Nordic countries")
TEXTS = ("A/RES/ES-11/7", "A/RES/68/262", "A/RES/77/247", "S/RES/2774(2025)", "A/RES/3379(XXX)", "A/RES/62/149")
YEARLY = ("cuba embargo", "death penalty", "nazism", "nuclear ban treaty", "syrian golan")
TYPED = (("vote", "country", "un"), ("vote", "country", "Hungry"), ("tally", "resolution", "situation of human r"))
TYPING, DEFERRED = 8, 5
"""Kinds of a first answer: choices, and "thinking"."""


class Traffic:
    """Uses of a running bot, one person after another, in an order that is the same each time."""

    def __init__(self, bot: Running) -> None:
        self._bot = bot
        self._chance = random.Random(11)
        self._numbers = count()
        self._questions = self._endless()

    def use(self) -> Use:
        """The next one: four in ten a question in words, three with a chart, two being typed."""
        number = next(self._numbers)
        person, room = self._bot.people[number * 7 % len(self._bot.people)]
        chance = self._chance
        since, until = str(chance.randrange(1960, 2000)), str(chance.randrange(2005, 2025))
        match number % 10:
            case 0 | 1 | 2 | 3:
                return person.slash("ask", room, question=next(self._questions))
            case 4:
                return person.slash("allies", room, country=chance.choice(COUNTRIES), since=since, until=until)
            case 5:
                return person.slash("trend", room, a=chance.choice(COUNTRIES), b=chance.choice(COUNTRIES))
            case 6:
                if chance.random() < 0.5:
                    return person.slash("bloc", room, group=chance.choice(GROUPS), since=since, until=until)
                return person.slash("series", room, resolution=chance.choice(YEARLY))
            case 7 | 8:
                command, option, typed = chance.choice(TYPED)
                return person.complete(command, option, room, **{option: typed})
            case _:
                if chance.random() < 0.5:
                    return person.slash("vote", room, country=chance.choice(COUNTRIES), resolution=chance.choice(TEXTS))
                return person.slash("tally", room, resolution=chance.choice(TEXTS))

    def _endless(self) -> Iterator[str]:
        asked = questions()
        while True:
            self._chance.shuffle(asked)
            yield from asked


async def answered(use: Use, seconds: float) -> bool:
    """Wait until the bot has answered; whether it has, with an answer or choices, and no refusal."""
    try:
        first = await use.callback(seconds)
        if first["type"] == TYPING:
            return True
        if first["type"] != DEFERRED:
            return False
        return bool((await use.answer(seconds))["embeds"])
    except AssertionError:
        return False


def first_replies(bot: Running, uses: list[Use]) -> list[float]:
    """Seconds from each use to the bot's first sign."""
    began = {use.id: use.pending.since for use in uses}
    found = []
    for request in bot.standin.requests:
        parts = request.path.split("/")
        if parts[1] == "interactions" and parts[2] in began:
            found.append(request.when - began[parts[2]])
    return found


async def at_once(bot: Running, uses: list[Use], seconds: float) -> tuple[int, float]:
    """Wait for all of them; how many were answered, and how long that took."""
    since = time.monotonic()
    done = await asyncio.gather(*(answered(use, seconds) for use in uses))
    return sum(done), time.monotonic() - since
