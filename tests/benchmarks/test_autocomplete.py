"""Suggestions while a person types: every beginning of real names and titles, and of mistyped ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import process

from handlers.clerk import Clerk
from tests.benchmarks.table import Row
from tests.benchmarks.timing import ms, percentile, repeated

TYPED = 500
"""Names or titles that are typed."""
LONGEST = 100
"""Characters of an option's value that Discord takes."""
EVERY = 4
"""One in so many beginnings of titles is timed: they are long."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one slip: a letter left out, doubled, swapped with the next, or another one."""
    at = chance.randrange(1, max(2, len(text) - 1))
    slips = (
        text[:at] + text[at + 1 :],
        text[:at] + text[at : at + 1] + text[at:],
        text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        text[:at] + chance.choice(LETTERS) + text[at + 1 :],
    )
    return chance.choice(slips)


def beginnings(texts: Sequence[str]) -> list[str]:
    """Every beginning of the texts, one in four of them with a slip, as a person types them."""
    chance = random.Random(7)
    typed = [mistyped(text, chance) if number % 4 == 3 else text for number, text in enumerate(texts)]
    return [text[:length] for text in typed for length in range(1, min(len(text), LONGEST) + 1)]


def timed(suggest: Callable[[str], object], typed: Sequence[str], into: list[float]) -> None:
    """Time each of the texts."""
    into.clear()
    for text in typed:
        began = perf_counter()
        suggest(text)
        into.append(perf_counter() - began)


@pytest.mark.asks("autocomplete, member: every beginning of 500 names, typos among them", "99th percentile 3 ms")
def test_members(benchmark: BenchmarkFixture, clerk: Clerk, row: Row) -> None:
    names = sorted({name.text for name in clerk.archive.roster.member_names})
    typed = beginnings(random.Random(3).sample(names, TYPED))
    measure(benchmark, clerk.suggestions.members, typed, 0.003, names, row)


@pytest.mark.asks("autocomplete, decision: every beginning of 500 titles, typos among them", "99th percentile 15 ms")
def test_decisions(benchmark: BenchmarkFixture, clerk: Clerk, row: Row) -> None:
    titles = [line.title for line in clerk.archive.titles]
    typed = beginnings(random.Random(3).sample(titles, TYPED))
    measure(benchmark, clerk.suggestions.decisions, typed, 0.015, titles, row)


def measure(
    benchmark: BenchmarkFixture,
    suggest: Callable[[str], object],
    typed: Sequence[str],
    most: float,
    choices: Sequence[str],
    row: Row,
) -> None:
    """Time suggestions beside rapidfuzz over all the choices, for some of the texts."""
    times: list[float] = []
    repeated(benchmark, lambda: timed(suggest, typed, times), 1)
    plain: list[float] = []
    timed(partial(process.extract, choices=choices, limit=25), typed[:: len(typed) // 50], plain)
    worst = percentile(times, 0.99)
    row.measured = f"99th percentile {ms(worst)}, median {ms(percentile(times, 0.5))} over {len(times):,} texts"
    row.beside = f"`rapidfuzz.process.extract`: median {ms(percentile(plain, 0.5))}"
    row.met = worst <= most
    assert row.met, row.measured
