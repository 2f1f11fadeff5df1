"""From text to Question: what people type, and the kind and slots that must come of it."""

from __future__ import annotations

import pytest

from db.archive import Archive
from db.records import Position
from handlers.clerk import Clerk
from handlers.question import Kind

NOT_YES = ("no", "abstain", "absent")

TYPED: list[tuple[str, str, dict[str, object]]] = [
    # a member is a voter or a subject by the words around it
    ("how did the soviet union vote on 181 (II)", "country_vote", {"members": ("RUS",), "decisions": ("V77",)}),
    ("what was moldova's vote on 80/4", "country_vote", {"members": ("MDA",)}),
    ("what was germany's position on A/RES/ES-10/22", "country_vote", {"members": ("DEU",)}),
    ("has turkey's agreement with the united states changed since 2000", "trend", {"members": ("TUR", "USA")}),
    ("which Iran votes did Germany abstain on", "record", {"members": ("DEU",), "topic": "iran"}),
    ("ukraine vote 2025", "clarify", {}),
    ("mexico's votes year by year", "trend", {"members": ("MEX",)}),
    # sides
    ("when did the US vote with Russia against the UK", "record", {"members": ("USA", "RUS"), "against": ("GBR",)}),
    ("who voted with the US and Russia against the Feb 2025 Ukraine resolution", "who_voted",
     {"decisions": ("A/RES/ES-11/7",), "positions": ("no",)}),
    ("drafts on Israel supported by the UK but vetoed by the US", "veto", {"members": ("USA",), "against": ("GBR",)}),
    # not and except
    ("who did not vote in favour of 78/241", "who_voted", {"positions": NOT_YES}),
    ("who didnt support 68/262", "who_voted", {"positions": NOT_YES}),
    ("which countries failed to back ES-11/1", "who_voted", {"positions": NOT_YES}),
    ("russia china similarity except human rights", "clarify", {}),
    ("nuclear ban votes of countries other than the P5", "clarify", {}),
    ("Norway's closest partners excluding the Nordics", "clarify", {}),
    # vetoes stay vetoes
    ("list every US veto on Israel", "veto", {"members": ("USA",), "topic": "israel"}),
    ("Rhodesia vetoes by UK", "veto", {"members": ("GBR",), "topic": "rhodesia"}),
    ("who vetoed Palestine's UN membership in 2024", "veto", {"topic": "palestine_membership"}),
    ("chinese vetoes count", "veto", {"members": ("CHN",)}),
    # numbers: symbols, years, limits
    ("AI resolution 2024 vote", "tally", {"decisions": ("A/RES/78/265",)}),
    ("final count on the Crimea resolution 2014", "tally", {"decisions": ("A/RES/68/262",)}),
    ("Did Russia abstain on UNSC 1973", "country_vote", {"decisions": ("S/RES/1973(2011)",)}),
    ("UNSC 2023 vetoes", "veto", {}),
    ("Namibia 1966 resolution 2145 who voted against", "not_found", {}),
    ("tally for A / RES / 75 / 240", "tally", {"decisions": ("A/RES/75/240",)}),
    ("serbia es 11/1", "country_vote", {"decisions": ("A/RES/ES-11/1",)}),
    ("which 10 countries are closest to Norway since 2010", "ranking", {"limit": 10, "words": ""}),
    # the Assembly is meant where no body is named
    ("how did Croatia vote on the October 2023 Gaza resolution", "country_vote", {"decisions": ("A/RES/ES-10/21",)}),
    ("who were the no votes on Crimea in 2014", "who_voted", {"decisions": ("A/RES/68/262",)}),
    # well known beside the yearly one: ask
    ("Guatemala on Jerusalem in 2017", "clarify", {}),
    # members ranked
    ("which country has voted no the most in 2023", "extremes", {"measure": "members_no"}),
    ("which african country votes no the most", "extremes", {"measure": "members_no", "groups": ("african",)}),
    ("which country has the US agreed with least in NATO", "ranking", {"order": "furthest", "groups": ("nato",)}),
    # flags, shouting, lower case
    ("how did 🇮🇳 vote on ES-11/1", "country_vote", {"members": ("IND",)}),
    ("🇫🇷 vs 🇩🇪 agreement", "alignment", {"members": ("FRA", "DEU")}),
    ("HOW DID THE US VOTE ON 77/7", "country_vote", {"members": ("USA",)}),
    ("did the us veto anything in 2023", "veto", {"members": ("USA",)}),
    # out of scope only where nothing is left to answer
    ("why did India abstain on ES-11/1", "out_of_scope", {"reason": "why_question"}),
    ("how did India vote on ES-11/1, and why?", "country_vote", {"members": ("IND",)}),
    ("who opposed suspending russia from the human rights council", "who_voted", {"decisions": ("A/RES/ES-11/3",)}),
    ("how did Chile vote in the human rights council", "out_of_scope", {"reason": "other_body"}),
    ("what's the population of nigeria", "out_of_scope", {"reason": "not_about_votes"}),
    ("best pizza in new york", "out_of_scope", {"reason": "not_about_votes"}),
    ("how will india vote on the next ukraine resolution", "out_of_scope", {"reason": "future"}),
    # what is not known is asked about
    ("how did Wakanda vote on 77/7", "not_found", {}),
    ("who voted for it", "clarify", {}),
    ("compare france", "clarify", {}),
    # lists by time
    ("which GA votes in 2026", "search", {}),
    ("votes on 15 december 2025", "search", {}),
    ("brief kenya on palestine", "brief", {"members": ("KEN",), "topic": "palestine"}),
]  # fmt: skip


@pytest.fixture(scope="module")
async def clerk(archive: Archive) -> Clerk:
    return await Clerk.create(archive)


@pytest.mark.parametrize(("typed", "kind", "slots"), TYPED)
async def test_question(clerk: Clerk, typed: str, kind: str, slots: dict[str, object]) -> None:
    question = await clerk.understand(typed)
    found: dict[str, object] = {
        "members": question.members,
        "groups": question.groups,
        "against": question.against,
        "decisions": tuple(one.key for one in question.decisions),
        "positions": tuple(position.word for position in question.positions),
        "topic": question.topic,
        "words": question.words,
        "measure": question.measure,
        "order": question.order,
        "limit": question.limit,
        "reason": question.reason,
    }
    assert question.kind == kind
    assert {slot: found[slot] for slot in slots} == slots


async def test_words_that_explain_nothing_are_owned_up_to(clerk: Clerk) -> None:
    question = await clerk.understand("how did Hungary fandangle vote on ES-11/7")
    assert question.kind is Kind.COUNTRY_VOTE
    assert "fandangle" in " ".join(question.notes)


async def test_a_second_question_is_offered(clerk: Clerk) -> None:
    answer = await clerk.ask("How did France vote on ES-11/1? How did China vote on ES-11/4?")
    assert answer.facts["position"] == Position.YES.word
    assert [option.question for option in answer.options] == ["How did China vote on ES-11/4?"]


async def test_an_option_can_be_asked_in_place_of_the_question(clerk: Clerk) -> None:
    question = await clerk.understand("How did Korea vote on 80/4?")
    assert {option.value for option in question.options} == {"KOR", "PRK"}
    for option in question.options:
        answer = await clerk.ask(option.question)
        assert answer.facts["member"] == option.value


async def test_a_gap_of_the_sources_is_told_where_nothing_is_found(clerk: Clerk) -> None:
    question = await clerk.understand("who voted no on chagos in May 2019")
    assert "January to September of 2019" in " ".join(question.notes)
