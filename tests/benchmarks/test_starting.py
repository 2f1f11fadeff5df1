"""From the start of the process to ready, over a filled archive."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.running import address, running
from tests.benchmarks.table import Row
from tests.benchmarks.timing import MEGABYTE, run

TIMES = 5
LATE = ("matplotlib", "babel.dates", "alembic")
"""Slow to import, and not needed at the start."""


@pytest.mark.asks("start with a filled archive, to ready to answer on Discord", "1.5 s, 200 MB resident")
def test_start(runner: asyncio.Runner, filled: Path, tmp_path: Path, row: Row) -> None:
    starts, imports = [], []

    async def start() -> tuple[float, int]:
        async with running(address(filled), tmp_path) as bot:
            return bot.seconds, bot.process.memory_info().rss

    check = f"import sys, bot.app, handlers.clerk; sys.exit(any(name in sys.modules for name in {LATE}))"
    for _ in range(TIMES):
        imports.append(run("-c", check))
        starts.append(runner.run(start()))
    seconds, memory = median(one for one, _ in starts), max(most for _, most in starts)
    row.measured = f"{seconds:.2f} s, {memory / MEGABYTE:.0f} MB"
    row.beside = f"imports alone {median(one.seconds for one in imports):.2f} s, {imports[0].memory / MEGABYTE:.0f} MB"
    row.met = seconds <= 1.5 and memory <= 200 * MEGABYTE
    assert row.met, row.measured
