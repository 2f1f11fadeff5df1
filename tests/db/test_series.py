"""Yearly series: which decisions belong, against the edition and the table read by other means."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from db.archive import Archive
from db.ingest.edition import DATA
from db.queries.decisions import within
from db.records import Body
from db.series import all_series, series_of, series_with


@cache
def table() -> dict[str, dict[str, Any]]:
    rows = tomllib.loads((DATA / "named_decisions.toml").read_text(encoding="utf-8"))["series"]
    return {row["key"]: row for row in rows}


@cache
def edition() -> list[dict[str, str]]:
    text = gzip.decompress((DATA / "edition" / "decisions.csv.gz").read_bytes()).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def expected(key: str) -> set[str]:
    """The final recorded Assembly votes whose title holds a phrase, those added and without those excepted."""
    row = table()[key]
    phrases = [plain(phrase) for phrase in row["titles"]]
    found = {
        one["key"]
        for one in edition()
        if one["body"] == "GA"
        and one["final"] == "1"
        and one["yes"]
        and any(
            phrase in plain(one["title"].replace("’", " ").replace("‑", "-").replace("–", "-")) for phrase in phrases
        )
    }
    if prefix := row.get("prefix"):
        found |= {one["key"] for one in edition() if one["key"].startswith(prefix) and one["yes"]}
    return (found | set(row["also"])) - set(row["except"])


def test_every_series_of_the_table_is_there() -> None:
    assert set(all_series()) == set(table())
    for key, one in all_series().items():
        assert one.key == key
        assert one.name == table()[key]["name"]
        assert list(one.aliases) == table()[key]["aliases"]
        assert one.titles or one.also or one.prefix


@pytest.mark.parametrize("key", sorted(table()))
async def test_the_votes_of_a_series(archive: Archive, key: str) -> None:
    found = await series_of(archive, key)
    assert {one.key for one in found} == expected(key)
    assert len(found) == len({one.key for one in found})
    assert all(before.day <= after.day for before, after in pairwise(found))
    assert all(one.body is Body.GA and one.final and one.recorded for one in found)


async def test_the_series_of_a_vote(archive: Archive) -> None:
    belongs: dict[str, set[str]] = {}
    for key in (key for key, row in table().items() if "prefix" not in row):  # a session is no yearly text
        for decision in expected(key):
            belongs.setdefault(decision, set()).add(key)
    final = await within(archive, Body.GA, None, None)
    for one in final:
        found = series_with(one)
        if one.recorded or found is None:
            assert (found.key if found else "") in belongs.get(one.key, {""}), one.key


# The resolutions on a moratorium on the death penalty, as the UN numbers them: every second year since 2008.
DEATH_PENALTY = (
    "A/RES/62/149 A/RES/63/168 A/RES/65/206 A/RES/67/176 A/RES/69/186 "
    "A/RES/71/187 A/RES/73/175 A/RES/75/183 A/RES/77/222 A/RES/79/179"
)


async def test_a_series_that_is_known_by_its_numbers(archive: Archive) -> None:
    assert [one.key for one in await series_of(archive, "death-penalty-moratorium")] == DEATH_PENALTY.split()


async def test_what_a_phrase_catches_wrongly_is_not_in(archive: Archive) -> None:
    further = {one.key for one in await series_of(archive, "outer-space-further-measures")}
    race = {one.key for one in await series_of(archive, "outer-space-arms-race")}
    assert "A/RES/78/238" in further - race
    assert "A/RES/80/19" in race - further


async def test_an_unknown_series_is_a_fault_of_the_program(archive: Archive) -> None:
    with pytest.raises(KeyError):
        await series_of(archive, "no-such-series")
