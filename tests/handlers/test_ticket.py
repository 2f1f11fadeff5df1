"""Questions as short lines, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body, Position
from handlers.clerk import Clerk
from handlers.question import Bound, Kind, Period, Question
from handlers.ticket import LEFT_OUT, from_ticket, ticket


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("How did Hungary vote on ES-11/7?", "country_vote~mHUN~dA/RES/ES-11/7"),
        ("how aligned are russia and china since 2015", "alignment~mRUS;CHN~s20150101~lsince 2015"),
        ("who abstained on Security Council resolution 2774", "who_voted~dS/RES/2774(2025)~p3"),
    ],
)
async def test_a_question_in_words_as_a_line(clerk: Clerk, text: str, line: str) -> None:
    asked = await clerk.understand(text)
    assert ticket(asked) == line
    again = await from_ticket(clerk.archive, line)
    assert again
    assert (await clerk.answer(again)).headline == (await clerk.answer(asked)).headline


async def test_every_slot_comes_back(archive: Archive) -> None:
    full = Question(
        "",
        Kind.COMPARISON,
        members=("USA", "CIV"),
        groups=("eu",),
        against=("GBR",),
        among=("BRA", "brics"),
        without=("nato", "FRA"),
        without_topics=("israel",),
        decisions=tuple(await by_keys(archive, ["S/9696 and Corr.1 & 2", "A/RES/217(III)A"])),
        topic="palestine",
        or_topics=("syria", "mali"),
        and_topics=("human_rights",),
        body=Body.SC,
        period=Period(date(1946, 1, 24), date(2026, 6, 4), "in ~ those years"),
        versus=(Period(date(2003, 1, 1), None, "since 2003"), Period(None, date(1999, 12, 31), "before 2000")),
        positions=(Position.NO, Position.ABSENT),
        bounds=(Bound(Position.NO, None, 4), Bound(Position.YES, 100)),
        order="closest",
        measure="soft",
        term="veto",
        series="cuba",
        words="a b; c",
        limit=0,
    )
    again = await from_ticket(archive, ticket(full))
    assert again
    for field in fields(Question):
        if field.name not in LEFT_OUT | {"period"}:
            assert getattr(again, field.name) == getattr(full, field.name), field.name
            assert getattr(full, field.name) != field.default, f"{field.name} is not in this test"
    assert (again.period.since, again.period.until) == (full.period.since, full.period.until)


@pytest.mark.parametrize(
    "line", ["", "tally", "nonsense", "tally~dA/RES/99999", "alignment~mXXX", "tally~s2026", "record~p9", "tally~zz"]
)
async def test_a_line_that_is_not_ours(archive: Archive, line: str) -> None:
    found = await from_ticket(archive, line)
    assert found is None or (line == "tally" and found.decisions == ())
