"""The options of a slash command: what they are read as, and the sentence that asks the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.records import Position
from handlers.clerk import Clerk
from handlers.question import Kind, Question

FORMS: list[tuple[Kind, dict[str, Any]]] = [
    (Kind.TALLY, {"decisions": ["A/RES/68/262"]}),
    (Kind.COUNTRY_VOTE, {"members": ["USA"], "decisions": ["S/RES/2334(2016)"]}),
    (Kind.SUMMARY, {"decisions": ["A/RES/68/262"]}),
    (Kind.SUMMARY, {"members": ["JPN"], "when": "2021"}),
    (Kind.SUMMARY, {"when": "77th session", "body": "GA"}),
    (Kind.SUMMARY, {"topic": "gaza", "when": "since 2015"}),
    (Kind.ALIGNMENT, {"members": ["USA", "RUS"], "since": "2015", "until": "2020", "topic": "human_rights"}),
    (Kind.ALIGNMENT, {"members": ["USA", "HUN"], "measure": "coincidence"}),
    (Kind.ALIGNMENT, {"members": ["china", "african_union"], "body": "SC"}),
    (Kind.RANKING, {"members": ["BRA"], "order": "furthest", "since": "March 2010", "limit": 5}),
    (Kind.RANKING, {"members": ["BRA"], "order": "closest"}),
    (Kind.RECORD, {"members": ["HUN"], "topic": "human_rights", "since": "2010", "until": "2015", "body": "GA"}),
    *[(Kind.RECORD, {"members": ["HUN"], "positions": [word]}) for word in ("yes", "no", "abstain", "absent")],
    (Kind.RECORD, {"members": ["eu"], "topic": "nuclear_weapons"}),
    (Kind.BRIEF, {"members": ["KEN"], "topic": "palestine", "since": "2020"}),
    (Kind.COMPARISON, {"decisions": ["A/RES/ES-11/1", "A/RES/68/262"]}),
    (Kind.COMPARISON, {"decisions": ["A/RES/ES-11/1", "A/RES/68/262"], "members": ["african_union"]}),
    (Kind.COMPARISON, {"members": ["HUN", "POL"], "topic": "human_rights", "since": "2010"}),
    (Kind.COHESION, {"members": ["eu"], "since": "2020", "topic": "human_rights"}),
    (Kind.COHESION, {"members": ["eu"], "decisions": ["A/RES/ES-10/21"]}),
    (Kind.TREND, {"members": ["RUS"], "since": "2010"}),
    (Kind.TREND, {"members": ["RUS", "CHN"], "measure": "coincidence", "topic": "disarmament"}),
    (Kind.VOTING_MAP, {"members": ["african_union"], "topic": "human_rights", "since": "2010"}),
    (Kind.EXTREMES, {"measure": "closest", "limit": 3}),
    *[
        (Kind.EXTREMES, {"measure": measure, "since": "2000"})
        for measure in (
            "most_contested", "lone_no", "most_no", "most_abstain", "most_yes", "fewest_yes", "unanimous"
        )
    ],
]  # fmt: skip
READ = ("kind", "members", "groups", "decisions", "topic", "measure", "series", "words", "limit")


@pytest.mark.parametrize(("kind", "options"), FORMS)
async def test_its_sentence_asks_the_same(clerk: Clerk, kind: Kind, options: dict[str, Any]) -> None:
    question = await clerk.fill(kind, **options)
    assert question.kind is kind
    again = await clerk.understand(question.text)
    for slot in READ:
        assert getattr(again, slot) == getattr(question, slot), (question.text, slot)
    assert (again.period.since, again.period.until) == (question.period.since, question.period.until)
    assert again.body is question.body
    if kind is Kind.RECORD:
        assert again.positions == question.positions
    if kind is Kind.RANKING:
        assert again.order == question.order


@pytest.mark.parametrize(
    ("options", "slot", "value"),
    [
        ({"members": ["Ungarn"]}, "members", ("HUN",)),
        ({"members": ["Hungray"]}, "members", ("HUN",)),
        ({"members": ["Алжир"]}, "members", ("DZA",)),
        ({"members": ["the Nordics"]}, "groups", ("nordic",)),
        ({"members": ["FRA", ""]}, "members", ("FRA",)),
        ({"members": ["FRA"], "topic": "the death penalty"}, "topic", "death_penalty"),
        ({"members": ["FRA"], "topic": "human rihgts"}, "topic", "human_rights"),
        ({"members": ["FRA"], "topic": "calendar"}, "words", "calendar"),
        ({"members": ["FRA"], "positions": ["no", "abstain"]}, "positions", (Position.NO, Position.ABSTAIN)),
        ({"members": ["FRA"], "positions": [""]}, "positions", ()),
    ],
)
async def test_an_option(clerk: Clerk, options: dict[str, Any], slot: str, value: object) -> None:
    question = await clerk.fill(Kind.RECORD, **options)
    assert question.kind is Kind.RECORD
    assert getattr(question, slot) == value


@pytest.mark.parametrize(
    ("options", "since", "until", "label"),
    [
        ({"since": "2015"}, date(2015, 1, 1), None, "since 2015"),
        ({"until": "March 2015"}, None, date(2015, 3, 31), "until March 2015"),
        ({"since": "2010", "until": "2015"}, date(2010, 1, 1), date(2015, 12, 31), "from 2010 to 2015"),
        ({"since": "2023", "until": "2023"}, date(2023, 1, 1), date(2023, 12, 31), "in 2023"),
        ({"since": "2022-03-02"}, date(2022, 3, 2), None, "since 2 March 2022"),
        ({"when": "2010s"}, date(2010, 1, 1), date(2019, 12, 31), "in the 2010s"),
        ({"when": "the Cold War"}, date(1947, 3, 12), date(1991, 12, 26), "during the Cold War"),
    ],
)
async def test_a_period(
    clerk: Clerk, options: dict[str, str], since: date | None, until: date | None, label: str
) -> None:
    period = (await clerk.fill(Kind.RECORD, members=["FRA"], **options)).period  # type: ignore[arg-type]
    assert (period.since, period.until, period.label) == (since, until, label)


async def test_a_session_is_owned_up_to(clerk: Clerk) -> None:
    question = await clerk.fill(Kind.SUMMARY, when="77th session")
    assert any("Session 77 is counted by its dates" in note for note in question.notes)


@pytest.mark.parametrize(
    ("typed", "series", "decisions"),
    [
        ("cuba-embargo", "cuba-embargo", []),
        ("the Cuba embargo", "cuba-embargo", []),
        ("A/RES/68/262", "", ["A/RES/68/262"]),
        ("79/7", "", ["A/RES/79/7"]),
    ],
)
async def test_a_yearly_text(clerk: Clerk, typed: str, series: str, decisions: list[str]) -> None:
    question = await clerk.fill(Kind.SERIES, series=typed)
    assert question.kind is Kind.SERIES
    assert question.series == series
    assert [one.key for one in question.decisions] == decisions


@pytest.mark.parametrize(
    ("kind", "options", "becomes"),
    [
        (Kind.COUNTRY_VOTE, {"members": ["eu"], "decisions": ["A/RES/ES-10/21"]}, Kind.COHESION),
        (Kind.SUMMARY, {"members": ["brics"]}, Kind.COHESION),
        (Kind.COUNTRY_VOTE, {"members": ["FRA"], "decisions": ["the Cuba embargo"]}, Kind.SERIES),
        (Kind.BRIEF, {"members": ["eu"], "topic": "gaza"}, Kind.CLARIFY),
        (Kind.COHESION, {"members": ["FRA"]}, Kind.CLARIFY),
        (Kind.ALIGNMENT, {"members": ["FRA", "France"]}, Kind.CLARIFY),
        (Kind.SUMMARY, {}, Kind.CLARIFY),
        (Kind.RECORD, {"members": ["us"]}, Kind.RECORD),
        (Kind.RECORD, {"members": ["our country"]}, Kind.CLARIFY),
        (Kind.RECORD, {"members": ["Atlantis"]}, Kind.NOT_FOUND),
        (Kind.RECORD, {"members": ["Palestine"]}, Kind.NOT_FOUND),
        (Kind.RECORD, {"members": ["FRA"], "topic": "zzzqq"}, Kind.NOT_FOUND),
        (Kind.RECORD, {"members": ["FRA"], "since": "whenever"}, Kind.NOT_FOUND),
        (Kind.RECORD, {"members": ["FRA"], "since": "until 2015"}, Kind.NOT_FOUND),
        (Kind.TALLY, {"decisions": ["zzzqq"]}, Kind.NOT_FOUND),
        (Kind.SERIES, {"series": "zzzqq"}, Kind.NOT_FOUND),
    ],
)
async def test_what_it_becomes(clerk: Clerk, kind: Kind, options: dict[str, Any], becomes: Kind) -> None:
    assert (await clerk.fill(kind, **options)).kind is becomes


async def test_an_option_back_keeps_the_others(clerk: Clerk) -> None:
    asked = await clerk.fill(Kind.RECORD, members=["Korea"], topic="human_rights", positions=["no"], since="2010")
    questions = [await clerk.understand(option.question) for option in asked.options]
    assert [question.members for question in questions] == [("PRK",), ("KOR",)]
    assert {shape(question) for question in questions} == {
        (Kind.RECORD, "human_rights", (Position.NO,), date(2010, 1, 1))
    }


def shape(question: Question) -> tuple[object, ...]:
    return question.kind, question.topic, question.positions, question.period.since
