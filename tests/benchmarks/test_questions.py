"""How long a question takes, from its text to the answer, and what that time goes into."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from time import perf_counter
from types import FrameType

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from handlers.clerk import Clerk
from handlers.conversation.followup import exchange
from tests.benchmarks.asked import conversations
from tests.benchmarks.table import Row
from tests.benchmarks.timing import ms, percentile, repeated

PARTS = {
    "search": ("db/queries/search.py", "handlers/understand/references.py", "db/queries/titles.py"),
    "statistics": ("handlers/measures.py", "handlers/scaling.py", "db/matrix.py", "numpy/"),
    "names": ("handlers/understand/", "db/names.py", "db/phrases.py"),
    "database": ("db/queries/", "sqlalchemy/", "aiosqlite/", "selectors.py"),
}
"""What a moment counts for: the part of the innermost function that belongs to one."""
EVERY = 0.001


class Sampler:
    """Looks every millisecond what the event loop is doing, and counts it for a part."""

    def __init__(self) -> None:
        self.moments: Counter[str] = Counter()

    def __enter__(self) -> Sampler:
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def __str__(self) -> str:
        total = self.moments.total()
        return ", ".join(f"{part} {self.moments[part] / total:.0%}" for part in (*PARTS, "the rest"))

    def _look(self, _number: int, frame: FrameType | None) -> None:
        self.moments[self._part(frame)] += 1

    def _part(self, frame: FrameType | None) -> str:
        while frame is not None:
            file = frame.f_code.co_filename
            for part, places in PARTS.items():
                if any(place in file for place in places):
                    return self._waited_for() if file.endswith("selectors.py") else part
            frame = frame.f_back
        return "the rest"

    def _waited_for(self) -> str:
        """The loop waits for the database: for a search, or for something else."""
        for task in asyncio.all_tasks(asyncio.get_running_loop()):
            waits: object = task.get_coro()
            while (code := getattr(waits, "cr_code", None)) is not None:
                if code.co_filename.endswith("db/queries/search.py"):
                    return "search"
                waits = getattr(waits, "cr_await", None)
        return "database"


@pytest.mark.asks("a question, text to `Answer`, warm", "median 5 ms, 99th percentile 40 ms at most")
def test_questions(benchmark: BenchmarkFixture, runner: asyncio.Runner, clerk: Clerk, row: Row) -> None:
    times: list[float] = []

    async def ask_all() -> None:
        for question, follow_up in conversations():
            began = perf_counter()
            answer = await clerk.ask(question)
            first = perf_counter()
            last = exchange(answer, None)
            then = perf_counter()
            await clerk.ask(follow_up, last)
            times.extend((first - began, perf_counter() - then))

    repeated(benchmark, lambda: runner.run(ask_all()), 2, times.clear)
    middle, worst = percentile(times, 0.5), percentile(times, 0.99)
    with Sampler() as sampler:
        runner.run(ask_all())
    row.measured = f"median {ms(middle)}, 99th percentile {ms(worst)} over {len(times) // 2} questions, half follow-ups"
    row.beside = str(sampler)
    row.met = middle <= 0.005 and worst <= 0.04
    assert row.met, row.measured
