"""Well-known matters without a vote here are told as such, and no other vote is given for them."""

from __future__ import annotations

import pytest

from db.named import named_gaps
from handlers.clerk import Clerk
from tests.handlers.edition_tables import decisions, votes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("how did kenya vote on the ICJ Chagos opinion in 2019", "116-6-56 was announced"),
        ("who voted against 73/295", "not in our sources"),
        ("how did france vote on the iraq war", "never voted"),
        ("did the security council authorise the invasion of iraq in 2003", "did not bring it to the vote"),
        ("how did the US vote on ES-10/15 about the wall", "150-6-10 was announced"),
        ("did the ga condemn the soviet invasion of afghanistan in january 1980? numbers?", "104-18-18 was announced"),
        ("who voted against the rome statute", "diplomatic conference"),
        ("adoption of the nuclear ban treaty vote", "122 to 1"),
        ("how did hungary vote on the new york declaration in 2025", "142-10-12 was announced"),
        ("who voted against the arms trade treaty in 2013", "154-3-23 was announced"),
        ("how did iraq vote on the convention on the rights of the child", "adopted without a vote"),
        ("how did india vote on the SDGs in 2015", "adopted without a vote"),
        ("did the UN vote on the vietnam war", "Neither the Security Council nor the General Assembly voted"),
        ("has the un ever voted on xinjiang", "has not voted on Xinjiang in plenary"),
        ("paris agreement vote", "there was no vote"),
    ],
)
async def test_no_vote_here(clerk: Clerk, typed: str, said: str) -> None:
    answer = await clerk.ask(typed)
    assert answer.kind == "not_found"
    assert said in answer.headline


async def test_the_nearest_votes_are_offered(clerk: Clerk) -> None:
    answer = await clerk.ask("Chagos 2019")
    assert answer.facts["nearest"] == list(named_gaps()["chagos-2019"].related) == ["A/RES/71/292"]
    assert "Summary of A/RES/71/292" in [option.question for option in answer.options]


async def test_the_topic_of_such_a_matter_is_still_a_topic(clerk: Clerk) -> None:
    answer = await clerk.ask("resolutions on iraq since 2003")
    assert answer.kind == "search"
    assert answer.question.topic == "iraq"


@pytest.mark.parametrize(
    ("typed", "key", "symbol", "tally"),
    [
        ("what was the vote on admitting israel to the UN in 1949", "V148", "A/RES/273(III)", (37, 12, 9)),
        ("what was the vote on the creation of israel", "V77", "A/RES/181(II)", (33, 13, 10)),
        ("When was zionism is racism revoked and what was the vote?", "A/RES/46/86", "A/RES/46/86", (111, 25, 13)),
        ("how many countries voted to repeal Zionism is racism in 1991", "A/RES/46/86", "A/RES/46/86", (111, 25, 13)),
    ],
)
async def test_names_that_people_use(
    clerk: Clerk, typed: str, key: str, symbol: str, tally: tuple[int, int, int]
) -> None:
    answer = await clerk.ask(typed)
    row = decisions().loc[key]
    assert (row.yes, row.no, row.abstain) == tally
    assert (answer.facts["decision"], answer.facts["yes"], answer.facts["no"], answer.facts["abstain"]) == (
        symbol, *tally,
    )  # fmt: skip


async def test_for_or_against_partition(clerk: Clerk) -> None:
    assert votes().loc["V77", "IND"] == "N"
    answer = await clerk.ask("was india for or against partitioning palestine")
    assert answer.facts == {"decision": "A/RES/181(II)", "member": "IND", "position": "no"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("how did ireland vote on ireland's admission in 1955", "Ireland was only admitted then"),
        ("did bangladesh vote to admit china in 1971", "Bangladesh was not a member at the time"),
    ],
)
async def test_who_had_no_seat_yet_is_not_absent(clerk: Clerk, typed: str, said: str) -> None:
    answer = await clerk.ask(typed)
    assert said in answer.headline
    assert answer.facts["position"] is None


async def test_the_member_admitted_is_not_among_the_absent(clerk: Clerk) -> None:
    assert votes().loc["V148", "ISR"] == "X"  # the source fills its column from the day of admission
    answer = await clerk.ask("who was absent on the admission of israel")
    assert answer.facts["decision"] == "A/RES/273(III)"
    assert "ISR" not in answer.facts["members"]
