"""Writing the bundled edition's files from a filled archive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from db import models
from db.ingest.edition import COLUMNS, LETTERS, write_edition

LETTER_OF = {int(position): letter for letter, position in LETTERS.items()}


async def export(engine: AsyncEngine, folder: Path) -> int:
    """Write every decision and vote to `folder`. Returns the number of decisions.

    Facts go out as their sources give them: corrections live in a file of their own and are applied on filling.
    """
    async with engine.connect() as connection:
        found = await connection.execute(select(models.table(models.Decision)))
        rows = sorted((_row(row) for row in found.mappings()), key=_place)
        members = sorted((await connection.execute(select(models.table(models.Member).c.iso3))).scalars())
        column = {iso3: index for index, iso3 in enumerate(members)}
        cells: dict[int, list[str]] = {}
        votes = await connection.stream(
            select(
                models.table(models.Vote).c.decision_id,
                models.table(models.Vote).c.iso3,
                models.table(models.Vote).c.position,
            )
        )
        async for decision_id, iso3, position in _each(votes):
            cells.setdefault(decision_id, [""] * len(members))[column[iso3]] = LETTER_OF[position]
    write_edition(folder, rows, members, ([row["key"], *cells[row["id"]]] for row in rows if row["id"] in cells))
    return len(rows)


async def _each(result: Any) -> AsyncIterator[tuple[int, str, int]]:  # noqa: ANN401
    async for row in result:
        yield row


def _row(row: Any) -> dict[str, Any]:  # noqa: ANN401
    facts = {column: row[column] for column in COLUMNS if column != "date"}
    facts |= {"date": row["source_date"], "final": int(row["final"]), "id": row["id"]}
    return {column: "" if value is None else value for column, value in facts.items()}


def _place(row: dict[str, Any]) -> tuple[str, str, int, str]:
    """Body, then time, then the source's number: a new decision moves no other."""
    digits = "".join(char for char in row["source_ref"] if char.isdigit())
    return row["body"], row["date"], int(digits or 0), row["source_ref"]
