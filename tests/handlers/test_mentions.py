"""Which votes a text speaks of: newspaper passages of all decades, and texts that only look like it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from db.ingest.edition import load_toml
from handlers.clerk import Clerk
from handlers.evidence import Grade
from handlers.mentions import HOW, LONGEST, MOST, NONE, answer, decisions_in
from handlers.understand.fold import folded
from handlers.understand.scores import find_scores, spoken
from handlers.understand.wordlists import FILES

SENT = date(2026, 7, 1)
CERTAIN = [
    (
        "LAKE SUCCESS, Nov. 29, 1947 - The General Assembly today approved the majority plan to divide Palestine. "
        "Thirty-three nations voted in favour, thirteen against, and ten abstained.",
        ["V77"],
    ),
    (
        "The Assembly adopted the Universal Declaration of Human Rights in Paris in December 1948, 48 states in "
        "favour, none against and eight abstaining.",
        ["V127"],
    ),
    (
        "With the Soviet delegate staying away, the Security Council on 25 June 1950 called for a ceasefire in "
        "Korea, 9-0, Yugoslavia abstaining.",
        ["S/RES/82(1950)"],
    ),
    (
        'The "Uniting for Peace" resolution of 3 November 1950, passed by 52 votes to 5 with 2 abstentions, lets the '
        "Assembly act when the Council is blocked.",
        ["V252"],
    ),
    (
        "In its emergency special session the General Assembly voted in November 1956 for a ceasefire at Suez, 64 to "
        "5 with six abstentions.",
        ["V9019"],
    ),
    (
        "The General Assembly's declaration on decolonization, adopted in December 1960 by 89 votes to none with nine "
        "abstentions, the United States among them, changed the map.",
        ["V658"],
    ),
    (
        "Resolution 242, adopted unanimously by the Security Council on 22 November 1967, speaks of withdrawal from "
        "“territories occupied”; resolution 338 came six years later.",
        ["S/RES/242(1967)", "S/RES/338(1973)"],
    ),
    (
        "Peking won its seat on 25 October 1971: the General Assembly voted 76 to 35, with 17 abstentions, to expel "
        "the Nationalists.",
        ["A/RES/2758(XXVI)"],
    ),
    (
        "The General Assembly's 1974 invitation to the PLO (105 votes to 4 with 20 abstentions) let Arafat speak.",
        ["A/RES/3210(XXIX)"],
    ),
    (
        "The 1975 vote equating Zionism with racism (72-35-32) was revoked on 16 December 1991 by 111 votes to 25, "
        "with 13 abstentions, in the General Assembly.",
        ["A/RES/3379(XXX)", "A/RES/46/86"],
    ),
    (
        "On 2 November 1983 the United Nations General Assembly called the invasion of Grenada a violation of "
        "international law, 108 in favour, 9 against, 27 abstentions.",
        ["A/RES/38/7"],
    ),
    (
        "The Security Council on 29 November 1990 authorised “all necessary means” against Iraq by a vote of 12 to 2, "
        "with China abstaining. That was resolution 678.",
        ["S/RES/678(1990)"],
    ),
    (
        "After months of debate the Security Council passed resolution 1244 (1999) on Kosovo by 14 votes to none; "
        "China abstained.",
        ["S/RES/1244(1999)"],
    ),
    (
        "Resolutions 1441, 1483 and 1540 came within eighteen months of each other, a Security Council in overdrive.",
        ["S/RES/1441(2002)", "S/RES/1483(2003)", "S/RES/1540(2004)"],
    ),
    (
        "The Council authorised a no-fly zone over Libya on 17 March 2011: ten in favour, none against, five "
        "abstaining (UNSC 1973).",
        ["S/RES/1973(2011)"],
    ),
    (
        "Palestine became a non-member observer state on 29 November 2012. The General Assembly voted 138-9, with 41 "
        "abstentions.",
        ["A/RES/67/19"],
    ),
    (
        "The UN General Assembly declared Crimea's referendum invalid in March 2014 by 100 votes to 11, with 58 "
        "countries abstaining.",
        ["A/RES/68/262"],
    ),
    (
        "In a rare abstention the United States let resolution 2334 pass 14-0 in the Council in December 2016.",
        ["S/RES/2334(2016)"],
    ),
    (
        "128 countries voted in favour, nine against and 35 abstained as the General Assembly rejected Washington's "
        "decision on Jerusalem on 21 December 2017.",
        ["A/RES/ES-10/19"],
    ),
    (
        "Russia's veto on 25 February 2022 blocked a Security Council text deploring the invasion of Ukraine; eleven "
        "voted for it and three abstained.",
        ["S/2022/155"],
    ),
    (
        "On March 2, 2022, an emergency special session voted 141-5 to demand that Russia withdraw; a year later, on "
        "23 February 2023, 141 voted in favour and seven against.",
        ["A/RES/ES-11/1", "A/RES/ES-11/6"],
    ),
    (
        "It was the sharpest turn since the 141-5 vote of March 2, 2022; Russia had vetoed a Council text on 25 "
        "February 2022.",
        ["A/RES/ES-11/1", "S/2022/155"],
    ),
    (
        "The General Assembly suspended Russia from the Human Rights Council on 7 April 2022 by 93-24-58.",
        ["A/RES/ES-11/3"],
    ),
    (
        "Russia vetoed a Security Council resolution on 30 September 2022 that would have condemned its annexation of "
        "four Ukrainian regions.",
        ["S/2022/720"],
    ),
    (
        "The UN General Assembly called for a humanitarian truce in Gaza on Oct. 27, 2023. 121 countries voted in "
        "favour, 14 against, and 44 abstained.",
        ["A/RES/ES-10/21"],
    ),
    (
        "On Dec. 12, 2023 the Assembly demanded an immediate ceasefire: 153 in favor, 10 against, 23 abstentions.",
        ["A/RES/ES-10/22"],
    ),
    (
        "The Council's first ceasefire demand, resolution 2728 of 25 March 2024, passed with 14 votes in favour and "
        "one abstention.",
        ["S/RES/2728(2024)"],
    ),
    (
        "The United States on 18 April 2024 vetoed Palestine's bid for full UN membership. Twelve Council members "
        "voted in favour.",
        ["S/2024/312"],
    ),
    ("The General Assembly on 10 May 2024 backed Palestinian membership, 143-9-25.", ["A/RES/ES-10/23"]),
    (
        "On 24 February 2025 the UN General Assembly passed a Ukrainian text 93-18 with 65 abstentions and an amended "
        "American one 93-8 with 73 abstentions. The same day the Security Council adopted resolution 2774 by 10-0.",
        ["A/RES/ES-11/7", "A/RES/ES-11/8", "S/RES/2774(2025)"],
    ),
    (
        "UN: The General Assembly on Wednesday adopted a resolution demanding that Russia end its operations. The "
        "vote was 141 to 5, with 35 abstentions.",
        ["A/RES/ES-11/1"],
    ),
    (
        "The annual vote on the US embargo against Cuba in 2016, when the US itself abstained, remains an outlier at "
        "the General Assembly.",
        ["A/RES/71/5"],
    ),
    (
        "The vetoes of 4 October 2011 and 4 February 2012 on Syria were cast by Russia and China together in the "
        "Security Council.",
        ["S/2011/612", "S/2012/77"],
    ),
    (
        "UNITED NATIONS, June 12, 2025 - The U.N. General Assembly voted to demand a ceasefire in Gaza. The resolution "
        "received 149 votes in favor, while the U.S., Israel and 10 others voted against. 19 abstained.",
        ["A/RES/ES-10/27"],
    ),
    (
        "Security Council Fails to Adopt Resolution on Middle East, 18 October 2023: 12 in favour to 1 against (United "
        "States) with 2 abstentions (Russian Federation, United Kingdom).",
        ["S/2023/773"],
    ),
    (
        "The General Assembly on Nov. 29, 1947 passed Resolution 181 (II), 33 for, 13 against, 10 abstentions.",
        ["V77"],
    ),
    (
        "See https://undocs.org/A/RES/71/258, https://docs.un.org/en/S/RES/2803(2025) and draft S/2025/115.",
        ["A/RES/71/258", "S/RES/2803(2025)", "S/2025/115"],
    ),
    (
        "La résolution 2334 du Conseil de sécurité a été adoptée le 23 décembre 2016 par 14 voix et une abstention.",
        ["S/RES/2334(2016)"],
    ),
    (
        "**UNGA** votes: `A/RES/ES-11/7` and ES-11/8 <@1234>; UNGA resolutions 77/7 and 78/8",
        ["A/RES/ES-11/7", "A/RES/ES-11/8", "A/RES/77/7", "A/RES/78/8"],
    ),
]
LIKELY = [
    ("Uniting for Peace was invoked again.", ["V252"]),
    ("it went 141-5-35", ["A/RES/ES-11/1"]),
    ("The General Assembly adopted two texts on Ukraine on 24 February 2025.", ["A/RES/ES-11/7", "A/RES/ES-11/8"]),
    ("Read resolution 2774 again.", ["S/RES/2774(2025)"]),
    ("The General Assembly vote on the US embargo against Cuba is a ritual.", ["A/RES/80/4"]),
]
NOTHING = [
    "UN Resolution on the 24/7 shift: call 555-123-4567 before 31/10/2023, the split is 50/50. Never forget 9/11.",
    "My V8 and the S-400 and S-300 systems of the Security Council's members.",
    "The European Parliament adopted resolution 2023/1234; Senate Resolution 57 and House Resolution 1141 passed.",
    "The US Senate voted 51-49. The Bundestag passed the resolution with 375 votes to 261 and 13 abstentions.",
    "Lakers won 112-108, Game 7 ended 4-3 on 12 June 2024; the board adopted the budget 7-2.",
    "Directive 95/46/EC, ISO 9001, room 77/7, resolution 1080p, p. 242 (1967).",
    "Call +1 212 963 1234 or 212-963-123. My New Year's resolution for 2024 is to run 42 km.",
    "Human Rights Council resolution 46/22, ECOSOC resolution 1996/31 and A/HRC/RES/49/1.",
    "Our school's General Assembly passed the budget resolution 14-3-2 on 12 March 2024.",
    "@Sam did you vote in the poll? It was 12-5 for pizza, 3 abstained. Next council meeting on 5 May 2024.",
    "The Council of Europe and the city council both adopted a text on 25 February 2022.",
    "In 2024 and 2025 the world changed, and from 2 to 5 December 1995 it rained.",
    "",
    "\u200b \ufeff\n\n",
]


@pytest.mark.parametrize(("text", "expected"), CERTAIN)
async def test_a_newspaper_tells_of_a_vote(clerk: Clerk, text: str, expected: list[str]) -> None:
    found = await decisions_in(clerk.reader, text, SENT)
    assert [hit.decision.key for hit in found.hits] == expected, found
    assert {hit.grade for hit in found.hits} == {Grade.CERTAIN}, found


@pytest.mark.parametrize(("text", "expected"), LIKELY)
async def test_what_is_not_certain_is_called_likely(clerk: Clerk, text: str, expected: list[str]) -> None:
    found = await decisions_in(clerk.reader, text, SENT)
    assert [hit.decision.key for hit in found.hits] == expected, found
    assert {hit.grade for hit in found.hits} == {Grade.LIKELY}, found


@pytest.mark.parametrize("text", NOTHING)
async def test_what_only_looks_like_a_vote(clerk: Clerk, text: str) -> None:
    found = await decisions_in(clerk.reader, text, SENT)
    assert not found.hits, found
    said = await answer(clerk.reader, text, SENT)
    assert (said.kind, said.headline) == ("not_found", NONE)
    assert said.notes[-1] == HOW
    assert said.facts == {"searched": "", "nearest": []}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "The Third Committee approved A/C.3/79/L.2 by 125 votes to 2 with 53 abstentions.",
            "Drafts of committees are not in our data: A/C.3/79/L.2.",
        ),
        ("The Third Committee approved it by 125 votes to 2.", "Votes of committees are not in our data"),
        ("The Security Council voted 13-0-2 on the mandate.", "124 votes fit; a symbol or a date would tell"),
        (
            "A/RES/77/999 does not exist, nor does Security Council resolution 2999.",
            "Not in our data: A/RES/77/999, Security Council resolution 2999.",
        ),
        (
            "In A/RES/ES-11/1 the Assembly deplored it; 140 voted in favour and 5 against, with 35 abstentions.",
            "The text gives “140 voted in favour and 5 against, with 35 abstentions” for A/RES/ES-11/1; our "
            "data have 141-5-35.",
        ),
        (
            "The U.N. General Assembly adopted A/RES/80/4 by 165-7-12. The year before the vote in the Assembly, on 3 "
            "November 2022, was 187-2-1.",
            "No vote with the figures “187-2-1” is at the time or in the body that the text names.",
        ),
        (
            "The General Assembly deplored it on 14 January 1980 by 104 votes to 18, with 18 abstentions.",
            "No vote with the figures “104 votes to 18, with 18 abstentions” is at the time",  # in 1978 there was one
        ),
        (
            "The General Assembly adopted it by 150 votes to 37.",
            "No vote with the figures “150 votes to 37” is in our data.",
        ),
    ],
)
async def test_what_is_not_found_is_told(clerk: Clerk, text: str, note: str) -> None:
    found = await decisions_in(clerk.reader, text, SENT)
    assert any(note in said for said in found.notes), found.notes


async def test_the_answer_says_by_which_words(clerk: Clerk) -> None:
    text = (
        "Resolution 2774 of the Security Council passed 10-0 with five abstentions. Read about Uniting for Peace too."
    )
    said = await answer(clerk.reader, text, SENT)
    assert said.kind == "search"
    assert said.headline == "2 votes found in this message, 1 of them likely but not certain."
    assert said.facts["rows"][0] == {
        "decision": "S/RES/2774(2025)",
        "title": "Imploring a swift end to the conflict between Ukraine and the Russian Federation",
        "date": "2025-02-24",
        "yes": 10,
        "no": 0,
        "abstain": 5,
        "words": ["“Resolution 2774”", "“10-0 with five abstentions”"],
        "grade": "certain",
    }
    assert said.table
    assert said.table.rows[0][-1] == "“Resolution 2774”; “10-0 with five abstentions”"
    assert said.table.rows[1][0] == "A/RES/377(V)", "the official symbol, where our own number is the key"
    assert said.sources[0].url == "https://undocs.org/S/RES/2774%282025%29"


async def test_a_day_without_a_year_is_the_last_one_before_the_text(clerk: Clerk) -> None:
    text = "The U.S. vetoed a U.N. Security Council draft on Gaza on June 4. 14 countries voted in favor."
    assert [hit.decision.key for hit in (await decisions_in(clerk.reader, text, date(2025, 6, 5))).hits] == [
        "S/2025/353"
    ]
    assert not (await decisions_in(clerk.reader, text, date(2025, 6, 3))).hits


async def test_an_unsure_one_says_so(clerk: Clerk) -> None:
    said = await answer(clerk.reader, "it went 141-5-35", SENT)
    assert said.headline == "1 vote found in this message, likely but not certain."
    assert said.table
    assert said.table.rows[0][-1] == "likely, by “141-5-35”"


@pytest.mark.parametrize(
    "text",
    [
        "A/RES/" * 2000,
        "resolutions " + ", ".join(map(str, range(100, 1500))),
        "1-" * 6000,
        "one to " * 1700,
        "5 a b for " * 1200,
        "242 (" * 2400,
        "“" * 12000,
        "2001 to 2002 and " * 700,
        "vote' OR 1=1 -- \\ \x00 % _ " * 400,
        "@everyone [x](https://example.org) <@1> " * 300,
        "ﷺ" * 9000,
        "vote\n" * 2400,
        "the Council vetoed 15-0 on 2 May 1990\n" * 300,
    ],
)
async def test_hostile_texts_take_no_time(clerk: Clerk, text: str) -> None:
    begun = time.perf_counter()
    found = await decisions_in(clerk.reader, text, SENT)
    assert time.perf_counter() - begun < 5
    assert len(found.hits) <= MOST


async def test_a_long_text_is_read_to_its_limit(clerk: Clerk) -> None:
    found = await decisions_in(clerk.reader, "x " * LONGEST + "A/RES/ES-11/7", SENT)
    assert not found.hits
    assert found.notes == ("Only the first 12,000 characters were read.",)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("by 141 votes to 5, with 35 abstentions", (141, 5, 35)),
        ("the vote was 93–18–65", (93, 18, 65)),
        ("voted 93-18 with 65 abstentions", (93, 18, 65)),
        ("117 in favour to none against, with 4 abstentions", (117, 0, 4)),
        ("89 votes to none with nine abstentions", (89, 0, 9)),
        ("Yes: 93, No: 18, Abstain: 65", (93, 18, 65)),
        ("93 yes, 18 no, 65 abstain", (93, 18, 65)),
        ("Thirteen members voted for it, one against and one abstained", (13, 1, 1)),
        ("thirty-three in favour, thirteen against", (33, 13, None)),
        ("14 in favour and one abstention", (14, None, 1)),
        ("adopted 15-0", (15, 0, None)),
        ("adopted unanimously", (None, 0, 0)),
    ],
)
def test_scores_as_newspapers_write_them(text: str, figures: tuple[int | None, ...]) -> None:
    assert [(one.yes, one.no, one.abstain) for one in find_scores(folded(text).text)] == [figures]


@pytest.mark.parametrize(
    "text", ["2024-25", "24-02-2025", "555-123-4567", "from 2 to 5 December", "A 50-50 split", "4-3"]
)
def test_figures_that_are_no_score(text: str) -> None:
    assert not list(find_scores(folded(text).text))


def test_the_word_lists_hold_each_word_once() -> None:
    lists = load_toml(FILES / "mentions.toml")
    assert set(lists) == {
        "united_nations", "voting", "led_to", "resolution", "introducing", "other_bodies", "committees",
    }  # fmt: skip
    for name, words in lists.items():
        assert words, name
        assert all(spoken(name)), name
        assert len(set(words)) == len(words), name
