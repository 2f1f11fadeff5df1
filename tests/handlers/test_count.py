"""Counts, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.archive import Archive
from db.records import Body, Position
from handlers import count
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition_tables import counted, decisions, votes

IN_2022 = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")


async def ask(archive: Archive, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await count.answer(archive, Question("", Kind.COUNT, **slots))


async def test_recorded_votes_of_a_year(archive: Archive) -> None:
    frame = decisions()
    frame = frame[(frame.body == "GA") & (frame.final == "1") & frame.date.str.startswith("2022")]
    answer = await ask(archive, period=IN_2022)
    assert answer.facts["value"] == (frame.yes >= 0).sum()
    assert answer.facts["of"] == "recorded votes on whole texts in the General Assembly in 2022"
    without = await ask(archive, period=IN_2022, measure="without_vote")
    assert without.facts["value"] == (frame.adoption == "without_vote").sum() == 244
    adopted = await ask(archive, period=IN_2022, measure="adopted")
    assert adopted.facts["value"] == (frame.outcome == "adopted").sum()
    share = await ask(archive, period=IN_2022, measure="share without_vote")
    assert share.facts["value"] == round(244 / len(frame), 4)


async def test_partial_roll_calls_are_recorded_votes_too(archive: Archive) -> None:
    day = date(2025, 2, 24)  # ES-11/7 and ES-11/8, whose roll calls the sources lack
    answer = await ask(archive, period=Period(day, day, "on 24 February 2025"))
    assert answer.facts["value"] == 2


async def test_what_is_missing_is_said(archive: Archive) -> None:
    early = await ask(archive, period=Period(date(1990, 1, 1), date(1990, 12, 31), "in 1990"))
    assert "adopted without a vote before the 74th session" in early.text
    assert "2016" not in early.text
    assert "special sessions of 1974 to 2018" in early.text
    assert (
        "January to September of 2018"
        in (await ask(archive, period=Period(date(2018, 1, 1), date(2018, 12, 31), "in 2018"))).text
    )
    late = await ask(archive, period=IN_2022)
    assert "Not in our sources" not in late.text
    assert "74th session" not in late.text


async def test_the_council(archive: Archive) -> None:
    frame = decisions()
    frame = frame[(frame.body == "SC") & frame.date.str.startswith("2022")]
    outcomes = frame.outcome.value_counts()
    for measure in ("adopted", "vetoed", "failed"):
        answer = await ask(archive, body=Body.SC, period=IN_2022, measure=measure)
        assert answer.facts["value"] == outcomes[measure]
    answer = await ask(archive, body=Body.SC, period=IN_2022)
    assert answer.facts["value"] == len(frame) == 61
    assert "54 adopted, 4 vetoed and 3 failed" in answer.text


async def test_unanimous(archive: Archive) -> None:
    answer = await ask(archive, measure="share unanimous")
    frame = decisions()
    frame = frame[(frame.body == "GA") & (frame.final == "1") & (frame.yes >= 0)]
    alike = ((frame.yes > 0) & (frame.no == 0) & (frame.abstain == 0)).sum()
    assert answer.facts["value"] == round(alike / len(frame), 4)
    assert (await ask(archive, measure="unanimous")).facts["value"] == alike


async def test_times_that_a_member_voted_so(archive: Archive) -> None:
    frame = counted()
    column = votes().loc[frame.index, "BRA"]
    cast = column.isin(["Y", "N", "A"]).sum()
    for position, letter in ((Position.YES, "Y"), (Position.NO, "N"), (Position.ABSTAIN, "A")):
        answer = await ask(archive, members=("BRA",), positions=(position,))
        assert answer.facts["value"] == (column == letter).sum()
        assert answer.facts["total"] == cast
        share = await ask(archive, members=("BRA",), positions=(position,), measure="share")
        assert share.facts["value"] == round((column == letter).sum() / cast, 4)
    absent = await ask(archive, members=("BRA",), positions=(Position.ABSENT,))
    assert (absent.facts["value"], absent.facts["total"]) == ((column == "X").sum(), (column != "").sum())
    both = await ask(archive, members=("USA", "ISR"), positions=(Position.NO,))
    table = votes().loc[frame.index]
    assert both.facts["value"] == ((table.USA == "N") & (table.ISR == "N")).sum()
    assert both.headline.startswith("The United States and Israel both voted no")


async def test_by_year(archive: Archive) -> None:
    frame = counted(since="2019", until="2022-12-31")
    column = votes().loc[frame.index, "USA"]
    no = frame[column == "N"].date.str[:4].value_counts()
    period = Period(date(2019, 1, 1), date(2022, 12, 31), "from 2019 to 2022")
    answer = await ask(archive, members=("USA",), positions=(Position.NO,), period=period, order="by_year")
    assert {str(row["year"]): row["value"] for row in answer.facts["rows"]} == no.to_dict()
    assert answer.table is not None
    assert len(answer.table.rows) == 4
    plain = await ask(archive, period=period, order="by_year")
    assert sum(row["value"] for row in plain.facts["rows"]) == plain.facts["value"]


async def test_together_against_another(archive: Archive) -> None:
    frame = counted()
    table = votes().loc[frame.index]
    against = ((table.USA == "Y") & (table.RUS == "Y") & (table.GBR == "N")) | (
        (table.USA == "N") & (table.RUS == "N") & (table.GBR == "Y")
    )
    answer = await ask(archive, members=("USA", "RUS"), against=("GBR",))
    assert answer.facts["value"] == against.sum() == 49
    assert "Soviet Union" in answer.text


async def test_a_groups_position(archive: Archive) -> None:
    frame = counted(since="2004-06")
    table = votes().loc[frame.index, ["EST", "LVA", "LTU"]]
    counts = {letter: (table == letter).sum(axis=1) for letter in "YNA"}
    abstained = (counts["A"] > counts["Y"]) & (counts["A"] > counts["N"])
    period = Period(date(2004, 6, 1), None, "since June 2004")
    answer = await ask(archive, groups=("baltic",), positions=(Position.ABSTAIN,), period=period)
    assert answer.facts["value"] == abstained.sum()


async def test_nothing_to_count(archive: Archive) -> None:
    answer = await ask(archive, members=("SSD",), positions=(Position.NO,), measure="share",
                       period=Period(date(1990, 1, 1), date(1990, 12, 31), "in 1990"))  # fmt: skip
    assert answer.facts["value"] is None
    assert (await ask(archive, words="zzzxxx")).facts["value"] == 0
