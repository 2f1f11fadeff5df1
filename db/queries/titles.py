"""All titles at once, for suggestions while a person types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db import models
from db.archive import Archive

TABLE = models.table(models.Decision)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """What a suggestion shows of a final decision."""

    key: str
    title: str
    day: date
    recorded: bool


async def load_titles(archive: Archive) -> list[TitleLine]:
    """Every final decision's key, title and day, newest first."""
    query = select(TABLE.c.key, TABLE.c.display_title, TABLE.c.day, TABLE.c.yes).where(TABLE.c.final)
    async with archive.engine.connect() as connection:
        rows = await connection.execute(query.order_by(TABLE.c.day.desc(), TABLE.c.id.desc()))
        return [TitleLine(key, title, day, yes is not None) for key, title, day, yes in rows]
