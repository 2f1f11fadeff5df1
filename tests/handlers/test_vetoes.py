"""Vetoes, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body, Position
from handlers import vetoes
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from handlers.veto_sentences import PERMANENT, PROCEDURAL
from tests.handlers.edition_tables import decisions, vetoed, votes


async def ask(archive: Archive, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await vetoes.answer(archive, Question("", Kind.VETO, **slots))


async def test_all_vetoes(archive: Archive) -> None:
    answer = await ask(archive)
    frame = vetoed()
    assert answer.facts["count"] == len(frame) == 270
    assert answer.facts["by"] == frame.by.explode().value_counts().to_dict()
    assert [row["date"] for row in answer.facts["rows"]] == sorted(frame.date, reverse=True)
    assert {row["decision"]: frozenset(row["vetoed_by"]) for row in answer.facts["rows"]} == frame.by.to_dict()
    assert answer.table is not None
    assert len(answer.table.rows) == 15
    assert "Sciences Po" in answer.text
    assert "118 were cast by the Soviet Union" in answer.text  # vetoed_by has RUS and date < 1991-12-24
    assert "1 was cast by the Republic of China" in answer.text


@pytest.mark.parametrize("member", sorted(PERMANENT))
async def test_one_members(archive: Archive, member: str) -> None:
    frame = vetoed()
    own = frame[frame.by.map(lambda by: member in by)]
    answer = await ask(archive, members=(member,))
    assert answer.facts["count"] == len(own)
    assert answer.facts["by"] == {member: len(own)}
    alone = await ask(archive, members=(member,), measure="alone")
    assert alone.facts["count"] == (own.by.map(len) == 1).sum()


async def test_russia_on_ukraine_since_2022(archive: Archive) -> None:
    answer = await ask(archive, members=("RUS",), topic="ukraine", period=Period(date(2022, 1, 1), None, "since 2022"))
    assert answer.facts["by"] == {"RUS": 4}
    assert answer.headline == "Russia vetoed 4 drafts in the Security Council on Ukraine since 2022."


@pytest.mark.parametrize("words", ["", "amendments", "draft amendments"])
async def test_both_amendments_of_24_february_2025(archive: Archive, words: str) -> None:
    day = date(2025, 2, 24)
    answer = await ask(
        archive, members=("RUS",), topic="ukraine", words=words, period=Period(day, day, "on 24 February 2025")
    )
    assert answer.facts["count"] == 2
    assert {row["decision"] for row in answer.facts["rows"]} == {"S/2025/115", "S/2025/116"}
    assert "S/2025/115" in answer.headline


async def test_any_and_together(archive: Archive) -> None:
    pair = frozenset({"RUS", "CHN"})
    by = vetoed().by
    both = await ask(archive, members=("RUS", "CHN"), measure="together")
    assert both.facts["count"] == by.map(lambda one: pair <= one).sum()
    either = await ask(archive, members=("RUS", "CHN"))
    assert either.facts["count"] == by.map(lambda one: bool(pair & one)).sum()
    joint = await ask(archive, measure="together")
    assert joint.facts["count"] == (by.map(len) > 1).sum()
    with_others = await ask(archive, members=("FRA",), measure="together")
    assert with_others.facts["count"] == by.map(lambda one: "FRA" in one and len(one) > 1).sum()


async def test_first_and_last(archive: Archive) -> None:
    france = await ask(archive, members=("FRA",), order="last")
    assert france.headline.startswith("France's last veto in the Security Council: draft S/21048 (23 December 1989)")
    assert france.facts["count"] == 17
    first = await ask(archive, order="first")
    assert first.headline.startswith("The first veto in the Security Council: the Security Council vote of 16 February")
    assert first.table is not None
    assert first.table.rows[0][1] == "16 February 1946"
    sole = await ask(archive, members=("GBR",), order="last", measure="alone")
    assert sole.headline.startswith("The United Kingdom's last sole veto")
    assert "29 September 1972" in sole.headline
    limited = await ask(archive, members=("USA",), order="last", limit=5)
    assert limited.table is not None
    assert len(limited.table.rows) == 5


async def test_vetoed_by_one_and_supported_by_another(archive: Archive) -> None:
    frame = vetoed()
    own = frame[frame.by.map(lambda by: "USA" in by)]
    supported = own.index[votes().loc[own.index, "GBR"] == "Y"]
    answer = await ask(archive, members=("USA",), against=("GBR",), positions=(Position.YES,))
    assert {row["decision"] for row in answer.facts["rows"]} == set(supported)
    assert "on which the United Kingdom voted yes" in answer.headline
    india = await ask(archive, members=("USA", "IND"), positions=(Position.YES,))
    assert india.facts["count"] == (votes().loc[own.index, "IND"] == "Y").sum()
    assert india.facts["by"] == {"USA": india.facts["count"]}


async def test_groups_stand_for_their_permanent_members(archive: Archive) -> None:
    answer = await ask(archive, groups=("nato",))
    nato = {"FRA", "GBR", "USA"}
    assert set(answer.facts["by"]) == nato
    assert answer.facts["count"] == vetoed().by.map(lambda by: bool(nato & by)).sum()
    assert (await ask(archive, groups=("p5",))).facts["count"] == 270


async def test_seat_of_china(archive: Archive) -> None:
    answer = await ask(archive, members=("TWN",))
    assert answer.facts["by"] == {"TWN": 1}  # S-244, 13 December 1955: Mongolia's admission
    assert [row["decision"] for row in answer.facts["rows"]] == ["S-244"]


async def test_a_member_without_veto(archive: Archive) -> None:
    answer = await ask(archive, members=("IND",))
    assert answer.facts["count"] == 0
    assert "India is not a permanent member" in answer.headline
    beside = await ask(archive, members=("USA", "IND"))
    assert beside.facts["by"] == {"USA": 96}


async def test_failed_without_a_veto(archive: Archive) -> None:
    frame = decisions()
    failed = frame[(frame.outcome == "failed") & (frame.date >= "2020")]
    answer = await ask(archive, order="failed", period=Period(date(2020, 1, 1), None, "since 2020"))
    assert [row["decision"] for row in answer.facts["rows"]] == list(failed.index[::-1])
    assert answer.facts["count"] == len(failed)
    assert answer.facts["by"] == {}


async def test_named_decisions(archive: Archive) -> None:
    for key, said in (
        ("S/2024/239", "was vetoed by China and Russia, 11-3-1"),
        ("S/RES/242(1967)", "nobody vetoed it"),
        ("S/2024/383", "not adopted, for want of votes"),
        ("S/RES/2623(2022)", "procedural rule"),
        ("A/RES/ES-11/1", "there is no veto"),
    ):
        answer = await ask(archive, decisions=tuple(await by_keys(archive, [key])))
        assert said in answer.headline


async def test_nothing_found_and_other_body(archive: Archive) -> None:
    period = Period(date(1959, 1, 1), date(1959, 12, 31), "in 1959")
    answer = await ask(archive, members=("USA",), period=period, body=Body.GA)
    assert answer.facts == {"count": 0, "by": {"USA": 0}, "rows": []}
    assert answer.headline == "The United States vetoed no draft in the Security Council in 1959."
    assert "no veto in the General Assembly" in answer.text


def test_procedural_texts_are_those_adopted_with_a_permanent_no() -> None:
    frame = decisions()
    adopted = frame.index[(frame.body == "SC") & (frame.outcome == "adopted")]
    held = votes().reindex(adopted)[sorted(PERMANENT)] == "N"
    assert tuple(held.index[held.any(axis=1)]) == PROCEDURAL


async def test_what_a_member_without_a_veto_did_is_said(archive: Archive) -> None:
    frame = vetoed()
    own = frame[frame.by.map(lambda by: "RUS" in by) & frame.date.str.startswith("2022")]
    cast = votes().loc[own.index, "IND"].value_counts()
    period = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")
    answer = await ask(archive, members=("RUS", "IND"), period=period)
    assert answer.facts["by"] == {"RUS": len(own)}
    assert f"India has no veto; it voted yes on {cast['Y']} and abstained on {cast['A']}" in answer.text


async def test_a_group_without_a_permanent_member(archive: Archive) -> None:
    answer = await ask(archive, groups=("african",))
    assert answer.facts == {"count": 0, "by": {}, "rows": []}
    assert "0 drafts vetoed" in answer.headline


async def test_by_so_many_members(archive: Archive) -> None:
    by = vetoed().by
    for count in (2, 3, 5):
        answer = await ask(archive, measure=f"by_{count}")
        assert answer.facts["count"] == (by.map(len) == count).sum()
    assert f"vetoed by {count} members" in answer.headline
