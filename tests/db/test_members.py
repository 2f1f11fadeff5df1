"""The file of members, read whole: codes, names, dates of membership, and that the votes fit them."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.records import Span

MEMBERS: list[dict[str, Any]] = load_toml(DATA / "members.toml")["member"]
AMBIGUOUS: list[dict[str, Any]] = load_toml(DATA / "members.toml")["ambiguous"]
NOT_MEMBERS: list[dict[str, Any]] = load_toml(DATA / "members.toml")["not_member"]
BY_CODE = {row["iso3"]: row for row in MEMBERS}
FOUNDED = date(1945, 10, 24)
FORMER_MEMBERS = {"CSK", "DDR", "EAZ", "SCG", "TWN", "YMD", "YUG"}
ALIAS_KINDS = ("aliases", "demonyms", "abbreviations", "cities")

# Year ends from the UN's table "Growth in United Nations membership". From 1992 to 1999 that table has one member more
# than the file: Yugoslavia, which cast no vote after A/RES/47/1 and whose membership the file ends with it.
GROWTH = {
    1945: 51, 1946: 55, 1947: 57, 1950: 60, 1955: 76, 1956: 80, 1960: 99, 1965: 117, 1970: 127, 1971: 132, 1975: 144,
    1976: 147, 1980: 154, 1984: 159, 1990: 159, 1991: 166, 1992: 179 - 1, 1993: 184 - 1, 1994: 185 - 1, 1999: 188 - 1,
    2000: 189, 2002: 191, 2006: 192, 2011: 193, 2025: 193,
}  # fmt: skip

# Admission dates by the UN's list of Member States.
ADMITTED = {
    "AFG": "1946-11-19", "SWE": "1946-11-19", "PAK": "1947-09-30", "MMR": "1948-04-19", "ISR": "1949-05-11",
    "IDN": "1950-09-28", "HUN": "1955-12-14", "ITA": "1955-12-14", "JPN": "1956-12-18", "GHA": "1957-03-08",
    "NGA": "1960-10-07", "FJI": "1970-10-13", "CHN": "1971-10-25", "DEU": "1973-09-18", "DDR": "1973-09-18",
    "VNM": "1977-09-20", "ZWE": "1980-08-25", "NAM": "1990-04-23", "KOR": "1991-09-17", "EST": "1991-09-17",
    "MKD": "1993-04-08", "TUV": "2000-09-05", "SCG": "2000-11-01", "CHE": "2002-09-10", "TLS": "2002-09-27",
    "MNE": "2006-06-28", "SSD": "2011-07-14",
}  # fmt: skip


def spans(row: dict[str, Any]) -> list[Span]:
    found = []
    for entry in row["membership"]:
        since, _, until = entry.partition(" ")
        found.append(Span(date.fromisoformat(since), date.fromisoformat(until) if until else None))
    return found


def former(entry: str) -> tuple[str, str, str]:
    """Name, since and until of "NAME since DATE until DATE", either date left out."""
    match = re.fullmatch(r"(.+?)(?: since (\d{4}-\d\d-\d\d))?(?: until (\d{4}-\d\d-\d\d))?", entry)
    assert match is not None
    return match[1], match[2] or "", match[3] or ""


@cache
def names() -> dict[str, set[str]]:
    """Every folded name of a member with the codes that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in MEMBERS:
        listed = [row["name"], row["common"], *(former(entry)[0] for entry in row["former"])]
        for name in (*listed, *(name for kind in ALIAS_KINDS for name in row[kind])):
            found[fold(name)].add(row["iso3"])
    return found


def test_there_are_193_members_and_seven_former_ones() -> None:
    present = {row["iso3"] for row in MEMBERS if spans(row)[-1].until is None}
    assert len(present) == 193
    assert set(BY_CODE) - present == FORMER_MEMBERS
    assert len(BY_CODE) == len(MEMBERS) == 200
    assert list(BY_CODE) == sorted(BY_CODE)


@pytest.mark.parametrize("row", MEMBERS, ids=lambda row: str(row["iso3"]))
def test_every_member_is_whole(row: dict[str, Any]) -> None:
    assert re.fullmatch("[A-Z]{3}", row["iso3"])
    assert row["name"]
    assert row["common"]
    if row["iso3"] in FORMER_MEMBERS:
        assert re.fullmatch("([A-Z]{2})?", row["iso2"])
    else:
        assert re.fullmatch("[A-Z]{2}", row["iso2"])
        assert re.fullmatch("[0-9]{3}", row["m49"])
    found = spans(row)
    assert found[0].since >= FOUNDED
    for span in found:
        assert span.until is None or span.since < span.until
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert earlier.until < later.since
    for code in row["successors"]:
        assert code in BY_CODE
        assert found[-1].until is not None
    for entry in row["former"]:
        name, since, until = former(entry)
        assert fold(name)
        assert since or until
        assert not (since and until) or since < until
        assert not until or date.fromisoformat(until) >= found[0].since
    for kind in ALIAS_KINDS:
        assert all(name == name.strip() and fold(name) for name in row[kind])
        assert len({name.casefold() for name in row[kind]}) == len(row[kind])


@pytest.mark.parametrize("key", ["iso3", "iso2", "m49", "name", "common"])
def test_keys_and_names_are_unique(key: str) -> None:
    values = [row[key] for row in MEMBERS if row[key]]
    assert len(values) == len(set(values))


@pytest.mark.parametrize(("year", "count"), GROWTH.items())
def test_membership_grew_as_the_united_nations_counts(year: int, count: int) -> None:
    day = date(year, 12, 31)
    assert sum(any(span.covers(day) for span in spans(row)) for row in MEMBERS) == count


@pytest.mark.parametrize(("code", "day"), ADMITTED.items())
def test_admission_dates(code: str, day: str) -> None:
    assert spans(BY_CODE[code])[0].since == date.fromisoformat(day)


def test_interrupted_memberships() -> None:
    assert BY_CODE["IDN"]["membership"] == ["1950-09-28 1965-01-20", "1966-09-28"]
    assert [span.since.year for span in spans(BY_CODE["SYR"])] == [1945, 1961]


def test_seats_pass_without_a_gap_or_an_overlap() -> None:
    """China's seat changed hands on one day; the GDR, Democratic Yemen and Czechoslovakia ended for a successor."""
    assert spans(BY_CODE["TWN"])[-1].until in {date(1971, 10, 24), date(1971, 10, 25)}
    assert spans(BY_CODE["CHN"])[0].since == date(1971, 10, 25)
    assert spans(BY_CODE["DDR"])[-1].until == date(1990, 10, 2)
    assert spans(BY_CODE["YMD"])[-1].until == date(1990, 5, 21)
    assert spans(BY_CODE["CSK"])[-1].until == date(1992, 12, 31)
    assert BY_CODE["CSK"]["successors"] == ["CZE", "SVK"]


def test_former_names() -> None:
    expected = {"MMR": "Burma", "LKA": "Ceylon", "COD": "Zaire", "SWZ": "Swaziland", "KHM": "Kampuchea"}
    for code, name in expected.items():
        assert any(name in former(entry)[0] for entry in BY_CODE[code]["former"]), code


def test_a_name_belongs_to_one_member_or_is_listed_as_ambiguous() -> None:
    ambiguous = {fold(row["term"]) for row in AMBIGUOUS}
    assert {name: codes for name, codes in names().items() if len(codes) > 1 and name not in ambiguous} == {}


def test_ambiguous_words_name_their_members() -> None:
    terms = [fold(row["term"]) for row in AMBIGUOUS]
    assert len(terms) == len(set(terms))
    for row in AMBIGUOUS:
        assert len(row["options"]) == len(set(row["options"])) >= 2
        assert set(row["options"]) <= set(BY_CODE)
        assert names().get(fold(row["term"]), set()) <= set(row["options"])


def test_places_without_a_vote_are_no_member_s_names() -> None:
    seen: set[str] = set()
    for row in NOT_MEMBERS:
        assert row["note"].endswith(".")
        for name in {fold(name) for name in (row["term"], *row["aliases"])}:
            assert name not in names()
            assert name not in seen
            seen.add(name)


def test_the_roll_calls_and_the_file_have_the_same_members() -> None:
    with gzip.open(DATA / "edition" / "votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        assert set(next(csv.reader(file))[1:]) == set(BY_CODE)


def strangers(letters: str) -> set[tuple[str, str, str]]:
    """Positions in the Assembly (key, day, code) of states that were not members on the day or in the month."""
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        days = {row["key"]: row["date"] for row in csv.DictReader(file) if row["body"] == "GA"}
    for row in load_toml(DATA / "corrections.toml").get("correction", ()):
        if row["field"] == "date" and row["decision"] in days:
            days[row["decision"]] = row["value"]
    held = {code: [(span.since, span.until or date.max) for span in spans(row)] for code, row in BY_CODE.items()}
    found = set()
    with gzip.open(DATA / "edition" / "votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            key = cells.pop("key")
            if day := days.get(key):
                found |= {
                    (key, day, code)
                    for code, cell in cells.items()
                    if cell
                    and cell in letters
                    and not any(
                        since.isoformat()[: len(day)] <= day <= until.isoformat()[: len(day)]
                        for since, until in held[code]
                    )
                }
    return found


def test_votes_were_cast_by_members_of_the_day() -> None:
    """No one votes in the Assembly before admission or after the end, but for two votes that the source gives Fiji in
    September 1970, a month before its admission."""
    assert strangers("YNA?") == {("V1110", "1970-09", "FJI"), ("V1111", "1970-09", "FJI")}


def test_nobody_is_absent_that_was_not_a_member() -> None:
    """Not a member at the time is no position at all."""
    assert strangers("X") == set()


async def test_the_archive_holds_them_all(archive: Archive) -> None:
    roster = archive.roster
    assert set(roster.members) == set(BY_CODE)
    for code, row in BY_CODE.items():
        member = roster.members[code]
        assert (member.iso2, member.name, member.common) == (row["iso2"], row["name"], row["common"])
        assert list(member.spans) == spans(row)
        assert set(member.successors) == set(row["successors"])
    held = {(name.key, fold(name.text)) for name in roster.member_names}
    assert held == {(code, name) for name, codes in names().items() for code in codes}


async def test_namibia_is_there(archive: Archive) -> None:
    namibia = archive.roster.members["NAM"]
    assert (namibia.iso2, namibia.common) == ("NA", "Namibia")
    assert namibia.present
    assert not namibia.belonged(date(1990, 4, 22))
    assert namibia.belonged(date(1990, 4, 23))
