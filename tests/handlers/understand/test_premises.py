"""What a question takes for granted and is not so: votes of those that have none, vetoes without a veto, committees."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk

NO_VOTE: list[tuple[str, str, str]] = [
    # question, who has no vote, the decision whose vote is told (or none)
    ("how did kosovo vote on the annexation of crimea resolution", "Kosovo", ""),
    ("did kosovo support ES-11/1", "Kosovo", "A/RES/ES-11/1"),
    ("How did Palestine vote on its own membership in May 2024?", "Palestine", "A/RES/ES-10/23"),
    ("how did the holy see vote on abortion", "Holy See", ""),
    ("how did the vatican vote on the death penalty moratorium in 2022", "Holy See", "A/RES/77/222"),
    ("did taiwan back 68/262", "Taiwan", "A/RES/68/262"),
    ("how did puerto rico vote on the cuba embargo in 2019", "Puerto Rico", "A/RES/74/7"),
    ("how many times has Palestine voted with Israel", "Palestine", ""),
]

NO_VETO: list[tuple[str, str, str]] = [
    # question, kind, what the headline says
    ("did Ukraine veto the crimea resolution in 2014", "veto", "Ukraine is not a permanent member"),
    ("did the UK veto ES-11/1", "veto", "where there is no veto"),
    ("Why did Brazil veto the Haiti mission?", "out_of_scope", "Brazil is not a permanent member"),
    ("why did germany veto the iraq war", "out_of_scope", "Germany is not a permanent member"),
    ("did Japan ever veto anything", "veto", "Japan is not a permanent member"),
    ("Since Germany vetoed resolution 1973, how often has it voted with France?", "alignment", "it abstained"),
    ("since India vetoed resolution 2593 how often has it voted with russia", "alignment", "it voted yes"),
    ("Since China vetoed resolution 1973, how often has it voted with Russia?", "alignment", "did not veto"),
]

COMMITTEE: list[tuple[str, str]] = [
    ("how did the third committee vote on the nazism draft in 2023", "A/RES/78/190"),
    ("committee vote on the Iran human rights resolution 2024", "A/RES/79/183"),
    ("how did France vote in the third committee on the death penalty in 2022", "A/RES/77/222"),
    ("what was the 3rd committee result on 78/190", "A/RES/78/190"),
    ("how did the first committee vote on killer robots", "A/RES/80/57"),
]

OPINION = (
    "should I support Palestine",
    "should we vote for the nuclear ban",
    "should the US leave the UN",
    "do you support ukraine",
    "who is right, Russia or Ukraine",
)

SINCE: list[tuple[str, str, tuple[str, ...], str]] = [
    # question, kind, members, first day
    ("how has France voted since ES-11/1", "record", ("FRA",), "2022-03-02"),
    ("who votes most with Russia since ES-11/1", "ranking", ("RUS",), "2022-03-02"),
    ("how often has the US voted with Israel since resolution 2334 was passed", "alignment", ("USA", "ISR"),
     "2016-12-23"),
    ("since the adoption of 3379 how often have India and Egypt agreed", "alignment", ("IND", "EGY"), "1975-11-10"),
    ("Since Germany vetoed resolution 1973, how often has it voted with France?", "alignment", ("DEU", "FRA"),
     "2011-03-17"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "name", "decision"), NO_VOTE)
async def test_who_has_no_vote_is_told_so(clerk: Clerk, typed: str, name: str, decision: str) -> None:
    found = await clerk.ask(typed)
    assert found.kind == "not_found"
    assert found.headline.startswith(f"{name}: ")
    assert "vote" in found.headline
    assert (found.decision.key if found.decision else "") == decision


async def test_a_member_beside_one_without_a_vote_is_answered(clerk: Clerk) -> None:
    found = await clerk.ask("how did Israel and Palestine vote on ES-10/23")
    assert found.facts == {"decision": "A/RES/ES-10/23", "member": "ISR", "position": "no"}
    assert found.headline.startswith("Palestine: ")
    assert "has no vote" in found.headline


@pytest.mark.parametrize(("typed", "kind", "said"), NO_VETO)
async def test_who_has_no_veto_is_told_so(clerk: Clerk, typed: str, kind: str, said: str) -> None:
    found = await clerk.ask(typed)
    assert found.kind == kind
    assert said in found.headline


@pytest.mark.parametrize(("typed", "decision"), COMMITTEE)
async def test_a_committee_is_never_passed_over(clerk: Clerk, typed: str, decision: str) -> None:
    found = await clerk.ask(typed)
    assert (found.kind, found.facts["reason"]) == ("out_of_scope", "committee")
    assert found.headline.startswith("Votes in the committees are not in these data")
    assert found.facts["decision"] == decision
    assert "The plenary vote: " in found.text


@pytest.mark.parametrize("typed", OPINION)
async def test_no_side_is_taken(clerk: Clerk, typed: str) -> None:
    found = await clerk.ask(typed)
    assert (found.kind, found.facts["reason"]) == ("out_of_scope", "not_about_votes")
    assert "takes no side" in found.text


@pytest.mark.parametrize(("typed", "kind", "members", "since"), SINCE)
async def test_a_decision_that_only_dates(
    clerk: Clerk, typed: str, kind: str, members: tuple[str, ...], since: str
) -> None:
    question = await clerk.understand(typed)
    assert (question.kind, question.members, question.decisions) == (kind, members, ())
    assert question.period.since is not None
    assert question.period.since.isoformat() == since


async def test_why_always_gives_the_votes(clerk: Clerk) -> None:
    found = await clerk.ask("why does the US always vote against the right to food?")
    assert (found.kind, found.facts["reason"]) == ("out_of_scope", "why_question")
    assert "voted no 14 times" in found.headline
    habit = await clerk.ask("why does India abstain on Ukraine so often")
    assert (habit.facts["member"], habit.facts["reason"]) == ("IND", "why_question")
    assert habit.facts["abstain"] > habit.facts["no"]
    assert habit.table


async def test_a_yearly_text_narrows_a_figure(clerk: Clerk) -> None:
    found = await clerk.ask("when did the US vote against UNRWA operations")
    assert "Operations of the United Nations Relief and Works Agency" in found.headline
    assert 0 < found.facts["total"] < 60
