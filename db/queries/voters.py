"""Which decisions some members took part in."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from db import models
from db.archive import Archive
from db.records import Position

TABLE = models.table(models.Vote)
CHUNK = 5_000
"""Fewer than SQLite's limit of bound values in one statement."""


async def with_position(
    archive: Archive, ids: Collection[int], members: Collection[str], positions: Collection[Position]
) -> set[int]:
    """Of the decisions with those row ids, the ones on which any of the members took any of the positions."""
    wanted = [int(position) for position in positions]
    rows = list(ids)
    found: set[int] = set()
    async with archive.engine.connect() as connection:
        for start in range(0, len(rows), CHUNK):
            query = select(TABLE.c.decision_id).where(
                TABLE.c.decision_id.in_(rows[start : start + CHUNK]),
                TABLE.c.iso3.in_(members),
                TABLE.c.position.in_(wanted),
            )
            found.update((await connection.execute(query.distinct())).scalars().all())
    return found
