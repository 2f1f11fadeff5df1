"""Who took a position on one decision and not on another."""

from __future__ import annotations

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Position
from handlers import comparison
from handlers.answer import Answer
from handlers.question import Kind, Question
from tests.handlers.edition_tables import votes


async def ask(archive: Archive, a: str, b: str, position: Position) -> Answer:
    decisions = tuple(await by_keys(archive, [a, b]))
    question = Question("", Kind.COMPARISON, decisions=decisions, positions=(position,), order="but_not")
    return await comparison.answer(archive, question)


def expected(a: str, b: str, letter: str) -> list[str]:
    table = votes()
    return sorted(m for m in table.columns if table.at[a, m] == letter and table.at[b, m] != letter)


async def test_two_whole_roll_calls(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/ES-11/1", "A/RES/ES-11/4", Position.YES)
    members = expected("A/RES/ES-11/1", "A/RES/ES-11/4", "Y")
    assert answer.facts["members"] == members
    assert answer.facts["complete"] is True
    assert answer.headline.startswith(f"{len(members)} members voted yes on A/RES/ES-11/1")
    assert "Djibouti" in answer.headline


async def test_all_that_said_yes_are_known_though_others_are_not(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/ES-11/6", "A/RES/ES-11/7", Position.YES)
    assert answer.facts["members"] == expected("A/RES/ES-11/6", "A/RES/ES-11/7", "Y")
    assert len(answer.facts["members"]) == 141 - 93


async def test_who_is_not_known_is_left_out(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/ES-11/6", "A/RES/ES-11/7", Position.ABSTAIN)
    unsure = [m for m in expected("A/RES/ES-11/6", "A/RES/ES-11/7", "A") if votes().at["A/RES/ES-11/7", m] == "?"]
    assert answer.facts["complete"] is (not unsure)
    assert not set(unsure) & set(answer.facts["members"])
