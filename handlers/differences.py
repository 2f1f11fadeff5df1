"""What an import changed, in sentences for the operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.queries.diff import Changed, Import
from db.records import Body
from db.roster import Roster
from handlers.wording import plural

BOOKKEEPING = frozenset({"source_date", "month_only", "display_title", "roll_call", "adoption"})
"""Columns that change along with others, of which the reader is told."""
WORDS = {
    "": "new decision",
    "position": "member's position",
    "day": "date",
    "symbol": "symbol",
    "title": "whole title",
    "outcome": "outcome",
    "yes": "tally",
    "agenda_item": "agenda item",
    "subjects": "list of subjects",
}
FOLLOWS = frozenset({"no", "abstain", "absent"})
"""The rest of a tally, told of by its first figure."""


def heading(one: Import) -> str:
    """The line above the changes of an import."""
    return f"{one.label}, imported {one.when:%Y-%m-%d %H:%M}:"


def summary(counts: Mapping[tuple[Body, str, bool], int]) -> list[str]:
    """How many changes of each sort, by body; one line where there are none."""
    lines: list[str] = []
    for body in Body:
        found = {(field, had): count for (of, field, had), count in counts.items() if of is body}
        parts = [
            f"{plural(count, _word(field))} {'changed' if had else 'added'}"
            for (field, had), count in sorted(found.items(), key=lambda entry: (list(WORDS).index(entry[0][0])
            if entry[0][0] in WORDS else len(WORDS), entry[0]))
            if field not in BOOKKEEPING | FOLLOWS
        ]  # fmt: skip
        if parts:
            lines.append(f"  {body.title}: {', '.join(parts)}.")
    return lines or ["  Nothing was new."]


def listed(changes: Sequence[Changed], roster: Roster) -> list[str]:
    """One line for each change."""
    return [f"  {_line(change, roster)}" for change in changes]


def _line(change: Changed, roster: Roster) -> str:
    if not change.field:
        return f"{change.decision}: new, “{change.new}”"
    what = roster.common(change.member) if change.member else change.field.replace("_", " ")
    return f"{change.decision}: {what}: {change.old or 'nothing'} → {change.new}"


def _word(field: str) -> str:
    return WORDS.get(field, field.replace("_", " "))
