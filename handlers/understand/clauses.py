"""A decision that only dates a question: "since resolution 1973, how often …", "India's record since ES-11/1"."""

from __future__ import annotations

from db.records import Body
from handlers.question import Period
from handlers.understand.references import Referred
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort, Span
from handlers.understand.wordlists import words
from handlers.wording import day, label

OPENS = frozenset({"since", "after"})
WITHIN = 8
"""Words that the clause can have between "since" and the decision ("since the adoption of …")."""
ENDS = frozenset({"was", "were", "is", "adopted", "passed", "vetoed", "adoption", "vote", "voted", "on", "came", "in"})
"""Words behind the decision that still belong to the clause ("since ES-11/1 was adopted")."""
ABOUT_MANY = frozenset(
    {"agree", "differ", "closest", "furthest", "how_many", "record", "trend", "cohesion", "together", "alone"}
)
"""Cues for a question about many votes, which a decision behind "after" can only date."""
PRONOUNS = words("party_pronouns")


def date_by_decision(slots: Slots, referred: Referred) -> None:
    """Put the period since a decision in its place, where a clause of time is all that it stands in."""
    if len(referred.decisions) != 1 or referred.choices or slots.period:
        return
    spans = [span for span in slots.spans if span.has(Sort.SYMBOL) or span.has(Sort.NAMED)]
    if len(spans) != 1:
        return
    keys = [token.key for token in slots.text.tokens]
    opening = next((i for i in range(spans[0].i - 1, max(-1, spans[0].i - WITHIN), -1) if keys[i] in OPENS), None)
    if opening is None:
        return
    end = spans[0].j
    while keys[end : end + 1] and keys[end] in ENDS and end < len(keys) - 1:
        end += 1
    kept = [span for span in slots.spans if not opening <= span.i < end]
    cues = {cue for span in kept for cue in span.values(Sort.CUE)}
    outside = [mention for mention in slots.voters if not opening <= mention.span.i < end]
    pointed = bool(PRONOUNS & {key for i, key in enumerate(keys) if not opening <= i < end})
    if not (outside or pointed) or not (cues & ABOUT_MANY or (keys[opening] == "since" and "vote" in cues)):
        return
    one = referred.decisions.pop()
    slots.period = Period(one.day, None, f"{keys[opening]} {label(one)} ({day(one)})")
    slots.voters = slots.voters if pointed else outside
    slots.cues = cues
    _forget(slots, kept, range(opening, end))


def _forget(slots: Slots, kept: list[Span], clause: range) -> None:
    """Take the clause's words out of the slots."""
    slots.symbols.clear()
    slots.named.clear()
    slots.bodies = [body for span in kept for body in span.values(Sort.BODY) if isinstance(body, Body)]
    slots.positions = [position for span in kept for several in span.values(Sort.POSITION) for position in several]
    slots.places = [mention for mention in slots.places if mention.span.i not in clause]
    topics = {topic for span in kept for topic in span.values(Sort.TOPIC)}
    slots.topics = [topic for topic in slots.topics if topic in topics]
    slots.reference = [i for i in slots.reference if i not in clause]
    slots.residue = [i for i in slots.residue if i not in clause]
