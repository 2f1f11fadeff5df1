"""Decisions by the figures of their vote."""

from __future__ import annotations

from sqlalchemy import select

from db import models
from db.archive import Archive
from db.queries.decisions import by_keys, of_rows
from db.records import Decision

TABLE = models.table(models.Decision)


async def with_tally(archive: Archive, yes: int, no: int | None, abstain: int | None) -> list[Decision]:
    """The final decisions with these figures, as counted or as announced at the time; None leaves a figure open."""
    figures = {"yes": yes, "no": no, "abstain": abstain}
    given = {name: value for name, value in figures.items() if value is not None}
    where = (TABLE.c[name] == value for name, value in given.items())
    query = select(TABLE.c.id, TABLE.c.key).where(TABLE.c.final, *where)
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(query.order_by(TABLE.c.day, TABLE.c.id))).all()
    counted = await of_rows(archive, rows)
    corrected = await by_keys(archive, [key for key, field in archive.corrections if field == "announced"])
    announced = [
        one
        for one in corrected
        if one.final and all(getattr(one.announced, name) == value for name, value in given.items())
    ]
    return list(dict.fromkeys([*counted, *announced]))
