"""Follow-ups: dialogues turn by turn, and texts that stand on their own and are never bent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers.clerk import Clerk
from handlers.conversation.followup import exchange, follow_up
from handlers.question import Question
from handlers.understand.phrase import in_words

QUESTIONS = Path(__file__).parents[2] / "questions"
ALONE = ""
"""Expected of a turn that is a question of its own."""

# One dialogue each: (what is typed, what is understood). A turn is "kind | members and groups | decisions | topic |
# period | positions or order", with the empty end left out; ALONE where nothing is taken over.
DIALOGUES: list[list[tuple[str, str]]] = [
    [
        ("How did Hungary vote on ES-11/7?", ALONE),
        ("and China?", "country_vote | CHN | A/RES/ES-11/7"),
        ("what about France?", "country_vote | FRA | A/RES/ES-11/7"),
        ("and the UK and Germany?", "country_vote | GBR DEU | A/RES/ES-11/7"),
        ("who abstained?", "who_voted | | A/RES/ES-11/7 | | | abstain"),
        ("and who voted no?", "who_voted | | A/RES/ES-11/7 | | | no"),
        ("and for?", "who_voted | | A/RES/ES-11/7 | | | yes"),
        ("what was the result?", "tally | | A/RES/ES-11/7"),
        ("tally?", "tally | | A/RES/ES-11/7"),
        ("did it pass?", "tally | | A/RES/ES-11/7"),
        ("show me the list", "who_voted | | A/RES/ES-11/7"),
        ("how did they vote on 77/7", "country_vote | GBR DEU | A/RES/77/7"),
        ("and on 68/262?", "country_vote | GBR DEU | A/RES/68/262"),
        ("the EU?", "cohesion | eu | A/RES/68/262"),
        ("that resolution", "summary | | A/RES/68/262"),
        ("more details", "summary | | A/RES/68/262"),
    ],
    [
        ("how did hungary vote on es-11/7", ALONE),
        ("and russia", "country_vote | RUS | A/RES/ES-11/7"),
        ("germany", "country_vote | DEU | A/RES/ES-11/7"),
        ("whats the tally", "tally | | A/RES/ES-11/7"),
        ("so who said no", "who_voted | | A/RES/ES-11/7 | | | no"),
        ("what about the abstentions", "who_voted | | A/RES/ES-11/7 | | | abstain"),
        ("in favor?", "who_voted | | A/RES/ES-11/7 | | | yes"),
        ("and how did Brazil vote?", "country_vote | BRA | A/RES/ES-11/7"),
        ("did India vote against it?", "country_vote | IND | A/RES/ES-11/7 | | | no"),
        ("why?", "out_of_scope | IND | A/RES/ES-11/7"),
        ("and Pakistan?", "country_vote | PAK | A/RES/ES-11/7"),
        ("compare with 68/262", "comparison | | A/RES/ES-11/7 A/RES/68/262"),
    ],
    [
        ("How did the US vote on the Cuba embargo in 2016?", ALONE),
        ("what about 2014?", "country_vote | USA | A/RES/69/5 | | in 2014"),
        ("and Israel?", "country_vote | ISR | A/RES/69/5"),
        ("compare with 2015", "comparison | | A/RES/69/5 A/RES/70/5"),
        ("who switched?", "comparison | | A/RES/69/5 A/RES/70/5"),
    ],
    [
        ("How did the US vote on 77/7?", ALONE),
        ("since 2000?", "series | USA | A/RES/77/7 | | since 2000"),
        ("who abstained in 2012?", "who_voted | | A/RES/67/4 | | in 2012 | abstain"),
    ],
    [
        ("closest allies of China", ALONE),
        ("and furthest?", "ranking | CHN | | | | furthest"),
        ("since 2000?", "ranking | CHN | | | since 2000 | furthest"),
        ("and India?", "ranking | IND | | | since 2000 | furthest"),
        ("on Palestine?", "ranking | IND | | palestine | since 2000 | furthest"),
        ("the closest?", "ranking | IND | | palestine | since 2000 | closest"),
        ("same for the Security Council", "ranking | IND | | palestine | since 2000 | closest"),
        ("2020?", "ranking | IND | | palestine | in 2020 | closest"),
    ],
    [
        ("How often do the US and Israel agree?", ALONE),
        ("and France?", "alignment | USA FRA"),
        ("in the GA?", "alignment | USA FRA"),
        ("since 2010?", "alignment | USA FRA | | | since 2010"),
        ("on Palestine?", "alignment | USA FRA | | palestine | since 2010"),
        ("show me the list", "comparison | USA FRA | | palestine | since 2010"),
    ],
    [
        ("How many abstained on 68/262?", ALONE),
        ("who were they", "who_voted | | A/RES/68/262 | | | abstain"),
        ("and China?", "country_vote | CHN | A/RES/68/262"),
        ("how did it vote on 77/7?", "country_vote | CHN | A/RES/77/7"),
        ("who are their closest allies?", "ranking | CHN | | | | closest"),
    ],
    [
        ("voting record of India on Palestine", ALONE),
        ("and Pakistan?", "record | PAK | | palestine"),
        ("since 2015?", "record | PAK | | palestine | since 2015"),
        ("abstentions?", "record | PAK | | palestine | since 2015 | abstain"),
        ("what about nuclear weapons?", "record | PAK | | nuclear_weapons | since 2015 | abstain"),
        ("compare to India", "alignment | PAK IND | | nuclear_weapons | since 2015"),
    ],
    [
        ("vetoes by Russia since 2014", ALONE),
        ("and the US?", "veto | USA | | | since 2014"),
        ("in 2024?", "veto | USA | | | in 2024"),
        ("the first", "summary | | S/2024/835"),
        ("who voted no?", "who_voted | | S/2024/835 | | | no"),
    ],
    [
        ("how united is the EU", ALONE),
        ("and NATO?", "cohesion | nato"),
        ("since 2010?", "cohesion | nato | | | since 2010"),
        ("and Hungary?", "alignment | HUN nato | | | since 2010"),
    ],
    [
        ("resolutions about Palestine in 2023", ALONE),
        ("number 3", "summary | | A/RES/78/192"),
        ("who voted against it?", "who_voted | | A/RES/78/192 | | | no"),
        ("did they vote for 77/7?", ALONE),
    ],
    [
        ("Comment la Hongrie a-t-elle voté sur ES-11/7 ?", ALONE),
        ("et la Chine ?", "country_vote | CHN | A/RES/ES-11/7"),
        ("und Deutschland?", "country_vote | DEU | A/RES/ES-11/7"),
    ],
    [
        ("How did Hungary vote on 68/262", ALONE),
        ("who voted with the US?", "who_voted | USA | A/RES/68/262 | | | yes"),
        ("how many abstained and who were they", "who_voted | | A/RES/68/262 | | | abstain"),
        ("thanks", ALONE),
        ("what is a veto?", ALONE),
        ("what's the weather", ALONE),
        ("and Spain?", "country_vote | ESP | A/RES/68/262"),
    ],
    [
        ("Who abstained?", ALONE),
        ("ES-11/1", "who_voted | | A/RES/ES-11/1 | | | abstain"),
        ("and voted against?", "who_voted | | A/RES/ES-11/1 | | | no"),
    ],
    [
        ("Guinea vote on ES-11/1", ALONE),
        ("the equatorial one", "country_vote | GNQ | A/RES/ES-11/1"),
        ("and Korea?", "clarify"),
        ("south korea", "country_vote | KOR | A/RES/ES-11/1"),
        ("what about Guinea?", "clarify"),
        ("2", "country_vote | GNB | A/RES/ES-11/1"),
        ("and Wakanda?", "not_found"),
        ("and Ghana?", "country_vote | GHA | A/RES/ES-11/1"),
    ],
    [
        ("compare 77/7 and ES-11/7", ALONE),
        ("who abstained?", "clarify"),
        ("the second", "who_voted | | A/RES/ES-11/7 | | | abstain"),
    ],
    [
        ("how did Hungary vote on 68/262", ALONE),
        ("in the Security Council?", "clarify"),
        ("draft S/2014/189", "country_vote | HUN | S/2014/189"),
    ],
    [
        ("who voted against 77/7", ALONE),
        ("no i meant 78/7", "who_voted | | A/RES/78/7 | | | no"),
        ("how many", "who_voted | | A/RES/78/7 | | | no"),
        ("only the africans", "who_voted | african | A/RES/78/7 | | | no"),
        ("and yes?", "who_voted | african | A/RES/78/7 | | | yes"),
        ("all countries", "who_voted | | A/RES/78/7 | | | yes"),
        ("only europe", "who_voted | europe | A/RES/78/7 | | | yes"),
        ("is that binding?", "definition"),
        ("and Cuba itself?", "country_vote | CUB | A/RES/78/7"),
        ("the year before", "country_vote | CUB | A/RES/77/7 | | in 2022"),
        ("every year", "series | CUB | A/RES/77/7"),
        ("who changed sides", "series | | A/RES/77/7"),
    ],
    [
        ("How did Chile vote on ES-11/1", ALONE),
        ("n india", "country_vote | IND | A/RES/ES-11/1"),
        ("wat abt china", "country_vote | CHN | A/RES/ES-11/1"),
        ("sorry i mean japan", "country_vote | JPN | A/RES/ES-11/1"),
        ("and Kosovo", "not_found"),
        ("how many abstained", "tally | | A/RES/ES-11/1 | | | abstain"),
        ("who were they?", "who_voted | | A/RES/ES-11/1 | | | abstain"),
        ("what did the us do", "country_vote | USA | A/RES/ES-11/1"),
        ("and ES-11/2?", "country_vote | USA | A/RES/ES-11/2"),
        ("how did france vote on both?", "comparison | FRA | A/RES/ES-11/1 A/RES/ES-11/2"),
        ("compare the two", "comparison | | A/RES/ES-11/1 A/RES/ES-11/2"),
        ("who changed?", "comparison | | A/RES/ES-11/1 A/RES/ES-11/2"),
    ],
    [
        ("How did the US vote on S/RES/2803", ALONE),
        ("and Russia", "country_vote | RUS | S/RES/2803(2025)"),
        ("And how often do those two agree?", "alignment | USA RUS"),
        ("what percentage", "alignment | USA RUS"),
        ("since 2022", "alignment | USA RUS | | | since 2022"),
        ("every year", "trend | USA RUS | | | since 2022"),
        ("which year was lowest?", "trend | USA RUS | | | since 2022"),
    ],
    [
        ("what did India abstain on about Ukraine", ALONE),
        ("how many is that", "count | IND | | ukraine | | abstain"),
        ("list", "record | IND | | ukraine | | abstain"),
        ("any it voted against?", "record | IND | | ukraine | | no"),
        ("since 2022 only", "record | IND | | ukraine | since 2022 | no"),
    ],
    [
        ("did China veto anything about Syria", ALONE),
        ("with Russia?", "veto | CHN RUS | | syria"),
        ("how many", "veto | CHN RUS | | syria"),
    ],
    [
        ("How often do the US and Israel agree?", ALONE),
        ("and against Iran?", "alignment | USA IRN"),
    ],
    [
        ("a summary of 2022", ALONE),
        ("who was alone", "extremes | | | | in 2022"),
        ("which was closest", "extremes | | | | in 2022"),
    ],
    [
        ("How united is ASEAN on nuclear weapons since 2015", ALONE),
        ("who broke ranks", "cohesion | asean | | nuclear_weapons | since 2015"),
        ("compare with the 1990s", "cohesion | asean | | nuclear_weapons | since 2015"),
    ],
    [
        ("how did india vote on the ukraine resolution in march 2022", ALONE),
        ("and pakistan", "clarify"),
        ("2", "country_vote | PAK | A/RES/ES-11/1"),
    ],
    [
        ("how did korea vote on 77/7", ALONE),
        ("how did japan vote", "country_vote | JPN | A/RES/77/7"),
    ],
    [
        ("how did korea vote on 77/7", ALONE),
        ("both", "country_vote | PRK KOR | A/RES/77/7"),
    ],
    [
        ("who votes most like Hungary in the EU", ALONE),
        ("and NATO", "ranking | HUN nato | | | | closest"),
        ("and least?", "ranking | HUN nato | | | | furthest"),
        ("and Poland?", "ranking | POL nato | | | | furthest"),
    ],
    [
        ("what is a veto?", ALONE),
        ("who has used it most", "veto | | | | | most"),
        ("and France", "veto | FRA | | | | most"),
    ],
    [
        ("list resolutions about Western Sahara", ALONE),
        ("the latest one", "summary | | A/RES/80/89"),
        ("did morocco vote against?", "country_vote | MAR | A/RES/80/89 | | | no"),
    ],
    [
        ("resolutions about Western Sahara", ALONE),
        ("did morocco vote against", "record | MAR | | western_sahara | | no"),
    ],
    [
        ("closest votes in 2021", ALONE),
        ("the third", "summary | | A/RES/76/179"),
        ("back to the list", "extremes | | | | in 2021"),
        ("and in 2020", "extremes | | | | in 2020"),
    ],
    [
        ("how did the EU vote on ES-10/22", ALONE),
        ("who abstained?", "who_voted | eu | A/RES/ES-10/22 | | | abstain"),
        ("why did Austria do that", "out_of_scope | AUT | A/RES/ES-10/22"),
    ],
    [
        ("How did Nauru vote in 2023", ALONE),
        ("was it absent often", "record | NRU | | | in 2023 | absent"),
        ("and alone", "record | NRU | | | in 2023"),
    ],
    [
        ("Agreement of Germany and France on Palestine in 2023", ALONE),
        ("and how often was it alone", "clarify"),
    ],
    [
        ("¿Cómo votó Chile sobre ES-11/1?", ALONE),
        ("¿cuántos se abstuvieron?", "tally | | A/RES/ES-11/1 | | | abstain"),
        ("¿quiénes fueron?", "who_voted | | A/RES/ES-11/1 | | | abstain"),
        ("¿por qué?", "out_of_scope | | A/RES/ES-11/1"),
    ],
    [
        ("Как Россия голосовала по 77/7?", ALONE),
        ("а в 2015?", "country_vote | RUS | A/RES/70/5 | | in 2015"),
        ("с 2000 года?", "series | RUS | A/RES/70/5 | | since 2000"),
        ("список", "series | RUS | A/RES/70/5 | | since 2000"),
    ],
    [
        ("中国对77/7如何投票？", ALONE),
        ("那美国呢？", "country_vote | USA | A/RES/77/7"),
        ("谁弃权了？", "who_voted | | A/RES/77/7 | | | abstain"),
    ],
    [
        ("US veto record on Israel", ALONE),
        ("how does that compare to Russia on Ukraine", "veto | RUS | | ukraine"),
        ("how many", "veto | RUS | | ukraine"),
    ],
    [
        ("compare ES-11/1 and ES-11/6", ALONE),
        ("only african", "comparison | african | A/RES/ES-11/1 A/RES/ES-11/6"),
        ("and latin american?", "comparison | grulac | A/RES/ES-11/1 A/RES/ES-11/6"),
        ("and France", "country_vote | FRA | A/RES/ES-11/1 A/RES/ES-11/6"),
    ],
    [
        ("how many countries abstained on ES-11/1", ALONE),
        ("name 5", "who_voted | | A/RES/ES-11/1 | | | abstain"),
        ("which of them are in nato", "who_voted | nato | A/RES/ES-11/1 | | | abstain"),
    ],
    [
        ("what did the US vote against under Biden", ALONE),
        ("and under Trump", "clarify"),
        ("2", "record | USA | | | since 20 January 2025 | no"),
    ],
    [
        ("show votes about nuclear weapons in 2022", ALONE),
        ("what's the weather", ALONE),
        ("number 4", "summary | | A/RES/77/82"),
        ("who proposed it", "out_of_scope | | A/RES/77/82"),
    ],
    [
        ("closest votes in 2020", ALONE),
        ("and the second closest", "summary | | A/RES/75/240"),
    ],
]

# Read after a question on one vote, a ranking and a list: each is whole, so nothing of these is put in.
WHOLE = [
    "Who are China's closest allies?",
    "How often do France and Germany agree?",
    "closest votes in 2023",
    "what is a veto?",
    "who abstained on 68/262?",
    "what did China vote against in 2020?",
    "how many resolutions did India vote against in 2021",
    "vetoes by Russia since 2014",
    "who changed their vote between ES-11/1 and ES-11/4",
    'Did the US abstain on its own "path to peace" resolution?',
    "When did France last use its veto?",
    "68/262",
    "US and China",
    "what does it mean to abstain",
    "is a resolution binding?",
    "latest security council votes",
    "help",
    "thanks!",
    "",
    "🙂",
    "what did the US veto in 2024",
    "Which country has voted no most often?",
    "how many resolutions were adopted in 2023",
    "who has the most vetoes",
    "What's the capital of France?",
    "which resolutions did both France and Germany vote against in 2020",
    "is Taiwan a member of the UN",
    "Did Russia ever vote with Ukraine?",
]
BEFORE = ["How did Hungary vote on ES-11/7?", "closest allies of China since 2000", "latest security council votes"]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue[0][0])
async def test_a_dialogue(clerk: Clerk, dialogue: list[tuple[str, str]]) -> None:
    last = None
    for typed, expected in dialogue:
        question = await follow_up(clerk.reader, typed, last) if last else None
        assert told(question) == parts(expected), typed
        answer = await clerk.ask(typed, last)
        assert answer.question.text == typed
        last = exchange(answer, last)


@pytest.mark.parametrize("text", WHOLE)
@pytest.mark.parametrize("before", BEFORE)
async def test_a_whole_question_is_not_bent(clerk: Clerk, before: str, text: str) -> None:
    last = exchange(await clerk.ask(before))
    assert await follow_up(clerk.reader, text, last) is None


async def test_of_the_project_s_questions_next_to_none_leans_on_another(clerk: Clerk) -> None:
    texts = [
        json.loads(line)["question"]
        for file in QUESTIONS.glob("*.jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    last = exchange(await clerk.ask(BEFORE[0]))
    leaning = [text for text in dict.fromkeys(texts) if await follow_up(clerk.reader, text, last)]
    assert len(leaning) <= 8, leaning  # "who abstained", "how did it go?": asked back when they stand alone


@pytest.mark.parametrize(
    ("dialogue", "note"),
    [
        (("How did Hungary vote on ES-11/7?", "and China?"), "A/RES/ES-11/7"),
        (("How did Hungary vote on ES-11/7?", "how did they vote on 77/7?"), "Hungary"),
        (("How did Hungary vote on ES-11/7?", "why?"), "Hungary, A/RES/ES-11/7"),
        (("record of India on Palestine since 2015", "and Pakistan?"), "Palestine, since 2015"),
        (("How did the US vote on 77/7?", "in 2014?"), "the yearly text of A/RES/77/7, United States"),
        (("how united is the EU", "and NATO?"), "unity"),
    ],
)
async def test_what_was_taken_over_is_said(clerk: Clerk, dialogue: tuple[str, str], note: str) -> None:
    last = exchange(await clerk.ask(dialogue[0]))
    answer = await clerk.ask(dialogue[1], last)
    assert f"Read with your last question: {note}." in answer.notes


async def test_a_number_that_is_not_on_the_list(clerk: Clerk) -> None:
    last = exchange(await clerk.ask("latest security council votes"))
    answer = await clerk.ask("99", last)
    assert answer.kind == "clarify"
    assert "1 to 10" in answer.headline


async def test_a_list_can_be_picked_from_again(clerk: Clerk) -> None:
    last = exchange(await clerk.ask("latest security council votes"))
    rows = last.rows
    for typed, place in (("the second one", 1), ("first", 0), ("who abstained on the third one?", 2), ("the last", -1)):
        answer = await clerk.ask(typed, last)
        assert [one.key for one in answer.question.decisions] == [rows[place]], typed
        last = exchange(answer, last)


async def test_a_ranked_member_is_picked_for_its_agreement(clerk: Clerk) -> None:
    last = exchange(await clerk.ask("closest allies of China in 2020"))
    question = await follow_up(clerk.reader, "the second one", last)
    assert question is not None
    assert question.kind == "alignment"
    assert question.members == ("CHN", last.members[1])


async def test_the_only_choice_is_taken_with_yes(clerk: Clerk) -> None:
    answer = await clerk.ask("how often do France and Germany agree on wugs")
    if len(answer.options) != 1:
        pytest.skip("the question is no longer asked back with one choice")
    again = await clerk.ask("yes", exchange(answer))
    assert again.kind == "alignment"


@pytest.mark.parametrize(
    "text",
    [
        "How did Hungary vote on ES-11/7?",
        "Who abstained on A/RES/68/262?",
        "What was the result of 77/7?",
        "How often do France and Germany agree since 2010?",
        "Who is closest to China in 2020?",
        "Who is furthest from China on human rights?",
        "voting record of India on Palestine since 2015",
        "vetoes by Russia since 2014",
        "How united is NATO since 2010?",
        "latest Security Council votes",
    ],
)
async def test_a_question_in_words_reads_back(clerk: Clerk, text: str) -> None:
    question = await clerk.understand(text)
    again = await clerk.understand(in_words(clerk.archive, question))
    same = ("kind", "members", "groups", "decisions", "topic", "period", "body", "positions", "order")
    assert {name: getattr(again, name) for name in same} == {name: getattr(question, name) for name in same}


def told(question: Question | None) -> list[str]:
    if question is None:
        return []
    order = " ".join(position.word for position in question.positions) or question.order
    found = [
        question.kind.value,
        " ".join((*question.members, *question.groups)),
        " ".join(one.key for one in question.decisions),
        question.topic,
        question.period.label,
        order if question.kind != "latest" else "",
    ]
    while found and not found[-1]:
        found.pop()
    return found if question.kind not in {"clarify", "not_found"} else found[:1]


def parts(expected: str) -> list[str]:
    return [part.strip() for part in expected.split("|")] if expected else []


@pytest.mark.parametrize(
    ("first", "second", "options"),
    [
        ("how did India vote on ES-11/1", "and in the Security Council?", "S/2022/155"),
        ("how did the US vote on ES-10/22", "same for the Security Council", "S/2023/970"),
        ("how did France vote on S/RES/2774", "and in the General Assembly?", "A/RES/ES-11/7"),
    ],
)
async def test_the_other_body_on_the_same_matter(clerk: Clerk, first: str, second: str, options: str) -> None:
    last = exchange(await clerk.ask(first))
    answer = await clerk.ask(second, last)
    assert answer.kind == "clarify"
    assert options in [option.value for option in answer.options][:2]
    assert (await clerk.ask("the first one", exchange(answer, last))).kind == "country_vote"


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("who voted no on 77/7", "no recorded vote of the Security Council on Cuba within a year"),
        ("how did Chile vote on 80/154", "no recorded vote of the Security Council on poverty"),
        ("How did Hungary vote on ES-11/7?", "Hungary was not on the Security Council"),
    ],
)
async def test_where_the_other_body_has_no_such_vote_it_is_said(clerk: Clerk, first: str, said: str) -> None:
    answer = await clerk.ask("same for the Security Council", exchange(await clerk.ask(first)))
    assert said in answer.headline
    assert answer.options == ()
