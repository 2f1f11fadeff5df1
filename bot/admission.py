"""Who is let in: nobody too often, not too many at once, and each for a time. One door for commands, buttons, messages.

A request passes the door (`visit`), signs that it is coming, waits for its turn (`turn`), works, and gives its turn up
(`done`) before it sends its answer, so that a slow Discord holds up nobody else.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import logs, metrics
from bot.errors import Refused
from handlers.wording import plural

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

LONGEST = 500
"""Characters of a question that are read."""
SHORTENED = f"I read the first {LONGEST} characters of your question."
AT_ONCE = 8
"""Requests that are worked on at the same time."""
WAITING = 300
"""Requests that may wait for their turn: the last of them comes within ten seconds, half of what it has."""
SECONDS = 20.0
"""From the door to the answer."""
TOO_FAST = "You are asking faster than I can look things up. Please try again in {}."
SERVER_TOO_FAST = "This server is asking faster than I can look things up. Please try again in {}."
BUSY = "I am busy: too many questions are waiting. Please try again in half a minute."
TOO_LONG = (
    f"I could not answer that within {SECONDS:.0f} seconds, so I stopped. Please try again, or ask for less at once: "
    "one country, one topic, a few years."
)
ENDING = "I am being restarted. Please ask again in a minute."


class Pace:
    """A few requests at once and then one every so many seconds, for each key. Keys that are at rest are forgotten."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float], entries: int = 10_000) -> None:
        self._ahead = (burst - 1) * seconds
        self._seconds = seconds
        self._clock = clock
        self._entries = entries
        self._rested: OrderedDict[int, float] = OrderedDict()
        self._told: set[int] = set()

    def __len__(self) -> int:
        return len(self._rested)

    def wait(self, key: int) -> float:
        """Seconds until the key may go on; 0 when it may now."""
        now = self._clock()
        return max(self._rested.get(key, now) - now - self._ahead, 0)

    def spend(self, key: int) -> None:
        """Count a request."""
        now = self._clock()
        self._rested[key] = max(self._rested.get(key, now), now) + self._seconds
        self._rested.move_to_end(key)
        self._told.discard(key)
        while len(self._rested) > self._entries or next(iter(self._rested.values())) <= now:
            self._told.discard(self._rested.popitem(last=False)[0])

    def tell(self, key: int) -> bool:
        """Whether the key is to be told that it must wait, for the first time since its last request."""
        first = key not in self._told
        self._told.add(key)
        return first


@dataclass(slots=True, eq=False)
class Visit:
    """A request that was let in: its clock, whether it has its turn, and whether it has left.

    Tasks that it started may outlive it, and still find it in their context.
    """

    admission: Admission
    clock: asyncio.Timeout
    at_work: bool = False
    over: bool = False

    def give(self, seconds: float | None) -> None:
        """Let it have so many seconds from now; None is no limit."""
        if not self.over and not self.clock.expired():
            self.clock.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)


class Admission:
    """The door of a running bot."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.people = Pace(burst=20, seconds=1, clock=clock)
        self.servers = Pace(burst=60, seconds=0.5, clock=clock)
        self.waiting = 0
        """Requests that wait for their turn."""
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._visits: set[Visit] = set()
        self._tasks: set[asyncio.Task[object]] = set()
        self.ending = False
        """Whether nobody is let in any more."""

    @property
    def under_way(self) -> int:
        """Requests that are inside: waiting, worked on, or being answered."""
        return len(self._visits)

    @asynccontextmanager
    async def admitted(self, person: int, server: int | None) -> AsyncIterator[None]:
        """Let a request in. Raises Refused: too soon, too many, or out of time."""
        self._admit(person, server)
        clock = asyncio.timeout(SECONDS)
        visit = Visit(self, clock)
        self._visits.add(visit)
        _visit.set(visit)
        if task := asyncio.current_task():  # which also tells the person where the visit ends early
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            async with clock:
                yield
        except TimeoutError:
            if not clock.expired():
                raise
            raise (_refused("ending", ENDING) if self.ending else _refused("too_long", TOO_LONG)) from None
        finally:
            visit.over = True
            self.release(visit)
            self._visits.discard(visit)

    def _admit(self, person: int, server: int | None) -> None:
        if self.ending:
            raise _refused("ending", ENDING)
        for reason, sentence, pace, key in (
            ("person", TOO_FAST, self.people, person),
            ("server", SERVER_TOO_FAST, self.servers, server),
        ):
            if key is not None and (seconds := pace.wait(key)):
                when = plural(math.ceil(seconds), "second")
                raise _refused(reason, sentence.format(when), again=not pace.tell(key))
        self.people.spend(person)
        if server is not None:
            self.servers.spend(server)
        if len(self._visits) >= AT_ONCE + WAITING:
            raise _refused("busy", BUSY)

    async def turn(self, visit: Visit) -> None:
        """Wait for the turn of a request, first come, first served."""
        if visit.at_work or visit.over:
            return
        self.waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self.waiting -= 1
        visit.at_work = True

    def release(self, visit: Visit) -> None:
        """Give the turn of a request to the next."""
        if visit.at_work:
            visit.at_work = False
            self._turns.release()

    async def end(self, seconds: float) -> None:
        """Let nobody in any more; after so many seconds tell those that are still inside that the bot is ending."""
        self.ending = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for visit in self._visits:
            visit.give(0)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


@asynccontextmanager
async def visit(bot: RollcallBot, name: str, person: int, server: int | None) -> AsyncIterator[None]:
    """One request from the door to the answer, with its id on each line of the log. Raises Refused.

    `name` is what was used: few different ones, with nothing of what was typed.
    """
    began = time.monotonic()
    # Never reset: each event has a task and so a context of its own, and errors are logged after this.
    logs.request.set(logs.new_id())
    try:
        async with bot.admission.admitted(person, server):
            yield
    finally:
        seconds = time.monotonic() - began
        metrics.REQUESTS.labels(name).observe(seconds)
        log.info("%s took %.3f s", name, seconds)


async def turn() -> None:
    """Wait until it is the turn of the request that is being served."""
    if here := _visit.get():
        await here.admission.turn(here)


def done() -> None:
    """The answer is made and goes out: it no longer takes a turn, and no longer counts against the time."""
    if here := _visit.get():
        here.admission.release(here)
        here.give(None)


def shortened(text: str) -> tuple[str, tuple[str, ...]]:
    """A question as far as it is read, and the note that says so where something was left out."""
    return (text, ()) if len(text) <= LONGEST else (text[:LONGEST], (SHORTENED,))


def _refused(reason: str, sentence: str, *, again: bool = False) -> Refused:
    metrics.REFUSALS.labels(reason).inc()
    return Refused(sentence, again=again)
