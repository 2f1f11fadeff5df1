"""The card that every chart is drawn on: heading, source line, and a canvas measured in units from the top left.

Matplotlib takes half a second to load, so that it is imported where it is used and not before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path as File
from typing import TYPE_CHECKING, Literal

import numpy as np

from bot.charts import style
from bot.charts.picture import ALT, Picture
from bot.charts.style import BODY, MARGIN, ROOM, SMALL, Look
from bot.limits import cut
from db.names import fold

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font
    from matplotlib.path import Path

POINTS = 72
"""Units of an inch: a size of text in points is then one in units."""
LEADING = 1.32
"""From one line of text to the next, in sizes of the text."""
NAME = 60
"""Characters of a file name at most."""
SWATCH = 15.0
"""Side of a square in a legend, in units."""
Place = tuple[float, float]
"""x and y, in units from the top left corner."""
Align = Literal["left", "center", "right"]


class Sheet:
    """A card with `height` units between its heading and its source line.

    `left`, `top`, `right` and `bottom` bound that room; y grows downwards. Title and subtitle wrap, the source line
    names where the figures come from and how far they reach.
    """

    def __init__(self, title: str, subtitle: str, source: str, height: float) -> None:
        head = wrapped(title, ROOM, 3, style.TITLE, bold=True)
        under = wrapped(subtitle, ROOM, 3, style.SUBTITLE)
        below = wrapped(source, ROOM, 3, SMALL)
        self.left, self.right = float(MARGIN), float(style.WIDTH - MARGIN)
        self.top = MARGIN + len(head) * style.TITLE * LEADING + 4 + len(under) * style.SUBTITLE * LEADING + 14
        self.bottom = self.top + height
        self.height = self.bottom + 14 + len(below) * SMALL * LEADING + 14
        self.figure = _figure(self.height)
        self.canvas = self._canvas()
        y = self._lines(float(MARGIN), head, style.TITLE, style.INK, bold=True)
        self._lines(y + 4, under, style.SUBTITLE, style.MUTED)
        self._lines(self.bottom + 14, below, SMALL, style.MUTED)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = BODY,
        *,
        colour: str = style.INK,
        bold: bool = False,
        align: Align = "left",
        upright: bool = False,
    ) -> None:
        """Write words with their middle at height y; those that stand `upright` run upwards."""
        self.canvas.text(
            x, y, words,
            color=colour, ha=align, va="center" if upright else "center_baseline", rotation=90.0 if upright else 0.0,
            parse_math=False, font=_font_file(bold), fontsize=size,
        )  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, look: Look, *, hatched: bool = True) -> None:
        """A rectangle from its top left corner, as a position looks; with its pattern unless text stands on it."""
        from matplotlib.patches import Rectangle

        outlined = look.edge != look.fill
        inset = 0.5 if outlined else 0.0  # an outline is drawn half inside, half outside
        self.canvas.add_artist(
            Rectangle(
                (x + inset, y + inset), max(width - 2 * inset, 0), max(height - 2 * inset, 0),
                facecolor=look.fill, edgecolor=look.edge, linewidth=float(outlined),
                hatch=look.hatch if hatched else None, hatchcolor=f"{look.ink}66", hatch_linewidth=0.8,
            )
        )  # fmt: skip

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A plain rectangle from its top left corner."""
        from matplotlib.patches import Rectangle

        self.canvas.add_artist(Rectangle((x, y), width, height, facecolor=colour, linewidth=0))

    def ring(self, x: float, y: float, width: float, height: float, colour: str = style.INK) -> None:
        """An outline, to point something out."""
        from matplotlib.patches import Rectangle

        self.canvas.add_artist(Rectangle((x, y), width, height, fill=False, edgecolor=colour, linewidth=2))

    def shapes(self, places: Sequence[Place], size: float, look: Look, shape: Literal["disc", "square"]) -> None:
        """Discs or squares around places, as a position looks. One call for many is ten times as quick as one each."""
        outline = 1.0 if look.edge != look.fill else 0.0
        self.canvas.scatter(
            *_columns(places),
            s=(size - outline) ** 2, marker="o" if shape == "disc" else "s",
            color=look.fill, edgecolors=look.edge, linewidths=outline,
        )  # fmt: skip

    def marks(self, places: Sequence[Place], size: float, look: Look) -> None:
        """A position's mark at places, as large as text of that size."""
        if look.mark:
            path, reach = _glyph(look.mark)
            self.canvas.scatter(*_columns(places), s=(2 * reach * size) ** 2, marker=path, color=look.ink, linewidths=0)

    def legend(self, y: float, items: Sequence[tuple[Look, str]]) -> None:
        """A line of swatches with their texts, in the middle of the sheet."""
        widths = [SWATCH + 7 + width_of(words) for _, words in items]
        x = (style.WIDTH - sum(widths) - 24 * (len(items) - 1)) / 2
        for (look, words), width in zip(items, widths, strict=True):
            self.swatch(x, y, look)
            self.text(x + SWATCH + 7, y, words)
            x += width + 24

    def swatch(self, x: float, y: float, look: Look) -> None:
        """A small square with a position's mark, its middle at height y."""
        self.box(x, y - SWATCH / 2, SWATCH, SWATCH, look, hatched=False)
        self.marks([(x + SWATCH / 2, y)], SWATCH * 0.75, look)

    def plate(self, x: float, y: float, words: str, look: Look, *, upright: bool = False) -> None:
        """Small words on a plate without pattern, in the middle of a box of that look."""
        sides = width_of(words, SMALL, bold=True) + 6, SMALL * 1.32
        if look.hatch:
            wide, high = reversed(sides) if upright else sides
            self.bar(x - wide / 2, y - high / 2, wide, high, look.fill)
        self.text(x, y, words, SMALL, colour=look.ink, bold=True, align="center", upright=upright)

    def line(self, x: Sequence[float], y: Sequence[float], colour: str = style.LINE, width: float = 1.0) -> None:
        """A line through points, behind whatever else is drawn."""
        self.canvas.plot(x, y, color=colour, linewidth=width, solid_capstyle="butt", zorder=0.5)

    def plot(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes of their own scale within these bounds of the sheet, styled; for lines and scatters."""
        axes = self.figure.add_axes(
            (left / style.WIDTH, 1 - bottom / self.height, (right - left) / style.WIDTH, (bottom - top) / self.height),
            facecolor="none",
        )
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(style.LINE)
        axes.grid(axis="y", color=style.LINE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(colors=style.MUTED, labelsize=SMALL, labelfontfamily="DejaVu Sans", length=0, pad=6)
        return axes

    def texts(self) -> list[str]:
        """All texts of the picture, in the order in which they were written; those of axes at the end."""
        from matplotlib.text import Text

        self.figure.draw_without_rendering()  # axes have no labels before
        return [one.get_text() for one in self.canvas.texts] + [
            text
            for axes in self.figure.axes
            if axes is not self.canvas
            for one in axes.findobj(Text)
            if isinstance(one, Text) and (text := one.get_text())
        ]

    def picture(self, name: str, alt: str) -> Picture:
        """The finished picture; `name` becomes its file name, `alt` is cut to what Discord takes."""
        alt = cut(alt, ALT)
        png = BytesIO()
        self.figure.savefig(
            png, format="png", dpi=POINTS * style.DENSITY, metadata={"Software": None, "Description": alt}
        )
        slug = re.sub(r"[^a-z0-9]+", "-", fold(name))[:NAME].strip("-")
        return Picture(png.getvalue(), alt, f"{slug}.png")

    def _lines(self, y: float, lines: Sequence[str], size: float, colour: str, *, bold: bool = False) -> float:
        """Write lines from height y on; return the height below them."""
        for line in lines:
            self.text(self.left, y + size * LEADING / 2, line, size, colour=colour, bold=bold)
            y += size * LEADING
        return y

    def _canvas(self) -> Axes:
        axes = self.figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, style.WIDTH)
        axes.set_ylim(self.height, 0)
        axes.set_autoscale_on(False)
        return axes


@lru_cache(maxsize=4_096)
def width_of(words: str, size: float = BODY, *, bold: bool = False) -> float:
    """The width of a line of text, in units."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    font.set_size(size, POINTS)
    font.set_text(words, 0, flags=LoadFlags.NO_HINTING)  # hints would round each letter to whole units
    return float(font.get_width_height()[0]) / 64


def wrapped(words: str, width: float, lines: int, size: float = BODY, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines of a width in units; what finds no room ends in an ellipsis."""
    found: list[str] = []
    rest = words.split()
    while rest:
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), size, bold=bold) <= width:
            count += 1
        last = len(found) == lines - 1
        found.append(fitted(" ".join(rest[: count + last]), width, size, bold=bold))
        rest = [] if last else rest[count:]
    return found


def fitted(words: str, width: float, size: float = BODY, *, bold: bool = False) -> str:
    """The text, or as many of its words as fit a width in units with an ellipsis."""
    if width_of(words, size, bold=bold) <= width:
        return words
    kept = words
    while kept and width_of(f"{kept}…", size, bold=bold) > width:
        kept = kept.rsplit(" ", 1)[0] if " " in kept else kept[:-1]
    return f"{kept.rstrip(' ,;–')}…"


def _figure(height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(style.WIDTH / POINTS, height / POINTS), dpi=POINTS, facecolor=style.BACKGROUND)
    FigureCanvasAgg(figure)
    return figure


def _columns(places: Sequence[Place]) -> tuple[list[float], list[float]]:
    return [x for x, _ in places], [y for _, y in places]


@cache
def _glyph(mark: str) -> tuple[Path, float]:
    """The outline of a mark around its middle, for text of size 1, and how far it reaches from there."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    drawn = TextPath((0, 0), mark, size=100, prop=FontProperties(fname=_font_file(bold=True)))
    box = drawn.get_extents()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    outline = (np.asarray(drawn.vertices) - middle) / 100
    return Path(outline, drawn.codes), float(np.abs(outline).max())


@cache
def _font_file(bold: bool) -> File:
    import matplotlib as mpl

    return File(mpl.get_data_path(), "fonts", "ttf", style.BOLD if bold else style.FONT)


@cache
def _font(bold: bool) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(_font_file(bold)))
