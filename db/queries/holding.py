"""All decisions in memory, for a running bot: what it says is of one edition, and statistics need no database."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from db import models
from db.archive import Archive
from db.queries.decisions import within

TABLE = models.table(models.DecisionTopic)


async def hold_all(archive: Archive) -> bool:
    """Hold every decision, every topic's decisions and the vote matrix. Takes a second, in small parts, and 25 MB.

    From then on the archive is as it was read, whatever is imported: the next reading (`Archive.read`) has that.
    Returns False, with nothing held, where something was imported since it was read.
    """
    decisions = await within(archive, None, None, None, final=False)
    topics: dict[str, list[int]] = defaultdict(list)
    async with archive.engine.connect() as connection:
        for row in await connection.execute(select(TABLE.c.topic, TABLE.c.decision_id)):
            topics[row.topic].append(row.decision_id)
    await archive.matrix()
    if not await archive.is_current():
        return False
    archive.topics = dict(topics)
    archive.by_key = {one.key: one for one in decisions}
    return True
