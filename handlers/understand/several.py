"""The same question of several: "EU or ASEAN", "the US and Israel more than the UK and France", "Israel vs Syria"."""

from __future__ import annotations

from handlers.question import Kind, Question
from handlers.understand.resolver import topics_about
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort

MOST = 3
"""Further answers that one message brings."""
PARTING = frozenset({"than", "or", "vs", "versus", "against", "compared", "v"})
"""Words that stand between the two that are compared."""


def several(question: Question, slots: Slots) -> Question:
    """The question with the same one of the others that the text compares; else as it is."""
    if question.decisions or question.versus:
        return question
    match question.kind:
        case Kind.COHESION if len(question.groups) > 1 and not question.members:
            first, *others = question.groups
            return question.but(groups=(first,), also=tuple(question.but(groups=(one,)) for one in others))
        case Kind.RANKING | Kind.BRIEF if len(question.members) > 1 and not (question.among or question.groups):
            first, *others = question.members
            return question.but(members=(first,), also=tuple(question.but(members=(one,)) for one in others[:MOST]))
        case Kind.ALIGNMENT:
            return _pairs(question, slots)
        case Kind.COUNT:
            return _topics(question, slots)
        case _:
            return question


def _pairs(question: Question, slots: Slots) -> Question:
    """ "Do A and B agree more than C and D"."""
    voters = sorted(slots.voters, key=lambda mention: mention.span.i)
    keys = [token.key for token in slots.text.tokens]
    if len(voters) != 4 or any(m.sort is not Sort.MEMBER or not m.sure for m in voters):
        return question
    if not PARTING & set(keys[voters[1].span.j : voters[2].span.i]):
        return question
    a, b, c, d = (mention.keys[0] for mention in voters)
    return question.but(members=(a, b), also=(question.but(members=(c, d)),))


def _topics(question: Question, slots: Slots) -> Question:
    """ "How many resolutions on A vs B": both are what the votes are about."""
    voters = [mention for mention in slots.voters if mention.sort is Sort.MEMBER and mention.sure]
    keys = [token.key for token in slots.text.tokens]
    if len(voters) != 1 or len(slots.places) != 1 or question.positions:
        return question
    first, second = sorted((voters[0], slots.places[0]), key=lambda mention: mention.span.i)
    if not {"vs", "versus", "v", "or", "than", "compared"} & set(keys[first.span.j : second.span.i]):
        return question
    about = [topics_about(mention.keys)[:1] for mention in (first, second)]
    if not all(about):
        return question
    one, other = (question.but(members=(), topic=topic[0]) for topic in about)
    return one.but(also=(other,))
