"""Other years of what was asked: "the year before", "every year"."""

from __future__ import annotations

from db.names import fold
from handlers.conversation.exchange import table
from handlers.conversation.turn import OF_ONE, Turn
from handlers.question import Kind, Period, Question

BY_YEAR = frozenset({Kind.RECORD, Kind.COUNT, Kind.ALIGNMENT, Kind.SUMMARY, Kind.TREND})


async def through_the_years(turn: Turn) -> Question | None:
    """ "Every year", "has that changed": the last text's yearly votes, or the last figure by year."""
    prior = turn.prior
    if not turn.said("yearly"):
        return None
    if prior.kind in OF_ONE | {Kind.SERIES} and prior.decisions:
        question = Question(turn.text, Kind.SERIES, members=prior.members, groups=prior.groups)
        return turn.noted(question.but(decisions=prior.decisions[:1], series=prior.series))
    if prior.kind is Kind.SERIES:
        return turn.noted(prior.but(period=Period()))
    if prior.kind not in BY_YEAR or not turn.parties:
        return None
    return turn.noted(prior.but(kind=Kind.TREND, positions=prior.positions, order="", measure="", limit=None))


def shifted(text: str, prior: Question) -> str:
    """A year beside that of the last question ("the year before") as a number; the text as it is for anything else."""
    step = table()["shifts"].get(fold(text))
    year = _year_of(prior)
    return f"in {year + step}" if step and year else text


def _year_of(prior: Question) -> int:
    """The one year of a question, by its period or its decision; 0 where there is none."""
    since, until = prior.period.since, prior.period.until
    if since and until:
        return since.year if since.year == until.year else 0
    return prior.decisions[0].day.year if len(prior.decisions) == 1 and not prior.period else 0
