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
    there is no list); `listed` those of the last list that these come from, for "the second one", and `lister` the
    question behind it; `members` the members that a ranking listed. `people` are the members and groups last asked
    about, for "they", `pair` the last two of them, for "those two"; `recent` the last two decisions that were asked
    about, the newest first, for "both". `earlier` is the exchange before an answer that asked back or refused.
    """

    question: Question
    answer_options: tuple[Option, ...] = ()
    rows: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    lister: Question | None = None
    earlier: Exchange | None = None


def exchange(answer: Answer, before: Exchange | None = None) -> Exchange:
    """What to keep of an answer for the question after it, and of the exchange `before` it what still counts."""
    question = answer.question
    rows = _rows(answer)
    listed = rows if len(rows) > 1 or _lists(answer) else ()
    lister = question if listed else None
    people = pair = (*question.members, *question.groups)
    recent = tuple(one.key for one in question.decisions[1::-1]) if question.kind in LEANED_ON else ()
    earlier = None
    if before is not None:
        if not listed and rows and set(rows) <= set(before.listed):
            listed, lister = before.listed, before.lister
        people = people or before.people
        pair = pair if len(pair) > 1 else tuple(dict.fromkeys((*before.pair[-1:], *pair)))
        recent = tuple(dict.fromkeys((*recent, *before.recent)))[:2]
        if question.kind not in LEANED_ON:
            earlier = before if before.question.kind in LEANED_ON else before.earlier
    members: tuple[str, ...] = ()
    if question.kind is Kind.RANKING:
        members = tuple(str(row["member"]) for row in answer.facts.get("rows", ()))
    return Exchange(question, answer.options, rows, listed, members, people, recent, pair[:2], lister, earlier)


def _lists(answer: Answer) -> bool:
    return answer.table is not None and answer.table.columns[0] in LISTS_DECISIONS


def _rows(answer: Answer) -> tuple[str, ...]:
    if answer.table is not None and _lists(answer):
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


@cache
def cue_names(name: str) -> frozenset[str]:
    """One of its lists of cues, as handlers/data/cues.toml names them ("how_many")."""
    return frozenset(table()[name])
