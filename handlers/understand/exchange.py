"""The last question and what its answer listed: all that a follow-up can lean on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from db.ingest.edition import load_toml
from db.names import fold
from handlers.answer import Answer
from handlers.question import Kind, Option, Question
from handlers.understand.wordlists import FILES

LISTS_DECISIONS = frozenset({"Decision", "Symbol", "Draft", "Latest", "Most contested"})
"""Heads of the first column of tables whose rows are decisions."""
PASSING = frozenset({Kind.HELP, Kind.DEFINITION})


@dataclass(frozen=True)
class Exchange:
    """One question and what its answer offered.

    `rows` are the keys of the decisions that the answer listed, in the order shown (the one that a card is about where
    there is no list); `members` the members that a ranking listed.
    """

    question: Question
    answer_options: tuple[Option, ...] = ()
    rows: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


def exchange(answer: Answer) -> Exchange:
    """What to keep of an answer for the question after it."""
    question, facts = answer.question, answer.facts
    rows: tuple[str, ...] = ()
    if answer.table is not None and answer.table.columns[0] in LISTS_DECISIONS:
        rows = tuple(row[0] for row in answer.table.rows)
    elif question.kind is Kind.COMPARISON and question.decisions:
        rows = tuple(one.key for one in question.decisions[:2])
    elif answer.decision is not None:
        rows = (answer.decision.key,)
    members: tuple[str, ...] = ()
    if question.kind is Kind.RANKING:
        members = tuple(str(row["member"]) for row in facts.get("rows", ()))
    return Exchange(question, answer.options, rows, members)


def worth_keeping(answer: Answer) -> bool:
    """Whether an answer starts a new subject: thanks, help, a definition or a refusal let the last one stand."""
    question = answer.question
    if question.kind is Kind.OUT_OF_SCOPE:
        return bool(question.decisions or question.members)
    if question.kind is Kind.NOT_FOUND:
        return bool(answer.options)
    return question.kind not in PASSING


@cache
def table() -> dict[str, Any]:
    """The whole file of words for follow-ups."""
    return load_toml(FILES / "followups.toml")


@cache
def phrases(name: str) -> frozenset[str]:
    """One of its lists, folded."""
    return frozenset(fold(phrase) for phrase in table()[name])
