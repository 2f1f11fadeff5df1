"""The measures, worked by hand. Letters stand for positions: Y, N, A, X (absent), ? (unknown), - (not a member)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from db.matrix import Cells
from db.records import Position
from handlers.measures import agreement, agreements, all_pairs, attina_hix, is_cast, majority_position

LETTERS = {"-": 0, "Y": 1, "N": 2, "A": 3, "X": 4, "?": 5}


def cells(letters: str) -> Cells:
    return np.array([LETTERS[letter] for letter in letters], dtype=np.int8)


# a, b, shared, identical, soft, opposite, coincidence, absent_a, absent_b, cast_a
AGREEMENTS = [
    ("Y", "Y", 1, 1, 1, 0, 1, 0, 0, 1),
    ("N", "N", 1, 1, 1, 0, 1, 0, 0, 1),
    ("A", "A", 1, 1, 1, 0, 1, 0, 0, 1),
    ("Y", "N", 1, 0, 0, 1, 0, 0, 0, 1),
    ("N", "Y", 1, 0, 0, 1, 0, 0, 0, 1),
    ("Y", "A", 1, 0, 1 / 2, 0, 1 / 2, 0, 0, 1),
    ("A", "N", 1, 0, 1 / 2, 0, 1 / 2, 0, 0, 1),
    # Absences: counted beside the first three measures, half in the coincidence of the one that voted.
    ("Y", "X", 0, None, None, None, 1 / 2, 0, 1, 1),
    ("X", "Y", 0, None, None, None, None, 1, 0, 0),
    ("X", "X", 0, None, None, None, None, 0, 0, 0),
    # Not a member: no position, and no absence.
    ("Y", "-", 0, None, None, None, None, 0, 0, 0),
    ("-", "Y", 0, None, None, None, None, 0, 0, 0),
    ("X", "-", 0, None, None, None, None, 0, 0, 0),
    ("", "", 0, None, None, None, None, 0, 0, 0),
    # Unknown is not cast, and not absent.
    ("?", "Y", 0, None, None, None, None, 0, 0, 0),
    ("?", "?", 0, None, None, None, None, 0, 0, 0),
    # Ten votes: 4 alike (YY, NN, AA, YY), 2 opposite, 2 with one abstention, 1 missed by b, 1 missed by a.
    # shared 8; identical 4/8; soft (4 + 2 × ½) / 8; coincidence over 9: (4 + 2 × ½ + ½) / 9.
    ("YNAYYNYAYX", "YNAYNYANXY", 8, 1 / 2, 5 / 8, 1 / 4, 5.5 / 9, 1, 1, 9),
    # Three absences of b: identical 1 of 1, coincidence (1 + 3 × ½) / 4.
    ("YYNA", "YXXX", 1, 1, 1, 0, 2.5 / 4, 0, 3, 4),
]


@pytest.mark.parametrize(
    ("a", "b", "shared", "identical", "soft", "opposite", "coincidence", "absent_a", "absent_b", "cast_a"), AGREEMENTS
)
def test_agreement(
    a: str,
    b: str,
    shared: int,
    identical: float | None,
    soft: float | None,
    opposite: float | None,
    coincidence: float | None,
    absent_a: int,
    absent_b: int,
    cast_a: int,
) -> None:
    found = agreement(cells(a), cells(b))
    assert (found.shared, found.absent_a, found.absent_b, found.cast_a) == (shared, absent_a, absent_b, cast_a)
    assert (found.identical, found.soft, found.opposite) == (identical, soft, opposite)
    assert found.coincidence == coincidence


def test_agreement_is_the_same_both_ways_but_for_the_coincidence() -> None:
    a, b = cells("YNAYYNYAYX"), cells("YNAYNYANXX")
    there, back = agreement(a, b), agreement(b, a)
    assert (there.shared, there.identical, there.soft, there.opposite) == (
        back.shared, back.identical, back.soft, back.opposite
    )  # fmt: skip
    assert (there.absent_a, there.absent_b) == (back.absent_b, back.absent_a)
    assert (there.coincidence, back.coincidence) == (5.5 / 9, 5 / 8)


# Five votes (rows) by four members (columns).
TOY = ["YYNX", "NYNA", "A-AA", "XYY?", "YNNY"]


@pytest.mark.parametrize(
    ("column", "shared", "identical", "soft", "opposite"),
    [
        # The first member, Y N A X Y, with each:
        (0, [4, 3, 4, 3], [1, 1 / 3, 1 / 2, 2 / 3], [1, 1 / 3, 1 / 2, 5 / 6], [0, 2 / 3, 1 / 2, 0]),
        # The second, Y Y - Y N:
        (1, [3, 4, 4, 2], [1 / 3, 1, 1 / 2, 0], [1 / 3, 1, 1 / 2, 1 / 4], [2 / 3, 0, 1 / 2, 1 / 2]),
        # The fourth, X A A ? Y:
        (3, [3, 2, 3, 3], [2 / 3, 0, 1 / 3, 1], [5 / 6, 1 / 4, 1 / 2, 1], [0, 1 / 2, 1 / 3, 0]),
    ],
)
def test_a_block_of_five_votes_and_four_members(
    column: int, shared: list[int], identical: list[float], soft: list[float], opposite: list[float]
) -> None:
    block = np.array([cells(row) for row in TOY])
    found = agreements(block[:, column], block)
    assert found.shared.tolist() == shared
    assert found.identical.tolist() == pytest.approx(identical)
    assert found.soft.tolist() == pytest.approx(soft)
    assert found.opposite.tolist() == pytest.approx(opposite)


def test_a_block_and_a_pair_agree() -> None:
    rng = np.random.default_rng(1945)
    block = rng.integers(0, 6, size=(300, 12)).astype(np.int8)
    for a in range(12):
        together = agreements(block[:, a], block)
        for b in range(12):
            pair = agreement(block[:, a], block[:, b])
            assert (together.shared[b], together.identical[b], together.soft[b], together.opposite[b]) == (
                pair.shared, pair.identical, pair.soft, pair.opposite
            )  # fmt: skip


def test_nobody_to_compare_with_gives_no_share() -> None:
    block = np.array([cells("YX-?"), cells("NX-?")])
    found = agreements(block[:, 0], block)
    assert found.shared.tolist() == [2, 0, 0, 0]
    assert [math.isnan(share) for share in found.identical] == [False, True, True, True]
    nobody = agreements(block[:, 1], block)
    assert nobody.shared.tolist() == [0, 0, 0, 0]
    assert np.isnan(nobody.soft).all()


def test_what_is_cast() -> None:
    assert is_cast(cells("-YNAX?")).tolist() == [False, True, True, True, False, False]


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "expected"),
    [
        (30, 0, 0, 1.0),  # all alike
        (0, 30, 0, 1.0),
        (0, 0, 30, 1.0),
        (1, 0, 0, 1.0),
        (10, 10, 10, 0.0),  # three even parts
        (1, 1, 1, 0.0),
        (10, 10, 0, 0.25),  # (10 - 5) / 20
        (15, 10, 5, 0.25),  # (15 - 7½) / 30
        (20, 10, 0, 0.5),  # (20 - 5) / 30
        (24, 2, 1, 22.5 / 27),  # (24 - 1½) / 27
        (0, 0, 0, None),
    ],
)
def test_attina_hix(yes: int, no: int, abstain: int, expected: float | None) -> None:
    assert attina_hix(yes, no, abstain) == expected


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "expected"),
    [
        (3, 2, 1, Position.YES),
        (1, 3, 2, Position.NO),
        (1, 2, 3, Position.ABSTAIN),
        (1, 0, 0, Position.YES),
        (2, 2, 1, None),
        (2, 1, 2, None),
        (1, 2, 2, None),
        (2, 2, 2, None),
        (3, 1, 1, Position.YES),  # the tie is not at the top
        (0, 0, 0, None),
    ],
)
def test_the_position_of_most(yes: int, no: int, abstain: int, expected: Position | None) -> None:
    assert majority_position(yes, no, abstain) is expected


def test_all_pairs_are_what_each_pair_is() -> None:
    rng = np.random.default_rng(1946)
    block = rng.integers(0, 6, size=(300, 12)).astype(np.int8)
    found = all_pairs(block)
    for a in range(12):
        for b in range(12):
            pair = agreement(block[:, a], block[:, b])
            assert (found.shared[a, b], found.soft[a, b]) == (pair.shared, pytest.approx(pair.soft))


def test_all_pairs_of_the_toy() -> None:
    found = all_pairs(np.array([cells(row) for row in TOY]))
    assert found.shared.tolist() == [[4, 3, 4, 3], [3, 4, 4, 2], [4, 4, 5, 3], [3, 2, 3, 3]]
    assert found.soft[0].tolist() == pytest.approx([1, 1 / 3, 1 / 2, 5 / 6])
    assert math.isnan(all_pairs(np.array([cells("YX")])).soft[0, 1])
