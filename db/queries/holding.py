"""What statistics need beside the vote matrix, held in memory, so that they are answered while the database is away."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from db import models
from db.archive import Archive
from db.queries.decisions import within

TABLE = models.table(models.DecisionTopic)


async def hold_all(archive: Archive) -> None:
    """Hold every decision and every topic's decisions. Takes about a second, in small parts, and 25 MB."""
    await within(archive, None, None, None, final=False)
    topics: dict[str, list[int]] = defaultdict(list)
    async with archive.engine.connect() as connection:
        for row in await connection.execute(select(TABLE.c.topic, TABLE.c.decision_id)):
            topics[row.topic].append(row.decision_id)
    archive.topics = dict(topics)
