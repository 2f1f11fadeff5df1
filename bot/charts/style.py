"""How the charts look: colours, marks, sizes, fonts.

The card has a dark background of its own, so that it reads on Discord's dark and light themes alike. Blue, orange and
sand stay apart in the three common kinds of colour blindness (a test computes it); besides, each position has a mark
and a pattern of its own, so that nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.records import Position

BACKGROUND = "#1B2230"
PANEL = "#262F40"
LINE = "#46536A"
INK = "#F3F5F9"
MUTED = "#B4BECC"
ACCENT = "#5AB0F5"
"""The colour of a chart's first, or only, line or bar."""
ON_ACCENT = "#0C1420"
LINES = ("#5AB0F5", "#FF9152", "#EADFAE", "#C79BF2", "#6FD6B4", "#F2A0C0")
"""Colours of several lines or groups, in order; give each a label, dash or marker of its own too."""

WIDTH = 600
"""Width of every chart in units. A unit is a pixel at single density: what Discord shows is about 550 wide."""
DENSITY = 2
"""Pixels of the picture for a unit."""
MARGIN = 20
ROOM = WIDTH - 2 * MARGIN
"""Width between the margins."""

TITLE = 17.0
SUBTITLE = 12.5
BODY = 12.0
SMALL = 10.5
"""Sizes of text, in units."""

FONT = "DejaVuSans.ttf"
BOLD = "DejaVuSans-Bold.ttf"
"""Matplotlib brings these along; they hold every letter of the members' names."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a position is drawn: its fill, outline, the colour of what stands on it, a pattern and a mark."""

    word: str
    mark: str
    fill: str
    edge: str
    ink: str
    hatch: str


LOOKS = {
    Position.YES: Look("Yes", "✓", "#5AB0F5", "#5AB0F5", "#0C1420", ""),
    Position.NO: Look("No", "✕", "#FF9152", "#FF9152", "#1A0E06", "////"),
    Position.ABSTAIN: Look("Abstain", "–", "#EADFAE", "#EADFAE", "#1C190C", "...."),
    Position.ABSENT: Look("Absent", "·", "#1B2230", "#8E9AAC", "#D3DAE4", ""),
    Position.UNKNOWN: Look("Unknown", "?", "#3A465A", "#3A465A", "#F3F5F9", ""),
}
"""Patterns are drawn in the colour of the text on the fill, thinly; text on a pattern is kept away from it."""
