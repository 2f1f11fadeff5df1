"""Decisions in the order in which they came into the archive, as the watches count them."""

from __future__ import annotations

from sqlalchemy import func, insert, select

from db import models
from db.archive import Archive
from db.engine import Turn, take_turn
from db.store import Store

TABLE = models.table(models.Arrival)
DECISION = models.table(models.Decision)


async def note(store: Store, archive: Archive) -> int:
    """Number the decisions that have come since the last time, oldest first, and return the newest number.

    All that is there at the very first time has the number 0: it is no news.
    """
    async with archive.engine.connect() as connection:
        keys = (await connection.execute(select(DECISION.c.key).order_by(DECISION.c.day, DECISION.c.id))).scalars()
        held = list(keys)
    async with store.engine.begin() as connection:
        await take_turn(connection, Turn.ARRIVALS)  # two that number at the same time could miss one another's
        known = set((await connection.execute(select(TABLE.c.decision))).scalars())
        newest: int = (await connection.execute(select(func.max(TABLE.c.number)))).scalar() or 0
        new = [key for key in held if key not in known]
        rows = [{"decision": key, "number": newest + n if known else 0} for n, key in enumerate(new, 1)]
        if rows:
            await connection.execute(insert(TABLE), rows)
    return rows[-1]["number"] if rows else newest


async def between(store: Store, after: int, to: int) -> list[str]:
    """The keys of the decisions with a number above the first and up to the second, in order of coming."""
    query = select(TABLE.c.decision).where(TABLE.c.number > after, TABLE.c.number <= to).order_by(TABLE.c.number)
    async with store.engine.connect() as connection:
        return list((await connection.execute(query)).scalars())
