"""All titles at once: for suggestions while a person types, and to find those that are alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db import models
from db.archive import Archive
from db.names import fold

TABLE = models.table(models.Decision)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """What a suggestion shows of a final decision; `words` is its title folded."""

    key: str
    title: str
    day: date
    recorded: bool
    words: str


async def load_titles(archive: Archive) -> Sequence[TitleLine]:
    """Every final decision's key, title and day, newest first. Read and folded at the first call."""
    if not archive.titles:
        query = select(TABLE.c.key, TABLE.c.display_title, TABLE.c.day, TABLE.c.yes).where(TABLE.c.final)
        async with archive.engine.connect() as connection:
            rows = await connection.execute(query.order_by(TABLE.c.day.desc(), TABLE.c.id.desc()))
        archive.titles = tuple(
            TitleLine(key, title, day, yes is not None, fold(title)) for key, title, day, yes in rows
        )
        archive.title_words.update(word for line in archive.titles for word in set(line.words.split()))
    return archive.titles
