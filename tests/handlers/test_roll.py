"""Who voted how at a glance: names of the time, regions on a date; and a vote's neighbours in its series."""

from __future__ import annotations

import pytest

from db.archive import Archive
from db.queries.decisions import decision
from db.records import Decision, Position
from handlers.neighbours import neighbours
from handlers.roll import NO_REGION, by_region, region, roll_of

YES, NO, ABSTAIN, ABSENT = Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT


async def found(archive: Archive, key: str) -> Decision:
    one = await decision(archive, key)
    assert one is not None
    return one


ROC, USSR, UK, US = "the Republic of China", "the Soviet Union", "the United Kingdom", "the United States"


@pytest.mark.parametrize(
    ("key", "permanent"),
    [
        ("A/RES/ES-11/1", {YES: ("France", UK, US), NO: ("Russia",), ABSTAIN: ("China",)}),
        ("V252", {YES: ("France", ROC, UK, US), NO: (USSR,)}),  # uniting for peace, 1950
        ("S/RES/83(1950)", {YES: ("France", ROC, UK, US), ABSENT: (USSR,)}),
        ("A/RES/2758(XXVI)", {YES: ("France", USSR, UK), NO: (US,), ABSENT: (ROC,)}),
        ("S/RES/678(1990)", {YES: ("France", USSR, UK, US), ABSTAIN: ("China",)}),
    ],
)
async def test_the_permanent_members_have_the_names_of_the_time(
    archive: Archive, key: str, permanent: dict[Position, tuple[str, ...]]
) -> None:
    assert dict((await roll_of(archive, await found(archive, key))).permanent) == permanent


async def test_groups_and_counts(archive: Archive) -> None:
    roll = await roll_of(archive, await found(archive, "A/RES/ES-11/1"))
    assert {name: (split.yes, split.no, split.abstain, split.absent) for name, split in roll.splits.items()} == {
        "Africa": (28, 1, 17, 8),
        "Asia-Pacific": (37, 2, 13, 2),
        "Eastern Europe": (19, 2, 1, 1),
        "GRULAC": (28, 0, 4, 1),
        "WEOG": (29, 0, 0, 0),
    }
    assert [roll.count(position) for position in Position] == [141, 5, 35, 12, 0]


async def test_without_a_roll_call_there_is_nothing(archive: Archive) -> None:
    roll = await roll_of(archive, await found(archive, "A/RES/76/1"))
    assert (roll.cast, roll.permanent, roll.splits) == ({}, {}, {})


@pytest.mark.parametrize(
    ("key", "iso3", "name"),
    [
        ("A/RES/ES-11/1", "TUR", "WEOG"),
        ("A/RES/ES-11/1", "ISR", "WEOG"),
        ("A/RES/3379(XXX)", "ISR", ""),
        ("V252", "FRA", ""),
        ("A/RES/3379(XXX)", "DDR", "Eastern Europe"),
    ],
)
async def test_a_region_is_of_the_day(archive: Archive, key: str, iso3: str, name: str) -> None:
    assert region(archive, await found(archive, key), iso3) == name


async def test_lists_by_region_are_by_name(archive: Archive) -> None:
    one = await found(archive, "A/RES/3379(XXX)")
    assert by_region(archive, one, ["ISR", "SWE", "FRA", "GHA", "DZA"]) == {
        "Africa": ("DZA", "GHA"),
        "WEOG": ("FRA", "SWE"),
        NO_REGION: ("ISR",),
    }


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("A/RES/79/7", "A/RES/78/7", "A/RES/80/4"),
        ("A/RES/47/19", None, "A/RES/48/16"),
        ("A/RES/80/4", "A/RES/79/7", None),
    ],
)
async def test_neighbours_in_a_series(archive: Archive, key: str, before: str | None, after: str | None) -> None:
    beside = await neighbours(archive, await found(archive, key))
    assert beside is not None
    assert (beside.before.key if beside.before else None, beside.after.key if beside.after else None) == (before, after)
    assert beside.votes == 32


@pytest.mark.parametrize("key", ["A/RES/68/262", "S/RES/2774(2025)", "S/2025/115"])
async def test_a_vote_of_its_own_has_none(archive: Archive, key: str) -> None:
    assert await neighbours(archive, await found(archive, key)) is None
