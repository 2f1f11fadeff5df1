"""What the last answer holds already, asked for again: "how many", "which year was lowest", "back to the list"."""

from __future__ import annotations

from handlers.conversation.exchange import table
from handlers.conversation.turn import OF_ONE, Turn
from handlers.question import Kind, Question
from handlers.wording import label

LISTED = frozenset({Kind.RECORD, Kind.VETO, Kind.EXTREMES, Kind.SEARCH, Kind.LATEST})
"""Kinds whose answer lists votes with their days."""


async def repeated(turn: Turn) -> Question | None:
    """The question whose answer holds what the text asks for; None when it asks for something else."""
    prior = turn.prior
    if turn.said("back") and turn.last.lister is not None:
        return turn.noted(turn.last.lister.but(notes=()))
    if turn.said("counts"):
        return await _counted(turn)
    if turn.said("dates"):
        return await _dated(turn)
    if turn.said("everybody") and prior.groups:
        return _of_everybody(turn)
    if turn.said("binding"):
        return await _binding(turn)
    if _asks_again(turn, prior.kind):
        everybody = prior.kind is Kind.SERIES and {"who", "which"} & set(turn.keys)
        return turn.noted(prior.but(members=(), groups=()) if everybody else prior)
    if prior.kind in OF_ONE - {Kind.COMPARISON} and _asks_again(turn, Kind.SERIES):
        found = tuple(await turn.decisions())
        kind = Kind.SERIES if len(found) == 1 else Kind.COMPARISON
        return turn.noted(Question(turn.text, kind, decisions=found)) if 1 <= len(found) <= 2 else None
    return None


def _asks_again(turn: Turn, kind: Kind) -> bool:
    """Whether a text holds nothing but words of asking and words for what answers of the kind say."""
    telling = set(table()["again"].get(kind.value, ()))
    keys = set(turn.keys)
    return bool(keys & telling) and keys <= telling | set(table()["again"]["asking"])


async def _counted(turn: Turn) -> Question:
    """The number behind the last answer."""
    prior = turn.prior
    if prior.kind is Kind.RECORD and prior.positions:
        return turn.noted(prior.but(kind=Kind.COUNT, order="", limit=None))
    if prior.groups:
        return turn.noted(prior)
    decisions = await turn.decisions() if prior.kind in OF_ONE - {Kind.WHO_VOTED, Kind.COMPARISON} else []
    if len(decisions) == 1:
        return turn.noted(Question(turn.text, Kind.TALLY, decisions=tuple(decisions)))
    return turn.noted(prior.but(text=turn.text))


async def _dated(turn: Turn) -> Question | None:
    """The day of the last vote, or the last list with its days."""
    decisions = await turn.decisions() if turn.prior.kind in OF_ONE else []
    if len(decisions) == 1:
        return turn.noted(Question(turn.text, Kind.TALLY, decisions=tuple(decisions)))
    return turn.noted(turn.prior) if turn.prior.kind in LISTED else None


def _of_everybody(turn: Turn) -> Question | None:
    """The last question without its group."""
    prior = turn.prior
    if prior.decisions and prior.kind in {Kind.WHO_VOTED, Kind.COHESION}:
        return turn.noted(Question(turn.text, Kind.WHO_VOTED, decisions=prior.decisions, positions=prior.positions))
    return turn.noted(prior.but(groups=())) if prior.members else None


async def _binding(turn: Turn) -> Question | None:
    """What binding means, beside the body of the decision that was asked about."""
    decisions = await turn.decisions()
    if not decisions:
        return None
    one = decisions[0]
    question = Question(turn.text, Kind.DEFINITION, term=f"{one.body.value.lower()}-binding")
    return (
        turn.noted(question, f"{label(one)}, which the {one.body.title} voted on") if len(decisions) == 1 else question
    )
