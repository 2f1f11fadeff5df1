"""Periods as people type them, read on 23 November 2026."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.understand.slots import Slots

TYPED = [
    ("in 2022", "2022-01-01", "2022-12-31"),
    ("2022", "2022-01-01", "2022-12-31"),
    ("since 2015", "2015-01-01", ""),
    ("from 2015 on", "2015-01-01", ""),
    ("from 2015 onwards", "2015-01-01", ""),
    ("after 2015", "2016-01-01", ""),
    ("before 2015", "", "2014-12-31"),
    ("until 2015", "", "2015-12-31"),
    ("up to 2015", "", "2015-12-31"),
    ("between 2010 and 2015", "2010-01-01", "2015-12-31"),
    ("from 2010 to 2015", "2010-01-01", "2015-12-31"),
    ("2010-2015", "2010-01-01", "2015-12-31"),
    ("2010–2015", "2010-01-01", "2015-12-31"),
    ("2010 to 2015", "2010-01-01", "2015-12-31"),
    ("in February 2025", "2025-02-01", "2025-02-28"),
    ("Feb 2025", "2025-02-01", "2025-02-28"),
    ("in february of 2024", "2024-02-01", "2024-02-29"),
    ("on 24 February 2025", "2025-02-24", "2025-02-24"),
    ("February 24, 2025", "2025-02-24", "2025-02-24"),
    ("24th of February 2025", "2025-02-24", "2025-02-24"),
    ("2025-02-24", "2025-02-24", "2025-02-24"),
    ("since March 2014", "2014-03-01", ""),
    ("between March 2014 and May 2015", "2014-03-01", "2015-05-31"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("in the 90s", "1990-01-01", "1999-12-31"),
    ("in the nineties", "1990-01-01", "1999-12-31"),
    ("in the early 1990s", "1990-01-01", "1993-12-31"),
    ("since the 1980s", "1980-01-01", ""),
    ("in the last five years", "2021-11-23", ""),
    ("over the past 10 years", "2016-11-23", ""),
    ("in the past decade", "2016-11-23", ""),
    ("in recent years", "2021-11-23", ""),
    ("last year", "2025-01-01", "2025-12-31"),
    ("this year", "2026-01-01", "2026-12-31"),
    ("last month", "2026-10-01", "2026-10-31"),
    ("during the Cold War", "1947-03-12", "1991-12-26"),
    ("under Reagan", "1981-01-20", "1989-01-19"),
    ("since Brexit", "2020-01-31", ""),
    ("in the 21st century", "2001-01-01", ""),
]
NONE = [
    "resolution 2774",
    "may I ask",
    "march on",
    "S/2025/115",
    "on the Iraq war",
    "12345",
    "1899",
    "3022",
    "the last word",
]


def _named() -> list[tuple[str, str, str]]:
    with (Path(__file__).parents[2] / "data" / "periods_named.csv").open(encoding="utf-8", newline="") as file:
        return [(row["typed"], row["since"], row["until"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("typed", "since", "until"), [*TYPED, *_named()])
def test_period(read: Callable[[str], Slots], typed: str, since: str, until: str) -> None:
    period = read(f"votes {typed}").period
    found = (period.since.isoformat() if period.since else "", period.until.isoformat() if period.until else "")
    assert found == (since, until)


@pytest.mark.parametrize("typed", NONE)
def test_no_period(read: Callable[[str], Slots], typed: str) -> None:
    assert not read(f"votes {typed}").period


def test_a_session_is_as_long_as_its_decisions(read: Callable[[str], Slots]) -> None:
    period = read("votes in the 78th session").period
    assert period.since is not None
    assert period.until is not None
    assert period.since.year == 2023
    assert period.until.year == 2024


def test_a_leader_with_two_terms_is_left_open(read: Callable[[str], Slots]) -> None:
    slots = read("votes under Trump")
    assert not slots.period
    ((_, founds),) = slots.offices
    assert [found.period.since.year for found in founds if found.period.since] == [2017, 2025]
