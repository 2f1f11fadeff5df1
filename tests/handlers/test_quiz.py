"""Which questions the quiz asks, and that their answers are right."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest

from db.named import named_decisions
from db.records import Position
from handlers.clerk import Clerk
from handlers.question import Kind, Period, Question
from handlers.quiz import ROUNDS, asked, round_of, rounds, title, where

ALL = Question("", Kind.RECORD)


async def test_well_known_contested_votes_and_balanced_answers(clerk: Clerk) -> None:
    right: Counter[Position] = Counter()
    for seed in range(30):
        drawn = await rounds(clerk.archive, ALL, Random(seed))
        assert len(drawn) == ROUNDS
        assert len({one.decision.key for one in drawn}) == len({one.member for one in drawn}) == ROUNDS
        for one in drawn:
            assert one.decision.key in named_decisions()
            tally = one.decision.tally
            assert tally
            assert tally.no + tally.abstain >= 0.15 * (tally.yes + tally.no + tally.abstain)
            right[one.position] += 1
    assert set(right) == {Position.YES, Position.NO, Position.ABSTAIN}
    assert min(right.values()) > 0.25 * right.total()


async def test_the_same_lot_draws_the_same_questions(clerk: Clerk) -> None:
    assert await rounds(clerk.archive, ALL, Random(7)) == await rounds(clerk.archive, ALL, Random(7))
    assert await rounds(clerk.archive, ALL, Random(7)) != await rounds(clerk.archive, ALL, Random(8))


async def test_a_topic_a_member_and_a_year_narrow(clerk: Clerk) -> None:
    question = await clerk.fill(Kind.RECORD, members=["Hungary"], topic="Palestine", since="2015")
    drawn = await rounds(clerk.archive, question, Random(1))
    assert len(drawn) == ROUNDS
    assert {one.member for one in drawn} == {"HUN"}
    assert all(one.decision.day >= date(2015, 1, 1) for one in drawn)
    members = await rounds(clerk.archive, Question("", Kind.RECORD, groups=("nordic",)), Random(1))
    assert {one.member for one in members} <= {"DNK", "FIN", "ISL", "NOR", "SWE"}


async def test_with_too_narrow_limits_there_are_none(clerk: Clerk) -> None:
    future = Question("", Kind.RECORD, period=Period(date(2099, 1, 1)))
    assert await rounds(clerk.archive, future, Random(1)) == []
    assert await rounds(clerk.archive, Question("", Kind.RECORD, members=("SSD",), topic="apartheid"), Random(1)) == []


async def test_a_question_in_words_does_not_tell_the_answer(clerk: Clerk) -> None:
    one = await round_of(clerk.archive, "A/RES/ES-11/7", "USA")
    assert one
    assert one.position is Position.NO
    assert asked(clerk.archive, one).startswith("How did the United States vote on “")
    assert where(one) == "General Assembly, 24 February 2025"
    vetoed = await round_of(clerk.archive, "S/2022/155", "RUS")
    assert vetoed
    assert title(vetoed.decision) == "Invasion of Ukraine (February 2022)"
    telling = await round_of(clerk.archive, "S/11967", "FRA")
    assert telling
    assert title(telling.decision) == "The situation in the Comoros", "its name is “Mayotte veto: France alone (1976)”"


@pytest.mark.parametrize(("key", "member"), [("A/RES/999/1", "USA"), ("A/RES/ES-11/7", "XXX"), ("S/2022/155", "HUN")])
async def test_there_is_no_question_without_a_vote(clerk: Clerk, key: str, member: str) -> None:
    assert await round_of(clerk.archive, key, member) is None


async def test_answers_are_those_of_the_roll_call(clerk: Clerk) -> None:
    for seed in range(5):
        for one in await rounds(clerk.archive, ALL, Random(seed)):
            said = await clerk.answer(Question("", Kind.COUNTRY_VOTE, members=(one.member,), decisions=(one.decision,)))
            assert said.facts["position"] == one.position.word
