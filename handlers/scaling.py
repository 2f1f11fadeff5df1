"""Classical multidimensional scaling: points whose distances come as near as they can to given ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
FLAT = 1e-9
"""What is nearer to an axis than this lies on it: the rounding of the sums, not a distance."""


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """Points of shape (n, axes) around their centre, and `held`, the part of the variation that each axis holds.

    The parts are of the sum of all positive eigenvalues, all 0 where no two points differ.
    """

    points: Floats
    held: Floats


def scaled(distances: Floats, axes: int = 2) -> Scaling:
    """Classical scaling of a symmetric matrix of distances, shape (n, n), 0 on its diagonal, no NaN in it.

    The squared distances are centred by row and column and halved with a minus sign; the eigenvectors of the largest
    eigenvalues of that matrix, each times the root of its value, are the coordinates. Distances between points of a
    plane come back as they were; the directions of the axes are arbitrary (see `turned`).
    Source: W. S. Torgerson, "Multidimensional scaling: I. Theory and method", Psychometrika 17 (1952), pp. 401-419.
    """
    squares = distances**2
    centred = -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()) / 2
    values, vectors = np.linalg.eigh(centred)  # the smallest first
    values = np.where(values > FLAT, values, 0.0)
    largest = np.argsort(-values, kind="stable")[:axes]
    total = values.sum()
    held = values[largest] / total if total else np.zeros(len(largest))
    return Scaling(vectors[:, largest] * np.sqrt(values[largest]), held)


def turned(points: Floats, first: list[list[int]]) -> Floats:
    """The points mirrored so that, on each axis, the first row of its list in `first` that is off 0 is positive."""
    signs = np.ones(points.shape[1])
    for axis, rows in enumerate(first):
        side = next((points[row, axis] for row in rows if abs(points[row, axis]) > FLAT), 1.0)
        signs[axis] = np.sign(side)
    return points * signs


def filled(distances: Floats) -> Floats:
    """The matrix with each NaN replaced by the mean of what the two rows are on average from the others.

    Raises ValueError where a row has no distance but that to itself.
    """
    others = np.where(np.eye(len(distances), dtype=np.bool_), np.nan, distances)
    known = np.isfinite(others)
    if not known.any(axis=1).all():
        raise ValueError("a row without any distance cannot be placed")
    usual = np.nansum(others, axis=1) / known.sum(axis=1)
    return np.where(np.isnan(distances), (usual[:, None] + usual) / 2, distances)
