"""Summaries, checked against the bundled edition's files read with the csv module."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from handlers.summary import answer, ordinal, session_name
from tests.handlers.edition import decisions, of_group, roll_calls

YEAR_2023 = Period(date(2023, 1, 1), date(2023, 12, 31), "in 2023")
REGIONS = ("african", "asia_pacific", "eastern_european", "grulac", "weog")


async def summary(archive: Archive, key: str) -> Answer:
    found = await by_keys(archive, [key])
    return await answer(archive, Question(f"summary of {key}", Kind.SUMMARY, decisions=tuple(found)))


@pytest.mark.parametrize("key", ["A/RES/68/262", "A/RES/80/4", "A/RES/ES-11/1", "A/RES/ES-11/8", "A/RES/70/94"])
async def test_by_group_is_the_roll_call_counted_anew(archive: Archive, key: str) -> None:
    facts = (await summary(archive, key)).facts
    cast, day = roll_calls()[key], decisions()[key]["date"]
    for group in REGIONS:
        letters = Counter(cast.get(iso3, "?") for iso3 in of_group(group, day))  # no letter: Germany in A/RES/70/94
        wanted = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X", "unknown": "?"}
        assert facts["by_group"][group] == {word: letters[letter] for word, letter in wanted.items()}


async def test_a_whole_roll_call(archive: Archive) -> None:
    found = await summary(archive, "A/RES/68/262")
    assert found.headline.startswith(
        "A/RES/68/262, “Territorial integrity of Ukraine” (27 March 2014): adopted, 100 yes"
    )
    assert {
        "decision": "A/RES/68/262",
        "yes": 100,
        "no": 11,
        "abstain": 58,
        "absent": 24,
    }.items() <= found.facts.items()
    assert "in its 68th session" in found.text
    assert "two thirds of them on important questions" in found.text
    assert "does not say which of the two applied" in found.text
    assert "France, the United Kingdom and the United States voted yes; Russia voted no; China abstained" in found.text
    assert "Belarus (no, Eastern Europe)" in found.text
    assert "Cuba" not in found.text  # its group's first position is level or an abstention: nobody stands against it


async def test_subjects_agenda_and_meeting(archive: Archive) -> None:
    found = await summary(archive, "A/RES/ES-11/1")
    assert found.facts["subjects"] == ["Aggression", "Ukraine", "Russian Federation"]
    assert "Agenda item: Letter dated 28 February 2014" in found.text
    assert "meeting record A/ES-11/PV.5" in found.text
    assert "https://undocs.org/A/ES-11/PV.5" in [link.url for link in found.sources]
    assert "Only Belarus, Eritrea, North Korea, Russia and Syria voted no." in found.text
    repeated = await summary(archive, "A/RES/80/4")  # the agenda item is the title over again
    assert "Agenda item" not in repeated.text


async def test_a_resolution_of_the_council(archive: Archive) -> None:
    found = await summary(archive, "S/RES/2774(2025)")
    assert {"yes": 10, "no": 0, "abstain": 5, "outcome": "adopted"}.items() <= found.facts.items()
    assert "nine votes in favour" in found.text
    assert "Nobody voted no." in found.text
    assert sum(sum(split.values()) for split in found.facts["by_group"].values()) == 15
    assert found.facts["by_group"]["weog"] == {"yes": 1, "no": 0, "abstain": 4, "absent": 0, "unknown": 0}


async def test_a_vetoed_draft(archive: Archive) -> None:
    found = await summary(archive, "S/2025/115")
    assert found.facts["outcome"] == "vetoed"
    assert "vetoed, 9 yes, 1 no" in found.headline
    assert "Russia alone voted no." in found.text


async def test_seven_of_eleven_until_the_end_of_1965(archive: Archive) -> None:
    assert "seven votes in favour of eleven" in (await summary(archive, "S/RES/82(1950)")).text
    assert "seven votes in favour of eleven" in (await summary(archive, "S/RES/218(1965)")).text  # adopted, 7-0-4
    assert "nine votes in favour" in (await summary(archive, "S/RES/242(1967)")).text


async def test_members_in_no_group_are_named(archive: Archive) -> None:
    key = "S/RES/242(1967)"
    found = await summary(archive, key)
    splits = found.facts["by_group"]
    assert sum(sum(split.values()) for split in splits.values()) == len(roll_calls()[key]) - 1 == 14
    assert "In no group then: China." in found.text  # the Republic of China, under the Council's one key
    assert "In no group then: Kiribati." in (await summary(archive, "A/RES/68/262")).text
    assert "In no group" not in (await summary(archive, "A/RES/80/4")).text


async def test_adopted_without_a_vote(archive: Archive) -> None:
    found = await summary(archive, "A/RES/75/1")
    assert found.facts["by_group"] == {}
    assert found.facts["yes"] is None
    assert "adopted without a vote" in found.headline
    assert "Permanent members" not in found.text


async def test_before_the_groups(archive: Archive) -> None:
    found = await summary(archive, "V127")  # the Universal Declaration, 48-0-8
    assert found.facts["by_group"] == {}
    assert {"yes": 48, "no": 0, "abstain": 8}.items() <= found.facts.items()
    assert "the five groups of today are counted from December 1963" in found.text


async def test_partial_roll_calls_are_not_read_as_whole(archive: Archive) -> None:
    some = await summary(archive, "A/RES/ES-11/8")
    assert "not known: France and the United Kingdom" in some.text
    assert "Against the majority" not in some.text
    assert "voted no." not in some.text  # two of eight are known: nobody is singled out
    none = await summary(archive, "A/RES/ES-11/9")
    assert "No member's position on it is in our sources." in none.text


async def test_members_that_the_source_leaves_out_are_unknown(archive: Archive) -> None:
    found = await summary(archive, "V5684")
    assert "The source lists nobody as absent for this vote" in found.text
    assert found.facts["by_group"]["african"]["unknown"] > 0


async def test_a_member(archive: Archive) -> None:
    found = await answer(archive, Question("about Hungary", Kind.SUMMARY, members=("HUN",), period=YEAR_2023))
    keys = [
        key for key, row in decisions().items()
        if row["body"] == "GA" and row["final"] == "1" and row["roll_call"] == "complete" and row["date"][:4] == "2023"
    ]  # fmt: skip
    letters = Counter(roll_calls()[key]["HUN"] for key in keys)
    counts = {"yes": letters["Y"], "no": letters["N"], "abstain": letters["A"], "absent": letters["X"]}
    assert counts.items() <= found.facts.items()
    assert len(found.facts["closest"]) == len(found.facts["furthest"]) == 3
    assert found.facts["lone_no"] == sum(
        [iso3 for iso3, letter in roll_calls()[key].items() if letter == "N"] == ["HUN"] for key in keys
    )
    assert "A member of the United Nations since 14 December 1955." in found.text
    assert "1968–1969 and 1992–1993" in found.text  # Hungary's terms on the Council
    assert found.headline.startswith("Hungary in General Assembly final votes in 2023")


async def test_a_permanent_member_has_vetoes_and_a_former_member_its_end(archive: Archive) -> None:
    usa = await answer(archive, Question("US", Kind.SUMMARY, members=("USA",)))
    assert usa.facts["vetoes"] == sum("USA" in row["vetoed_by"].split("|") for row in decisions().values())
    whole = [
        votes for key, votes in roll_calls().items()
        if decisions()[key]["body"] == "GA" and decisions()[key]["final"] == "1"
        and decisions()[key]["roll_call"] == "complete"
    ]  # fmt: skip
    assert usa.facts["lone_no"] == sum(
        votes.get("USA") == "N" and list(votes.values()).count("N") == 1 for votes in whole
    )
    ddr = await answer(archive, Question("GDR", Kind.SUMMARY, members=("DDR",)))
    assert "from 18 September 1973 to 2 October 1990. Followed by Germany." in ddr.text
    assert "vetoes" not in ddr.facts


async def test_a_year(archive: Archive) -> None:
    found = await answer(archive, Question("2023", Kind.SUMMARY, period=YEAR_2023))
    rows = [
        row for row in decisions().values() if row["body"] == "GA" and row["final"] == "1" and row["date"][:4] == "2023"
    ]
    recorded = [row for row in rows if row["adoption"] == "recorded"]
    assert found.facts["votes"] == len(recorded)
    assert found.facts["without_vote"] == sum(row["adoption"] == "without_vote" for row in rows)

    def gap(row: dict[str, str]) -> float:
        yes, no = int(row["yes"]), int(row["no"])
        return abs(yes - no) / (yes + no)

    contested = sorted((row for row in recorded if row["no"] != "0"), key=gap)[:3]
    assert [one["decision"] for one in found.facts["contested"]] == [row["key"] for row in contested]
    alone = Counter(
        next(iso3 for iso3, letter in roll_calls()[row["key"]].items() if letter == "N")
        for row in recorded
        if row["no"] == "1"
    )
    assert found.facts["lone_no"] == dict(alone)


async def test_a_topic_in_the_council(archive: Archive) -> None:
    period = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")
    found = await answer(archive, Question("SC 2022", Kind.SUMMARY, body=Body.SC, period=period))
    rows = [row for row in decisions().values() if row["body"] == "SC" and row["date"][:4] == "2022"]
    assert found.facts["votes"] == len(rows)
    vetoed = sum(row["outcome"] == "vetoed" for row in rows)
    assert f"{vetoed} drafts vetoed" in found.text


async def test_a_period_without_decisions(archive: Archive) -> None:
    period = Period(date(1964, 3, 1), date(1964, 3, 31), "in March 1964")
    found = await answer(archive, Question("March 1964", Kind.SUMMARY, period=period))
    assert found.facts["votes"] == 0
    assert "no decision in the archive" in found.headline


def test_sessions_and_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 11, 12, 13, 21, 80, 111)] == [
        "1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "80th", "111th"
    ]  # fmt: skip
    assert session_name("ES-11") == "in its 11th emergency special session"
    assert session_name("S-32") == "in its 32nd special session"
    assert session_name("") == ""
