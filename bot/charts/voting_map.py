"""The voting map: a dot for each member, the nearer the more alike they voted, shaped and coloured by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import hypot

import numpy as np

from bot.charts.labels import Box, Dot, beside
from bot.charts.picture import Picture
from bot.charts.sheet import LEADING, Sheet, width_of, wrapped
from bot.charts.source import source_line
from bot.charts.style import BACKGROUND, INK, LINES, MUTED, PANEL, ROOM, SMALL, WIDTH
from db.archive import Archive
from db.records import Body
from handlers.answer import Answer
from handlers.blocs import REGIONAL
from handlers.question import Kind
from handlers.voting_map import METHOD, turn
from handlers.wording import group_name, plural, scope, series

SHAPES = ("o", "s", "^", "D", "v", "P")
"""Marks of the groups, in order, beside the colours of `LINES`; the last are of members in none of them."""
TALLEST, LOWEST = 380.0, 150.0
"""Height of the field, at most and at least."""
PAD = 26.0
"""Room around the outermost dots, for their labels."""
SIZE, LARGE = 6.5, 11.0
CODE = 9.0
"""Size of the codes."""
STEPS = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""Lengths that the measuring line may have."""
LONGEST = 130.0
KEY, SCALE = 22.0, 24.0
"""Heights of a row of the legend and of the measuring line, below the field; the method comes below these."""
MARK, BETWEEN = 14.0, 18.0
"""Room for a mark of the legend, and between two groups."""
NO_GROUP = "no group"


@dataclass(frozen=True, slots=True)
class Spot:
    """A member's place in the answer's own units, and its group."""

    member: str
    x: float
    y: float
    group: str


@dataclass(frozen=True, slots=True)
class Map:
    """A voting map, ready to be drawn. `groups` gives the mark of each group by its name, `loud` are the members to be
    found at a glance: the permanent five and those asked about."""

    name: str
    title: str
    subtitle: str
    method: str
    source: str
    alt: str
    spots: tuple[Spot, ...]
    groups: Mapping[str, int]
    loud: frozenset[str]


def fits(answer: Answer) -> bool:
    """Whether the answer has places."""
    return answer.question.kind is Kind.VOTING_MAP and bool(answer.facts["points"])


async def of(answer: Answer, archive: Archive) -> partial[Picture]:
    """The drawing of an answer's places."""
    return partial(draw, _map(answer, archive))


def draw(data: Map) -> Picture:
    """The picture of a voting map."""
    return compose(data).picture(data.name, data.alt)


def compose(data: Map) -> Sheet:
    """The sheet of a voting map."""
    xs, ys = [spot.x for spot in data.spots], [spot.y for spot in data.spots]
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    scale = min((ROOM - 2 * PAD) / wide, (TALLEST - 2 * PAD) / high)
    height = max(high * scale + 2 * PAD, LOWEST)
    legend, method = _legend(data), wrapped(data.method, ROOM, 3, SMALL)
    foot = 4 + len(legend) * KEY + SCALE
    sheet = Sheet(data.title, data.subtitle, data.source, height + foot + len(method) * SMALL * LEADING)
    sheet.bar(sheet.left, sheet.top, ROOM, height, PANEL)
    middle = Box(WIDTH / 2, sheet.top + height / 2, ROOM / 2 - 2, height / 2 - 2)
    across, down = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    places = {
        spot.member: (middle.x + (spot.x - across) * scale, middle.y - (spot.y - down) * scale) for spot in data.spots
    }
    _dots(sheet, data, places)
    _codes(sheet, data, places, middle)
    for number, row in enumerate(legend):
        _key(sheet, row, sheet.top + height + 4 + (number + 0.5) * KEY)
    _measure(sheet, scale, sheet.top + height + foot - SCALE / 2)
    for number, line in enumerate(method):
        y = sheet.top + height + foot + (number + 0.75) * SMALL * LEADING
        sheet.text(sheet.left, y, line, SMALL, colour=MUTED)
    return sheet


def _dots(sheet: Sheet, data: Map, places: Mapping[str, tuple[float, float]]) -> None:
    """All dots, a group at a time; the loud ones larger, ringed, on top."""
    for loud in (False, True):
        for group, number in data.groups.items():
            here = [
                places[spot.member] for spot in data.spots if spot.group == group and (spot.member in data.loud) is loud
            ]
            if here:
                sheet.canvas.scatter(
                    [x for x, _ in here], [y for _, y in here], s=(LARGE if loud else SIZE) ** 2, marker=SHAPES[number],
                    color=LINES[number], edgecolors=INK if loud else BACKGROUND, linewidths=1.4 if loud else 0.6,
                    zorder=3 if loud else 2,
                )  # fmt: skip


def _codes(sheet: Sheet, data: Map, places: Mapping[str, tuple[float, float]], room: Box) -> None:
    """The members' codes: of the loud ones always, of others where there is room, the most apart first."""
    from matplotlib.patheffects import withStroke

    apart = _apart(places)
    dots = [
        Dot(
            member, x, y, (LARGE if member in data.loud else SIZE) / 2,
            width_of(member, CODE, bold=member in data.loud), CODE, member in data.loud,
        )
        for member, (x, y) in sorted(places.items(), key=lambda one: -apart[one[0]])
    ]  # fmt: skip
    for label in beside(dots, room):
        dot, box = label.dot, label.box
        if label.led:
            sheet.canvas.plot((dot.x, box.x), (dot.y, box.y), color=MUTED, linewidth=0.8, zorder=2.5)
        sheet.text(box.x, box.y, dot.name, CODE, colour=INK if dot.must else MUTED, bold=dot.must, align="center")
        sheet.canvas.texts[-1].set_path_effects([withStroke(linewidth=2, foreground=PANEL)])
        sheet.canvas.texts[-1].set_zorder(4)


def _apart(places: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """How far each member is from the nearest other."""
    points = np.array(list(places.values()))
    distances = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(distances, np.inf)
    return dict(zip(places, distances.min(axis=1).tolist(), strict=True))


def _legend(data: Map) -> list[list[tuple[int, str, float]]]:
    """The groups' marks, with how many members each has here and the width of that, in as many rows as it takes."""
    counts = Counter(spot.group for spot in data.spots)
    rows: list[list[tuple[int, str, float]]] = [[]]
    for group, number in data.groups.items():
        words = f"{group} {counts[group]}"
        item = number, words, width_of(words) + MARK
        if sum(width + BETWEEN for _, _, width in rows[-1]) + item[2] > ROOM:
            rows.append([])
        rows[-1].append(item)
    return rows


def _key(sheet: Sheet, row: Sequence[tuple[int, str, float]], y: float) -> None:
    """One row of the legend, in the middle."""
    x = (WIDTH - sum(width for _, _, width in row) - BETWEEN * (len(row) - 1)) / 2
    for number, words, width in row:
        sheet.canvas.scatter(x + 4, y, s=(SIZE + 2) ** 2, marker=SHAPES[number], color=LINES[number], linewidths=0)
        sheet.text(x + MARK, y, words)
        x += width + BETWEEN


def _measure(sheet: Sheet, scale: float, y: float) -> None:
    """A line as long as a round distance, and what it means."""
    step = next((step for step in STEPS if step * scale <= LONGEST), STEPS[-1])
    sheet.canvas.plot((sheet.left, sheet.left + step * scale), (y, y), color=INK, linewidth=2, solid_capstyle="butt")
    words = f"so far apart: about {step * 100:g} percentage points less agreement"
    sheet.text(sheet.left + step * scale + 10, y, words, SMALL, colour=MUTED)


def _map(answer: Answer, archive: Archive) -> Map:
    facts, question = answer.facts, answer.question
    body = Body(facts["body"])
    groups = archive.roster.groups
    keys = (question.groups if len(question.groups) > 1 else REGIONAL)[: len(SHAPES) - 1]
    names = {key: groups[key].short for key in keys}
    spots = tuple(
        Spot(point["member"], point["x"], point["y"], names.get(point["group"], NO_GROUP)) for point in facts["points"]
    )
    held_by = {spot.group for spot in spots}
    marks = {name: number for number, name in enumerate((*names.values(), NO_GROUP)) if name in held_by}
    permanent = groups["p5"].during(question.period.since, question.period.until)
    loud = (permanent | set(question.members)) & {spot.member for spot in spots}
    of_whom = series(group_name(archive, group) for group in question.groups)
    where = scope(archive, question, body).removeprefix("in ")
    held = sum(facts["explained"].values())
    title = f"Voting map{f' of {of_whom}' if of_whom else ''}: {where}"
    told = sorted(spots, key=lambda spot: (spot.member not in loud, -hypot(spot.x, spot.y)))
    return Map(
        name=f"voting map {' '.join(question.groups)} {question.period.label}",
        title=title,
        subtitle=f"{plural(len(spots), 'member')}, {plural(facts['decisions'], 'vote')}: the nearer two of them lie, "
        f"the more alike they voted. The plane holds {held:.0%} of the variation.",
        method=f"Method: {METHOD}. {turn(archive, [spot.member for spot in spots])}",
        source=source_line(answer, archive, body),
        alt=f"{title}. Places as x, y, the plane holding {held:.0%} of the variation: "
        + "; ".join(f"{spot.member} {_figure(spot.x)}, {_figure(spot.y)}" for spot in told)
        + ".",
        spots=spots,
        groups=marks,
        loud=frozenset(loud),
    )


def _figure(coordinate: float) -> str:
    """A coordinate to two places; no minus before a nought."""
    return f"{round(coordinate, 2) + 0.0:.2f}"
