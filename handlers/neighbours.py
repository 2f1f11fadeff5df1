"""The votes before and after a decision in its yearly series."""

from __future__ import annotations

from dataclasses import dataclass

from db.archive import Archive
from db.records import Decision
from handlers.question import Kind, Question
from handlers.series_votes import Found, find


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A decision's place in its series; `before` and `after` are None at its ends, `votes` counts all of it."""

    before: Decision | None
    after: Decision | None
    votes: int


async def neighbours(archive: Archive, decision: Decision) -> Neighbours | None:
    """A decision's neighbours; None where it is in no series, or the series has no other vote."""
    found: Found = await find(archive, Question("", Kind.SERIES, decisions=(decision,)))
    keys = [one.key for one in found.votes]
    if decision.key not in keys or len(keys) < 2:
        return None
    at = keys.index(decision.key)
    return Neighbours(
        before=found.votes[at - 1] if at else None,
        after=found.votes[at + 1] if at + 1 < len(keys) else None,
        votes=len(keys),
    )
