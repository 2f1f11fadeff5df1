"""The running bot, from outside: two hundred interactions at once, and half an hour of them."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.benchmarks.running import Hold, Running, address, running
from tests.benchmarks.table import Row
from tests.benchmarks.timing import MEGABYTE, ms, percentile
from tests.benchmarks.traffic import Traffic, answered, at_once, first_replies

AT_ONCE = 200
RUNNING_IN = 20
"""Interactions before: a bot that serves so many people has been at work for a while."""
A_SECOND = 2
HALF_AN_HOUR = 30 * 60 * A_SECOND
TOGETHER = 8
"""Interactions under way at a time in the half hour, which takes as long as the bot needs for them."""
FLAT = 1.02
"""Memory at the end, in parts of that after the first tenth."""


@pytest.mark.asks(
    f"{AT_ONCE} mixed interactions at once, charts among them",
    "first reply 99th percentile 500 ms, none lost, event loop never held over 50 ms",
)
def test_at_once(runner: asyncio.Runner, filled: Path, tmp_path: Path, row: Row) -> None:
    async def measure() -> None:
        async with running(address(filled), tmp_path) as bot:
            traffic = Traffic(bot)
            for _ in range(RUNNING_IN):
                await answered(traffic.use(), 30)
            since = time.monotonic()
            uses = [traffic.use() for _ in range(AT_ONCE)]
            done, seconds = await at_once(bot, uses, 60)
            replies, held = first_replies(bot, uses), bot.holds(since)
            worst, longest = percentile(replies, 0.99), held[0] if held else Hold(0, 0, "")
            row.measured = (
                f"99th percentile {ms(worst)}, {AT_ONCE - done} lost, longest hold {ms(longest.seconds)}, "
                f"{ms(longest.work)} of it at work; "
                f"all answered in {seconds:.1f} s"
            )
            row.met = worst <= 0.5 and done == AT_ONCE == len(replies) and longest.seconds <= 0.05
            row.beside = f"memory {memory(bot)}"
            assert row.met, (row.measured, held[:5])

    runner.run(measure())


@pytest.mark.asks("30 minutes' worth of simulated traffic", "memory flat: no growth after the first tenth")
def test_half_an_hour(runner: asyncio.Runner, filled: Path, tmp_path: Path, row: Row) -> None:
    async def measure() -> None:
        async with running(address(filled), tmp_path) as bot:
            traffic = Traffic(bot)
            begun = 0
            seen: list[int] = []

            async def person() -> None:
                nonlocal begun
                while begun < HALF_AN_HOUR:
                    begun += 1
                    await answered(traffic.use(), 30)
                    if begun % (HALF_AN_HOUR // 20) == 0:
                        seen.append(bot.memory)

            started = time.monotonic()
            await asyncio.gather(*(person() for _ in range(TOGETHER)))
            seconds = time.monotonic() - started
            early, late = max(seen[:2]), seen[-1]
            row.measured = f"{early / MEGABYTE:.0f} MB after a tenth, {late / MEGABYTE:.0f} MB at the end"
            row.beside = f"{HALF_AN_HOUR:,} interactions, {HALF_AN_HOUR / seconds:.0f} a second; {memory(bot)}"
            row.met = late <= FLAT * early
            assert row.met, [round(one / MEGABYTE) for one in seen]

    runner.run(measure())


def memory(bot: Running) -> str:
    """What the bot and its process for charts take."""
    own = int(bot.process.memory_info().rss)
    return f"bot {own / MEGABYTE:.0f} MB, its charts' process {(bot.memory - own) / MEGABYTE:.0f} MB"
