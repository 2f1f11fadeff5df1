"""Labels beside dots."""

from __future__ import annotations

import numpy as np

from bot.charts.labels import Box, Dot, beside

ROOM = Box(150, 100, 150, 100)


def dot(name: str, x: float, y: float, must: bool = False) -> Dot:
    return Dot(name, x, y, 3, 20, 9, must)


def test_a_lone_dot_has_its_label_at_its_right() -> None:
    (label,) = beside([dot("AUT", 100, 100)], ROOM)
    assert (label.box.x, label.box.y, label.led) == (100 + 3 + 3 + 10, 100, False)


def test_at_the_edge_the_label_turns_inwards() -> None:
    (label,) = beside([dot("USA", 295, 100)], ROOM)
    assert label.box.x + 10 <= 300


def test_labels_touch_neither_each_other_nor_a_dot_unless_they_must() -> None:
    rng = np.random.default_rng(193)
    places = rng.normal((150, 100), (60, 30), (150, 2)).clip(5, (295, 195)).tolist()
    dots = [dot(f"M{i}", x, y, must=i < 5) for i, (x, y) in enumerate(places)]
    labels = beside(dots, ROOM)
    names = {label.dot.name for label in labels}
    assert {"M0", "M1", "M2", "M3", "M4"} <= names
    assert 20 < len(names) < 150
    for number, label in enumerate(labels):
        assert label.box.inside(ROOM)
        assert not any(label.box.meets(other.box) for other in labels[:number])
        if not label.dot.must:
            assert not label.led
            assert not any(label.box.meets(Box(one.x, one.y, one.radius, one.radius)) for one in dots)


def test_one_that_must_be_there_goes_further_off_in_a_crowd() -> None:
    crowd = [dot(f"M{i}", 150 + 6 * (i % 7 - 3), 100 + 6 * (i // 7 - 3)) for i in range(49)]
    (label,) = beside([dot("CHN", 151, 101, must=True), *crowd], ROOM)[:1]
    assert label.dot.name == "CHN"
    assert label.led
    assert not any(label.box.meets(Box(one.x, one.y, one.radius, one.radius)) for one in crowd)
