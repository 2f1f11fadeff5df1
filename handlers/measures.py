"""The measures of agreement, apart from any input or output. Positions are int8 cells of the vote matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.matrix import Cells, Ints, Mask
from db.records import Position

YES, NO, ABSTAIN, ABSENT = (int(p) for p in (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT))
PART, BESIDE = 4_000, 25
"""Decisions that are compared at a time, at most 255 times those that are counted side by side."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two members agree.

    `shared`: votes in which both cast yes, no or abstain. `identical`: share of these in which they cast the same.
    `soft`: mean of 1 − |a − b| / 2 with yes = 1, abstain = 0, no = −1 (Voeten's three-category agreement; the US
    State Department's "voting coincidence" of 2017–2020). `opposite`: share in which one said yes and the other no.
    `coincidence`: as the State Department counts since 2022, over all votes that a cast (`cast_a`): identical 1,
    opposite 0, everything else, b's absence included, one half. Shares are None where there is nothing to count.
    `absent_a`, `absent_b`: votes that one missed and the other cast.
    """

    shared: int
    identical: float | None
    soft: float | None
    opposite: float | None
    coincidence: float | None
    absent_a: int
    absent_b: int
    cast_a: int


def agreement(a: Cells, b: Cells) -> Agreement:
    """The agreement of two columns of positions on the same decisions."""
    cast_a, cast_b = is_cast(a), is_cast(b)
    both = cast_a & cast_b
    shared = int(both.sum())
    same = int((both & (a == b)).sum())
    opposite = int((both & (a != b) & (a != ABSTAIN) & (b != ABSTAIN)).sum())
    counted = int((cast_a & (b != 0)).sum())
    return Agreement(
        shared=shared,
        identical=_share(same, shared),
        soft=_share(same + (shared - same - opposite) / 2, shared),
        opposite=_share(opposite, shared),
        coincidence=_share(same + (counted - same - opposite) / 2, counted),
        absent_a=int((cast_b & (a == ABSENT)).sum()),
        absent_b=int((cast_a & (b == ABSENT)).sum()),
        cast_a=counted,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Agreements:
    """The agreement of one column with every column of a block: arrays of one entry a member.

    Shares are NaN where `shared` is 0.
    """

    shared: Ints
    identical: npt.NDArray[np.float64]
    soft: npt.NDArray[np.float64]
    opposite: npt.NDArray[np.float64]


def agreements(a: Cells, block: Cells) -> Agreements:
    """The agreement of one column with every column of `block`, shape (decisions, members)."""
    against = np.select([a == YES, a == NO], [NO, YES], default=-1).astype(np.int8)
    shared, same, opposite = np.zeros((3, block.shape[1]), dtype=np.int64)
    for start in range(0, len(block), PART):
        part = start + np.flatnonzero(is_cast(a[start : start + PART]))
        rows = block[part]
        shared += _counts(is_cast(rows))
        same += _counts(rows == a[part, None])
        opposite += _counts(rows == against[part, None])
    with np.errstate(invalid="ignore", divide="ignore"):
        return Agreements(
            shared=shared,
            identical=same / shared,
            soft=(same + (shared - same - opposite) / 2) / shared,
            opposite=opposite / shared,
        )


def coincidences(a: Cells, block: Cells) -> npt.NDArray[np.float64]:
    """The voting coincidence of one column with every column of `block` (see Agreement); NaN for one never seated."""
    found = agreements(a, block)
    seated = (block[is_cast(a)] != 0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        same = np.nan_to_num(found.identical) * found.shared
        opposite = np.nan_to_num(found.opposite) * found.shared
        shares: npt.NDArray[np.float64] = (same + (seated - same - opposite) / 2) / seated
    return shares


def _counts(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint16]:
    """How many of at most `PART` rows are set in each column. Rows are short, and added up quicker side by side."""
    stacks, width = len(mask) // BESIDE, mask.shape[1]
    side_by_side = mask[: stacks * BESIDE].reshape(stacks, BESIDE * width).sum(axis=0, dtype=np.uint8)
    rest = mask[stacks * BESIDE :].sum(axis=0, dtype=np.uint16)
    counts: npt.NDArray[np.uint16] = rest + side_by_side.reshape(BESIDE, width).sum(axis=0, dtype=np.uint16)
    return counts


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The agreement of every member with every other: arrays of shape (members, members), symmetric.

    `soft` is NaN where `shared` is 0.
    """

    shared: Ints
    soft: npt.NDArray[np.float64]


def all_pairs(block: Cells) -> Pairs:
    """The agreement of all columns of `block`, shape (decisions, members), with each other.

    With yes = 1, no = −1 and all else 0, the product of two columns sums to their identical less their opposite votes,
    abstentions apart, and `soft` is half of one more than that sum's share of the shared votes. Three matrix products
    give all of it; 32-bit floats hold the sums exactly up to 16 million decisions.
    """
    abstained = (block == ABSTAIN).astype(np.float32)
    signed = (block == YES).astype(np.float32) - (block == NO)
    taken = np.abs(signed) + abstained
    shared = taken.T @ taken
    balance = signed.T @ signed + abstained.T @ abstained
    with np.errstate(invalid="ignore", divide="ignore"):
        return Pairs(shared=shared.astype(np.int64), soft=(1 + balance.astype(np.float64) / shared) / 2)


def outvoted_on(cells: Cells, own: Cells) -> tuple[Mask, Mask]:
    """Where a yes or no was on the side of fewer members, and where yes or no was said at all.

    `own` is one column of `cells`, or any number of them, shape (decisions, members).
    """
    ayes, noes = (cells == YES).sum(axis=1), (cells == NO).sum(axis=1)
    if own.ndim > 1:
        ayes, noes = ayes[:, None], noes[:, None]
    lost: Mask = ((own == NO) & (ayes > noes)) | ((own == YES) & (noes > ayes))
    taken: Mask = (own == YES) | (own == NO)
    return lost, taken


def is_cast(cells: Cells) -> npt.NDArray[np.bool_]:
    """Where a yes, a no or an abstention was cast."""
    return (cells >= YES) & (cells <= ABSTAIN)


def attina_hix(yes: int, no: int, abstain: int) -> float | None:
    """Attinà–Hix agreement of a group on one decision: (max − ½ (sum − max)) / sum over members that voted.

    1 when all voted alike, 0 when they split evenly in three. None when none voted.
    Source: Hix, Noury and Roland, "Power to the Parties", British Journal of Political Science 35 (2005), p. 215.
    """
    cast = yes + no + abstain
    if not cast:
        return None
    most = max(yes, no, abstain)
    return (most - (cast - most) / 2) / cast


def majority_position(yes: int, no: int, abstain: int) -> Position | None:
    """The position of most of a group's members that voted; None when none voted or the first two are level."""
    counts = sorted(((yes, Position.YES), (no, Position.NO), (abstain, Position.ABSTAIN)), reverse=True)
    if counts[0][0] == counts[1][0]:
        return None
    return counts[0][1]


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
