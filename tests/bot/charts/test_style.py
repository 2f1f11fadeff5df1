"""What the charts' look promises: contrast, colours that stay apart for all eyes, and letters for every name."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.ft2font import FT2Font

from bot.charts import style
from bot.charts.style import LOOKS
from db.archive import Archive
from db.records import Position
from db.topics import topics

Vector = npt.NDArray[np.float64]

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
# severity 1.0, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> Vector:
    """sRGB `#rrggbb` as linear light from 0 to 1."""
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    dark, light = sorted(float(linear(colour) @ TO_XYZ[1]) + 0.05 for colour in (a, b))
    return light / dark


def lab(light: Vector) -> Vector:
    """CIE 1976 L*a*b* of linear light."""
    x, y, z = np.cbrt(np.clip(TO_XYZ @ light / WHITE, 0.008856, None))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.word)
def test_marks_are_read_on_their_fill_and_shapes_are_seen_on_the_card(look: style.Look) -> None:
    assert contrast(look.ink, look.fill) >= 4.5
    if look is not LOOKS[Position.UNKNOWN]:  # meant to stand back; it has a mark
        assert max(contrast(look.fill, style.BACKGROUND), contrast(look.edge, style.BACKGROUND)) >= 3


@pytest.mark.parametrize("colour", [style.INK, style.MUTED, style.ACCENT])
def test_text_is_read_on_the_card(colour: str) -> None:
    assert contrast(colour, style.BACKGROUND) >= 4.5
    assert contrast(style.ON_ACCENT, style.ACCENT) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_positions_stay_apart_for_all_eyes(sight: str) -> None:
    seen = {position: lab(np.clip(SIGHT[sight] @ linear(look.fill), 0, 1)) for position, look in LOOKS.items()}
    distances = {(a.word, b.word): float(np.linalg.norm(seen[a] - seen[b])) for a, b in combinations(seen, 2)}
    del distances["absent", "unknown"]  # told apart by outline and mark
    assert min(distances.values()) > 25, distances


def test_nothing_is_told_by_colour_alone() -> None:
    assert len({look.mark for look in LOOKS.values()}) == len(LOOKS)
    patterns = {(look.hatch, look.edge == look.fill) for position, look in LOOKS.items() if position < 5}
    assert len(patterns) == 4


@pytest.mark.parametrize("font", [style.FONT, style.BOLD])
def test_the_fonts_hold_every_letter_of_every_name(archive: Archive, font: str) -> None:
    letters = FT2Font(str(Path(mpl.get_data_path(), "fonts", "ttf", font))).get_charmap()
    names = [name for member in archive.roster.members.values() for name in (member.name, member.common)]
    names += [name for group in archive.roster.groups.values() for name in (group.name, group.short)]
    names += [topic.name for topic in topics().values()]
    names += [source.title for source in archive.sources.values()]
    names += ["".join(look.mark for look in LOOKS.values()), "½·–…%“”"]
    assert len(names) > 500
    assert {name for name in names if any(ord(letter) not in letters for letter in name)} == set()
