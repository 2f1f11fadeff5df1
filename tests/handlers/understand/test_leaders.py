"""Leaders' terms of office as periods: the one that is meant, or a question back that can be answered."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handlers.clerk import Clerk
from handlers.question import Kind

PERIODS = Path(__file__).parents[3] / "handlers" / "data" / "periods.toml"


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("UK voting record under Thatcher", "1979-05-04", "1990-11-27"),
        ("how often did India and the US agree under Modi", "2014-05-26", "None"),
        ("US votes on Cuba during the Clinton years", "1993-01-20", "2001-01-19"),
        ("UK record before Thatcher", "None", "1979-05-03"),
        ("US voting under Bush senior", "1989-01-20", "1993-01-19"),
        # the first of several terms is when "since" begins
        ("Russia's votes since Putin", "1999-12-31", "None"),
        ("US record since Trump", "2017-01-20", "None"),
        # the member or the year tells which one
        ("UK record under Johnson", "2019-07-24", "2022-09-05"),
        ("US record under Johnson", "1963-11-22", "1969-01-19"),
        ("US vetoes under Trump in 2018", "2018-01-01", "2018-12-31"),
        ("US record on Palestine under Bush in 2003", "2003-01-01", "2003-12-31"),
        # thirteen days in office are no term to ask about
        ("India record under Vajpayee", "1998-03-19", "2004-05-21"),
    ],
)
async def test_the_term_that_is_meant(clerk: Clerk, typed: str, since: str, until: str) -> None:
    question = await clerk.understand(typed)
    assert question.kind not in {Kind.CLARIFY, Kind.NOT_FOUND, Kind.OUT_OF_SCOPE}
    assert (str(question.period.since), str(question.period.until)) == (since, until)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("US record under Bush", ["Under George H. W. Bush (1989–1993)", "Under George W. Bush (2001–2009)"]),
        ("US and Israel agreement under Trump", ["Under Donald Trump (2017–2021)", "Under Donald Trump (2025–)"]),
        ("Syria record under Assad", ["Under Bashar al-Assad (2000–2024)", "Under Hafez al-Assad (1971–2000)"]),
        ("Israel record after Netanyahu",
         ["After Benjamin Netanyahu (1996–1999)", "After Benjamin Netanyahu (2009–2021)"]),
    ],
)  # fmt: skip
async def test_several_terms_are_asked_about_and_each_option_can_be_asked(
    clerk: Clerk, typed: str, labels: list[str]
) -> None:
    question = await clerk.understand(typed)
    assert question.kind is Kind.CLARIFY
    assert [option.label for option in question.options] == labels
    periods = set()
    for option in question.options:
        asked = await clerk.understand(option.question)
        assert asked.kind is not Kind.CLARIFY
        periods.add((asked.period.since, asked.period.until))
    assert len(periods) == len(labels)


async def test_every_ambiguous_name_asks_back(clerk: Clerk) -> None:
    rows = tomllib.loads(PERIODS.read_text(encoding="utf-8"))
    terms = [row["term"] for row in rows["ambiguous_leader"]]
    assert len(terms) > 20
    for term in terms:
        question = await clerk.understand(f"Norway's voting record under {term}")
        assert question.kind is Kind.CLARIFY, term
        assert len(question.options) > 1, term
