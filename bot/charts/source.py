"""The line below a chart: where its figures come from, and how far they reach."""

from __future__ import annotations

from db.archive import Archive
from db.records import Body
from handlers.answer import Answer
from handlers.wording import reach

DOCUMENTS = "https://undocs.org/"


def source_line(answer: Answer, archive: Archive, body: Body | None) -> str:
    """The data sets among the answer's sources (its documents are left to the text), and the date of the data."""
    sets = [link.title for link in answer.sources if not link.url.startswith(DOCUMENTS)]
    return f"Source: {'; '.join(sets)}. {reach(archive, body)}" if sets else reach(archive, body)
