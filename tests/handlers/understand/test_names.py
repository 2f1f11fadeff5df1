"""Names of members as people type them: tests/data/names.csv, and what must stay unresolved."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.understand.slots import Slots

FILE = Path(__file__).parents[2] / "data" / "names.csv"


def _rows() -> list[tuple[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [(row["typed"], row["expected"]) for row in csv.DictReader(file)]


def _members(slots: Slots) -> str:
    mentions = [m for m in [*slots.voters, *slots.places] if m.sort == "member"]
    return "|".join(sorted({key for mention in mentions for key in mention.keys}))


def test_the_table_is_wide() -> None:
    rows = _rows()
    assert len(rows) >= 350
    assert len({code for _, expected in rows for code in expected.split("|") if code}) >= 190


@pytest.mark.parametrize(("typed", "expected"), _rows())
def test_name(read: Callable[[str], Slots], typed: str, expected: str) -> None:
    assert _members(read(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "voters", "places"),
    [
        ("how did Ukraine vote on 77/7", "UKR", ""),
        ("how did Hungary vote on the Ukraine resolution", "HUN", "UKR"),
        ("India's votes on Israel", "IND", "ISR"),
        ("what did the US vote against on Iran", "USA", "IRN"),
        ("resolutions about Haiti", "", "HTI"),
        ("tell us how the US voted", "USA", ""),
        ("did the us veto it", "USA", ""),
        ("who are North Korea's friends", "PRK", ""),
        ("is hungary closer to russia or to the us", "HUN|RUS|USA", ""),
        ("South Sudan and Sudan", "SDN|SSD", ""),
        ("Niger and Nigeria", "NER|NGA", ""),
    ],
)
def test_voter_or_topic(read: Callable[[str], Slots], typed: str, voters: str, places: str) -> None:
    slots = read(typed)
    assert "|".join(sorted(key for m in slots.voters for key in m.keys)) == voters
    assert "|".join(sorted(key for m in slots.places for key in m.keys)) == places


@pytest.mark.parametrize("typed", ["qq", "xx", "is it", "an", "of", "so", "no", "at", "in", "or", "un", "eh", "zz"])
def test_no_two_letter_junk(read: Callable[[str], Slots], typed: str) -> None:
    assert _members(read(typed)) == ""
