"""Sides: who stands "against" whom, and when a name behind "against" is what the votes are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Position
from db.topics import topics
from handlers.understand.spans import Sort, Span

if TYPE_CHECKING:
    from handlers.understand.slots import Mention, Slots

OPPOSING = frozenset({"resolution", "resolutions", "texts", "votes"})
"""What is said to be "against" a place is about it, not cast by it."""


def take_sides(slots: Slots) -> None:
    """Voters after "against" go to the other side, when somebody is left on this one.

    The "against" before them then says who they are, not that a no was cast.
    """
    text = slots.text
    opposed: list[Mention] = []
    for mention in slots.voters:
        i = mention.span.i - 1
        while i >= 0 and text.tokens[i].key in {"the", "both"}:
            i -= 1
        beside = bool(opposed) and i >= 0 and text.tokens[i].key in {"and", "or"}
        if (i >= 0 and text.tokens[i].key == "against") or beside:
            opposed.append(mention)
    rest = [mention for mention in slots.voters if mention not in opposed]
    if opposed and not rest:
        _about_the_opposed(slots, opposed)
    if not opposed or not rest:
        return
    keys = {token.key for token in text.tokens}
    subjects = [topic for mention in opposed for topic in topics_of(mention.span, mention)]
    if (
        slots.period
        and subjects
        and not slots.topics
        and not keys & {"when", "which", "often", "times", "list", "with", "all", "ever"}
    ):
        slots.voters, slots.places = rest, [*slots.places, *opposed]  # "did X vote against Y in 2022": one vote about Y
        for mention in opposed:
            slots.topics.extend(topics_of(mention.span, mention))
            slots.reference.extend(range(mention.span.i, mention.span.j))
        return
    slots.voters, slots.opposed = rest, opposed
    slots.cues.add("opposes")
    for span in slots.spans:
        if span.has(Sort.POSITION) and text.tokens[span.j - 1].key == "against":
            slots.positions = [p for p in slots.positions if p is not Position.NO]


def pair_positions(slots: Slots) -> None:
    """Give the two voters of a text its two positions, where each voter is followed by its own."""
    named = [(span, span.values(Sort.POSITION)) for span in slots.spans]
    cast = [(span.i, found[0][0]) for span, found in named if len(found) == 1 and len(found[0]) == 1]
    voters = sorted((mention for mention in slots.voters if mention.sure), key=lambda mention: mention.span.i)
    if len(voters) != 2 or len(slots.voters) != 2:
        return
    behind = voters[1].span.j
    if len(cast) == 1 and [token.key for token in slots.text.tokens[behind : behind + 1]] == ["no"]:
        cast.append((behind, Position.NO))  # "and the US no"
    if len(cast) == 2 and voters[0].span.j <= cast[0][0] < voters[1].span.i < cast[1][0]:
        slots.paired = (cast[0][1], cast[1][1])


def _about_the_opposed(slots: Slots, opposed: list[Mention]) -> None:
    """ "How many votes against Israel": no vote of Israel's is meant, but the votes about it."""
    for mention in opposed:
        about = topics_of(mention.span, mention)
        if about and slots.text.tokens[mention.span.i - 2].key in OPPOSING:
            slots.voters.remove(mention)
            slots.places.append(mention)
            slots.topics.extend(about)
            slots.reference.extend(range(mention.span.i, mention.span.j))
            slots.positions = [position for position in slots.positions if position is not Position.NO]
            name = slots.text.typed(mention.span.i, mention.span.j)
            slots.notes.append(f"“Against {name}” is read as about it, whatever the text says.")


def topics_of(span: Span, mention: Mention) -> list[str]:
    """The topics about a place: those that the words name themselves, else the one about that member."""
    direct = list(span.values(Sort.TOPIC))
    if direct:
        return direct
    about = [topic.id for topic in topics().values() if topic.places == mention.keys]
    return about[:1]
