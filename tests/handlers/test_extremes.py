"""Extremes, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.archive import Archive
from db.records import Body, Position
from handlers import extremes
from handlers.answer import Answer
from handlers.question import Bound, Kind, Period, Question
from tests.handlers.edition_tables import counted, votes


async def ask(archive: Archive, measure: str, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await extremes.answer(archive, Question("", Kind.EXTREMES, measure=measure, **slots))


def keys(answer: Answer) -> list[str]:
    return [row["decision"] for row in answer.facts["rows"]]


async def test_closest(archive: Archive) -> None:
    frame = counted()
    frame = frame.assign(margin=(frame.yes - frame.no).abs()).sort_values(["margin", "abstain"])
    answer = await ask(archive, "closest")
    rows = answer.facts["rows"]
    assert [(abs(row["yes"] - row["no"]), row["abstain"]) for row in rows] == [
        *frame[["margin", "abstain"]].head(10).itertuples(index=False, name=None)
    ]
    assert keys(answer)[0] == "V55"  # 24-24-1, November 1947
    assert answer.facts["total"] == len(frame)
    assert "two thirds" in answer.text


@pytest.mark.parametrize(
    ("measure", "column", "ascending"),
    [
        ("most_no", "no", False),
        ("most_abstain", "abstain", False),
        ("most_yes", "yes", False),
        ("fewest_yes", "yes", True),
    ],
)
async def test_most_and_fewest(archive: Archive, measure: str, column: str, ascending: bool) -> None:
    frame = counted(since="1990-01", until="2019-12-31").sort_values(column, ascending=ascending)
    period = Period(date(1990, 1, 1), date(2019, 12, 31), "from 1990 to 2019")
    answer = await ask(archive, measure, period=period, limit=5)
    assert [row[column] for row in answer.facts["rows"]] == list(frame[column].head(5))
    for row in answer.facts["rows"]:
        assert tuple(frame.loc[row["decision"], ["yes", "no", "abstain"]]) == (row["yes"], row["no"], row["abstain"])


async def test_only_the_united_states_voted_no(archive: Archive) -> None:
    frame = counted()
    own = frame.index[(frame.no == 1) & (votes().loc[frame.index, "USA"] == "N")]
    answer = await ask(archive, "lone_no", members=("USA",))
    assert answer.facts["total"] == len(own) == 334
    assert len(answer.facts["rows"]) == 200
    assert set(keys(answer)) <= set(own)
    assert all(row["members"] == ["USA"] and row["no"] == 1 for row in answer.facts["rows"])
    dates = [row["date"] for row in answer.facts["rows"]]
    assert dates == sorted(dates, reverse=True)
    assert answer.headline.startswith("General Assembly final votes in which only the United States voted no: 334.")


async def test_any_lone_no(archive: Archive) -> None:
    frame = counted()
    lone = frame.index[frame.no == 1]
    held = votes().loc[lone] == "N"
    answer = await ask(archive, "lone_no")
    assert answer.facts["total"] == len(lone)
    assert answer.facts["by"] == {iso3: n for iso3, n in held.sum().to_dict().items() if n}
    assert "Most often: the United States 334" in answer.text


async def test_only_two_members_voted_no(archive: Archive) -> None:
    frame = counted()
    table = votes().loc[frame.index]
    both = frame.index[(frame.no == 2) & (table.USA == "N") & (table.ISR == "N")]
    answer = await ask(archive, "lone_no", members=("USA", "ISR"))
    assert answer.facts["total"] == len(both)
    assert set(keys(answer)) <= set(both)
    assert answer.facts["rows"][0]["members"] == ["ISR", "USA"]


async def test_only_members_of_a_group_voted_no(archive: Archive) -> None:
    baltic = ["EST", "LVA", "LTU"]
    frame = counted(since="2000")
    held = (votes().loc[frame.index] == "N").sum(axis=1)
    inside = (votes().loc[frame.index, baltic] == "N").sum(axis=1)
    answer = await ask(archive, "lone_no", groups=("baltic",), period=Period(date(2000, 1, 1), None, "since 2000"))
    assert answer.facts["total"] == ((held > 0) & (held == inside)).sum()


async def test_alone(archive: Archive) -> None:
    frame = counted()
    own = votes().loc[frame.index, "USA"]
    cast = frame.yes + frame.no + frame.abstain
    no = (own == "N") & (frame.no == 1)
    yes = (own == "Y") & (frame.yes == 1)
    abstain = (own == "A") & (frame.abstain == 1) & (frame[["yes", "no"]].max(axis=1) == cast - 1)
    answer = await ask(archive, "lone", members=("USA",))
    assert answer.facts["total"] == (no | yes | abstain).sum()
    only_abstentions = await ask(archive, "lone", members=("USA",), positions=(Position.ABSTAIN,))
    assert only_abstentions.facts["total"] == ((own == "A") & (frame.abstain == 1)).sum()


async def test_unanimous(archive: Archive) -> None:
    frame = counted()
    frame = frame[(frame.yes > 0) & (frame.no == 0) & (frame.abstain == 0)]
    answer = await ask(archive, "unanimous")
    assert answer.facts["total"] == len(frame) == 76
    assert set(keys(answer)) == set(frame.index)
    council = counted("SC", "2024", "2024-12-31")
    council = council[(council.no == 0) & (council.abstain == 0)]
    period = Period(date(2024, 1, 1), date(2024, 12, 31), "in 2024")
    answer = await ask(archive, "unanimous", body=Body.SC, period=period)
    assert set(keys(answer)) == set(council.index)


async def test_no_more_than_so_many_against(archive: Archive) -> None:
    frame = counted(since="2023", until="2023-12-31")
    period = Period(date(2023, 1, 1), date(2023, 12, 31), "in 2023")
    answer = await ask(archive, "bounded", bounds=(Bound(Position.NO, most=4),), period=period)
    assert set(keys(answer)) == set(frame.index[frame.no <= 4])
    assert answer.headline.startswith("General Assembly final votes in 2023 with at most 4 no votes: 38.")
    assert answer.table is not None
    assert len(answer.table.rows) == 10
    none = await ask(archive, "bounded", bounds=(Bound(Position.NO, most=0),), period=period)
    assert none.facts["total"] == (frame.no == 0).sum()


async def test_most_contested(archive: Archive) -> None:
    frame = counted(since="2024", until="2024-12-31")
    cast = frame.yes + frame.no + frame.abstain
    most = frame[["yes", "no", "abstain"]].max(axis=1)
    agreement = ((most - (cast - most) / 2) / cast).sort_values()
    period = Period(date(2024, 1, 1), date(2024, 12, 31), "in 2024")
    answer = await ask(archive, "most_contested", period=period)
    assert keys(answer) == list(agreement.index[:10])
    assert "Attinà–Hix" in answer.text


async def test_with_a_members_position(archive: Archive) -> None:
    frame = counted()
    frame = frame[votes().loc[frame.index, "ISR"] == "N"]
    answer = await ask(archive, "most_yes", members=("ISR",), positions=(Position.NO,))
    assert answer.facts["total"] == len(frame)
    assert answer.facts["rows"][0]["yes"] == frame.yes.max()
    assert "in which Israel voted no" in answer.headline


async def test_nothing_found(archive: Archive) -> None:
    answer = await ask(archive, "closest", words="zzzxxx")
    assert answer.facts["rows"] == []
    assert answer.headline.endswith("none found.")
    assert (await ask(archive, "lone_no", words="zzzxxx")).headline.endswith("voted no: 0.")
