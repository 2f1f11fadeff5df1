"""The positions of a member or group, or of several together, on the selected votes, and how often they took each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Mask, Matrix
from db.records import Position
from handlers.alignment import group_cells, side
from handlers.measures import ABSENT, is_cast
from handlers.poll import Poll, only
from handlers.question import Question

CAST = (Position.YES, Position.NO, Position.ABSTAIN)
FOUR = (*CAST, Position.ABSENT)
OPPOSITE = {Position.YES: Position.NO, Position.NO: Position.YES}


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What the parties did on the selected `votes`: `counts` of those in which all took a position, `fits` the ones
    asked for, `base` those that a share is of, `seated` those on which all have a position, `level` those on which a
    group's first two positions are level."""

    votes: int
    counts: dict[Position, int]
    fits: Mask
    base: int
    seated: int
    level: int
    lone_no: int

    @property
    def cast(self) -> int:
        """Votes cast."""
        return sum(self.counts[position] for position in CAST)


def read(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> Record:
    """The record on the rows of everyone named as the subject, with those `against` on the other side."""
    parties = subjects(question)
    columns = [own(archive, matrix, rows, party) for party in parties]
    others = [own(archive, matrix, rows, party) for party in question.against]
    took = {position: together(columns, others, position) for position in FOUR}
    fits = np.logical_or.reduce([took[position] for position in wanted(question)])
    poll = Poll(matrix.cells[rows], matrix.first[rows], matrix.ids[rows])
    part, size = _part(archive, matrix, rows, question)
    if question.measure == "alone":
        fits = only(poll, question, "lone", part, size)
    missed = Position.ABSENT in question.positions
    seated = np.logical_and.reduce([column != 0 for column in (*columns, *others)])
    cast = np.logical_and.reduce([is_cast(column) for column in (*columns, *others)])
    return Record(
        votes=len(rows),
        counts={position: int(mask.sum()) for position, mask in took.items()},
        fits=fits,
        base=int((seated if missed else cast).sum()),
        seated=int(seated.sum()),
        level=int((is_cast(part).any(axis=1) & (columns[0] == 0)).sum()) if not question.members else 0,
        lone_no=int(only(poll, question, "lone_no", part, size).sum()),
    )


def own(archive: Archive, matrix: Matrix, rows: Ints, party: str) -> Cells:
    """A party's positions; a group is absent where it had members with a vote and none of them cast it."""
    cells = side(archive, matrix, rows, party)
    if party in archive.roster.groups:
        members = group_cells(archive, matrix, rows, party)
        cells[(members == ABSENT).any(axis=1) & ~is_cast(members).any(axis=1)] = ABSENT
    return cells


def together(columns: Sequence[Cells], others: Sequence[Cells], position: Position, *also: int) -> Mask:
    """Where all columns hold the position and all others its opposite; `also` are cells that pass for either."""
    if others and position not in OPPOSITE:
        return np.zeros(len(columns[0]), dtype=np.bool_)
    against = [np.isin(other, [int(OPPOSITE[position]), *also]) for other in others]
    mask: Mask = np.logical_and.reduce([*(np.isin(column, [int(position), *also]) for column in columns), *against])
    return mask


def wanted(question: Question) -> tuple[Position, ...]:
    """The positions asked for; those cast by several together, and any by one, where none is named."""
    if question.positions:
        return question.positions
    return CAST if len(subjects(question)) > 1 else FOUR


def _part(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> tuple[Cells, int | None]:
    """The cells of those that can stand alone, and how many they must be: all the members, or any of a group."""
    if not question.members:
        return group_cells(archive, matrix, rows, question.groups[0]), None
    columns = [matrix.members.index(iso3) for iso3 in question.members if iso3 in matrix.members]
    return matrix.cells[rows][:, columns], len(question.members)


def subjects(question: Question) -> tuple[str, ...]:
    """Whose record is asked for: members, then groups."""
    return (*question.members, *question.groups)
