"""The well-known decisions and series, each checked against the archive."""

from __future__ import annotations

import csv
import gzip
import re
from functools import cache
from typing import Any

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.queries.decisions import by_keys, decision
from db.queries.votes import positions
from db.records import Position, Tally
from db.series import series_of

NAMED: list[dict[str, Any]] = load_toml(DATA / "named_decisions.toml")["decision"]
GAPS: list[dict[str, Any]] = load_toml(DATA / "named_gaps.toml")["gap"]
SERIES: list[dict[str, Any]] = load_toml(DATA / "named_decisions.toml")["series"]
DECISION_KEYS = {"key", "name", "aliases", "symbol", "decision", "tally", "official_title", "note", "revokes", "source"}
SERIES_KEYS = {"key", "name", "aliases", "titles", "also", "except", "note", "prefix", "source", "sample"}

# The decisions that the project promises by name: key in the archive, tally, outcome as the source has it. Tallies from
# the edition, where 3379's and 46/86's are those that the UN announced; the words are fixed points, not data.
PROMISED = {
    "Universal Declaration of Human Rights": ("V127", (48, 0, 8)),
    "partition plan": ("V77", (33, 13, 10)),
    "uniting for peace": ("V252", None),
    "2758": ("A/RES/2758(XXVI)", (76, 35, 17)),
    "3379": ("A/RES/3379(XXX)", (72, 35, 32)),
    "46/86": ("A/RES/46/86", (111, 25, 13)),
    "68/262": ("A/RES/68/262", (100, 11, 58)),
    "67/19": ("A/RES/67/19", (138, 9, 41)),
    "ES-10/19": ("A/RES/ES-10/19", (127, 9, 35)),
    "678": ("S/RES/678(1990)", (12, 2, 1)),
    "1441": ("S/RES/1441(2002)", (15, 0, 0)),
    "1973": ("S/RES/1973(2011)", (10, 0, 5)),
    "242": ("S/RES/242(1967)", (15, 0, 0)),
    "338": ("S/RES/338(1973)", (14, 0, 1)),  # the source has China's not taking part as an abstention
    "2334": ("S/RES/2334(2016)", (14, 0, 1)),
}
PROMISED_SERIES = {"cuba-embargo", "death-penalty-moratorium", "glorification-of-nazism", "right-to-food", "tpnw"}


@cache
def rows() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def tally_of(key: str) -> list[int] | None:
    row = rows()[key]
    return [int(row["yes"]), int(row["no"]), int(row["abstain"])] if row["yes"] else None


def test_there_are_enough_of_them_with_unique_keys() -> None:
    assert len(NAMED) >= 500
    keys = [row["key"] for row in (*NAMED, *SERIES, *GAPS)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", NAMED, ids=lambda row: str(row["key"]))
def test_every_named_decision_is_in_the_edition_with_its_tally(row: dict[str, Any]) -> None:
    assert set(row) <= DECISION_KEYS
    assert row.get("revokes", row["decision"]) in rows()
    assert row["name"]
    assert row["source"].startswith("http")
    assert row["decision"] in rows()
    assert row.get("tally") == tally_of(row["decision"])
    assert "official_title" not in row or row["official_title"].strip()
    assert rows()[row["decision"]]["final"] == "1"


async def test_every_named_decision_is_in_the_archive_with_its_tally_and_title(archive: Archive) -> None:
    found = {one.key: one for one in await by_keys(archive, [row["decision"] for row in NAMED])}
    for row in NAMED:
        one = found[row["decision"]]
        assert (one.tally and [one.tally.yes, one.tally.no, one.tally.abstain]) == row.get("tally")
        if "official_title" in row and (one.key, "title") not in archive.corrections:
            assert one.title == row["official_title"]


@pytest.mark.parametrize("row", GAPS, ids=lambda row: str(row["key"]))
def test_what_has_no_vote_here_is_not_in_the_edition(row: dict[str, Any]) -> None:
    assert set(row) == {"key", "name", "aliases", "note", "related", "source"}
    assert row["note"].endswith(".")
    assert row["source"].startswith("http")
    assert set(row["related"]) <= set(rows())
    symbols = {name.replace(" ", "") for name in row["aliases"] if name.startswith(("A/", "S/"))}
    assert not symbols & set(rows())
    assert not symbols & {one["draft"] for one in rows().values()}


# Which vote a well-known name stands for: key, day (or month) and tally, by the words people use.
MEANT = [
    ("hebron-904", "S/RES/904(1994)", "1994-03-18", None),
    ("tunis-raid-1985", "S/RES/573(1985)", "1985-10-04", [14, 0, 1]),
    ("iraq-naval-blockade", "S/RES/665(1990)", "1990-08-25", [13, 0, 2]),
    ("iraq-1500", "S/RES/1500(2003)", "2003-08-14", [14, 0, 1]),
    ("darfur-1556", "S/RES/1556(2004)", "2004-07-30", [13, 0, 2]),
    ("south-sudan-arms-embargo", "S/RES/2428(2018)", "2018-07-13", [9, 0, 6]),
    ("syria-aid-2504", "S/RES/2504(2020)", "2020-01-10", [11, 0, 4]),
    ("israel-sc-admission", "S/RES/69(1949)", "1949-03-04", [9, 1, 1]),
    ("gibraltar-1967", "A/RES/2353(XXII)", "1967-12", [73, 19, 27]),
    ("yugoslavia-seat-1992", "A/RES/47/1", "1992-09", [127, 6, 26]),
    ("palestine-video-2025", "A/RES/80/1", "2025-09-19", [145, 5, 6]),
    ("partition-plan", "V77", "1947-11", [33, 13, 10]),
    ("israel-admission", "V148", "1949-05", [37, 12, 9]),
]


@pytest.mark.parametrize(("key", "decision_key", "day", "tally"), MEANT)
def test_a_name_stands_for_the_vote_meant(key: str, decision_key: str, day: str, tally: list[int] | None) -> None:
    row = next(row for row in NAMED if row["key"] == key)
    assert row["decision"] == decision_key
    assert rows()[decision_key]["date"].startswith(day[:7])
    assert row.get("tally") == tally == tally_of(decision_key)


def test_a_year_in_a_name_is_that_of_the_vote() -> None:
    """Names of the Council's decisions end in "(March 2002)": so does the date, where the name gives one."""
    for row in NAMED:
        found = re.search(r"\((?:.*\b)?((?:19|20)\d\d)\)$", row["name"])
        if found and re.match(r"S/RES/", row["decision"]):
            assert rows()[row["decision"]]["date"][:4] == found[1], row["name"]


def test_no_number_of_a_well_known_resolution_reads_as_a_year_that_people_name() -> None:
    """ "The Crimea resolution 2014" is no S/RES/2014: a well-known number goes before a year."""
    numbers = {int(found[1]) for row in NAMED if (found := re.match(r"S/RES/(\d+)\(", row["decision"]))}
    assert not {number for number in numbers if 1974 <= number <= 2026}


def test_a_name_leads_to_one_decision_or_series() -> None:
    seen: dict[str, str] = {}
    for row in GAPS:
        for name in {fold(name) for name in (row["name"], *row["aliases"])}:
            assert name
            assert seen.setdefault(name, row["key"]) == row["key"], name
    for row in NAMED:
        for name in {fold(name) for name in (row["name"], *row["aliases"])}:
            assert name
            assert seen.setdefault(name, row["decision"]) == row["decision"], name
    for row in SERIES:
        for name in {fold(name) for name in (row["name"], *row["aliases"])}:
            assert name
            assert seen.setdefault(name, row["key"]) == row["key"], name


def test_one_official_title_and_symbol_a_decision() -> None:
    for field in ("official_title", "symbol"):
        seen: dict[str, str] = {}
        for row in NAMED:
            if field in row:
                assert seen.setdefault(row["decision"], row[field]) == row[field]


def test_a_symbol_is_given_only_where_the_source_lacks_it_or_has_another() -> None:
    assert [row["key"] for row in NAMED if row.get("symbol") == row["decision"]] == []
    symbols = [row["symbol"] for row in NAMED if "symbol" in row]
    assert not {symbol for symbol in symbols if symbol in rows()}


@pytest.mark.parametrize("name", PROMISED)
async def test_what_the_project_promises_is_there(archive: Archive, name: str) -> None:
    key, tally = PROMISED[name]
    assert key in {row["decision"] for row in NAMED}
    found = await decision(archive, key)
    assert found is not None
    assert found.tally is not None
    if tally is not None:
        assert (found.tally.yes, found.tally.no, found.tally.abstain) == tally
    if not name.isdigit() and "/" not in name:
        named = {fold(n) for row in NAMED if row["decision"] == key for n in (row["name"], *row["aliases"])}
        assert fold(name) in named


async def test_the_universal_declaration_has_its_eight_abstainers(archive: Archive) -> None:
    found = await decision(archive, "V127")
    assert found is not None
    assert found.title == "Universal Declaration of Human Rights"
    assert found.day.isoformat() == "1948-12-10"
    assert not found.month_only
    cast = await positions(archive, found.id)
    assert {code for code, position in cast.items() if position is Position.ABSTAIN} == {
        "BLR", "CSK", "POL", "RUS", "SAU", "UKR", "YUG", "ZAF"
    }  # fmt: skip


def test_the_promised_series_are_there() -> None:
    assert {row["key"] for row in SERIES} >= PROMISED_SERIES


def members_of(series: dict[str, Any], titles: dict[str, str]) -> set[str]:
    """What belongs to a series, by the words at the head of the file."""
    phrases = [fold(phrase) for phrase in series["titles"]]
    prefix = series.get("prefix") or "none"
    found = {key for key, text in titles.items() if key.startswith(prefix) or any(one in text for one in phrases)}
    return (found | set(series["also"])) - set(series["except"])


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """The folded titles, as in the source, of the final recorded votes of the Assembly."""
    return {
        key: fold(row["title"])
        for key, row in rows().items()
        if row["body"] == "GA" and row["final"] == "1" and row["yes"]
    }


@pytest.mark.parametrize("row", SERIES, ids=lambda row: str(row["key"]))
async def test_every_series_holds_its_samples(archive: Archive, row: dict[str, Any], titles: dict[str, str]) -> None:
    assert set(row) <= SERIES_KEYS
    assert row["name"]
    assert set(row["also"]) <= set(rows())
    assert set(row["except"]) <= set(rows())
    assert len(row["also"]) == len(set(row["also"]))
    assert not set(row["also"]) & set(row["except"])
    found = await series_of(archive, row["key"])
    keys = [one.key for one in found]
    assert len(keys) >= 2
    assert set(keys) == members_of(row, titles)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert row["sample"]
    for key, *tally in row["sample"]:
        assert tally_of(key) == tally
        assert key in keys


@pytest.mark.parametrize("row", SERIES, ids=lambda row: str(row["key"]))
def test_a_series_adds_final_recorded_votes_and_excepts_only_what_it_catches(
    row: dict[str, Any], titles: dict[str, str]
) -> None:
    caught = members_of({**row, "also": [], "except": []}, titles)
    assert set(row["except"]) <= caught
    assert set(row["also"]) <= set(titles)


# What open sources give of A/RES/ES-11/7 to 10; nobody else's position may be in the archive.
YES_7 = (
    "ALB AND ATG AUS AUT BEL BGR BHS BIH BLZ BRB BTN CAN CHE CHL CIV COM CPV CYP CZE DEU DJI DNK EGY ESP EST FIN FJI "
    "FRA GBR GMB GRC GTM GUY HRV IDN IRL ISL ITA JAM JOR JPN KHM KNA KOR LBR LCA LIE LTU LUX LVA MCO MDA MDV MEX MLT "
    "MMR MNE MUS MYS NGA NLD NOR NPL NRU NZL PER PHL PNG POL PRT ROU SGP SLB SLE SMR SOM SRB SUR SVK SVN SWE SYC THA "
    "TLS TON TTO TUN TUR UKR URY VUT WSM"
)
PARTIAL = {
    "A/RES/ES-11/7": (
        (93, 18, 65),
        {
            Position.YES: YES_7,
            Position.NO: "USA RUS BLR HUN ISR PRK CAF BFA BDI GNQ ERI HTI MLI SDN NER NIC PLW MHL",
            Position.ABSTAIN: "AGO ARE ARG ARM BGD BHR BRA BRN BWA CHN COL CRI CUB DZA ETH IND IRN KAZ SAU TCD UZB",
        },
    ),
    "A/RES/ES-11/8": (
        (93, 8, 73),
        {Position.NO: "BLR RUS", Position.ABSTAIN: "ARM CHN IND IRN ISR KAZ PAK SRB USA VNM"},
    ),
    "A/RES/ES-11/9": ((91, 12, 57), {}),
    "A/RES/ES-11/10": (
        (107, 12, 51),
        {
            Position.YES: "SVK",
            Position.NO: "RUS BLR PRK IRN CUB BFA BDI ERI MLI SDN NIC NER",
            Position.ABSTAIN: "ARE ARM BRA CHN HUN IND KAZ KGZ PAK SRB TJK USA UZB",
            Position.ABSENT: "AZE",
        },
    ),
}


@pytest.mark.parametrize("key", PARTIAL)
async def test_partly_known_votes_hold_what_is_known_and_nothing_else(archive: Archive, key: str) -> None:
    (yes, no, abstain), known = PARTIAL[key]
    found = await decision(archive, key)
    assert found is not None
    assert found.tally is not None
    assert found.roll_call == "partial"
    assert found.tally == Tally(yes, no, abstain, 193 - yes - no - abstain)
    cast = await positions(archive, found.id)
    by_position = {position: set(codes.split()) for position, codes in known.items()}
    for position in (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT):
        assert {code for code, took in cast.items() if took is position} == by_position.get(position, set())
    given = set().union(*by_position.values())
    present = {code for code, member in archive.roster.members.items() if member.belonged(found.day)}
    assert {code for code, took in cast.items() if took is Position.UNKNOWN} == present - given
    assert set(cast) == present
