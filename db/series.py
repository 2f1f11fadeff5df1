"""Yearly resolutions: which decisions belong to one series through the years (db/data/named_decisions.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, and_, false, or_, select

from db import models
from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.phrases import PhraseMatcher
from db.queries.decisions import of_rows
from db.records import Body, Decision

TABLE = models.table(models.Decision)


@dataclass(frozen=True, slots=True)
class Series:
    """One yearly resolution. A final GA vote belongs when its folded title holds one of the phrases `titles`.

    With a `prefix` all final votes under symbols that begin so belong (a session's). `note` is a sentence of context,
    empty where there is none.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    also: frozenset[str]
    excluded: frozenset[str]
    note: str
    prefix: str = ""


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
            note=row.get("note", ""),
            prefix=row.get("prefix", ""),
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
        or_(
            and_(TABLE.c.yes.is_not(None), or_(false(), *likely, *_under(series.prefix))), TABLE.c.key.in_(series.also)
        ),
    )
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(query.order_by(TABLE.c.day, TABLE.c.id))).all()
    held = [
        row
        for row in rows
        if row.key in series.also
        or (series.prefix and row.key.startswith(series.prefix))
        or (row.key not in series.excluded and key in dict(_phrases_in(row.title)))
    ]
    return await of_rows(archive, held)


def _under(prefix: str) -> list[ColumnElement[bool]]:
    return [TABLE.c.key.startswith(prefix, autoescape=True)] if prefix else []


def series_with(decision: Decision) -> Series | None:
    """The series that a decision belongs to: the one that lists it, or that of the longest phrase in its title."""
    if decision.body is not Body.GA:
        return None
    known = all_series()
    if listed := _listing().get(decision.key):
        return known[listed]
    held = [pair for pair in _phrases_in(decision.original_title) if decision.key not in known[pair[0]].excluded]
    return known[max(held, key=lambda pair: pair[1])[0]] if held else None


@cache
def _listing() -> dict[str, str]:
    """The series of each decision that one lists by its key."""
    return {key: one.key for one in reversed(all_series().values()) for key in one.also}


@lru_cache(maxsize=20_000)
def _phrases_in(title: str) -> tuple[tuple[str, int], ...]:
    """The series with a phrase in a title, and the phrase's length. Yearly texts share titles, so few are read."""
    return tuple(sorted(_matcher().find(fold(title).split())))


@cache
def _matcher() -> PhraseMatcher[tuple[str, int]]:
    return PhraseMatcher(
        (f"{phrase}*", (one.key, len(phrase))) for one in all_series().values() for phrase in one.titles
    )
