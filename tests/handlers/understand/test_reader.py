"""From text to Question: what people type, and the kind and slots that must come of it."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk
from handlers.question import Kind
from tests.handlers.edition_tables import vetoed

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
    ("nuclear ban votes of countries other than the P5", "clarify", {}),
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
    ("who opposed suspending russia from the human rights council", "who_voted", {"decisions": ("A/RES/ES-11/3",)}),
    ("how did Chile vote in the human rights council", "out_of_scope", {"reason": "other_body"}),
    ("what's the population of nigeria", "out_of_scope", {"reason": "not_about_votes"}),
    ("best pizza in new york", "out_of_scope", {"reason": "not_about_votes"}),
    ("how will india vote on the next ukraine resolution", "out_of_scope", {"reason": "future"}),
    # what is not known is asked about
    ("how did Wakanda vote on 77/7", "not_found", {}),
    ("who voted for it", "clarify", {}),
    ("compare france", "clarify", {}),
    # China in 1971, in words
    ("who voted against the vote that seated communist China", "who_voted", {"decisions": ("A/RES/2758(XXVI)",)}),
    ("how did the US vote on seating the People's Republic of China in 1971", "country_vote",
     {"members": ("USA",), "decisions": ("A/RES/2758(XXVI)",)}),
    # a rare word tells more than a common one
    ("Chagos ICJ vote", "tally", {"decisions": ("A/RES/71/292",)}),
    ("how did the UK vote on the ICJ advisory opinion on Chagos", "country_vote", {"decisions": ("A/RES/71/292",)}),
    # the embargo in other languages
    ("quién votó en contra del embargo a Cuba en 2023", "who_voted", {"decisions": ("A/RES/78/7",)}),
    ("qui a voté contre l'embargo contre Cuba en 2023", "who_voted", {"decisions": ("A/RES/78/7",)}),
    # lists by time
    ("which GA votes in 2026", "search", {}),
    ("votes on 15 december 2025", "search", {}),
    # two that voted apart
    ("on what did the uk and the us vote differently in the SC since 2000", "comparison", {"members": ("GBR", "USA")}),
    ("where did china vote yes and the us no in 2024 on human rights", "comparison",
     {"members": ("CHN", "USA"), "positions": ("yes", "no")}),
    ("how often did france and the uk disagree in the security council since 1973", "alignment", {"order": "apart"}),
    ("where do the US and Israel disagree most", "comparison", {"members": ("USA", "ISR")}),
    # likeness in other words
    ("which countries vote least with the united states since 2000", "ranking", {"order": "furthest"}),
    ("top 10 countries voting like china in 2023", "ranking", {"members": ("CHN",), "limit": 10}),
    ("who is the most similar to france", "ranking", {"order": "closest"}),
    ("india pakistan same vote percentage all time", "alignment", {"members": ("IND", "PAK")}),
    ("russia n china same side %?", "alignment", {"members": ("RUS", "CHN")}),
    # words that change nothing do not stop an answer, words that could do
    ("how similar were the voting records of the US and the UK under Obama", "alignment", {"members": ("USA", "GBR")}),
    ("how often do wakanda and france agree", "clarify", {}),
    ("france and germany agreement on flurbs", "clarify", {}),
    # members of a group that go with one member or against it
    ("which EU countries voted against the US most in 2025", "ranking",
     {"members": ("USA",), "groups": ("eu",), "order": "furthest"}),
    ("nato countries that voted with russia on nazism", "ranking", {"members": ("RUS",), "groups": ("nato",)}),
    ("how often does hungary break with the rest of the EU?", "cohesion", {"members": ("HUN",), "groups": ("eu",)}),
    ("which countries never vote no", "extremes", {"measure": "members_no", "order": "fewest"}),
    ("who are the top 5 abstainers this decade", "extremes", {"measure": "members_abstain", "limit": 5}),
    ("which arab states voted against palestine", "extremes", {"measure": "members_no", "groups": ("arab_league",)}),
    ("which P5 member is most often outvoted", "extremes", {"measure": "members_outvoted", "groups": ("p5",)}),
    ("how often is canada on the losing side", "count", {"members": ("CAN",), "measure": "outvoted"}),
    # the newest on what is named
    ("how many countries abstained on the last ukraine resolution", "tally", {"decisions": ("A/RES/ES-11/10",)}),
    ("what was the vote on the most recent Iran human rights resolution", "tally", {"decisions": ("A/RES/80/222",)}),
    ("who voted against the last cuba embargo resolution", "who_voted", {"decisions": ("A/RES/80/4",)}),
    ("when did the US last vote with North Korea", "record", {"members": ("USA", "PRK")}),
    # three compared
    ("is vietnam closer to russia than to china since 2010", "ranking", {"members": ("VNM",)}),
    ("where does switzerland stand between the US and Russia", "ranking", {"members": ("CHE",)}),
    # who is spoken of and who votes
    ("who supported south africa during apartheid", "ranking", {"members": ("ZAF",), "topic": ""}),
    ("state department voting coincidence 2022 ireland", "alignment", {"measure": "coincidence"}),
    ("how did african countries vote on crimea in 2014", "cohesion", {"decisions": ("A/RES/68/262",)}),
    ("How many UN resolutions has Israel been the subject of since 2015", "count", {"topic": "israel", "members": ()}),
    ("has norway ever voted with the US and israel alone?", "extremes", {"members": ("NOR", "USA", "ISR")}),
    ("who do small island states side with", "ranking", {"groups": ("sids",)}),
    ("rank the P5 by agreement with india since 2014", "ranking", {"members": ("IND",), "groups": ("p5",)}),
    ("how often does turkmenistan not show up to vote", "record", {"positions": ("absent",)}),
    ("how many times has the US been the only no in the GA", "record", {"measure": "alone"}),
    ("which countries flipped on the death penalty moratorium between 2022 and 2024", "comparison",
     {"decisions": ("A/RES/77/222", "A/RES/79/179")}),
    ("votes where abstentions outnumbered the yes votes since 2000", "extremes", {"measure": "abstained_more"}),
    ("how many draft resolutions failed in the security council without a veto", "veto", {"measure": "failed"}),
    # a position on one text and not on another
    ("who voted for ES-11/6 but not for ES-11/7?", "comparison",
     {"decisions": ("A/RES/ES-11/6", "A/RES/ES-11/7"), "order": "but_not", "positions": ("yes",)}),
    # names inside the names of things
    ("all the ukraine emergency session votes with results", "series", {"members": ()}),
    ("list all ES-11 resolutions with results", "series", {}),
    ("georgia abkhazia refugees resolution by year", "series", {"members": ()}),
    ("UN vote that let communist china in 1971, what was the score?", "tally", {"decisions": ("A/RES/2758(XXVI)",)}),
    ("who voted against kicking taiwan out of the UN", "who_voted", {"decisions": ("A/RES/2758(XXVI)",)}),
    ("Did South Africa abstain on the February 2023 resolution calling for Russia to withdraw from Ukraine?",
     "country_vote", {"members": ("ZAF",), "decisions": ("A/RES/ES-11/6",)}),
    # what was taken back is not what took it back
    ("What was the vote when the UN revoked zionism is racism", "tally", {"decisions": ("A/RES/46/86",)}),
    # members asked for, not votes
    ("who are the permanent members of the security council", "definition", {}),
    ("how did they vote on the resolution", "clarify", {}),
    ("how many unanimous security council resolutions were there in 2020", "count", {"measure": "unanimous"}),
    ("how many votes did Annalena Baerbock get for GA president", "out_of_scope", {"reason": "secret_ballot"}),
    # symbols typed in ways of their own
    ("a res es 11 7", "summary", {"decisions": ("A/RES/ES-11/7",)}),
    ("who abstained on 1973", "who_voted", {"decisions": ("S/RES/1973(2011)",)}),
    ("top 190 allies of Russia", "ranking", {"limit": 190}),
    ("Which permanent member has never vetoed alone", "veto", {"measure": "alone", "members": ()}),
    # another word is no slip of the pen
    ("how did prussia vote on ES-11/1", "not_found", {}),
    # what was done, and what fell
    ("what has israel been condemned for in 2023", "search", {"topic": "israel"}),
    ("when was the last time the GA rejected a draft", "extremes", {"measure": "rejected"}),
    ("who voted yes on ES-11/1 but not on ES-11/6", "comparison", {"decisions": ("A/RES/ES-11/1", "A/RES/ES-11/6")}),
    # all resolutions on a topic, not the yearly one of that name
    ("does japan vote for nuclear disarmament resolutions", "record", {"topic": "nuclear_weapons"}),
    # leaders stand for their countries
    ("who agrees with orban", "ranking", {"members": ("HUN",)}),
    ("the nine countries that sided with trump on jerusalem in 2017 (ES-10/19)", "who_voted",
     {"decisions": ("A/RES/ES-10/19",), "positions": ("no",)}),
    ("hu voted aganst 78/241", "who_voted", {"decisions": ("A/RES/78/241",), "members": ()}),
    # who is asked about
    ("what about mongolia, ES-11/6, which side?", "country_vote", {"members": ("MNG",)}),
    ("How did my country France vote on human rights in 2024", "record", {"members": ("FRA",)}),
    ("How did China vote in 1960", "record", {"members": ("TWN",)}),
    ("model un delegate for Vietnam on nuclear disarmament", "brief", {"members": ("VNM",)}),
    ("everything about nuclear weapons that Israel voted yes on since 2015", "record", {"positions": ("yes",)}),
    ("brief kenya on palestine", "brief", {"members": ("KEN",), "topic": "palestine"}),
]  # fmt: skip


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


@pytest.mark.parametrize(
    ("typed", "kinds", "said"),
    [
        ("How did France vote on ES-11/1? How did China vote on ES-11/4?", ("country_vote", "country_vote"),
         "China abstained on A/RES/ES-11/4"),
        ("How did India vote on ES-11/1 and who vetoed S/2025/115", ("country_vote", "veto"), "vetoed by Russia"),
        ("What was the tally of 77/7 and which countries abstained", ("tally", "who_voted"), "Brazil and Ukraine"),
        ("who voted against ES-11/1 and what does it say", ("who_voted", "summary"), "Rule: a majority"),
        ("how did India vote on ES-11/1, and why?", ("country_vote", "out_of_scope"), "not in a voting record"),
    ],
)  # fmt: skip
async def test_two_questions_are_both_answered(clerk: Clerk, typed: str, kinds: tuple[str, str], said: str) -> None:
    answer = await clerk.ask(typed)
    assert (answer.kind, answer.facts["second"]["kind"]) == kinds
    assert said in " ".join(answer.lines)
    assert not any(note.startswith("Read with your last question") for note in answer.notes)


@pytest.mark.parametrize(
    ("typed", "kind", "members"),
    [
        ("how did India vote on ES-11/1; how did Pakistan vote on it", "country_vote", ("IND", "PAK")),
        ("How did Russia vote on ES-11/1? And China?", "country_vote", ("RUS", "CHN")),
        ("how many times did the US veto and how often did Russia", "veto", ("USA", "RUS")),
    ],
)
async def test_two_that_ask_the_same_are_one(clerk: Clerk, typed: str, kind: str, members: tuple[str, ...]) -> None:
    answer = await clerk.ask(typed)
    assert (answer.kind, answer.question.members) == (kind, members)
    assert "second" not in answer.facts


async def test_a_half_that_leans_on_the_first(clerk: Clerk) -> None:
    answer = await clerk.ask("What is a veto and who has used it most")
    assert (answer.kind, answer.facts["second"]["kind"]) == ("definition", "veto")
    assert "Russia vetoed the most drafts" in " ".join(answer.lines)
    compared = await clerk.ask("List the vetoes of 2024. Then compare them to 2023.")
    assert [facts["count"] for facts in compared.facts["periods"]] == [
        (vetoed().date.str[:4] == year).sum() for year in ("2024", "2023")
    ]


async def test_a_half_that_is_not_understood_is_owned_up_to(clerk: Clerk) -> None:
    beside = await clerk.ask("show me Russia's closest allies and also its vetoes since 2010")
    assert beside.kind == "veto"
    assert "Only the vetoes are answered here" in " ".join(beside.notes)
    assert "Who is closest to Russia?" in [option.question for option in beside.options]


async def test_an_option_can_be_asked_in_place_of_the_question(clerk: Clerk) -> None:
    question = await clerk.understand("How did Korea vote on 80/4?")
    assert {option.value for option in question.options} == {"KOR", "PRK"}
    for option in question.options:
        answer = await clerk.ask(option.question)
        assert answer.facts["member"] == option.value


async def test_a_gap_of_the_sources_is_told_where_one_vote_is_all_there_is(clerk: Clerk) -> None:
    question = await clerk.understand("how did Brazil vote on refugees in 2018")
    assert [one.key for one in question.decisions] == ["A/RES/73/151"]
    assert "January to September of 2018" in " ".join(question.notes)


async def test_a_gap_of_the_sources_is_not_told_of_a_yearly_text_whose_vote_is_there(clerk: Clerk) -> None:
    question = await clerk.understand("how did Brazil vote on Myanmar in 2019")
    assert [one.key for one in question.decisions] == ["A/RES/74/246"]
    assert "January to September of 2019" not in " ".join(question.notes)


async def test_taiwan_is_the_republic_of_china_while_that_had_the_seat(clerk: Clerk) -> None:
    answer = await clerk.ask("how did Taiwan vote on seating communist China")
    assert (answer.facts["member"], answer.facts["decision"]) == ("TWN", "A/RES/2758(XXVI)")
    assert "Republic of China" in " ".join(answer.notes)
    assert (await clerk.ask("how did Taiwan vote on 77/7")).kind == "not_found"


async def test_a_gap_of_the_sources_is_told_where_nothing_is_found(clerk: Clerk) -> None:
    question = await clerk.understand("who voted no on chagos in May 2019")
    assert "January to September of 2019" in " ".join(question.notes)
