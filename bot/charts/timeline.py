"""What charts over the years share: the axis of years, events above it, and how many votes each year is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.charts.events import Event, presidents
from bot.charts.sheet import Sheet, width_of
from bot.charts.style import BACKGROUND, INK, LINE, MARGIN, MUTED, SMALL, WIDTH, Look

GUTTER = 40.0
"""Room for the labels left of the plot."""
ROW = 15.0
"""Height of a row of event labels."""
PLOT = 210.0
HEAD = 24.0
"""Between the plot and the lowest event label, for the figure of a year at the very top."""
BASES = 30.0
"""Height of the bars that show how many votes a year is of."""
CAPTION = 28.0
"""From the plot down to the middle of the words above those bars."""
UNDER = CAPTION + 11 + BASES
"""From the plot down to the foot of those bars."""
BAND = 5.0
TICK = 9.0
"""Size of the presidents' names."""
STRIP = BAND + 2 * (TICK + 3)
BASE = Look("", "", LINE, LINE, INK, "")
STEPS = ((40, 10), (16, 5), (8, 2), (0, 1))
"""From so many years on, every so manyeth is written out."""


@dataclass(frozen=True, slots=True)
class Point:
    """One year: a share from 0 to 1, or None; `base` is the number of votes that it is of.

    `whole` is False for a year of which the data lack some months.
    """

    year: int
    share: float | None
    base: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """An event's words in a row above the plot (0 the nearest), and the place of the line down from them."""

    event: Event
    row: int
    at: float
    start: float
    width: float

    def meets(self, other: Label) -> bool:
        """Whether the two would touch, or one stand on the line down from the other."""
        if self.row == other.row:
            return self.start < other.start + other.width + 8 and other.start < self.start + self.width + 8
        lower, upper = sorted((self, other), key=lambda one: one.row)
        return lower.start - 3 < upper.at < lower.start + lower.width + 3


class Timeline:
    """The axis of years on a sheet, with events above and the years' names, bases and presidents below.

    `top` and `bottom` bound the plot between; x and y give places on the sheet. `foot` is room left for a legend.
    """

    def __init__(
        self,
        heading: tuple[str, str, str],
        years: Sequence[int],
        found: Sequence[Event],
        terms: bool,
        foot: float = 0.0,
    ) -> None:
        self.first, self.last = min(years), max(years)
        self.left, self.right = MARGIN + GUTTER, WIDTH - MARGIN - 6.0
        self.slot = (self.right - self.left) / (self.last - self.first + 1)
        labels = self._labels(found)
        over = ROW * (1 + max((label.row for label in labels), default=-1)) + HEAD
        under = UNDER + (STRIP + 8 if terms else 0) + (foot + 8 if foot else 0)
        self.sheet = Sheet(*heading, over + PLOT + under)
        self.top = self.sheet.top + over
        self.bottom = self.top + PLOT
        self._events(labels)
        self._years()
        if terms:
            self._presidents()

    def x(self, year: float) -> float:
        """The middle of a year, or the place of a fraction of one (its beginning at − ½)."""
        return self.left + (year - self.first + 0.5) * self.slot

    def y(self, share: float) -> float:
        """The height of a share."""
        return self.bottom - share * PLOT

    def grid(self, scale: Callable[[float], str]) -> None:
        """Lines at the quarters, with their shares on the left."""
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            self.sheet.line((self.left, self.right), (self.y(share), self.y(share)), LINE, 0.6)
            self.sheet.text(self.left - 8, self.y(share), scale(share), SMALL, colour=MUTED, align="right")

    def bases(self, points: Sequence[Point], unit: str) -> None:
        """Bars of how many votes each year is of, under a caption that gives the scale."""
        most = max(point.base for point in points)
        floor = self.bottom + UNDER
        self.sheet.text(self.left, self.bottom + CAPTION, f"{unit} (most in a year: {most:,})", SMALL, colour=MUTED)
        width = min(self.slot * 0.72, 20.0)
        heights = [(self.x(point.year) - width / 2, BASES * point.base / most) for point in points]
        blocks(self.sheet, [(x, floor - height, width, height) for x, height in heights], BASE)

    def _labels(self, found: Sequence[Event]) -> list[Label]:
        """Labels for the events in as few rows as can be; where there is no way for all, the last are left out."""
        wide = [(event, self._at(event.date), width_of(event.words, SMALL)) for event in found]
        for count in range(len(wide), 0, -1):
            for rows in range(1, count + 1):
                if labels := _placed(wide[:count], rows, []):
                    return labels
        return []

    def _events(self, labels: Sequence[Label]) -> None:
        from matplotlib.patheffects import withStroke

        for label in labels:
            y = self.top - HEAD + 2 - ROW * (label.row + 0.5)
            self.sheet.canvas.plot(
                (label.at, label.at), (y + ROW / 2, self.bottom), color=INK, linewidth=0.9, dashes=(3, 3),
                path_effects=[withStroke(linewidth=2.6, foreground=BACKGROUND)],
            )  # fmt: skip
            self.sheet.text(label.start, y, label.event.words, SMALL)

    def _at(self, day: date) -> float:
        """The place of a day."""
        return self.x(day.year + day.timetuple().tm_yday / 366 - 0.5)

    def _years(self) -> None:
        count = self.last - self.first + 1
        step = next(step for least, step in STEPS if count > least)
        for year in range(self.first, self.last + 1):
            if year % step == 0:
                self.sheet.text(self.x(year), self.bottom + 12, str(year), SMALL, colour=MUTED, align="center")

    def _presidents(self) -> None:
        """Who was president of the United States: a strip of names, each from the first day in office."""
        top = self.bottom + UNDER + 8
        self.sheet.text(self.left - 8, top + STRIP / 2, "US pres.", TICK, colour=MUTED, align="right")
        ends = [*(self._at(one.since) for one in presidents()[1:]), self.right]
        taken = [self.left, self.left]
        for number, (one, end) in enumerate(zip(presidents(), ends, strict=True)):
            start, end = max(self._at(one.since), self.left), min(end, self.right)
            if start >= end:
                continue
            self.sheet.bar(start, top, end - start, BAND, MUTED if number % 2 else LINE)
            half, row = width_of(one.name, TICK) / 2, number % 2
            middle = min((start + end) / 2, self.right - half)
            if middle - half >= taken[row]:
                y = top + BAND + (row + 0.5) * (TICK + 3) + 2
                self.sheet.text(middle, y, one.name, TICK, colour=MUTED, align="center")
                taken[row] = middle + half + 4


def _placed(wide: Sequence[tuple[Event, float, float]], rows: int, labels: list[Label]) -> list[Label]:
    """The labels and one for each further event (with its place and width) in so many rows; empty where none fit."""
    if not wide:
        return labels
    (event, at, width), *rest = wide
    for row in range(rows):
        for start in (at - width / 2, at, at - width):  # around its line, behind it, before it
            label = Label(event, row, at, start, width)
            if start < MARGIN or start + width > WIDTH - MARGIN or any(map(label.meets, labels)):
                continue
            if whole := _placed(rest, rows, [*labels, label]):
                return whole
    return []


def blocks(sheet: Sheet, boxes: Sequence[tuple[float, float, float, float]], look: Look) -> None:
    """Rectangles (left, top, width, height) as one shape: hundreds are then as quick to draw as one."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    outline = float(look.edge != look.fill)
    corners = [
        Path([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], closed=True)
        for x, y, width, height in boxes
        if width and height
    ]
    if corners:
        sheet.canvas.add_artist(
            PathPatch(
                Path.make_compound_path(*corners), facecolor=look.fill, edgecolor=look.edge, linewidth=outline,
                hatch=look.hatch or None, hatchcolor=f"{look.ink}66", hatch_linewidth=0.8,
            )
        )  # fmt: skip
