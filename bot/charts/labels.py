"""Labels beside the dots of a scatter: none touches another, and few lie on a dot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, pi, sin

import numpy as np

DIRECTIONS = [turn * pi / 6 for turn in range(12)]
NEAR = 3.0
"""From the edge of a dot to a label beside it."""
FAR = (3.0, 12.0, 22.0, 34.0, 48.0, 64.0)
"""How far off a label may be that must be there; a line leads to it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle and halves of its sides."""

    x: float
    y: float
    half_width: float
    half_height: float

    def meets(self, other: Box) -> bool:
        """Whether the two touch."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )

    def inside(self, room: Box) -> bool:
        """Whether it lies within another."""
        return (
            abs(self.x - room.x) + self.half_width <= room.half_width
            and abs(self.y - room.y) + self.half_height <= room.half_height
        )


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot with its name: place, radius, size of the label, and whether the label must be there."""

    name: str
    x: float
    y: float
    radius: float
    width: float
    height: float
    must: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the label of a dot stands; `led` where it is so far off that a line must lead to it."""

    dot: Dot
    box: Box
    led: bool


def beside(dots: Sequence[Dot], room: Box) -> list[Placed]:
    """Labels for the dots that must have one, then for those of the others beside which there is room.

    The dots come in order of their claim. A label that must be there takes the place that covers the fewest dots, the
    nearest of these; any other stands right beside its dot, on none, or not at all.
    """
    middles = np.array([(dot.x, dot.y) for dot in dots])
    radii = np.array([dot.radius for dot in dots])
    taken: list[Box] = []
    placed = []
    for dot in sorted(dots, key=lambda one: not one.must):
        best: tuple[int, float, Box] | None = None
        for off, box in _places(dot, room, taken):
            reach = np.array([box.half_width, box.half_height]) + radii[:, None]
            covered = int((np.abs(middles - (box.x, box.y)) < reach).all(axis=1).sum())
            if (dot.must or not covered) and (best is None or covered < best[0]):
                best = covered, off, box
            if not covered:
                break
        if best is not None:
            _, off, box = best
            placed.append(Placed(dot, box, off > NEAR))
            taken.append(box)
    return placed


def _places(dot: Dot, room: Box, taken: Sequence[Box]) -> Iterator[tuple[float, Box]]:
    """Where a label finds room beside those taken, the nearest first, with how far off it is."""
    half_width, half_height = dot.width / 2, dot.height / 2
    for off, angle in product(FAR if dot.must else (NEAR,), DIRECTIONS):
        away = dot.radius + off
        x = dot.x + cos(angle) * (away + half_width)
        y = dot.y + sin(angle) * (away + half_height)
        box = Box(x, y, half_width + 1, half_height)
        if box.inside(room) and not any(box.meets(other) for other in taken):
            yield off, box
