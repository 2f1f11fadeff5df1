"""Who votes most and least like a member, against figures worked out here with pandas over the edition's files."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.queries.decisions import by_ids, topic_ids
from handlers.question import Kind, Period, Question
from handlers.ranking import answer

NAMES = {row["iso3"]: row["common"] for row in load_toml(DATA / "members.toml")["member"]}
CODES = sorted(NAMES)


@cache
def seats() -> pd.DataFrame:
    """Where a state has a letter in a roll call, which says that it had a seat."""
    votes = pd.read_csv(DATA / "edition" / "votes.csv.gz", dtype=str, keep_default_na=False).set_index("key")
    return votes != ""


@cache
def final_votes() -> pd.DataFrame:
    """The final votes of the Assembly whose roll calls are whole, a row each: 1, 0 and -1 for what was cast."""
    folder = DATA / "edition"
    decisions = pd.read_csv(folder / "decisions.csv.gz", dtype=str, keep_default_na=False).set_index("key")
    votes = pd.read_csv(folder / "votes.csv.gz", dtype=str, keep_default_na=False).set_index("key")
    for row in load_toml(DATA / "corrections.toml")["correction"]:
        if row["field"] == "date":
            decisions.loc[row["decision"], "date"] = row["value"]
    final = decisions["kind"].isin(["resolution", "resolution_or_motion"]) & (decisions["roll_call"] == "complete")
    dates = decisions[final & (decisions["body"] == "GA")]["date"]
    table = votes.loc[votes.index.intersection(dates.index)].replace(
        {"Y": 1, "A": 0, "N": -1, "X": None, "?": None, "": None}
    )
    return table.astype("float64").assign(date=dates)


def between(since: str, until: str) -> pd.DataFrame:
    table = final_votes()
    first = table["date"].map(lambda day: day if len(day) == 10 else f"{day}-01")
    last = table["date"].map(lambda day: day if len(day) == 10 else f"{day}-31")
    return table[(last >= (since or "0")) & (first <= (until or "9"))]


def expected(table: pd.DataFrame, of: str, furthest: bool, measure: str = "soft") -> list[dict[str, Any]]:
    """All members that shared at least half of the votes held while they had a seat, and a tenth as many as the one
    that shared most, best first; among equals the one that shared more, then by name."""
    own = table[of]
    seated = seats().loc[table.index[own.notna()]].sum()
    rows = []
    for member in CODES:
        gap = (own - table[member]).abs().dropna()
        if member != of and len(gap):
            rows.append(
                {
                    "member": member,
                    "shared": len(gap),
                    "identical": float((gap == 0).sum()) / len(gap),
                    "soft": float((1 - gap / 2).sum()) / len(gap),
                }
            )
    most = max((row["shared"] for row in rows), default=0)
    rows = [row for row in rows if row["shared"] >= max(most / 10, seated[row["member"]] / 2)]
    rows.sort(key=lambda row: ((1 if furthest else -1) * row[measure], -row["shared"], NAMES[row["member"]]))
    return [{**row, "identical": round(row["identical"], 4), "soft": round(row["soft"], 4)} for row in rows]


def asked(of: str, since: str = "", until: str = "", **slots: Any) -> Question:  # noqa: ANN401
    period = Period(date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None)
    return Question(text="", kind=Kind.RANKING, members=(of,), period=period, **slots)


@pytest.mark.parametrize("order", ["closest", "furthest"])
@pytest.mark.parametrize(
    ("of", "since", "until"),
    [
        ("FRA", "2022-01-01", "2022-12-31"),
        ("USA", "2021-01-01", "2023-12-31"),
        ("ISR", "", ""),
        ("RUS", "2015-01-01", ""),
        ("IND", "1960-01-01", "1969-12-31"),
        ("TWN", "", "1971-10-24"),
        ("NAM", "1990-04-23", ""),
        ("BRA", "1964-04-01", "1985-03-15"),
        ("DDR", "", ""),
        ("CHN", "1971-10-25", "1979-12-31"),
        ("ZAF", "1948-06-04", "1974-11-12"),
        ("UKR", "2022-02-24", ""),
    ],
)
async def test_members_and_periods(archive: Archive, of: str, since: str, until: str, order: str) -> None:
    found = await answer(archive, asked(of, since, until, order=order))
    assert found.facts == {
        "of": of,
        "order": order,
        "since": since or None,
        "until": until or None,
        "rows": expected(between(since, until), of, order == "furthest")[:10],
    }


@pytest.mark.parametrize("limit", [1, 5, 25, 300])
async def test_as_many_as_asked_for(archive: Archive, limit: int) -> None:
    found = await answer(archive, asked("FRA", "2022-01-01", "2022-12-31", limit=limit))
    everyone = expected(between("2022-01-01", "2022-12-31"), "FRA", False)
    assert found.facts["rows"] == everyone[:limit]
    assert found.table is not None
    assert len(found.table.rows) == min(limit, len(everyone))


async def test_by_identical_votes(archive: Archive) -> None:
    found = await answer(archive, asked("TUR", "2010-01-01", "", measure="identical"))
    assert found.facts["rows"] == expected(between("2010-01-01", ""), "TUR", False, "identical")[:10]


async def test_on_a_topic(archive: Archive) -> None:
    belonging = {one.key for one in await by_ids(archive, await topic_ids(archive, "palestine"))}
    table = between("2000-01-01", "")
    found = await answer(archive, asked("USA", "2000-01-01", topic="palestine"))
    assert found.facts["rows"] == expected(table[table.index.isin(belonging)], "USA", False)[:10]


def within(archive: Archive, table: pd.DataFrame, of: str, group: str, last: str) -> pd.DataFrame:
    """The table with only those that belonged to a group on an ISO day, over all their votes."""
    belonged = archive.roster.groups[group].on(date.fromisoformat(last))
    return table[[code for code in CODES if code == of or code in belonged] + ["date"]].reindex(
        columns=[*CODES, "date"]
    )


@pytest.mark.parametrize(
    ("of", "group", "since", "until"),
    [
        ("USA", "eu", "2010-01-01", "2020-12-31"),
        ("FRA", "eu", "2010-01-01", "2020-12-31"),
        ("RUS", "cis", "2010-01-01", "2020-12-31"),
        ("ISR", "arab_league", "2010-01-01", "2020-12-31"),
        ("USA", "nato", "2020-01-01", ""),
        ("CHN", "eu", "", ""),
        ("FRA", "african", "", ""),
        ("RUS", "brics", "2015-01-01", ""),
    ],
)
async def test_within_a_group_the_period_is_the_same_for_all(
    archive: Archive, of: str, group: str, since: str, until: str
) -> None:
    found = await answer(archive, asked(of, since, until, groups=(group,)))
    table = within(archive, between(since, until), of, group, until or "2026-06-04")
    assert found.facts["rows"] == expected(table, of, False)[:10]
    assert any(note.startswith("Ranked are the members of") for note in found.notes)


async def test_who_left_the_group_is_not_ranked(archive: Archive) -> None:
    found = await answer(archive, asked("USA", "2010-01-01", groups=("eu",), limit=100))
    ranked = {row["member"] for row in found.facts["rows"]}
    assert "GBR" not in ranked  # it left in January 2020
    assert "HRV" in ranked  # it joined in July 2013
    assert len(ranked) == 27


async def test_a_group_that_is_no_more_is_ranked_to_its_last_day(archive: Archive) -> None:
    found = await answer(archive, asked("FRA", groups=("warsaw_pact",)))
    table = within(archive, between("", "1991-07-01"), "FRA", "warsaw_pact", "1991-07-01")
    assert found.facts["rows"] == expected(table, "FRA", False)[:10]
    assert "until 1 July 1991" in found.headline


async def test_the_leader_in_a_group(archive: Archive) -> None:
    found = await answer(archive, asked("USA", "2020-01-01", groups=("nato",), order="furthest"))
    assert [row["member"] for row in found.facts["rows"][:3]] == ["TUR", "NOR", "ESP"]
    assert found.headline.startswith("In NATO, furthest from the United States")


async def test_members_left_out_are_counted(archive: Archive) -> None:
    found = await answer(archive, asked("USA", "2023-01-01", "2023-12-31", limit=200))
    table = between("2023-01-01", "2023-12-31")
    together = sum(1 for code in CODES if code != "USA" and (table["USA"] - table[code]).notna().any())
    left = together - len(expected(table, "USA", False))
    assert len(found.facts["rows"]) == together - left
    assert next(note for note in found.notes if "left out" in note).startswith(f"{left} member")


async def test_a_member_without_a_vote_ranks_nobody(archive: Archive) -> None:
    found = await answer(archive, asked("SSD", "1990-01-01", "1999-12-31"))
    assert found.facts["rows"] == []
    assert "nobody can be ranked" in found.headline


async def test_the_text_says_what_is_counted(archive: Archive) -> None:
    found = await answer(archive, asked("USA", "2021-01-01", "2023-12-31", notes=("Assumed: all topics.",)))
    assert found.headline.startswith("Closest to the United States in General Assembly final votes")
    assert "Israel" in found.headline
    assert found.notes[0] == "Assumed: all topics."
    assert "4 June 2026" in found.notes[-1]
    assert "absences are left out" in found.text
    furthest = await answer(archive, asked("USA", "2021-01-01", "2023-12-31", order="furthest"))
    assert furthest.headline.startswith("Furthest from the United States")
