"""What imports changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from db import models
from db.ingest.fill import BUNDLED
from db.records import Body

EDITION = models.table(models.Edition)
CHANGE = models.table(models.Change)
DECISION = models.table(models.Decision)


@dataclass(frozen=True, slots=True)
class Import:
    """One import: what it was read from, and when."""

    key: str
    label: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: `field` is "" for a new decision, "position" for a member's, else a column of the decision."""

    decision: str
    field: str
    member: str
    old: str
    new: str


async def imports(engine: AsyncEngine) -> list[Import]:
    """The imports that the archive holds, newest first."""
    query = select(EDITION.c.key, EDITION.c.label, EDITION.c.loaded_at).where(EDITION.c.key != BUNDLED)
    async with engine.connect() as connection:
        rows = await connection.execute(query.order_by(EDITION.c.loaded_at.desc()))
        return [Import(row.key, row.label, row.loaded_at) for row in rows]


async def counts(engine: AsyncEngine, edition: str) -> dict[tuple[Body, str, bool], int]:
    """How many changes an import made: by body, field, and whether something else was there before."""
    query = (
        select(DECISION.c.body, CHANGE.c.field, CHANGE.c.old != "", func.count())
        .join(DECISION, DECISION.c.key == CHANGE.c.decision)
        .where(CHANGE.c.edition == edition)
        .group_by(DECISION.c.body, CHANGE.c.field, CHANGE.c.old != "")
    )
    async with engine.connect() as connection:
        return {(Body(row[0]), row[1], bool(row[2])): row[3] for row in await connection.execute(query)}


async def changes(engine: AsyncEngine, edition: str, fields: Sequence[str], limit: int) -> list[Changed]:
    """The first changes of an import in the fields, in the order of the file."""
    query = (
        select(CHANGE).where(CHANGE.c.edition == edition, CHANGE.c.field.in_(fields)).order_by(CHANGE.c.id).limit(limit)
    )
    async with engine.connect() as connection:
        return [
            Changed(row.decision, row.field, row.member, row.old, row.new) for row in await connection.execute(query)
        ]
