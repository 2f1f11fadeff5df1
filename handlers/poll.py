"""The selected votes with their tallies, and the members that stood alone on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from db.matrix import Cells, Ints, Mask, Matrix
from handlers.measures import ABSENT, ABSTAIN, NO, YES
from handlers.question import Question

LONE = frozenset({"lone", "lone_no"})
"""The measures that ask who stood alone."""


@dataclass(frozen=True)
class Poll:
    """The selected votes: cells of shape (decisions, members), and which members the question is about."""

    cells: Cells
    first: Ints
    ids: Ints

    @cached_property
    def yes(self) -> Ints:
        """Yes votes on each decision."""
        return _count(self.cells, YES)

    @cached_property
    def no(self) -> Ints:
        """No votes on each decision."""
        return _count(self.cells, NO)

    @cached_property
    def abstain(self) -> Ints:
        """Abstentions on each decision."""
        return _count(self.cells, ABSTAIN)

    @cached_property
    def absent(self) -> Ints:
        """Members with a seat that did not vote on each decision."""
        return _count(self.cells, ABSENT)

    @cached_property
    def cast(self) -> Ints:
        """Votes cast on each decision, abstentions among them."""
        return self.yes + self.no + self.abstain

    @cached_property
    def divided(self) -> Ints:
        """How divided the members were, in millionths, greater when more so: 1 − Attinà–Hix agreement."""
        most = np.maximum(np.maximum(self.yes, self.no), self.abstain)
        with np.errstate(invalid="ignore", divide="ignore"):
            agreement = (most - (self.cast - most) / 2) / self.cast
        return np.rint((1 - np.nan_to_num(agreement, nan=1.0)) * 1_000_000).astype(np.int64)


def _count(cells: Cells, position: int) -> Ints:
    counts: Ints = (cells == position).sum(axis=1)
    return counts


def only(poll: Poll, question: Question, what: str, part: Cells, size: int | None) -> Mask:
    """Where only columns of `part` took a position: `size` of them, or any number above 0."""
    keep = np.zeros(len(poll.ids), dtype=np.bool_)
    for position in _positions(question, what):
        whole = _count(poll.cells, position)
        inside = _count(part, position)
        here = (inside == whole) & ((whole == size) if size is not None else (whole > 0))
        if what == "lone" and not question.positions:
            # one abstention is standing alone only against all the rest
            rest = poll.cast - whole
            here &= (rest > whole) & ((position != ABSTAIN) | (np.maximum(poll.yes, poll.no) == rest))
        keep |= here
    return keep


def _positions(question: Question, what: str) -> tuple[int, ...]:
    if what == "lone_no":
        return (NO,)
    return tuple(int(position) for position in question.positions) or (YES, NO, ABSTAIN)


def alone_on(matrix: Matrix, poll: Poll, index: int, question: Question, what: str) -> tuple[str, ...]:
    """The members that stood alone on a vote; none for other extremes."""
    if what not in LONE:
        return ()
    found = [np.flatnonzero(poll.cells[index] == position) for position in _positions(question, what)]
    fewest = min((columns for columns in found if len(columns)), key=len)
    return tuple(matrix.members[column] for column in fewest)


def by_member(matrix: Matrix, poll: Poll, order: Ints, question: Question, what: str) -> dict[str, int]:
    """How often each member stood alone, most often first."""
    if what not in LONE:
        return {}
    counts = Counter(iso3 for index in order for iso3 in alone_on(matrix, poll, int(index), question, what))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
