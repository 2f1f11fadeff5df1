"""What the settings fill in where a question names none: the body and the period. Each is said in the answer."""

from __future__ import annotations

from collections.abc import Iterable

from db.names import fold
from handlers.conversation.exchange import phrases
from handlers.question import Defaults, Kind, Period, Question
from handlers.understand.reader import STATISTICS
from handlers.understand.wordlists import cues
from handlers.wording import span, start

COUNTED = STATISTICS | {Kind.SUMMARY, Kind.SEARCH, Kind.LATEST, Kind.SERIES, Kind.COMPARISON}
"""Kinds that a body and a period narrow, unless they are about decisions that were named."""
OF_ALL_TIME = frozenset({Kind.LATEST})
OF_ONE_BODY = frozenset({Kind.VETO, Kind.SERIES})


def with_defaults(question: Question, defaults: Defaults) -> Question:
    """The question with the body and period of the settings, where it is a count that names none itself."""
    if question.kind not in COUNTED or question.decisions:
        return question
    said = f" {fold(question.text)} "
    if (
        defaults.body
        and question.body is None
        and question.kind not in OF_ONE_BODY
        and not _says(said, cues()["bodies"]["both"])
    ):
        note = f"In the {defaults.body.title}, as this server's settings say."
        question = question.but(body=defaults.body, notes=(*question.notes, note))
    if (
        defaults.period
        and not question.period
        and question.kind not in OF_ALL_TIME
        and not _says(said, phrases("overall"))
    ):
        period, words = _named(defaults.period)
        note = f"{start(words)}, as this server's settings say."
        question = question.but(period=period, notes=(*question.notes, note))
    return question


def _says(said: str, words: Iterable[str]) -> bool:
    return any(f" {fold(word)} " in said for word in words)


def _named(period: Period) -> tuple[Period, str]:
    """A period with its label, and how a note says it."""
    since, until = period.since, period.until
    if period.label:
        return period, period.label
    if since and not until and (since.month, since.day) == (1, 1):
        return Period(since, None, f"since {since.year}"), f"from {since.year} on"
    return Period(since, until, span(period)), span(period)
