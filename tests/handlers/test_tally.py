"""How a vote went: the figures of the edition, in the words of an answer."""

from __future__ import annotations

import csv
import gzip
from functools import cache

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.queries.decisions import decision, within
from db.records import Decision
from handlers.question import Kind, Question
from handlers.tally import answer, outcome, result, tally_facts


@cache
def rows() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


async def found(archive: Archive, key: str) -> Decision:
    one = await decision(archive, key)
    assert one is not None
    return one


async def asked(archive: Archive, key: str, *notes: str) -> Question:
    return Question(text="", kind=Kind.TALLY, decisions=(await found(archive, key),), notes=notes)


def number(text: str) -> int | None:
    return int(text) if text else None


async def test_the_facts_of_every_decision(archive: Archive) -> None:
    facts = {one.key: tally_facts(one) for one in await within(archive, None, None, None, final=False)}
    # The official number that a well-known text has from a file of its own says that it was adopted.
    numbered = {row["decision"] for row in load_toml(DATA / "named_decisions.toml")["decision"] if "symbol" in row}
    assert facts == {
        key: {
            "decision": key,
            "yes": number(row["yes"]),
            "no": number(row["no"]),
            "abstain": number(row["abstain"]),
            "absent": number(row["absent"]),
            "outcome": "adopted" if key in numbered else row["outcome"],
        }
        for key, row in rows().items()
    }


# Yes, no, abstain and absent as the United Nations announced them, and the outcome.
KNOWN = {
    "A/RES/ES-11/1": (141, 5, 35, 12, "adopted"),
    "A/RES/68/262": (100, 11, 58, 24, "adopted"),
    "A/RES/67/19": (138, 9, 41, 5, "adopted"),
    "A/RES/46/86": (111, 25, 13, 17, None),
    "S/RES/2774(2025)": (10, 0, 5, 0, "adopted"),
    "S/RES/1973(2011)": (10, 0, 5, 0, "adopted"),
    "S/2022/155": (11, 1, 3, 0, "vetoed"),
    "V127": (48, 0, 8, 2, None),
    "A/RES/ES-11/7": (93, 18, 65, 17, "adopted"),
}


@pytest.mark.parametrize("key", KNOWN)
async def test_known_votes(archive: Archive, key: str) -> None:
    yes, no, abstain, absent, how = KNOWN[key]
    facts = (await answer(archive, await asked(archive, key))).facts
    assert (facts["yes"], facts["no"], facts["abstain"], facts["absent"]) == (yes, no, abstain, absent)
    assert how is None or facts["outcome"] == how


async def test_the_first_words_say_which_decision_and_when(archive: Archive) -> None:
    got = await answer(archive, await asked(archive, "A/RES/ES-11/1", "Read as the first of eleven."))
    assert got.headline.startswith("A/RES/ES-11/1 (2 March 2022): adopted, 141 yes, 5 no, 35 abstentions")
    assert "12 not voting" in got.headline
    assert got.notes[0] == "Read as the first of eleven."
    assert got.decision is not None
    assert got.decision.title in got.text
    assert any(link.url == "https://undocs.org/A/RES/ES-11/1" for link in got.sources)
    assert len(got.sources) >= 2


async def test_one_abstention_is_one(archive: Archive) -> None:
    assert "1 abstention." in (await answer(archive, await asked(archive, "S/RES/2334(2016)"))).headline


async def test_a_veto_is_called_one(archive: Archive) -> None:
    got = await answer(archive, await asked(archive, "S/2022/155"))
    assert "vetoed" in got.headline
    assert got.headline.startswith("draft S/2022/155")


async def test_a_draft_that_failed_was_not_adopted(archive: Archive) -> None:
    key = next(key for key, row in rows().items() if row["outcome"] == "failed" and row["yes"])
    assert outcome(await found(archive, key)) == "not adopted"


async def test_an_adoption_without_a_vote_has_no_figures(archive: Archive) -> None:
    key = next(key for key, row in rows().items() if row["adoption"] == "without_vote")
    got = await answer(archive, await asked(archive, key))
    assert [got.facts[name] for name in ("yes", "no", "abstain", "absent")] == [None] * 4
    assert got.facts["outcome"] == "adopted"
    assert "without a vote" in got.headline


async def test_an_unknown_tally_is_said_to_be_unknown(archive: Archive) -> None:
    assert "not in our sources" in result(await found(archive, "S/516"))


async def test_an_outcome_that_the_source_does_not_give_is_not_inferred(archive: Archive) -> None:
    key = next(key for key, row in rows().items() if row["outcome"] == "unknown" and row["yes"])
    got = await answer(archive, await asked(archive, key))
    assert got.facts["outcome"] == "unknown"
    assert "outcome not in our source" in got.headline


async def test_a_month_is_shown_as_a_month(archive: Archive) -> None:
    got = await answer(archive, await asked(archive, "V3"))
    assert "January 1946" in got.headline
    assert "1 January" not in got.headline
    assert "The source gives only the month of this vote." in got.notes


async def test_an_announced_tally_stands_beside_the_counted_one(archive: Archive) -> None:
    got = await answer(archive, await asked(archive, "A/RES/ES-10/19"))
    assert (got.facts["yes"], got.facts["no"], got.facts["abstain"]) == (127, 9, 35)
    assert any("128-9-35" in note and "127-9-35" in note for note in got.notes)


@pytest.mark.parametrize(("key", "word"), [("A/RES/ES-11/7", "unknown"), ("V4171", "incomplete")])
async def test_a_roll_call_that_is_not_whole_is_marked(archive: Archive, key: str, word: str) -> None:
    got = await answer(archive, await asked(archive, key))
    assert any(word in note for note in got.notes)
