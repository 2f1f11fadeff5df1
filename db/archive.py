"""The archive as the rest of the program knows it: open it, ask the queries, close it."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db import models
from db.damage import usable
from db.engine import create_engine, migrate
from db.ingest.edition import bundled
from db.ingest.fill import Progress, fill
from db.matrix import Matrix, load_matrix
from db.records import Body, Coverage, Decision, Source
from db.roster import Roster, load_roster

if TYPE_CHECKING:
    from db.queries.titles import TitleLine


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a decision: `field` is announced, date or title."""

    decision: str
    field: str
    value: str
    reason: str
    source: str


class Archive:
    """An open archive. Small tables are read once; decisions and votes by query; statistics from the matrix."""

    def __init__(
        self,
        engine: AsyncEngine,
        roster: Roster,
        coverage: Coverage,
        sources: dict[str, Source],
        corrections: dict[tuple[str, str], Correction],
        stamp: str,
    ) -> None:
        self.engine = engine
        self.stamp = stamp
        """Changes with every import: by it a reader knows that there is something newer."""
        self.roster = roster
        self.coverage = coverage
        self.sources = sources
        self.corrections = corrections
        self.decisions: dict[int, Decision] = {}
        """Records made so far, by row id: at most one for each decision there is."""
        self.by_key: dict[str, Decision] = {}
        """Every decision by its key, once all are held (db.queries.holding): what an import brings is not there yet."""
        self.topics: dict[str, list[int]] = {}
        """The row ids of each topic's decisions, once they are held."""
        self.titles: tuple[TitleLine, ...] = ()
        """The titles of all final decisions once they were read (db.queries.titles)."""
        self.title_words: Counter[str] = Counter()
        """In how many of these titles each word stands."""
        self.held_matrix: Matrix | None = None
        """The vote matrix once it is loaded."""
        self._loading = asyncio.Lock()

    @classmethod
    async def open(cls, url: str, progress: Progress | None = None) -> Archive:
        """Open the database of the URL, bring its schema and bundled edition up to date, and read the small tables.

        Raises Unusable where that is not possible.
        """
        with usable(url):
            engine = create_engine(url)
            try:
                await migrate(engine)
                await fill(engine, bundled(), progress)
                return await cls.read(engine)
            except BaseException:
                await engine.dispose()
                raise

    @classmethod
    async def read(cls, engine: AsyncEngine) -> Archive:
        """The archive as the database has it now, over an engine that may serve an earlier reading too."""
        async with engine.connect() as connection:
            sources, corrections = models.table(models.Source), models.table(models.Correction)
            return cls(
                engine,
                await load_roster(connection),
                await _load_coverage(connection),
                {
                    row.key: Source(row.key, row.title, row.url, row.terms)
                    for row in await connection.execute(select(sources))
                },
                {
                    (row.decision, row.field): Correction(row.decision, row.field, row.value, row.reason, row.source)
                    for row in await connection.execute(select(corrections))
                },
                await _load_stamp(connection),
            )

    async def is_current(self) -> bool:
        """Whether nothing was imported since this was read."""
        async with self.engine.connect() as connection:
            return self.stamp == await _load_stamp(connection)

    async def matrix(self) -> Matrix:
        """The vote matrix, loaded at the first call."""
        async with self._loading:
            if self.held_matrix is None:
                async with self.engine.connect() as connection:
                    self.held_matrix = await load_matrix(connection, list(self.roster.members))
            return self.held_matrix

    async def close(self) -> None:
        """Give the database's connections back."""
        await self.engine.dispose()


async def _load_stamp(connection: AsyncConnection) -> str:
    edition = models.table(models.Edition)
    rows = await connection.execute(select(edition.c.key, edition.c.fingerprint).order_by(edition.c.key))
    return " ".join(f"{row.key}={row.fingerprint}" for row in rows)


async def _load_coverage(connection: AsyncConnection) -> Coverage:
    edition, decision = models.table(models.Edition), models.table(models.Decision)
    labels = (await connection.execute(select(edition.c.label).order_by(edition.c.loaded_at))).scalars()
    latest: dict[str, date] = {
        row[0]: row[1]
        for row in await connection.execute(select(decision.c.body, func.max(decision.c.day)).group_by(decision.c.body))
    }
    return Coverage(" + ".join(labels), latest[Body.GA], latest[Body.SC])
