"""Yearly resolutions: which decisions belong to one series through the years (db/data/named_decisions.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import and_, false, or_, select

from db import models
from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.queries.decisions import by_ids
from db.records import Decision

TABLE = models.table(models.Decision)


@dataclass(frozen=True, slots=True)
class Series:
    """One yearly resolution. A final GA vote belongs when its folded title holds one of the phrases `titles`."""

    key: str
    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    also: frozenset[str]
    excluded: frozenset[str]


@cache
def all_series() -> dict[str, Series]:
    """All series by their key."""
    return {
        row["key"]: Series(
            key=row["key"],
            name=row["name"],
            aliases=tuple(row["aliases"]),
            titles=tuple(fold(title) for title in row["titles"]),
            also=frozenset(row["also"]),
            excluded=frozenset(row["except"]),
        )
        for row in load_toml(DATA / "named_decisions.toml")["series"]
    }


async def series_of(archive: Archive, key: str) -> list[Decision]:
    """The votes of a series, oldest first."""
    series = all_series()[key]
    # the database narrows by the words of the phrases, which folding then tells apart from others in that order
    likely = (TABLE.c.title.ilike(f"%{phrase.replace(' ', '%')}%") for phrase in series.titles)
    query = select(TABLE.c.id, TABLE.c.key, TABLE.c.title).where(
        TABLE.c.body == "GA",
        TABLE.c.final,
        or_(and_(TABLE.c.yes.is_not(None), or_(false(), *likely)), TABLE.c.key.in_(series.also)),
    )
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(query.order_by(TABLE.c.day, TABLE.c.id))).all()
    ids = [
        row.id
        for row in rows
        if row.key in series.also
        or (row.key not in series.excluded and any(phrase in fold(row.title) for phrase in series.titles))
    ]
    return await by_ids(archive, ids)
