"""Year by year, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from db.archive import Archive
from db.records import Body, Position
from handlers import trend
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition import of_group
from tests.handlers.edition_tables import counted, votes

VALUE = {"Y": 1.0, "A": 0.0, "N": -1.0}
SINCE_2015 = Period(date(2015, 1, 1), None, "since 2015")


async def ask(archive: Archive, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await trend.answer(archive, Question("", Kind.TREND, **slots))


def pairs(a: pd.Series, b: pd.Series, years: pd.Series) -> pd.DataFrame:
    """For each year with a shared vote: how many, and the shares of identical and soft agreement."""
    both = a.isin(list(VALUE)) & b.isin(list(VALUE))
    one, other, years = a[both].map(VALUE), b[both].map(VALUE), years[both]
    frame = pd.DataFrame({"identical": (one == other).astype(float), "soft": 1 - (one - other).abs() / 2})
    found = frame.groupby(years).mean()
    found["shared"] = frame.groupby(years).size()
    return found


def check(answer: Answer, expected: pd.DataFrame) -> None:
    rows = {str(row["year"]): row for row in answer.facts["rows"] if row["shared"]}
    assert list(rows) == list(expected.index)
    for year, row in rows.items():
        assert row["shared"] == expected.shared[year]
        assert row["identical"] == pytest.approx(expected.identical[year], abs=0.00006)
        assert row["soft"] == pytest.approx(expected.soft[year], abs=0.00006)
    enough = expected[expected.shared >= 10].soft
    assert enough[str(answer.facts["lowest"])] == enough.min()
    assert enough[str(answer.facts["highest"])] == enough.max()
    steps = {
        int(year): enough[year] - enough[str(int(year) - 1)]
        for year in map(str, enough.index)
        if str(int(year) - 1) in enough.index
    }
    change = answer.facts["greatest_change"]
    assert abs(change["change"]) == pytest.approx(max(map(abs, steps.values())), abs=0.00006)
    assert change["change"] == pytest.approx(steps[change["to"]], abs=0.00006)
    assert change["from"] == change["to"] - 1


async def test_two_members(archive: Archive) -> None:
    frame = counted()
    table = votes().loc[frame.index]
    for a, b in (("USA", "ISR"), ("FRA", "RUS"), ("SSD", "ZAF")):
        answer = await ask(archive, members=(a, b))
        assert (answer.facts["a"], answer.facts["b"]) == (a, b)
        check(answer, pairs(table[a], table[b], frame.date.str[:4]))
    assert answer.facts["rows"][0]["year"] == 2011  # South Sudan's first
    assert answer.table is not None
    assert len(answer.table.rows) == len(answer.facts["rows"])


async def test_years_with_few_shared_votes_are_no_extremes(archive: Archive) -> None:
    frame = counted()
    table = votes().loc[frame.index]
    expected = pairs(table.USA, table.ISR, frame.date.str[:4])
    assert (expected.shared["1951"], expected.shared["2026"]) == (7, 6)
    answer = await ask(archive, members=("USA", "ISR"))
    assert "fewer than 10 shared votes are shown but not named as extremes: 1951 and 2026." in answer.text
    assert {1951, 2026} <= {row["year"] for row in answer.facts["rows"]}
    assert not {1951, 2026} & {answer.facts["lowest"], answer.facts["highest"]}


async def test_years_of_absence_are_shown_empty(archive: Archive) -> None:
    answer = await ask(archive, members=("ZAF", "SWE"))
    apartheid = [row for row in answer.facts["rows"] if 1975 <= row["year"] <= 1993]
    assert len(apartheid) == 19
    assert all(row["shared"] == 0 and row["soft"] is None for row in apartheid)


async def test_a_member_against_a_group(archive: Archive) -> None:
    frame = counted(since="2021")
    table = votes().loc[frame.index]
    members = sorted(of_group("eu", "2021-01-01"))  # the same since
    counts = pd.DataFrame({letter: (table[members] == letter).sum(axis=1) for letter in VALUE})
    lead = counts.eq(counts.max(axis=1), axis=0)
    most = lead.idxmax(axis=1).where(lead.sum(axis=1) == 1, "")
    answer = await ask(archive, members=("HUN",), groups=("eu",), period=Period(date(2021, 1, 1), None, "since 2021"))
    check(answer, pairs(table.HUN, most, frame.date.str[:4]))
    assert (answer.facts["a"], answer.facts["b"]) == ("HUN", "eu")
    assert answer.headline.startswith("Agreement of Hungary and most of ")
    assert "Votes of Hungary as a member of the EU count" in answer.text


async def test_the_record_of_a_member(archive: Archive) -> None:
    frame = counted()
    column = votes().loc[frame.index, "USA"]
    expected = pd.crosstab(frame.date.str[:4], column)
    answer = await ask(archive, members=("USA",), positions=(Position.NO,))
    assert answer.facts["member"] == "USA"
    assert len(answer.facts["rows"]) == len(expected)
    for row in answer.facts["rows"]:
        assert [row["yes"], row["no"], row["abstain"], row["absent"]] == list(
            expected.loc[str(row["year"]), ["Y", "N", "A", "X"]]
        )
    cast = expected[["Y", "N", "A"]].sum(axis=1)
    share = (expected.N / cast)[cast >= 10]
    most = str(share.idxmax())
    assert answer.facts["highest"] == int(most)
    assert share[str(answer.facts["lowest"])] == share.min()
    assert f"Highest: {share.max():.1%} in {most} (of {cast[most]} votes cast)" in answer.text
    plain = await ask(archive, members=("USA",))
    assert plain.headline.startswith("How often the United States voted yes by year, in General Assembly final votes")


async def test_only_the_first_two_are_compared(archive: Archive) -> None:
    answer = await ask(archive, members=("FRA", "GBR", "USA"), period=SINCE_2015, measure="identical")
    assert (answer.facts["a"], answer.facts["b"]) == ("FRA", "GBR")
    assert "Only the first two named are compared, France and the United Kingdom." in answer.text
    assert answer.headline.startswith("Identical votes of France and the United Kingdom by year")
    frame = counted(since="2015")
    table = votes().loc[frame.index]
    expected = pairs(table.FRA, table.GBR, frame.date.str[:4])
    assert expected.identical[str(answer.facts["lowest"])] == expected.identical.min()


async def test_gaps_and_the_unfinished_year_are_said(archive: Archive) -> None:
    answer = await ask(archive, members=("FRA", "GBR"), period=SINCE_2015)
    assert "January to September of 2016, 2018, 2019 and 2020" in answer.text
    assert "in 2026 until 4 June (of 11)" in answer.headline
    assert "General Assembly data reach 4 June 2026." in answer.text
    assert "½" in answer.text
    early = await ask(archive, members=("FRA", "GBR"), period=Period(date(1960, 1, 1), date(1965, 12, 31), ""))
    assert "2016" not in early.text


async def test_the_council(archive: Archive) -> None:
    frame = counted("SC")
    table = votes().loc[frame.index]
    check(await ask(archive, members=("USA", "RUS"), body=Body.SC), pairs(table.USA, table.RUS, frame.date.str[:4]))
    # both sat on the Council in 1977–78 and 2011–12 only
    answer = await ask(archive, members=("DEU", "IND"), body=Body.SC)
    assert [row["year"] for row in answer.facts["rows"]] == [1977, 1978, 2011, 2012]
    assert answer.facts["greatest_change"]["to"] in {1978, 2012}


async def test_nothing_to_follow(archive: Archive) -> None:
    in_1990 = Period(date(1990, 1, 1), date(1990, 12, 31), "in 1990")
    answer = await ask(archive, members=("SSD",), period=in_1990)
    assert answer.facts["rows"] == []
    assert answer.table is None
    pair = await ask(archive, members=("SSD", "FRA"), period=in_1990)
    assert pair.facts["rows"] == []
    assert (await ask(archive)).facts == {"options": []}
    one = await ask(archive, members=("FRA", "RUS"), period=in_1990)
    assert one.facts["greatest_change"] is None
    assert "there is no other year" in one.headline
