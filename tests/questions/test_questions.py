"""The project's own questions, asked of the program: how many it gets right, and that it states no wrong figure."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bot.evaluate import Report, evaluate, lines, read_rows
from handlers.clerk import Clerk
from tests.questions import build

FOLDER = Path(__file__).parent
LEAST = {
    "tally": 40, "country_vote": 70, "who_voted": 50, "summary": 20, "alignment": 40, "ranking": 25, "cohesion": 15,
    "record": 25, "series": 15, "comparison": 15, "veto": 20, "extremes": 15, "count": 15, "trend": 15, "search": 15,
    "latest": 10, "definition": 15, "clarify": 10, "not_found": 10, "out_of_scope": 15,
}  # fmt: skip
FLOOR = 0.95
"""Share of our own questions that must be answered right: one point below what was last measured, and at most 0.95."""
OTHERS = 0.98
"""The same of what others asked: what was right when this was last looked through must stay so."""
CONFIDENT = 0
"""Wrong figures given with confidence: as many as there were when this was last measured, and no more."""


async def asked(clerk: Clerk, names: list[str]) -> Report:
    return await evaluate(clerk, [row for name in names for row in read_rows(FOLDER / f"{name}.jsonl")])


def test_files_are_a_fresh_build() -> None:
    made = build.files()
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(made)
    for name, rows in made.items():
        assert (FOLDER / f"{name}.jsonl").read_text("utf-8") == build.text(rows), f"build {name}.jsonl again"


def test_there_are_enough_of_every_kind() -> None:
    found = {path.stem: len(read_rows(path)) for path in FOLDER.glob("*.jsonl")}
    assert {kind: count for kind, count in LEAST.items() if found[kind] < count} == {}


def test_no_question_is_asked_twice() -> None:
    questions = Counter(row["question"] for path in FOLDER.glob("*.jsonl") for row in read_rows(path))
    assert [question for question, count in questions.items() if count > 1] == []


async def test_first_questions_are_all_right(clerk: Clerk) -> None:
    report = await asked(clerk, ["issue"])
    assert not report.misses, "\n".join(lines(report))


async def test_own_questions(clerk: Clerk) -> None:
    report = await asked(clerk, sorted(LEAST))
    assert report.accuracy >= FLOOR, "\n".join(lines(report))
    assert report.confident <= CONFIDENT, "\n".join(lines(report))


async def test_questions_of_others(clerk: Clerk) -> None:
    """Asked in November 2026 by readers who had not seen the program, with facts that they counted from the sources."""
    report = await evaluate(clerk, read_rows(FOLDER / "others" / "blind.jsonl"))
    assert report.accuracy >= OTHERS, "\n".join(lines(report))
    assert report.confident <= CONFIDENT, "\n".join(lines(report))
