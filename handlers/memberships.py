"""Which of the members compared belonged to the United Nations for a part of the period only."""

from __future__ import annotations

from collections.abc import Iterable

from db.archive import Archive
from handlers.question import Question
from handlers.wording import full_date, start, with_article


def memberships(archive: Archive, question: Question, parties: Iterable[str]) -> tuple[str, ...]:
    """Which members belonged to the United Nations for a part of the named period only, in a sentence each."""
    since, until = question.period.since, question.period.until
    notes = []
    for iso3 in parties:
        if iso3 not in archive.roster.members:
            continue
        spans = archive.roster.members[iso3].spans
        name = start(with_article(archive, iso3))
        first, last = spans[0].since, spans[-1].until
        if since and since < first and (until is None or first <= until):
            notes.append(f"{name} became a member on {full_date(first)}; there are no votes of it before.")
        if last and (since is None or since <= last) and question.period and (until is None or last < until):
            notes.append(f"{name} was a member until {full_date(last)}; there are no votes of it after.")
    return tuple(notes)
