"""How far members vote alike, against figures worked out here with pandas over the edition's files."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.queries.decisions import by_ids, topic_ids
from db.records import Body
from handlers.alignment import answer
from handlers.question import Kind, Period, Question

VALUE = {"Y": 1.0, "A": 0.0, "N": -1.0}


@cache
def final_votes(body: str = "GA") -> pd.DataFrame:
    """The final votes of a body whose roll calls are whole, a row each with a column a member; `first` and `last` are
    the days on which the vote can have been."""
    folder = DATA / "edition"
    decisions = pd.read_csv(folder / "decisions.csv.gz", dtype=str, keep_default_na=False)
    votes = pd.read_csv(folder / "votes.csv.gz", dtype=str, keep_default_na=False)
    for row in load_toml(DATA / "corrections.toml")["correction"]:
        if row["field"] == "date":
            decisions.loc[decisions["key"] == row["decision"], "date"] = row["value"]
    final = decisions["kind"].isin(["resolution", "resolution_or_motion"]) & (decisions["roll_call"] == "complete")
    chosen = decisions[final & (decisions["body"] == body)][["key", "date"]]
    chosen = chosen.assign(
        first=chosen["date"].map(lambda day: day if len(day) == 10 else f"{day}-01"),
        last=chosen["date"].map(lambda day: day if len(day) == 10 else f"{day}-31"),
    )
    return chosen.merge(votes, on="key", validate="one_to_one").set_index("key")


def between(table: pd.DataFrame, since: str, until: str) -> pd.DataFrame:
    return table[(table["last"] >= (since or "0")) & (table["first"] <= (until or "9"))]


def expected(table: pd.DataFrame, a: str, b: str) -> dict[str, Any]:
    """The measures of design section 4, from the letters of two columns."""
    both = table[table[a].isin(list("YNA")) & table[b].isin(list("YNA"))]
    one, other = both[a].map(VALUE), both[b].map(VALUE)
    cast_a = table[table[a].isin(list("YNA")) & (table[b] != "")]
    points = pd.Series(0.5, index=cast_a.index)
    points[cast_a[a] == cast_a[b]] = 1.0
    points[(cast_a[a] + cast_a[b]).isin(["YN", "NY"])] = 0.0
    return {
        "shared": len(both),
        "identical": round(float((one == other).mean()), 4) if len(both) else None,
        "soft": round(float((1 - (one - other).abs() / 2).mean()), 4) if len(both) else None,
        "opposite": round(float(((one - other).abs() == 2).mean()), 4) if len(both) else None,
        "coincidence": round(float(points.mean()), 4) if len(points) else None,
        "absent_a": int(((table[a] == "X") & table[b].isin(list("YNA"))).sum()),
        "absent_b": int(((table[b] == "X") & table[a].isin(list("YNA"))).sum()),
    }


def asked(a: str, b: str, since: str = "", until: str = "", **slots: Any) -> Question:  # noqa: ANN401
    period = Period(date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None)
    return Question(text="", kind=Kind.ALIGNMENT, members=(a, b), period=period, **slots)


PAIRS = [
    ("FRA", "DEU", "2022-01-01", "2022-12-31"),
    ("DEU", "FRA", "2022-01-01", "2022-12-31"),
    ("USA", "ISR", "2021-01-01", "2023-12-31"),
    ("RUS", "CHN", "2015-01-01", ""),
    ("USA", "RUS", "1947-03-12", "1991-12-26"),
    ("USA", "GBR", "", ""),
    ("IND", "PAK", "1970-01-01", "1979-12-31"),
    ("NAM", "ZAF", "1994-06-23", ""),
    ("HUN", "POL", "2010-05-29", "2026-06-04"),
    ("BRA", "ARG", "", "1985-12-31"),
    ("TWN", "USA", "1946-01-01", "1971-10-24"),
    ("YUG", "EGY", "1961-01-01", "1980-12-31"),
    ("DDR", "DEU", "", ""),
    ("KIR", "USA", "2000-01-01", "2020-12-31"),  # a member with many absences
    ("JPN", "KOR", "2022-03-02", "2022-03-02"),  # one day
    ("SSD", "SDN", "2011-07-14", "2015-06-30"),
]


@pytest.mark.parametrize(("a", "b", "since", "until"), PAIRS)
async def test_pairs_and_periods(archive: Archive, a: str, b: str, since: str, until: str) -> None:
    found = await answer(archive, asked(a, b, since, until))
    assert found.facts == {
        "a": a,
        "b": b,
        "body": "GA",
        "since": since or None,
        "until": until or None,
        "topic": None,
        **expected(between(final_votes(), since, until), a, b),
    }


# Figures that were settled before the program was written.
@pytest.mark.parametrize(
    ("a", "b", "since", "until", "facts"),
    [
        (
            "FRA", "DEU", "2022-01-01", "2022-12-31",
            {"shared": 90, "identical": 0.9111, "soft": 0.9556, "opposite": 0},
        ),
        (
            "USA", "ISR", "2021-01-01", "2023-12-31",
            {"shared": 257, "identical": 0.8755, "soft": 0.93, "opposite": 0.0156},
        ),
        (
            "RUS", "CHN", "2015-01-01", "",
            {"shared": 1068, "identical": 0.7472, "soft": 0.8385, "opposite": 0.0702},
        ),
    ],
)  # fmt: skip
async def test_settled_figures(
    archive: Archive, a: str, b: str, since: str, until: str, facts: dict[str, float]
) -> None:
    found = (await answer(archive, asked(a, b, since, until))).facts
    assert {key: found[key] for key in facts} == facts


@pytest.mark.parametrize(
    ("a", "b", "topic", "since", "until"),
    [
        ("USA", "GBR", "palestine", "2000-01-01", "2019-12-31"),
        ("FRA", "RUS", "ukraine", "", ""),
        ("CHN", "IND", "human_rights", "1990-01-01", ""),
        ("AUS", "NZL", "nuclear_weapons", "1980-01-01", "2010-12-31"),
    ],
)
async def test_a_topic_narrows_the_votes(archive: Archive, a: str, b: str, topic: str, since: str, until: str) -> None:
    belonging = {one.key for one in await by_ids(archive, await topic_ids(archive, topic))}
    assert belonging
    table = between(final_votes(), since, until)
    found = (await answer(archive, asked(a, b, since, until, topic=topic))).facts
    assert found["topic"] == topic
    figures = expected(table[table.index.isin(belonging)], a, b)
    assert {key: found[key] for key in figures} == figures
    assert 0 < found["shared"] < len(table)


@pytest.mark.parametrize(
    ("a", "b", "since", "until"),
    [("RUS", "CHN", "2010-01-01", ""), ("USA", "FRA", "1971-10-25", "1999-12-31"), ("GBR", "RUS", "", "1955-12-31")],
)
async def test_the_council(archive: Archive, a: str, b: str, since: str, until: str) -> None:
    found = await answer(archive, asked(a, b, since, until, body=Body.SC))
    figures = expected(between(final_votes("SC"), since, until), a, b)
    assert found.facts["body"] == "SC"
    assert {key: found.facts[key] for key in figures} == figures
    assert "Security Council" in found.headline


async def test_states_that_never_met_have_no_share(archive: Archive) -> None:
    found = await answer(archive, asked("CSK", "SSD"))
    assert (found.facts["shared"], found.facts["identical"], found.facts["soft"]) == (0, None, None)
    assert (found.facts["opposite"], found.facts["coincidence"]) == (None, None)
    assert "no vote together" in found.headline


def most(row: pd.Series[str]) -> str:
    """The letter of most members that voted, or nothing when the first two are level."""
    counts = row[row.isin(list("YNA"))].value_counts()
    if counts.empty or (len(counts) > 1 and counts.iloc[0] == counts.iloc[1]):
        return ""
    return str(counts.index[0])


@pytest.mark.parametrize(
    ("group", "member", "since", "until"),
    [
        ("eu", "GBR", "2015-01-01", "2022-12-31"),  # a member for a part of the time
        ("p5", "DEU", "2020-01-01", "2022-12-31"),
        ("nordic", "EST", "1995-01-01", "1999-12-31"),
    ],
)
async def test_a_group_votes_as_most_of_its_members(
    archive: Archive, group: str, member: str, since: str, until: str
) -> None:
    table = between(final_votes(), since, until).copy()
    spans = archive.roster.groups[group].spans
    table["GROUP"] = [
        most(
            row[[code for code, held in spans.items() if any(s.covers(date.fromisoformat(row["first"])) for s in held)]]
        )
        for _, row in table.iterrows()
    ]
    question = asked(member, member, since, until).but(members=(member,), groups=(group,))
    found = await answer(archive, question)
    figures = expected(table, member, "GROUP")
    # A group has no absences of its own: its coincidence is over what both took a position on.
    for key in ("shared", "identical", "soft", "opposite", "absent_a"):
        assert found.facts[key] == figures[key]
    assert (found.facts["a"], found.facts["b"]) == (member, group)
    assert any("most of its members" in note for note in found.notes)


async def test_the_text_says_what_is_counted(archive: Archive) -> None:
    found = await answer(archive, asked("FRA", "DEU", "2022-01-01", "2022-12-31", notes=("Assumed: 2022.",)))
    assert found.headline.startswith("France and Germany cast the same vote in 91.1% of the 90 votes")
    assert "General Assembly final votes" in found.headline
    assert "2022" in found.headline
    assert "95.6%" in found.text
    assert found.notes[0] == "Assumed: 2022."
    assert "4 June 2026" in found.notes[-1]
    assert found.sources


async def test_a_third_member_is_not_passed_over_in_silence(archive: Archive) -> None:
    question = asked("FRA", "DEU").but(members=("FRA", "DEU", "POL"))
    found = await answer(archive, question)
    assert "Only the first two are compared." in found.notes
