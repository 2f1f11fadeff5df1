"""Who voted how on a decision."""

from __future__ import annotations

from sqlalchemy import select

from db import models
from db.archive import Archive
from db.records import POSITIONS, Position

TABLE = models.table(models.Vote)


async def positions(archive: Archive, decision_id: int) -> dict[str, Position]:
    """Each member's position, by ISO code; empty where there is no roll call."""
    if archive.held_matrix is not None:
        return archive.held_matrix.roll_call(decision_id)
    query = select(TABLE.c.iso3, TABLE.c.position).where(TABLE.c.decision_id == decision_id).order_by(TABLE.c.iso3)
    async with archive.engine.connect() as connection:
        return {iso3: POSITIONS[position] for iso3, position in (await connection.execute(query)).all()}
