"""What becomes slower, and by how much, with twice and four times the decisions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import mean, median
from time import perf_counter

import pytest

from db.archive import Archive
from db.records import Body
from handlers.clerk import Clerk
from handlers.measures import agreements
from tests.benchmarks.asked import questions
from tests.benchmarks.grown import grown
from tests.benchmarks.running import address
from tests.benchmarks.table import Row
from tests.benchmarks.timing import clocked

TIMES = (1, 2, 4)
BY_SYMBOL = [
    f"How did {country} vote on {symbol}?"
    for country in ("Hungary", "Brazil", "Kenya", "Japan")
    for symbol in ("A/RES/ES-11/7", "A/RES/68/262", "A/RES/62/149", "A/RES/3379(XXX)", "S/RES/2774(2025)")
]
EVERY = 5
"""One in so many of all questions is asked."""
TYPED = ("situation of human r", "nuclear weap", "question of pal", "A/RES/77/", "right of peop")
ROUNDS = 3
FLAT, LINEAR = 1.5, 1.25
"""By how much a question by symbol may take longer in the largest archive; and all else, for each decision in it."""


@contextmanager
def opened(runner: asyncio.Runner, path: Path) -> Iterator[tuple[Clerk, float]]:
    """A clerk over an archive, and the seconds until it was there."""
    began = perf_counter()
    archive = runner.run(Archive.open(address(path)))
    clerk = runner.run(Clerk.create(archive))
    seconds = perf_counter() - began
    runner.run(clerk.warm())
    yield clerk, seconds
    runner.run(archive.close())


def times_of(runner: asyncio.Runner, path: Path) -> dict[str, float]:
    """What things take with an archive, in seconds."""
    with opened(runner, path) as (clerk, opening):
        matrix = runner.run(clerk.archive.matrix())
        block = matrix.cells[matrix.select(Body.GA)]

        async def asked(texts: list[str]) -> list[float]:
            found = []
            for text in texts:
                began = perf_counter()
                await clerk.ask(text)
                found.append(perf_counter() - began)
            return found

        mixed = questions()[::EVERY]
        runner.run(asked([*BY_SYMBOL, *mixed]))  # once before, as in a bot that has been at work for a while
        return {
            "opening": opening,
            "question by symbol": median(runner.run(asked(BY_SYMBOL * ROUNDS))),
            "mixed questions": mean(runner.run(asked(mixed * ROUNDS))),
            "agreement with all": min(clocked(lambda: agreements(block[:, 0], block)) for _ in range(20)),
            "suggestions": mean(clocked(partial(clerk.suggestions.decisions, text)) for text in TYPED * 20),
        }


@pytest.mark.asks("growth: 1, 2, 4 × the decisions", "near-linear at worst; questions by symbol flat")
def test_growth(runner: asyncio.Runner, filled: Path, tmp_path: Path, row: Row) -> None:
    found = [times_of(runner, grown(filled, times, tmp_path)) for times in TIMES]
    once, most = found[0], found[-1]
    grew = {name: [one[name] / once[name] for one in found] for name in once}
    row.measured = "; ".join(f"{name} {' / '.join(f'{of:.1f}' for of in parts)} ×" for name, parts in grew.items())
    row.beside = (
        f"question by symbol {once['question by symbol'] * 1e3:.1f} / {most['question by symbol'] * 1e3:.1f} ms"
    )
    flat = grew.pop("question by symbol")[-1] <= FLAT
    row.met = flat and all(parts[-1] <= TIMES[-1] * LINEAR for parts in grew.values())
    assert row.met, row.measured
