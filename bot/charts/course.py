"""A share over the years: a line with a dot a year, on a timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.charts.events import Event
from bot.charts.sheet import Sheet, width_of
from bot.charts.style import ACCENT, BACKGROUND, BODY, MUTED, SMALL
from bot.charts.timeline import CAPTION, Point, Timeline

DOT, LEAST_DOT = 6.5, 3.0
"""The dots of a year with the most votes, and with none."""


@dataclass(frozen=True, slots=True)
class Course:
    """A share over the years, ready to be drawn. `named` are the years whose share is written out; `unit` is what the
    bases count; `terms` asks for the presidents of the United States below."""

    name: str
    title: str
    subtitle: str
    source: str
    alt: str
    points: tuple[Point, ...]
    unit: str
    events: tuple[Event, ...] = ()
    named: tuple[int, ...] = ()
    terms: bool = False
    scale: Callable[[float], str] = "{:.0%}".format


def course(data: Course) -> Sheet:
    """The sheet of one share over the years: a line with a dot a year, broken where there is none."""
    axis = Timeline(
        (data.title, data.subtitle, data.source), [point.year for point in data.points], data.events, data.terms
    )
    sheet = axis.sheet
    axis.grid(data.scale)
    axis.bases(data.points, data.unit)
    for run in runs(data.points):
        sheet.canvas.plot(
            [axis.x(point.year) for point in run], [axis.y(point.share or 0) for point in run],
            color=ACCENT, linewidth=1.8, solid_joinstyle="round",
        )  # fmt: skip
    most = max(point.base for point in data.points)
    for whole, fill in ((True, ACCENT), (False, BACKGROUND)):
        _dots(
            sheet,
            [
                (axis.x(point.year), axis.y(point.share), LEAST_DOT + (DOT - LEAST_DOT) * sqrt(point.base / most))
                for point in data.points
                if point.share is not None and point.whole is whole
            ],
            fill,
        )
    _values(axis, data)
    if not all(point.whole for point in data.points):
        _hollow(axis)
    return sheet


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """The points in runs of years that follow one another; a year without a share ends a run."""
    found: list[list[Point]] = []
    for point in points:
        if point.share is None:
            continue
        if found and found[-1][-1].year == point.year - 1:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def _values(axis: Timeline, data: Course) -> None:
    """The shares of the years to be named, above the dot where the line has come up to it, else below."""
    from matplotlib.patheffects import withStroke

    shares = {point.year: point.share for point in data.points if point.share is not None}
    for year in dict.fromkeys(data.named):
        share = shares[year]
        near = [shares[one] for one in (year - 1, year + 1) if one in shares]
        above = not near or share >= sum(near) / len(near)
        words = data.scale(share)
        half = width_of(words, BODY, bold=True) / 2
        x = min(max(axis.x(year), axis.left + half), axis.right - half + 4)
        y = min(axis.y(share) + (-12 if above else 13), axis.bottom - 8)
        axis.sheet.text(x, y, words, BODY, bold=True, align="center")
        axis.sheet.canvas.texts[-1].set_path_effects([withStroke(linewidth=3, foreground=BACKGROUND)])


def _dots(sheet: Sheet, dots: Sequence[tuple[float, float, float]], fill: str) -> None:
    """Dots at places (x, y), each of a size."""
    if dots:
        x, y, sizes = zip(*dots, strict=True)
        sheet.canvas.scatter(
            x, y, s=[size**2 for size in sizes], color=fill, edgecolors=ACCENT, linewidths=1.3, zorder=3
        )


def _hollow(axis: Timeline) -> None:
    """What a dot without a filling means."""
    words = "hollow: some months are not in the data"
    y = axis.bottom + CAPTION
    axis.sheet.text(axis.right, y, words, SMALL, colour=MUTED, align="right")
    _dots(axis.sheet, [(axis.right - width_of(words, SMALL) - 9, y, DOT)], BACKGROUND)


def figures(points: Sequence[Point], scale: Callable[[float], str]) -> str:
    """The points in words: "1946 64%, 1947 71%"."""
    return ", ".join(f"{point.year} {scale(point.share)}" for point in points if point.share is not None)
