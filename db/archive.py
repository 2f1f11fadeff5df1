"""The archive as the rest of the program knows it: open it, ask the queries, close it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db import models
from db.engine import create_engine, migrate
from db.ingest.edition import bundled
from db.ingest.fill import Progress, fill
from db.matrix import Matrix, load_matrix
from db.records import Body, Coverage, Decision, Source
from db.roster import Roster, load_roster


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
    ) -> None:
        self.engine = engine
        self.roster = roster
        self.coverage = coverage
        self.sources = sources
        self.corrections = corrections
        self.decisions: dict[int, Decision] = {}
        """Records made so far, by row id: at most one for each decision there is."""
        self._matrix: Matrix | None = None
        self._loading = asyncio.Lock()

    @classmethod
    async def open(cls, url: str, progress: Progress | None = None) -> Archive:
        """Open the database of the URL, bring its schema and bundled edition up to date, and read the small tables."""
        engine = create_engine(url)
        try:
            await migrate(engine)
            await fill(engine, bundled(), progress)
            async with engine.connect() as connection:
                return cls(
                    engine,
                    await load_roster(connection),
                    await _load_coverage(connection),
                    {
                        row.key: Source(row.key, row.title, row.url, row.terms)
                        for row in await connection.execute(select(models.table(models.Source)))
                    },
                    {
                        (row.decision, row.field): Correction(
                            row.decision, row.field, row.value, row.reason, row.source
                        )
                        for row in await connection.execute(select(models.table(models.Correction)))
                    },
                )
        except BaseException:
            await engine.dispose()
            raise

    async def matrix(self) -> Matrix:
        """The vote matrix, loaded at the first call."""
        async with self._loading:
            if self._matrix is None:
                async with self.engine.connect() as connection:
                    self._matrix = await load_matrix(connection, list(self.roster.members))
            return self._matrix

    async def close(self) -> None:
        """Give the database's connections back."""
        await self.engine.dispose()


async def _load_coverage(connection: AsyncConnection) -> Coverage:
    label = (await connection.execute(select(models.table(models.Edition).c.label))).scalars().first()
    latest: dict[str, date] = {
        row[0]: row[1]
        for row in await connection.execute(
            select(models.table(models.Decision).c.body, func.max(models.table(models.Decision).c.day)).group_by(
                models.table(models.Decision).c.body
            )
        )
    }
    return Coverage(label or "", latest[Body.GA], latest[Body.SC])
