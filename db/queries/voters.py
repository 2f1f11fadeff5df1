"""Which decisions some members took part in."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from db.archive import Archive
from db.records import Position


async def with_position(
    archive: Archive, ids: Collection[int], members: Collection[str], positions: Collection[Position]
) -> set[int]:
    """Of the decisions with those row ids, the ones on which any of the members took any of the positions."""
    matrix = await archive.matrix()
    rows = np.isin(matrix.ids, np.fromiter(ids, dtype=np.int64))
    columns = np.isin(matrix.members, list(members))
    took = np.isin(matrix.cells[np.ix_(rows, columns)], [int(position) for position in positions]).any(axis=1)
    return set(matrix.ids[rows][took].tolist())
