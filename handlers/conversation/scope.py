"""The topic, period and body of the last question, for one that names none of its own ("how does China vote?")."""

from __future__ import annotations

from handlers.conversation.exchange import phrases
from handlers.conversation.turn import Turn
from handlers.question import Kind, Question
from handlers.understand.reader import STATISTICS

WIDE = frozenset({Kind.RECORD, Kind.COUNT, Kind.RANKING, Kind.ALIGNMENT, Kind.TREND, Kind.COHESION, Kind.EXTREMES})
OF_MANY = frozenset({Kind.EXTREMES, Kind.COUNT})
"""Kinds that can be asked of all votes, so that a short question of them goes on with those last asked about."""
SHORTEST = 5
"""Words of the longest question without a subject; a longer one says what it means."""


async def narrowed(turn: Turn) -> Question | None:
    """A statistic that names no topic and no period, over those of the last question."""
    slots, prior = turn.slots, turn.prior
    bare = not (slots.symbols or slots.named or slots.series or slots.reference or slots.bodies or slots.residue)
    if not bare or slots.not_members or set(turn.keys) & phrases("overall"):
        return None
    if not slots.voters:
        return await _without_subject(turn)
    if prior.kind not in STATISTICS:
        return None
    whole = slots.cues - {"how", "vote"} or slots.period or slots.positions or set(turn.keys) & phrases("habits")
    if not turn.opener and whole:
        return None
    question = await turn.reader.read(turn.bare)
    filled = as_before(turn, question)
    return turn.noted(filled) if filled != question else None


async def _without_subject(turn: Turn) -> Question | None:
    """ "Who was alone?" after a year's summary: of that year."""
    slots, prior = turn.slots, turn.prior
    scope = prior.topic or prior.words or prior.period
    if not scope or prior.decisions or slots.period or slots.topics or slots.terms or len(turn.keys) > SHORTEST:
        return None
    if turn.parties:
        return _alone(turn)
    if set(turn.keys) & (phrases("members") | {"it", "its"}):
        return None
    if not slots.cues & {"who", "which", "how", "how_many"} and not turn.opener and "which" not in turn.keys:
        return None
    question = await turn.reader.read(turn.bare)
    if question.kind not in OF_MANY:
        return None
    body = prior.body if prior.kind is not Kind.VETO else None
    return turn.noted(question.but(topic=prior.topic, words=prior.words, period=prior.period, body=body))


def _alone(turn: Turn) -> Question | None:
    """ "And alone?" after one member's record; any other short question does not say whether it is about the member."""
    slots, prior = turn.slots, turn.prior
    if "alone" not in slots.cues or slots.cues & {"who"} or prior.kind not in {Kind.RECORD, Kind.COUNT}:
        return None
    return turn.noted(prior.but(kind=Kind.RECORD, positions=(), order="", measure="alone")) if prior.members else None


def as_before(turn: Turn, question: Question) -> Question:
    """A statistic with the topic, period and body of the last one, where it names none of its own."""
    slots, prior = turn.slots, turn.prior
    if question.kind not in WIDE or prior.kind not in STATISTICS or set(turn.keys) & phrases("overall"):
        return question
    if slots.reference:
        return question if slots.period else question.but(period=prior.period, body=question.body or prior.body)
    return question.but(
        topic=prior.topic,
        words=prior.words,
        period=slots.period or prior.period,
        body=question.body or (prior.body if prior.kind is not Kind.VETO else None),
    )
