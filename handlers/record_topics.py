"""What a member or group did, topic by topic: the figures of a record's chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from db.archive import Archive
from db.matrix import Cells
from db.queries.decisions import topic_ids
from db.records import Body, Position
from db.topics import topics
from handlers.alignment import remaining, selected
from handlers.question import Question
from handlers.stances import FOUR, own, subjects


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """The positions taken on the votes of a topic; `topic` is empty for all votes of the question."""

    topic: str
    counts: dict[Position, int]

    @property
    def votes(self) -> int:
        """Votes with a position, absences among them."""
        return sum(self.counts.values())


async def by_topic(archive: Archive, question: Question) -> list[TopicRecord]:
    """The record of the question's first party on all its votes, then on each topic, most votes first.

    The topics are the widest ones, or those within the question's own. A vote can belong to several. Topics without
    a vote are left out.
    """
    matrix = remaining(archive, await archive.matrix(), question)
    rows = await selected(archive, matrix, question, question.body or Body.GA)
    cells = own(archive, matrix, rows, subjects(question)[0])
    ids = matrix.ids[rows]
    found = []
    for topic in topics().values():
        if topic.parent == question.topic:
            belongs = np.isin(ids, await topic_ids(archive, topic.id))
            found.append(_counted(topic.id, cells[belongs]))
    found.sort(key=lambda one: (-one.votes, one.topic))
    return [_counted("", cells), *(one for one in found if one.votes)]


def _counted(topic: str, cells: Cells) -> TopicRecord:
    return TopicRecord(topic, {position: int((cells == position).sum()) for position in FOUR})
