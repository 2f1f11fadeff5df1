"""The files of corrections, sources and title words, read whole, and what they change in the archive."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.queries.decisions import by_keys, decision
from db.records import Tally

CORRECTIONS: list[dict[str, Any]] = load_toml(DATA / "corrections.toml")["correction"]
SOURCES: list[dict[str, Any]] = load_toml(DATA / "sources.toml")["source"]
WORDS = [
    line.strip()
    for line in (DATA / "title_words.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@cache
def rows() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def counted(key: str) -> list[int]:
    row = rows()[key]
    return [int(row["yes"]), int(row["no"]), int(row["abstain"])]


def test_one_correction_of_a_field_of_a_decision() -> None:
    keys = [(row["decision"], row["field"]) for row in CORRECTIONS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", CORRECTIONS, ids=lambda row: f"{row['decision']}-{row['field']}")
def test_every_correction_is_of_a_decision_with_a_reason_and_a_source(row: dict[str, Any]) -> None:
    assert set(row) == {"decision", "field", "value", "reason", "source"}
    assert row["decision"] in rows()
    assert row["reason"].endswith(".")
    assert re.match(r"https?://\S+$", row["source"])
    given = rows()[row["decision"]]
    if row["field"] == "announced":
        assert len(row["value"]) == 3
        assert row["value"] != counted(row["decision"])
    elif row["field"] == "date":
        assert len(given["date"]) == 7 or "source dates it" in row["reason"], "a day in the source needs a reason"
        assert date.fromisoformat(row["value"][:7] + "-28") >= date(1946, 1, 10)
        # The source's months are right, as far as known; a different one needs to be said.
        assert row["value"].startswith(given["date"]) or "month" in row["reason"] or "source dates it" in row["reason"]
    else:
        assert row["field"] == "title"
        assert row["value"].strip()
        assert row["value"] != given["title"]


async def test_corrections_are_what_readers_see(archive: Archive) -> None:
    found = {one.key: one for one in await by_keys(archive, sorted({row["decision"] for row in CORRECTIONS}))}
    for row in CORRECTIONS:
        one = found[row["decision"]]
        if row["field"] == "announced":
            assert one.announced == Tally(*row["value"])
            assert one.note == row["reason"]
            assert one.tally is not None
            assert [one.tally.yes, one.tally.no, one.tally.abstain] == counted(one.key)
        elif row["field"] == "date":
            assert one.day == date.fromisoformat(row["value"] if len(row["value"]) == 10 else f"{row['value']}-01")
            assert one.month_only == (len(row["value"]) == 7)
        else:
            assert one.title == row["value"]
            assert one.original_title == rows()[one.key]["title"]


async def test_what_is_not_corrected_stands_as_in_the_source(archive: Archive) -> None:
    touched = {(row["decision"], row["field"]) for row in CORRECTIONS}
    for key, row in list(rows().items())[:2_000]:
        if (key, "date") in touched:
            continue
        one = await decision(archive, key)
        assert one is not None
        assert one.month_only == (len(row["date"]) == 7)
        assert one.day.isoformat().startswith(row["date"])
        if (key, "announced") not in touched:
            assert one.announced is None
            assert one.note == ""


async def test_jerusalem_and_gaza_are_told_as_counted_and_as_announced(archive: Archive) -> None:
    jerusalem = await decision(archive, "A/RES/ES-10/19")
    gaza = await decision(archive, "A/RES/ES-10/21")
    assert jerusalem is not None
    assert gaza is not None
    assert (str(jerusalem.tally), str(jerusalem.announced)) == ("127-9-35", "128-9-35")
    assert (str(gaza.tally), str(gaza.announced)) == ("120-14-45", "121-14-44")


def test_every_source_has_an_address_and_terms_and_is_used() -> None:
    keys = [row["key"] for row in SOURCES]
    assert len(keys) == len(set(keys))
    assert {row["source"] for row in rows().values()} == set(keys)
    for row in SOURCES:
        assert row["title"]
        assert row["url"].startswith("https://")
        assert row["terms"]
        assert row["covers"]


async def test_the_archive_knows_the_sources(archive: Archive) -> None:
    assert {key: (one.title, one.url, one.terms) for key, one in archive.sources.items()} == {
        row["key"]: (row["title"], row["url"], row["terms"]) for row in SOURCES
    }


def test_title_words_are_unique() -> None:
    folded = [word.upper() for word in WORDS]
    assert sorted({word for word in folded if folded.count(word) > 1}) == []


@pytest.mark.parametrize("word", WORDS)
def test_every_title_word_is_clean(word: str) -> None:
    assert word == " ".join(word.split())
    assert any(char.isalpha() for char in word)
    assert "\t" not in word
    assert not word.startswith("'")
