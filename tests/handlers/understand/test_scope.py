"""What votes cannot answer and what they can after all: legal force, parts of texts, unknown symbols, other bodies."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk

FORCE: list[tuple[str, str, str]] = [
    # question, what is answered (a decision, or a term), how the answer begins
    ("is es-11/1 legally binding on russia", "A/RES/ES-11/1", "Not in law"),
    ("was resolution 1973 binding", "S/RES/1973(2011)", "As far as S/RES/1973(2011) decides, it binds all members"),
    ("was the partition plan binding", "A/RES/181(II)", "Not in law: A/RES/181(II)"),
    ("is S/2022/155 binding", "S/2022/155", "No: draft S/2022/155 was not adopted"),
    ("is a ga vote on palestine binding on israel", "ga-binding", "Are General Assembly resolutions binding?"),
]

PARTS: list[tuple[str, str, str]] = [
    # question, kind, what the answer says
    ("how many voted for A/79/L.2 amendment", "tally", "Votes on amendments of A/RES/79/1 are not in our data"),
    ("paragraph vote on 79/81, who wanted it out?", "who_voted", "Votes on single paragraphs of A/RES/79/81 are not"),
    ("amendment vote on 72/182", "tally", "a separate vote under A/RES/72/182"),
    ("paragraph votes on 72/50", "clarify", "8 separate votes stand under A/RES/72/50"),
    ("votes on amendments in 2019", "not_found", "up to 2017 only"),
    ("how did France vote on ES-11/1", "country_vote", "France voted yes"),
]

MISSING: list[tuple[str, str]] = [
    ("how did france vote on A/RES/99/1", "our data end in session 80"),
    ("tally of S/RES/9999", "the highest number up to 29 December 2025 is S/RES/2811"),
    ("S/RES/2760 vote", "S/RES/2760 is missing from our sources"),
    ("how did the US vote on ES-10/2 about the settlements", "numbers 19 and 21 to 27"),
    ("vote on A/RES/77/999", "go up to A/RES/77/338"),
    ("tally 72/300", "may have been adopted without a vote"),
    ("result of S/2025/9999", "No vote on S/2025/9999 is in our data"),
    ("has the UN voted on whaling", "Nothing found for “whaling”"),
    ("resolutions on quidditch", "Nothing found for “quidditch”"),
]

SCOPE: list[tuple[str, str]] = [
    ("how did canada vote on A/C.3/78/L.41", "committee"),
    ("Is Israel committing genocide?", "not_about_votes"),
    ("is russia winning the war", "not_about_votes"),
    ("tell me a joke about the veto", "not_about_votes"),
    ("what did zelensky say at the general assembly", "speech"),
    ("how will india vote next year", "future"),
    ("when is the next general assembly vote", "future"),
    ("will the us veto palestine membership again", "future"),
    ("how many votes did kyrgyzstan get for the security council", "election"),
    ("has israel signed the nuclear non proliferation treaty", "ratification"),
    ("how did the WHO vote on the pandemic treaty", "other_body"),
    ("how do I get a UN internship", "not_about_votes"),
]

WITHIN: list[tuple[str, str, str]] = [
    # question, kind, decision
    ("Pact of the future vote", "tally", "A/RES/79/1"),
    ("the 2022 vote to kick russia off the human rights council", "tally", "A/RES/ES-11/3"),
    ("who voted to reinstate libya to the human rights council", "who_voted", "A/RES/66/11"),
    ("What did 1514(XV) say and who abstained", "tally", "A/RES/1514(XV)"),
    ("what does resolution 2334 say", "summary", "S/RES/2334(2016)"),
    ("resolution 1", "summary", "S/RES/1(1946)"),
]


@pytest.mark.parametrize(("typed", "about", "said"), FORCE)
async def test_legal_force_comes_first(clerk: Clerk, typed: str, about: str, said: str) -> None:
    found = await clerk.ask(typed)
    assert found.facts.get("decision", found.facts.get("term")) == about
    assert found.headline.startswith(said)


@pytest.mark.parametrize(("typed", "kind", "said"), PARTS)
async def test_a_part_of_a_text_is_never_passed_over(clerk: Clerk, typed: str, kind: str, said: str) -> None:
    found = await clerk.ask(typed)
    assert found.kind == kind
    assert said in found.text


@pytest.mark.parametrize(("typed", "said"), MISSING)
async def test_what_is_not_there_is_said_and_nothing_unrelated_offered(clerk: Clerk, typed: str, said: str) -> None:
    found = await clerk.ask(typed)
    assert found.kind == "not_found"
    assert said in found.headline
    assert found.facts["nearest"] == []


async def test_the_years_around_a_missing_vote_are_offered(clerk: Clerk) -> None:
    found = await clerk.ask("how did the us vote on 73/8 cuba embargo 2018")
    assert found.kind == "not_found"
    assert {"A/RES/72/4", "A/RES/74/7"} <= set(found.facts["nearest"])


@pytest.mark.parametrize(("typed", "reason"), SCOPE)
async def test_out_of_scope(clerk: Clerk, typed: str, reason: str) -> None:
    found = await clerk.ask(typed)
    assert (found.kind, found.facts["reason"]) == ("out_of_scope", reason)


@pytest.mark.parametrize(("typed", "kind", "decision"), WITHIN)
async def test_words_of_another_scope_in_a_question_about_a_vote(
    clerk: Clerk, typed: str, kind: str, decision: str
) -> None:
    found = await clerk.ask(typed)
    assert (found.kind, found.facts["decision"]) == (kind, decision)


async def test_a_suspension_that_the_sources_lack(clerk: Clerk) -> None:
    found = await clerk.ask("vote on suspension of Libya from HRC")
    assert found.kind == "not_found"
    assert "A/RES/65/265" in found.headline
    assert "A/RES/66/11" in found.facts["nearest"]


async def test_there_is_no_veto_in_the_assembly(clerk: Clerk) -> None:
    for typed in ("why didn't the US veto ES-11/7?", "why did the US veto ES-11/7"):
        found = await clerk.ask(typed)
        assert found.headline.startswith("There is no veto in the General Assembly")
        assert "The United States voted no on A/RES/ES-11/7" in found.headline


async def test_a_reason_asked_for_what_was_not_done(clerk: Clerk) -> None:
    found = await clerk.ask("what reasons did brazil give for abstaining on ES-11/1")
    assert found.headline.startswith("Brazil did not abstain but voted yes on A/RES/ES-11/1.")


async def test_what_was_said_after_a_veto_gives_the_veto(clerk: Clerk) -> None:
    found = await clerk.ask("what did the us ambassador say after vetoing the ceasefire in november 2024")
    assert (found.facts["reason"], found.facts["decision"]) == ("speech", "S/2024/835")


async def test_why_looks_to_the_council_where_the_assembly_has_no_such_vote(clerk: Clerk) -> None:
    found = await clerk.ask("why did germany abstain on the 2011 libya resolution")
    assert found.facts["abstain"] == 1
    assert "Security Council" in found.headline


async def test_a_member_under_another_name(clerk: Clerk) -> None:
    soviet = await clerk.ask("how did the USSR vote on ES-11/1")
    assert soviet.headline.startswith("The Soviet Union ended in December 1991")
    then = await clerk.ask("how did the USSR vote on 181(II)")
    assert "ended" not in then.headline


async def test_no_said_in_a_vote_is_a_vote(clerk: Clerk) -> None:
    found = await clerk.ask("what did china say no to in 2022")
    assert found.kind == "record"
    assert found.facts["no"] == 15
