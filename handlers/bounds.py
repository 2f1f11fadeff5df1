"""Bounds on the counts of a vote, laid on what is counted: on rows of the vote matrix, and on decisions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from db.matrix import Ints, Matrix
from db.records import Decision, Position
from handlers.question import Bound


def within_bounds(matrix: Matrix, rows: Ints, bounds: Sequence[Bound]) -> Ints:
    """The rows of the matrix on which the counts are within all bounds."""
    for bound in bounds:
        counts = (matrix.cells[rows] == int(bound.position)).sum(axis=1)
        rows = rows[np.array([bound.allows(int(count)) for count in counts], dtype=np.bool_)]
    return rows


def allowed(decision: Decision, bounds: Sequence[Bound]) -> bool:
    """Whether a decision's tally is within all bounds; never where it has none and there are some."""
    tally = decision.tally
    if tally is None:
        return not bounds
    counts = {Position.YES: tally.yes, Position.NO: tally.no, Position.ABSTAIN: tally.abstain}
    return all(
        count is not None and bound.allows(count)
        for bound in bounds
        for count in (counts.get(bound.position, tally.absent),)
    )
