"""The answers to two questions of one message, as one."""

from __future__ import annotations

from dataclasses import replace

from handlers.answer import Answer, unique
from handlers.conversation.turn import READ_WITH
from handlers.question import Kind

ASIDE = frozenset({"not_about_votes", "language"})
UNREAD = frozenset({Kind.CLARIFY, Kind.NOT_FOUND, Kind.HELP, Kind.OUT_OF_SCOPE})
"""Kinds of an answer that gives no figure."""


def both(first: Answer, second: Answer, asked: str) -> Answer | None:
    """The first answer with the second behind it; None where the text is better read whole.

    It is where the first part says nothing by itself, and where both ask the same of the same votes ("how did India
    vote on it, and how did Pakistan?"), which one answer can hold. `asked` are the words of the second question.
    """
    a, b = first.question, second.question
    if a.kind in UNREAD or (a.kind, a.decisions, a.topic, a.period) == (b.kind, b.decisions, b.topic, b.period):
        return None
    if b.kind in UNREAD and (b.kind is not Kind.OUT_OF_SCOPE or b.reason in ASIDE):
        reason = f" {second.headline}" if b.kind in {Kind.CLARIFY, Kind.NOT_FOUND} else " Ask it on its own."
        options = (*first.options, *(second.options if b.kind is Kind.CLARIFY else ()))
        return replace(first, lines=(*first.lines, f"Not answered: “{asked}”.{reason}"), options=options)
    later = (note for note in second.notes if not note.startswith(READ_WITH))
    notes = tuple(dict.fromkeys((*first.notes, *later)))
    return replace(
        first,
        lines=(*first.lines, second.headline, *second.lines),
        notes=notes,
        listings=(*first.listings, *second.listings),
        table=first.table or second.table,
        sources=unique([*first.sources, *second.sources]),
        options=(*first.options, *second.options),
        names=first.names | second.names,
        facts={**first.facts, "second": {"kind": second.kind, **second.facts}},
    )
