"""What is asked in the benchmarks: the project's own questions, and what follows them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLLOW_UPS = (
    "and France?", "what about in 2019?", "who abstained?", "and in 2010?", "how did Germany and Brazil vote?",
    "and the year before?", "what about 1976?", "show me the series", "who voted no?", "why?",
    "and India over the years?", "and on human rights?",
)  # fmt: skip


def questions() -> list[str]:
    """Every question of tests/questions, kind by kind."""
    files = sorted(QUESTIONS.glob("*.jsonl"))
    return [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]


def conversations() -> Iterator[tuple[str, str]]:
    """Each question with one that leans on it; neighbours, which are alike, are followed by different ones."""
    for number, question in enumerate(questions()):
        yield question, FOLLOW_UPS[number * 5 % len(FOLLOW_UPS)]
