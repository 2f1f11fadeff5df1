"""Writing the bundled edition's files from a filled archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from db import models
from db.ingest.edition import COLUMNS, LETTERS, write_edition
from db.matrix import roll_calls

VOTES = "SELECT vote.decision_id, {votes} FROM vote GROUP BY vote.decision_id"
LETTER_OF = {int(position): letter for letter, position in LETTERS.items()}


async def export(engine: AsyncEngine, folder: Path) -> int:
    """Write every decision and vote to `folder`. Returns the number of decisions.

    Facts go out as their sources give them: corrections live in a file of their own and are applied on filling.
    """
    async with engine.connect() as connection:
        found = await connection.execute(select(models.table(models.Decision)))
        rows = sorted((_row(row) for row in found.mappings()), key=_place)
        members = sorted((await connection.execute(select(models.table(models.Member).c.iso3))).scalars())
        calls = {id_: _cells(votes, members) for id_, votes in await roll_calls(connection, VOTES)}
    write_edition(folder, rows, members, ([row["key"], *calls[row["id"]]] for row in rows if row["id"] in calls))
    return len(rows)


def _cells(votes: str, members: Sequence[str]) -> list[str]:
    """One roll call (`AFG1ALB2…`) as a row of letters."""
    cast = {votes[i : i + 3]: LETTER_OF[int(votes[i + 3])] for i in range(0, len(votes), 4)}
    return [cast.get(iso3, "") for iso3 in members]


def _row(row: Any) -> dict[str, Any]:  # noqa: ANN401
    facts = {column: row[column] for column in COLUMNS if column != "date"}
    facts |= {"date": row["source_date"], "final": int(row["final"]), "id": row["id"]}
    return {column: "" if value is None else value for column, value in facts.items()}


def _place(row: dict[str, Any]) -> tuple[str, str, int, str]:
    """Body, then time, then the source's number: a new decision moves no other."""
    digits = "".join(char for char in row["source_ref"] if char.isdigit())
    return row["body"], row["date"], int(digits or 0), row["source_ref"]
