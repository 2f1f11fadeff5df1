"""The file of groups, read whole, and who belonged when."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.records import Group, Span

GROUPS: list[dict[str, Any]] = load_toml(DATA / "groups.toml")["group"]
CODES = {row["iso3"] for row in load_toml(DATA / "members.toml")["member"]}
KINDS = {"regional", "organisation", "alliance", "forum", "informal", "geographic"}
FIVE_REGIONS = ("african", "asia_pacific", "eastern_european", "grulac", "weog")
NAMED_BY_THE_DESIGN = {
    *FIVE_REGIONS, "eu", "nato", "brics", "g7", "g20", "g77", "nam", "arab_league", "african_union", "asean", "oic",
    "cis", "csto", "gcc", "mercosur", "nordic", "baltic", "five_eyes", "p5",
}  # fmt: skip
with (Path(__file__).parents[1] / "data" / "groups_on_dates.csv").open(encoding="utf-8", newline="") as table:
    ON_DATES = list(csv.DictReader(table))


def entries(row: dict[str, Any]) -> list[tuple[str, Span]]:
    found = []
    for entry in row["members"]:
        code, since, *until = entry.split()
        found.append((code, Span(date.fromisoformat(since), date.fromisoformat(until[0]) if until else None)))
    return found


def codes(cell: str) -> set[str]:
    return set(cell.split("|")) - {""}


def test_all_the_groups_that_are_promised_are_there() -> None:
    ids = [row["id"] for row in GROUPS]
    assert len(ids) == len(set(ids)) >= 25
    assert set(ids) >= NAMED_BY_THE_DESIGN


@pytest.mark.parametrize("row", GROUPS, ids=lambda row: str(row["id"]))
def test_every_group_is_whole(row: dict[str, Any]) -> None:
    assert row["id"] == row["id"].lower()
    assert row["id"].replace("_", "").isalnum()
    assert row["kind"] in KINDS
    assert row["name"]
    assert row["short"]
    assert row["note"].endswith(".")
    assert "http" in row["source"]
    by_member: dict[str, list[Span]] = {}
    for code, span in entries(row):
        assert code in CODES
        assert span.until is None or span.since <= span.until
        by_member.setdefault(code, []).append(span)
    for spans in by_member.values():
        ordered = sorted(spans, key=lambda span: span.since)
        for earlier, later in pairwise(ordered):
            assert earlier.until is not None
            assert earlier.until < later.since


def test_names_lead_to_one_group() -> None:
    seen: dict[str, str] = {}
    for row in GROUPS:
        for name in {fold(name) for name in (row["name"], row["short"], *row["aliases"])}:
            assert name
            assert seen.setdefault(name, row["id"]) == row["id"], name


@pytest.mark.parametrize("row", ON_DATES, ids=lambda row: f"{row['group']}-{row['date']}")
async def test_who_belonged_on_a_day(archive: Archive, row: dict[str, str]) -> None:
    found = archive.roster.groups[row["group"]].on(date.fromisoformat(row["date"]))
    if row["count"]:
        assert len(found) == int(row["count"])
    assert codes(row["has"]) <= found
    assert not codes(row["has_not"]) & found


async def test_the_archive_holds_them_all(archive: Archive) -> None:
    assert set(archive.roster.groups) == {row["id"] for row in GROUPS}
    for row in GROUPS:
        group = archive.roster.groups[row["id"]]
        assert (group.name, group.short, group.kind) == (row["name"], row["short"], row["kind"])
        held = {(code, span) for code, spans in group.spans.items() for span in spans}
        assert held == set(entries(row))
    named = {(name.key, fold(name.text)) for name in archive.roster.group_names}
    assert named == {(row["id"], fold(name)) for row in GROUPS for name in (row["name"], row["short"], *row["aliases"])}


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1991, 6, 1), date(2004, 6, 1), date(2020, 1, 1)])
async def test_a_member_is_in_one_region_at_most(archive: Archive, day: date) -> None:
    regions = [archive.roster.groups[id_].on(day) for id_ in FIVE_REGIONS]
    assert sum(map(len, regions)) == len(frozenset().union(*regions))


async def test_nearly_all_of_193_are_in_a_region_today(archive: Archive) -> None:
    day = date(2026, 1, 1)
    present = {code for code, member in archive.roster.members.items() if member.belonged(day)}
    assert frozenset().union(*(archive.roster.groups[id_].on(day) for id_ in FIVE_REGIONS)) == present


def test_spans_and_periods() -> None:
    group = Group(
        "x", "X", "X", "informal", "", "",
        {"AAA": (Span(date(1990, 1, 1), date(1999, 12, 31)), Span(date(2005, 1, 1))), "BBB": (Span(date(2000, 6, 1)),)},
    )  # fmt: skip
    assert group.on(date(1989, 12, 31)) == frozenset()
    assert group.on(date(1999, 12, 31)) == {"AAA"}
    assert group.on(date(2004, 12, 31)) == {"BBB"}
    assert group.on(date(2005, 1, 1)) == {"AAA", "BBB"}
    assert group.during(None, None) == {"AAA", "BBB"}
    assert group.during(None, date(2000, 5, 31)) == {"AAA"}
    assert group.during(date(2000, 1, 1), date(2004, 12, 31)) == {"BBB"}
    assert group.during(date(2000, 1, 1), None) == {"AAA", "BBB"}
