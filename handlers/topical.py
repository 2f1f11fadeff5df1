"""The decisions that a question's topics leave in: on any of those in a list, on all of those named side by side."""

from __future__ import annotations

from db.archive import Archive
from db.queries.decisions import topic_ids
from handlers.question import Question


async def on_topics(archive: Archive, question: Question) -> set[int] | None:
    """Row ids of the decisions on one of the topics listed and on all those beside them; None where none narrows."""
    if not question.topic:
        return None
    found: set[int] = set()
    for topic in (question.topic, *question.or_topics):
        found.update(await topic_ids(archive, topic))
    for topic in question.and_topics:
        found &= set(await topic_ids(archive, topic))
    return found
