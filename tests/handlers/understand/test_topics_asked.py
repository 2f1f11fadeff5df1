"""Several topics in one question: a list means any of them, two side by side mean both at once, none is dropped."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk


async def keys(clerk: Clerk, typed: str) -> set[str]:
    answer = await clerk.ask(typed)
    assert answer.kind == "veto"
    return {row["decision"] for row in answer.facts["rows"]}


@pytest.mark.parametrize("between", [" and ", " or ", ", ", " or on ", "/"])
async def test_a_list_is_the_union(clerk: Clerk, between: str) -> None:
    one, other = await keys(clerk, "vetoes on Angola"), await keys(clerk, "vetoes on Rhodesia")
    assert one - other
    assert other - one
    assert await keys(clerk, f"vetoes on Angola{between}Rhodesia") == one | other


async def test_side_by_side_is_both_at_once(clerk: Clerk) -> None:
    weapons, syria = await keys(clerk, "vetoes on chemical weapons"), await keys(clerk, "vetoes on Syria")
    both = await keys(clerk, "vetoes on chemical weapons in Syria")
    assert both == weapons & syria
    assert both < syria


@pytest.mark.parametrize(
    ("typed", "first", "others"),
    [
        ("how did France vote on Syria or Mali since 2010", "syria", ("mali",)),
        ("US and UK agreement on Cuba and Nicaragua", "cuba", ("nicaragua",)),
        ("how many votes on Iran or Myanmar in 2022", "iran", ("myanmar",)),
    ],
)
async def test_statistics_count_all_topics(clerk: Clerk, typed: str, first: str, others: tuple[str, ...]) -> None:
    answer = await clerk.ask(typed)
    assert (answer.question.topic, answer.question.or_topics) == (first, others)
    assert " or " in answer.headline


async def test_a_decision_found_by_words_is_on_the_topic_named(clerk: Clerk) -> None:
    """Not the yearly text on the Court's opinion on nuclear weapons."""
    answer = await clerk.ask("how did kenya vote on the ICJ opinion about Chagos in December 2019")
    assert answer.kind != "country_vote"
    assert "A/RES/74/59" not in answer.text
