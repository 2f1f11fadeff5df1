"""New decisions for the watches: votes that come into an archive as an import would bring them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert, select

from db import models
from db.archive import Archive

DECISION, VOTE, TOPIC = (models.table(model) for model in (models.Decision, models.Vote, models.DecisionTopic))
UKRAINE = "A/RES/ES-11/7"
"""An Assembly vote on Ukraine: Hungary no, France yes, Iran abstaining, 93-18-65."""
VETOED = "S/2024/835"
"""A Council draft on Palestine that the United States vetoed."""


async def arrive(archive: Archive, *keys: str, like: str = UKRAINE, day: date = date(2026, 11, 2)) -> None:
    """Bring decisions into the archive that went as another one did, with its votes and topics."""
    async with archive.engine.begin() as connection:
        model = (await connection.execute(select(DECISION).where(DECISION.c.key == like))).one()
        for key in keys:
            row = {**model._mapping, "key": key, "symbol": key * bool(model.symbol), "draft": key * bool(model.draft)}
            row["day"] = day
            del row["id"]
            new = (await connection.execute(insert(DECISION).values(row).returning(DECISION.c.id))).scalar_one()
            for table in (VOTE, TOPIC):
                rows = await connection.execute(select(table).where(table.c.decision_id == model.id))
                await connection.execute(insert(table), [{**one._mapping, "decision_id": new} for one in rows])
    archive.topics, archive.by_key, archive.held_matrix = {}, {}, None  # what an import brings is read anew
