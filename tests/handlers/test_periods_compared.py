"""Two periods in one question: both figures, from the edition's csv, and the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.clerk import Clerk
from handlers.question import Kind
from tests.questions import expected


@pytest.mark.parametrize(
    ("typed", "a", "b", "periods"),
    [
        ("did india and china vote more alike in the 1980s or the 2010s", "IND", "CHN",
         [("1980", "1989"), ("2010", "2019")]),
        ("France vs US before and after 2003", "FRA", "USA", [("", "2002"), ("2004", "")]),
        ("were Russia and China closer in 2010 or 2023", "RUS", "CHN", [("2010", "2010"), ("2023", "2023")]),
        ("has the US agreed with Israel more under Obama or Biden", "USA", "ISR",
         [("2009-01-20", "2017-01-19"), ("2021-01-20", "2025-01-19")]),
        ("Russia and China agreement in the 1990s, 2000s and 2010s", "RUS", "CHN",
         [("1990", "1999"), ("2000", "2009"), ("2010", "2019")]),
    ],
)  # fmt: skip
async def test_agreement(clerk: Clerk, typed: str, a: str, b: str, periods: list[tuple[str, str]]) -> None:
    answer = await clerk.ask(typed)
    found = [expected.agreement(a, b, since, until) for since, until in periods]
    assert answer.kind == "trend"
    assert (answer.facts["a"], answer.facts["b"]) == (a, b)
    shown = [{name: row[name] for name in ("shared", "identical", "soft", "opposite")} for row in answer.facts["rows"]]
    assert shown == [{name: one[name] for name in ("shared", "identical", "soft", "opposite")} for one in found]
    highest = max(range(len(found)), key=lambda i: found[i]["soft"])
    labels = [row["period"] for row in answer.facts["rows"]]
    assert f"alike {labels[highest]}" in answer.headline


@pytest.mark.parametrize(
    ("typed", "kind", "verdict"),
    [
        ("did the EU vote more united in 2005 or 2020", "cohesion", "more united in 2005 than in 2020"),
        ("US vetoes in the 1980s vs the 2010s", "veto", "in the 1980s than in the 2010s: 46 against 3"),
        ("did the US vote no more often under Reagan or Clinton", "record",
         "under Ronald Reagan than under Bill Clinton: 60.3% (691 of 1,146) against 54.6% (302 of 553)"),
        # texts adopted without a vote are known from 2019 on only, so no verdict is given
        ("how many resolutions were adopted in 1990 vs 2020", "count",
         "Resolutions adopted in the General Assembly in 1990"),
        ("who was closest to the US in the 1980s and in the 2010s", "ranking",
         "Closest to the United States in General Assembly final votes in the 1980s"),
    ],
)  # fmt: skip
async def test_other_kinds(clerk: Clerk, typed: str, kind: str, verdict: str) -> None:
    answer = await clerk.ask(typed)
    assert answer.kind == kind
    assert verdict in answer.headline
    parts: list[dict[str, Any]] = answer.facts["periods"]
    assert len(parts) == 2
    said = " ".join((answer.headline, *answer.lines))
    assert all(period.label in said for period in (answer.question.period, *answer.question.versus))


async def test_a_range_is_one_period(clerk: Clerk) -> None:
    question = await clerk.understand("how did Turkey and the US drift apart between the 1990s and the 2010s")
    assert (question.kind, question.versus) == (Kind.TREND, ())
    assert (str(question.period.since), str(question.period.until)) == ("1990-01-01", "2019-12-31")


async def test_where_periods_cannot_be_compared_it_is_said(clerk: Clerk) -> None:
    question = await clerk.understand("votes on Palestine in 2012 and 2017")
    assert question.versus == ()
    assert "Several periods were named; in 2012 is used." in question.notes
