"""A yearly resolution: yes, abstentions and no of each vote as a stacked bar; below it, what the asked member did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from bot.charts.picture import Picture
from bot.charts.sheet import Sheet, width_of
from bot.charts.source import source_line
from bot.charts.style import LINE, LOOKS, MUTED, ROOM, SMALL
from db.archive import Archive
from db.records import Body, Position
from handlers.alignment import party_name
from handlers.answer import Answer
from handlers.wording import start

HEIGHT = 210.0
"""Of the tallest bar, in units."""
AXIS = 34.0
"""Width of the column of figures to the left."""
WIDEST = 64.0
"""From one bar to the next, where there are few."""
WITH_FIGURES = 24.0
"""Bars at least this wide carry their figures …"""
UPRIGHT = 11.0
"""… and those at least this wide carry them upright."""
STACK = (Position.YES, Position.ABSTAIN, Position.NO)
"""From the foot upwards."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote of the series: the year, yes, no and abstentions, and the asked party's position, where it had one."""

    year: int
    yes: int
    no: int
    abstain: int
    position: Position | None = None

    @property
    def counts(self) -> dict[Position, int]:
        """The figures by position."""
        return {Position.YES: self.yes, Position.ABSTAIN: self.abstain, Position.NO: self.no}


@dataclass(frozen=True, slots=True)
class Series:
    """A yearly resolution, ready to be drawn; `party` names the one asked about, if there is one."""

    title: str
    subtitle: str
    source: str
    votes: tuple[Vote, ...]
    party: str = ""


def fits(answer: Answer) -> bool:
    """Whether there are votes of several years."""
    return answer.kind == "series" and len(_votes(answer)) > 1


async def of(answer: Answer, archive: Archive) -> partial[Picture]:
    """The drawing of the series that the answer gives."""
    votes = _votes(answer)
    gaps = any(isinstance(slot, int) for slot in _slots(votes))
    parties = (*answer.question.members, *answer.question.groups)
    party = party_name(archive, parties[0]) if len(parties) == 1 else ""
    return partial(
        draw,
        Series(
            title=start(answer.facts["title"]),
            subtitle=f"{len(votes)} recorded votes in the General Assembly, {votes[0].year}–{votes[-1].year}."
            + (" Empty years have none in our sources." if gaps else ""),
            source=source_line(answer, archive, Body.GA),
            votes=tuple(votes),
            party=party,
        ),
    )


def _votes(answer: Answer) -> list[Vote]:
    return [
        Vote(
            int(row["date"][:4]), row["yes"], row["no"], row["abstain"],
            Position.of(row["position"]) if row.get("position") else None,
        )
        for row in answer.facts["rows"]
        if row["yes"] is not None
    ]  # fmt: skip


def draw(series: Series) -> Picture:
    """The picture of a series."""
    named = f" and {series.party}'s position" if series.party else ""
    said = "; ".join(
        f"{vote.year} {vote.yes}-{vote.no}-{vote.abstain}{f' ({vote.position.word})' if vote.position else ''}"
        for vote in reversed(series.votes)
    )
    alt = f"Stacked bars. {series.title}. {series.subtitle} Yes-no-abstain{named}, newest first: {said}."
    return compose(series).picture(series.title, alt)


def compose(series: Series) -> Sheet:
    """The sheet of a series; a year without a vote stays empty."""
    sheet = Sheet(series.title, series.subtitle, series.source, HEIGHT + (96 if series.party else 56))
    slots = _slots(series.votes)
    pitch = min(WIDEST, (ROOM - AXIS) / len(slots))
    wide = pitch * (0.84 if pitch > 10 else 0.9)
    left = sheet.left + AXIS
    foot = sheet.top + HEIGHT
    most = max(sum(vote.counts.values()) for vote in series.votes)
    for tick in range(0, most + 1, 50 if most > 60 else 10):
        y = foot - tick / most * HEIGHT
        sheet.line([left, left + pitch * len(slots)], [y, y], LINE, 0.7)
        sheet.text(left - 7, y, str(tick), SMALL, colour=MUTED, align="right")
    marks: dict[Position, list[tuple[float, float]]] = {position: [] for position in LOOKS}
    for index, slot in enumerate(slots):
        x = left + (index + 0.5) * pitch
        if isinstance(slot, Vote):
            _stack(sheet, slot, x, foot, wide, HEIGHT / most)
            if slot.position:
                marks[slot.position].append((x, foot + 52))
    for x, year in _labels(slots, left, pitch):
        sheet.text(x, foot + 12, str(year), SMALL, colour=MUTED, align="center")
    if series.party:
        sheet.text(left, foot + 34, f"How {series.party} voted:", SMALL)
    for position, here in marks.items():
        sheet.shapes(here, min(wide, 15), LOOKS[position], "square")
        sheet.marks(here, min(wide, 15) * 0.9, LOOKS[position])
    shown = [*STACK, *(p for p in LOOKS if p not in STACK and marks[p])]
    newest = series.votes[-1]
    sheet.legend(
        sheet.bottom - 10,
        [(LOOKS[p], f"{LOOKS[p].word}{f' {newest.counts[p]} in {newest.year}' if p in STACK else ''}") for p in shown],
    )
    return sheet


def _stack(sheet: Sheet, vote: Vote, x: float, foot: float, wide: float, scale: float) -> None:
    y = foot
    for position in STACK:
        count = vote.counts[position]
        height = count * scale
        sheet.box(x - wide / 2, y - height, wide, height, LOOKS[position])
        if wide >= WITH_FIGURES and height >= 14:
            sheet.plate(x, y - height / 2, str(count), LOOKS[position])
        elif WITH_FIGURES > wide >= UPRIGHT and height >= width_of(str(count), SMALL, bold=True) + 6:
            sheet.plate(x, y - height / 2, str(count), LOOKS[position], upright=True)
        y -= height


def _slots(votes: Sequence[Vote]) -> list[Vote | int]:
    """The votes in order, with the years between them in which there was none."""
    slots: list[Vote | int] = [votes[0]]
    for before, vote in pairwise(votes):
        slots += [*range(before.year + 1, vote.year), vote]
    return slots


def _labels(slots: Sequence[Vote | int], left: float, pitch: float) -> list[tuple[float, int]]:
    """The years to be written below the bars, and where: as many as fit, round ones where not all do."""
    years = [slot if isinstance(slot, int) else slot.year for slot in slots]
    step = next(step for step in (1, 2, 5, 10, 20) if pitch * step >= 34 or step == 20)
    firsts = {year: index for index, year in reversed(list(enumerate(years)))}
    return [(left + (index + 0.5) * pitch, year) for year, index in firsts.items() if year % step == 0]
