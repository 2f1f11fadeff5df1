"""What the small print of charts shares: which votes they count, where the figures come from, how far they reach."""

from __future__ import annotations

from db.archive import Archive
from db.records import Body
from handlers.answer import Answer
from handlers.wording import reach, scope, start

DOCUMENTS = "https://undocs.org/"


def votes_counted(answer: Answer, archive: Archive, body: Body, *, years: bool = True) -> str:
    """The votes that a chart counts: "General Assembly final votes in 2023"; with `years` it says so of all of them."""
    where = start(scope(archive, answer.question, body).removeprefix("in "))
    return where if answer.question.period or not years else f"{where}, all years since 1946"


def source_line(answer: Answer, archive: Archive, body: Body | None) -> str:
    """The data sets among the answer's sources (its documents are left to the text), and the date of the data."""
    sets = [link.title for link in answer.sources if not link.url.startswith(DOCUMENTS)]
    return f"Source: {'; '.join(sets)}. {reach(archive, body)}" if sets else reach(archive, body)
