"""Symbols in the forms people type, each with the decision it must lead to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.archive import Archive
from handlers.understand.references import refer
from handlers.understand.slots import Slots


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ES-11/7", "A/RES/ES-11/7"),
        ("es11/7", "A/RES/ES-11/7"),
        ("A/RES/ES-11/7", "A/RES/ES-11/7"),
        ("a/res/77/1", "A/RES/77/1"),
        ("A/RES/77/7", "A/RES/77/7"),
        ("resolution 77/7", "A/RES/77/7"),
        ("UNGA 77/7", "A/RES/77/7"),
        ("GA res 77/7?", "A/RES/77/7"),
        ("res 2774", "S/RES/2774(2025)"),
        ("S/RES/2774", "S/RES/2774(2025)"),
        ("S/RES/2774 (2025)", "S/RES/2774(2025)"),
        ("s/res/2774(2025)", "S/RES/2774(2025)"),
        ("UNSC 2334", "S/RES/2334(2016)"),
        ("UNSCR 1441", "S/RES/1441(2002)"),
        ("security council resolution 242", "S/RES/242(1967)"),
        ("resolution 1973", "S/RES/1973(2011)"),
        ("unscr 1973", "S/RES/1973(2011)"),
        ("res. no. 678", "S/RES/678(1990)"),
        ("41/46A", "A/RES/41/46A"),
        ("41/46 A", "A/RES/41/46A"),
        ("36/92e", "A/RES/36/92E"),
        ("35/156 F", "A/RES/35/156F"),
        ("3379", "A/RES/3379(XXX)"),
        ("3379(XXX)", "A/RES/3379(XXX)"),
        ("3237 (XXIX)", "A/RES/3237(XXIX)"),
        ("2758", "A/RES/2758(XXVI)"),
        ("217 A (III)", "V127"),
        ("217A(III)", "V127"),
        ("A/RES/217(III)", "V127"),
        ("A/RES/217 A (III)", "V127"),
        ("181 (II)", "V77"),
        ("GA resolution 181", "V77"),
        ("377(V)", "V252"),
        ("S/2025/115", "S/2025/115"),
        ("draft s/2025/115", "S/2025/115"),
        ("V127", "V127"),
        ("79/259A", "A/RES/79/259A-C"),
    ],
)
async def test_one_decision(archive: Archive, read: Callable[[str], Slots], typed: str, key: str) -> None:
    referred = await refer(archive, read(f"result of {typed}"))
    assert [one.key for one in referred.decisions] == [key]


@pytest.mark.parametrize("typed", ["99/999", "A/RES/77/9999", "S/RES/9999", "S/1999/99999"])
async def test_what_is_not_there_is_said_to_be_missing(
    archive: Archive, read: Callable[[str], Slots], typed: str
) -> None:
    referred = await refer(archive, read(f"result of {typed}"))
    assert not referred.decisions
    assert referred.missing


@pytest.mark.parametrize("typed", ["9/11", "in 1975", "24/2", "2022", "top 10", "90s", "5 countries"])
async def test_no_symbol(archive: Archive, read: Callable[[str], Slots], typed: str) -> None:
    referred = await refer(archive, read(f"votes {typed}"))
    assert not referred.decisions
    assert not referred.missing


async def test_the_final_vote_of_several_under_one_symbol(archive: Archive, read: Callable[[str], Slots]) -> None:
    referred = await refer(archive, read("2758(XXVI)"))
    assert str(referred.decisions[0].tally) == "76-35-17"
    assert "6 other recorded votes" in " ".join(referred.notes)


async def test_a_number_with_letters_behind_it_asks_back(archive: Archive, read: Callable[[str], Slots]) -> None:
    referred = await refer(archive, read("41/46"))
    assert {one.key for one in referred.choices} >= {"A/RES/41/46A", "A/RES/41/46B"}
