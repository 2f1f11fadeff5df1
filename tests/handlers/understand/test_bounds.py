"""Bounds on counts: as typed, as understood, and what they leave in, counted by pandas."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from db.records import Position
from handlers.clerk import Clerk
from handlers.question import Bound, Kind
from tests.handlers.edition_tables import counted, votes

NO, YES, ABSTAIN, ABSENT = Position.NO, Position.YES, Position.ABSTAIN, Position.ABSENT


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("votes with less than five against in 2022", (Bound(NO, None, 4),)),
        ("votes with no more than five against in 2022", (Bound(NO, None, 5),)),
        ("which resolutions had at least 80 abstentions since 2010", (Bound(ABSTAIN, 80),)),
        ("resolutions with abstentions below 10 in 2021", (Bound(ABSTAIN, None, 9),)),
        ("votes where 150 or more said yes in 2021", (Bound(YES, 150),)),
        ("votes where more than 50 countries were absent in 2024", (Bound(ABSENT, 51),)),
        ("security council resolutions with exactly 9 yes votes", (Bound(YES, 9, 9),)),
        ("resolutions nobody voted against in 2023", (Bound(NO, None, 0),)),
        ("how many resolutions had no abstentions since 2020", (Bound(ABSTAIN, None, 0),)),
        ("how many resolutions got abstentions in 2022", (Bound(ABSTAIN, 1),)),
        ("at most 4 no votes and more than 170 in favour in 2024", (Bound(NO, None, 4), Bound(YES, 171))),
        ("who votes most like France over the last 10 years", ()),
        ("did more than 100 countries vote yes on A/RES/68/262", ()),
    ],
)
async def test_bounds_as_people_type_them(clerk: Clerk, text: str, bounds: tuple[Bound, ...]) -> None:
    question = await clerk.understand(text)
    assert set(question.bounds) == set(bounds)
    if bounds:
        assert not question.positions


Fits = Callable[[pd.DataFrame], "pd.Series[bool]"]


@pytest.mark.parametrize(
    ("text", "year", "fits"),
    [
        ("how many resolutions got more than 150 yes votes in 2023", "2023", lambda frame: frame.yes > 150),
        ("how many resolutions passed without any abstentions in 2024", "2024", lambda frame: frame.abstain == 0),
        ("how many resolutions had fewer than three no votes in 2021", "2021", lambda frame: frame.no < 3),
    ],
)
async def test_counts_within_bounds(clerk: Clerk, text: str, year: str, fits: Fits) -> None:
    frame = counted(since=year, until=f"{year}-12-31")
    answer = await clerk.ask(text)
    assert answer.kind == Kind.COUNT
    assert answer.facts["value"] == fits(frame).sum()


async def test_a_members_record_within_bounds(clerk: Clerk) -> None:
    frame = counted(since="2022", until="2022-12-31")
    own = votes().loc[frame.index[frame.yes > 150], "USA"]
    answer = await clerk.ask("what did the US vote against where more than 150 voted in favour in 2022")
    assert (answer.facts["no"], answer.facts["yes"]) == ((own == "N").sum(), (own == "Y").sum())


@pytest.mark.parametrize(
    ("text", "column", "year"),
    [
        ("how many abstentions in total in 2022", "abstain", "2022"),
        ("how many no votes were cast in 2023", "no", "2023"),
    ],
)
async def test_positions_in_all(clerk: Clerk, text: str, column: str, year: str) -> None:
    frame = counted(since=year, until=f"{year}-12-31")
    answer = await clerk.ask(text)
    assert answer.facts["value"] == frame[column].sum()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Did 68/262 get more than 100 yes votes?", "No: 100 yes votes."),
        ("did more than 140 countries vote for ES-11/1", "Yes: 141 yes votes."),
        ("nobody abstained on ES-11/1, right?", "No: 35 abstentions."),
    ],
)
async def test_a_claim_about_one_vote(clerk: Clerk, text: str, verdict: str) -> None:
    assert (await clerk.ask(text)).headline.startswith(verdict)


async def test_rejected_votes(clerk: Clerk) -> None:
    frame = counted()
    answer = await clerk.ask("votes rejected by the general assembly")
    assert answer.facts["total"] == ((frame.no >= frame.yes) & (frame.no > 0)).sum()


async def test_votes_against_a_member_are_about_it(clerk: Clerk) -> None:
    question = await clerk.understand("how many votes against Israel in 2022")
    assert (question.kind, question.members, question.topic) == (Kind.COUNT, (), "israel")
