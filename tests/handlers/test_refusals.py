"""What cannot be answered, and how kindly."""

from __future__ import annotations

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from handlers import out_of_scope, refusals
from handlers.question import Kind, Option, Question

REASONS = (
    "why_question", "speech", "committee", "secret_ballot", "other_body", "election", "ratification", "future",
    "sponsors", "not_about_votes", "language",
)  # fmt: skip


async def test_why_states_the_position_and_points_to_the_meeting(archive: Archive) -> None:
    found = await out_of_scope.answer(
        archive,
        Question(
            "Why did India abstain on ES-11/1?",
            Kind.OUT_OF_SCOPE,
            members=("IND",),
            decisions=tuple(await by_keys(archive, ["A/RES/ES-11/1"])),
            reason="why_question",
        ),
    )
    assert found.headline.startswith("India abstained on A/RES/ES-11/1. ")
    assert "141 yes, 5 no, 35 abstentions" in found.text
    assert found.facts == {
        "reason": "why_question",
        "see": "https://undocs.org/A/ES-11/PV.5",
        "decision": "A/RES/ES-11/1",
        "member": "IND",
        "position": "abstain",
    }
    assert found.sources[0].url == "https://undocs.org/A/ES-11/PV.5"


async def test_why_without_a_meeting_record_points_to_the_speeches(archive: Archive) -> None:
    draft = tuple(await by_keys(archive, ["S/2025/115"]))
    found = await out_of_scope.answer(
        archive, Question("why", Kind.OUT_OF_SCOPE, members=("RUS", "IND"), decisions=draft, reason="why_question")
    )
    assert found.headline.startswith("Russia voted no and India has no position on draft S/2025/115.")
    assert "digitallibrary.un.org" in found.facts["see"]


async def test_unknown_positions_are_said_to_be_unknown(archive: Archive) -> None:
    partial = tuple(await by_keys(archive, ["A/RES/ES-11/9"]))
    found = await out_of_scope.answer(
        archive, Question("why", Kind.OUT_OF_SCOPE, members=("FRA",), decisions=partial, reason="why_question")
    )
    assert found.facts["position"] == "unknown"
    assert "France's position is not known" in found.headline


@pytest.mark.parametrize("reason", REASONS)
async def test_every_reason_says_where_to_look(archive: Archive, reason: str) -> None:
    found = await out_of_scope.answer(archive, Question("x", Kind.OUT_OF_SCOPE, reason=reason))
    assert found.facts["reason"] == reason
    assert found.facts["see"].startswith("https://")
    assert found.facts["see"] in found.text
    assert found.options
    assert set(refusals.refusals()) == set(REASONS)


async def test_an_unknown_reason_is_not_about_votes(archive: Archive) -> None:
    found = await out_of_scope.answer(archive, Question("capital of France", Kind.OUT_OF_SCOPE, reason=""))
    assert found.facts["reason"] == "not_about_votes"


async def test_clarify_lists_the_readings(archive: Archive) -> None:
    options = (Option("South Korea", "How did South Korea vote?", "KOR"), Option("North Korea", "How did …?"))
    found = await refusals.clarify(archive, Question("korea", Kind.CLARIFY, options=options))
    assert found.headline == "Which one do you mean?"
    assert found.facts == {"options": ["KOR", "North Korea"]}
    assert "1. South Korea\n2. North Korea" in found.text
    assert found.options == options
    named = await refusals.clarify(archive, Question("x", Kind.CLARIFY, options=options, reason="Which Korea?"))
    assert named.headline == "Which Korea?"


async def test_not_found_offers_the_options_that_the_question_brings(archive: Archive) -> None:
    near = (Option("A/RES/77/1", "Tally of A/RES/77/1", "A/RES/77/1"),)
    found = await refusals.not_found(archive, Question("77/1000", Kind.NOT_FOUND, words="77/1000", options=near))
    assert found.facts == {"searched": "77/1000", "nearest": ["A/RES/77/1"]}
    assert found.headline == "Nothing found for “77/1000”."
    assert "4 June 2026" in found.text


async def test_help(archive: Archive) -> None:
    found = await refusals.help(archive, Question("help", Kind.HELP))
    assert found.facts == {}
    assert len(found.options) == 6
    assert all(len(option.label) <= 100 for option in found.options)
    assert all(option.question in found.text for option in found.options)


async def test_the_decisions_in_the_texts_exist(archive: Archive) -> None:
    keys = ["A/RES/ES-11/7", "A/RES/68/262", "S/RES/2334(2016)", "A/RES/ES-11/1", "A/RES/79/62", "A/RES/80/4"]
    assert [one.key for one in await by_keys(archive, keys)] == keys
