"""What the last answer holds already, asked for again: "how many", "which year was lowest", "back to the list"."""

from __future__ import annotations

from handlers.question import Kind, Question
from handlers.understand.exchange import table
from handlers.understand.turn import OF_ONE, Turn
from handlers.wording import label

CHANGED = "series"
"""The words for changing sides stand under the kind whose answer tells it."""


async def repeated(turn: Turn) -> Question | None:
    """The question whose answer holds what the text asks for; None when it asks for something else."""
    prior = turn.prior
    if turn.said("back") and turn.last.lister is not None:
        return turn.noted(turn.last.lister.but(notes=()))
    if turn.said("counts"):
        return await _counted(turn)
    if turn.said("binding"):
        return await _binding(turn)
    if _asks_again(turn, prior.kind):
        everybody = prior.kind is Kind.SERIES and {"who", "which"} & set(turn.keys)
        return turn.noted(prior.but(members=(), groups=()) if everybody else prior)
    if prior.kind in OF_ONE - {Kind.COMPARISON} and _asks_again(turn, Kind(CHANGED)):
        found = await turn.decisions()
        return turn.noted(Question(turn.text, Kind.SERIES, decisions=tuple(found))) if len(found) == 1 else None
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
    decisions = await turn.decisions() if prior.kind in OF_ONE - {Kind.WHO_VOTED, Kind.COMPARISON} else []
    if len(decisions) == 1:
        return turn.noted(Question(turn.text, Kind.TALLY, decisions=tuple(decisions)))
    return turn.noted(prior.but(text=turn.text))


async def _binding(turn: Turn) -> Question | None:
    """What binding means, beside the body of the decision that was asked about."""
    decisions = await turn.decisions()
    if not decisions:
        return None
    one = decisions[0]
    question = Question(turn.text, Kind.DEFINITION, term="binding")
    return (
        turn.noted(question, f"{label(one)}, which the {one.body.title} voted on") if len(decisions) == 1 else question
    )
