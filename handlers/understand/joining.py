""" "Since joining NATO", "before it joined the EU": a period that begins or ends with a membership."""

from __future__ import annotations

from datetime import date, timedelta

from db.archive import Archive
from handlers.question import Period
from handlers.understand.slots import Mention, Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words
from handlers.wording import full_date, group_name

JOINED = words("joined")
OPENING = frozenset({"since", "after", "before", "until"})
SHORT = 4
"""Words between "since" and "joined" at most ("since it first joined")."""
NEAR = 3
"""Words between "joined" and what was joined at most ("joining the")."""


def settle_joining(slots: Slots, archive: Archive) -> None:
    """Put the period since (or before) a member joined a group, or the United Nations, in its place."""
    keys = [token.key for token in slots.text.tokens]
    members = [m for m in slots.voters if m.sort is Sort.MEMBER and m.sure]
    place = next((i for i, key in enumerate(keys) if key in JOINED), None)
    if place is None or slots.period or not members:
        return
    opening = next((i for i in range(place - 1, max(-1, place - 1 - SHORT), -1) if keys[i] in OPENING), None)
    if opening is None:
        return
    inside = [m for m in members if opening < m.span.i < place]
    iso3 = (inside or members)[0].keys[0]
    if len([m for m in members if m.keys == (iso3,)]) > 1:
        slots.voters = [mention for mention in slots.voters if mention not in inside]
    groups = [m for m in slots.voters if m.sort is Sort.GROUP]
    behind = [m for m in groups if place < m.span.i <= place + NEAR]
    joined = (behind or [m for m in groups if iso3 in archive.roster.groups[m.keys[0]].spans])[:1]
    if behind:
        slots.voters = [mention for mention in slots.voters if mention not in behind]
    since, name = _joined(archive, iso3, joined)
    if since is None:
        return
    word = keys[opening]
    if word in {"since", "after"}:
        slots.period = Period(since, None, f"since it joined {name} ({full_date(since)})")
    else:
        slots.period = Period(None, since - timedelta(days=1), f"before it joined {name} ({full_date(since)})")
    clause = range(opening, (behind[0].span.j if behind else place + 1))
    slots.residue = [i for i in slots.residue if i not in clause]
    slots.reference = [i for i in slots.reference if i not in clause]
    slots.cues = {cue for span in slots.spans if span.i not in clause for cue in span.values(Sort.CUE)}


def _joined(archive: Archive, iso3: str, joined: list[Mention]) -> tuple[date | None, str]:
    """The day on which a member joined the group, or the United Nations where none is named, and its name."""
    if not joined:
        return archive.roster.members[iso3].spans[0].since, "the United Nations"
    group = joined[0].keys[0]
    spans = archive.roster.groups[group].spans.get(iso3)
    return (spans[0].since if spans else None), group_name(archive, group)
