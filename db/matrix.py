"""The whole voting history in memory: one int8 cell for each decision and member."""

from __future__ import annotations

import asyncio
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from db.engine import is_sqlite
from db.records import POSITIONS, Body, Position, RollCall

Cells = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

PART = 500
"""Decisions whose votes are taken apart at a time: of all of them at once it would take 50 MB for a moment."""
GATHER = """
SELECT decision.id, decision.body, decision.day, decision.month_only, decision.final, decision.roll_call, {votes}
FROM decision JOIN vote ON vote.decision_id = decision.id GROUP BY decision.id ORDER BY decision.id
"""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Positions of all members on all decisions that have a roll call, oldest table row first.

    `cells` has shape (decisions, members): 0 where the state was not a member or has no position, else the number of
    `db.records.Position`. `counted` marks what statistics count: final votes whose roll call is whole. `first` and
    `last` are proleptic ordinals of the first and last day on which the vote can have been (a month apart where the
    source gives only the month).
    """

    ids: Ints
    members: tuple[str, ...]
    cells: Cells
    sc: Mask
    counted: Mask
    first: Ints
    last: Ints
    years: Ints

    def column(self, iso3: str) -> Cells:
        """One member's positions on all decisions; all 0 for a state that never voted."""
        try:
            return self.cells[:, self.members.index(iso3)]
        except ValueError:
            return np.zeros(len(self.ids), dtype=np.int8)

    def row(self, decision_id: int) -> int | None:
        """The row of a decision; None where it has no roll call."""
        row = int(np.searchsorted(self.ids, decision_id))
        return row if row < len(self.ids) and self.ids[row] == decision_id else None

    def roll_call(self, decision_id: int) -> dict[str, Position]:
        """Each member's position on the decision with that row id; empty where there is no roll call."""
        row = int(np.searchsorted(self.ids, decision_id))
        if row == len(self.ids) or self.ids[row] != decision_id:
            return {}
        cells = self.cells[row].tolist()
        return {iso3: POSITIONS[cell] for iso3, cell in zip(self.members, cells, strict=True) if cell}

    def select(
        self,
        body: Body | None,
        since: date | None = None,
        until: date | None = None,
        ids: Iterable[int] | None = None,
    ) -> Ints:
        """Row numbers of the counted decisions of a body and period (both ends inclusive), of `ids` only if given.

        A vote known to the month belongs to a period that its month overlaps.
        """
        mask = self.counted.copy()
        if body is not None:
            mask &= self.sc == (body is Body.SC)
        if since is not None:
            mask &= self.last >= since.toordinal()
        if until is not None:
            mask &= self.first <= until.toordinal()
        if ids is not None:
            mask &= np.isin(self.ids, np.fromiter(ids, dtype=np.int64))
        return np.flatnonzero(mask)


async def load_matrix(connection: AsyncConnection, members: Sequence[str]) -> Matrix:
    """Read all votes; the database joins each roll call into one text, so that few rows travel."""
    rows = await roll_calls(connection, GATHER)
    return await asyncio.to_thread(build_matrix, rows, members)


async def roll_calls(connection: AsyncConnection, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query over decision and vote, `{votes}` in it standing for the roll call as `AFG1ALB2…`."""
    joined = "group_concat" if is_sqlite(connection) else "string_agg"
    statement = text(query.format(votes=f"{joined}(vote.iso3 || vote.position, '')"))
    return [tuple(row) for row in (await connection.execute(statement)).all()]


def build_matrix(rows: Sequence[tuple[int, str, date | str, bool, bool, str, str]], members: Sequence[str]) -> Matrix:
    """The matrix of rows (id, body, day, month_only, final, roll_call, votes as `AFG1ALB2…`)."""
    members = tuple(sorted(members))
    cells = np.zeros((len(rows), len(members)), dtype=np.int8)
    for start in range(0, len(rows), PART):
        _enter(cells[start : start + PART], [row[6] for row in rows[start : start + PART]], members)
    days = [row[2] if isinstance(row[2], date) else date.fromisoformat(row[2]) for row in rows]
    first = np.fromiter((day.toordinal() for day in days), dtype=np.int64, count=len(rows))
    ends = ((_month_end(day) if row[3] else day).toordinal() for row, day in zip(rows, days, strict=True))
    last = np.fromiter(ends, dtype=np.int64, count=len(rows))
    cells.setflags(write=False)
    return Matrix(
        ids=np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows)),
        members=members,
        cells=cells,
        sc=np.fromiter((row[1] == Body.SC for row in rows), dtype=np.bool_, count=len(rows)),
        counted=np.fromiter((row[4] and row[5] == RollCall.COMPLETE for row in rows), dtype=np.bool_, count=len(rows)),
        first=first,
        last=last,
        years=np.fromiter((day.year for day in days), dtype=np.int64, count=len(rows)),
    )


def _enter(cells: Cells, calls: Sequence[str], members: Sequence[str]) -> None:
    """Put roll calls (`AFG1ALB2…`), one a row, into their cells."""
    votes = np.frombuffer("".join(calls).encode("ascii"), dtype=np.uint8).reshape(-1, 4)
    known = _code(np.frombuffer("".join(members).encode("ascii"), dtype=np.uint8).reshape(-1, 3))
    columns = np.searchsorted(known, _code(votes[:, :3]))  # members are in the order of their codes
    rows = np.repeat(np.arange(len(calls)), [len(call) // 4 for call in calls])
    cells[rows, columns] = votes[:, 3] - ord("0")


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _code(letters: npt.NDArray[np.uint8]) -> Ints:
    """Three letters as one number."""
    wide = letters.astype(np.int64)
    return wide[:, 0] * 65536 + wide[:, 1] * 256 + wide[:, 2]
