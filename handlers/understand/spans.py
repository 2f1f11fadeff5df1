"""Spans: what the finders found, and the best cover of the text without overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any


class Sort(StrEnum):
    """What a span is."""

    SYMBOL = "symbol"
    PERIOD = "period"
    MEMBER = "member"
    GROUP = "group"
    NOT_MEMBER = "not_member"
    BODY = "body"
    POSITION = "position"
    TOPIC = "topic"
    NAMED = "named"
    GAP = "gap"
    SERIES = "series"
    TERM = "term"
    CUE = "cue"
    NUMBER = "number"
    FILLER = "filler"


class Grade(IntEnum):
    """How sure a finder is; the resolver stops at the first tier that answers."""

    FUZZY = 1
    PREFIX = 2
    ALIAS = 3
    EXACT = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a span. `value` is a key of its sort; ambiguous names have several readings of one sort."""

    sort: Sort
    value: Any
    grade: Grade = Grade.ALIAS


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens i up to j and what they can mean."""

    i: int
    j: int
    readings: tuple[Reading, ...]

    @property
    def grade(self) -> Grade:
        """The best grade of its readings."""
        return max(reading.grade for reading in self.readings)

    def values(self, sort: Sort) -> tuple[Any, ...]:
        """The values of its readings of one sort."""
        return tuple(dict.fromkeys(reading.value for reading in self.readings if reading.sort is sort))

    def has(self, sort: Sort) -> bool:
        """Whether it can be read as that sort."""
        return any(reading.sort is sort for reading in self.readings)


def cover(spans: Iterable[Span]) -> list[Span]:
    """The best spans without overlaps, in the order of the text: longer ones first, then better graded ones.

    Spans over the same tokens become one with all their readings.
    """
    merged: dict[tuple[int, int], list[Reading]] = {}
    for span in spans:
        merged.setdefault((span.i, span.j), []).extend(span.readings)
    ranked = sorted(
        (Span(i, j, tuple(dict.fromkeys(readings))) for (i, j), readings in merged.items()),
        key=lambda span: (span.j - span.i, span.grade),
        reverse=True,
    )
    taken: set[int] = set()
    chosen = []
    for span in ranked:
        places = range(span.i, span.j)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.i)
