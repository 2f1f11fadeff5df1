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
LEANED_ON = frozenset(Kind) - {Kind.CLARIFY, Kind.NOT_FOUND, Kind.HELP, Kind.DEFINITION, Kind.OUT_OF_SCOPE}
"""Kinds that a follow-up can change; the others let the exchange before them stand."""


@dataclass(frozen=True)
class Exchange:
    """One question and what its answer offered.

    `rows` are the keys of the decisions that the answer listed, in the order shown (the one that a card is about where
    there is no list); `listed` those of the last list that these come from, for "the second one"; `members` the
    members that a ranking listed; `people` the members and groups last asked about, for "they". `earlier` is the
    exchange before an answer that asked back or refused.
    """

    question: Question
    answer_options: tuple[Option, ...] = ()
    rows: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    earlier: Exchange | None = None


def exchange(answer: Answer, before: Exchange | None = None) -> Exchange:
    """What to keep of an answer for the question after it, and of the exchange `before` it what still counts."""
    question = answer.question
    rows = _rows(answer)
    listed = rows if len(rows) > 1 else ()
    people = (*question.members, *question.groups)
    earlier = None
    if before is not None:
        listed = listed or (before.listed if rows and set(rows) <= set(before.listed) else ())
        people = people or before.people
        if question.kind not in LEANED_ON:
            earlier = before if before.question.kind in LEANED_ON else before.earlier
    members: tuple[str, ...] = ()
    if question.kind is Kind.RANKING:
        members = tuple(str(row["member"]) for row in answer.facts.get("rows", ()))
    return Exchange(question, answer.options, rows, listed, members, people, earlier)


def _rows(answer: Answer) -> tuple[str, ...]:
    if answer.table is not None and answer.table.columns[0] in LISTS_DECISIONS:
        return tuple(row[0] for row in answer.table.rows)
    if answer.kind == Kind.COMPARISON and answer.question.decisions:
        return tuple(one.key for one in answer.question.decisions[:2])
    return (answer.decision.key,) if answer.decision is not None else ()


@cache
def table() -> dict[str, Any]:
    """The whole file of words for follow-ups."""
    return load_toml(FILES / "followups.toml")


@cache
def phrases(name: str) -> frozenset[str]:
    """One of its lists, folded."""
    return frozenset(fold(phrase) for phrase in table()[name])
