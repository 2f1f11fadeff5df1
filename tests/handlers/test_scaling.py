"""Classical scaling, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from handlers.scaling import Floats, filled, scaled, turned


def between(points: Floats) -> Floats:
    """All distances between points."""
    return np.array([[float(np.hypot(*(a - b))) for b in points] for a in points])


PLANES = [
    [[0, 0], [3, 0], [0, 4]],  # sides of 3, 4 and 5
    [[0, 0], [1, 0], [1, 1], [0, 1]],
    [[-2, 7], [5, 1], [0.5, 0.25], [3, 3], [3, -8]],
]


@pytest.mark.parametrize("plane", PLANES)
def test_distances_in_a_plane_come_back(plane: list[list[float]]) -> None:
    distances = between(np.array(plane, dtype=np.float64))
    found = scaled(distances)
    assert between(found.points) == pytest.approx(distances)
    assert found.points.mean(axis=0) == pytest.approx([0, 0])
    assert found.held.sum() == pytest.approx(1)
    assert found.held[0] >= found.held[1]


def test_three_on_a_line() -> None:
    found = scaled(np.array([[0, 1, 3], [1, 0, 2], [3, 2, 0]], dtype=np.float64))
    # At 0, 1 and 3; the mean is 4/3.
    assert turned(found.points, [[2], [0]]) == pytest.approx(np.array([[-4 / 3, 0], [-1 / 3, 0], [5 / 3, 0]]))
    assert found.held.tolist() == pytest.approx([1, 0])


def test_distances_that_no_plane_has() -> None:
    # 1 and 1 side by side, but 3 from end to end. The eigenvalues are 9/2, 0 and −5/6, the first with (1, 0, −1) / √2.
    found = scaled(np.array([[0, 1, 3], [1, 0, 1], [3, 1, 0]], dtype=np.float64))
    assert turned(found.points, [[0], [0]]) == pytest.approx(np.array([[1.5, 0], [0, 0], [-1.5, 0]]))
    assert found.held.tolist() == [1, 0]  # of the positive ones


def test_four_corners_of_equal_distance_need_a_third_axis() -> None:
    found = scaled(np.ones((4, 4)) - np.eye(4))
    assert found.held.tolist() == pytest.approx([1 / 3, 1 / 3])


def test_no_difference_at_all() -> None:
    found = scaled(np.zeros((3, 3)))
    assert not found.points.any()
    assert found.held.tolist() == [0, 0]


@pytest.mark.parametrize("signs", [(1, 1), (-1, 1), (1, -1), (-1, -1)])
def test_mirrored_points_are_turned_the_same_way(signs: tuple[int, int]) -> None:
    points = np.array([[2.0, -1.0], [0.0, 3.0], [-2.0, -2.0]])
    # On the first axis the second point lies on 0, so that the third counts.
    assert turned(points * signs, [[1, 2, 0], [1, 2, 0]]).tolist() == [[-2, -1], [0, 3], [2, -2]]


def test_a_missing_pair_takes_the_mean_of_what_both_are_from_the_others() -> None:
    distances = np.array([[0, 0.2, np.nan], [0.2, 0, 0.4], [np.nan, 0.4, 0]])
    assert filled(distances) == pytest.approx(np.array([[0, 0.2, 0.3], [0.2, 0, 0.4], [0.3, 0.4, 0]]))
    alone = np.array([[0, 1, np.nan], [1, 0, np.nan], [np.nan, np.nan, 0]])
    with pytest.raises(ValueError, match="cannot be placed"):
        filled(alone)
