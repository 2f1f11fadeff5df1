"""Matters under well-known names of which there is no vote here: said so, with what comes nearest."""

from __future__ import annotations

from db.archive import Archive
from db.named import named_gaps
from db.queries.decisions import by_keys
from handlers.question import Kind, Option, Question
from handlers.understand.references import Referred
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.wording import described

OF_ONE = frozenset(
    {
        Kind.TALLY,
        Kind.COUNTRY_VOTE,
        Kind.WHO_VOTED,
        Kind.SUMMARY,
        Kind.COHESION,
        Kind.COMPARISON,
        Kind.VETO,
        Kind.SERIES,
        Kind.DEFINITION,
    }
)
"""Kinds of question that ask about one vote."""


async def without_a_vote_here(
    archive: Archive, text: str, slots: Slots, referred: Referred, kind: Kind | None
) -> Question | None:
    """The answer that no vote on the matter named is in the data, and why; None where another thing is asked."""
    if not slots.gaps or referred.decisions or slots.not_members:
        return None
    if kind not in OF_ONE and not _nothing_else(slots):
        return None
    gap = named_gaps()[slots.gaps[0]]
    near = await by_keys(archive, list(gap.related))
    options = tuple(Option(described(one), f"Summary of {one.key}", one.key) for one in near)
    return Question(text, Kind.NOT_FOUND, words=gap.name, reason=gap.note, options=options, notes=tuple(slots.notes))


def _nothing_else(slots: Slots) -> bool:
    """Whether no other matter, period or word narrows what is asked."""
    others = [span for span in slots.spans if span.has(Sort.TOPIC) and not span.has(Sort.GAP)]
    return not others and not slots.residue and not slots.period
