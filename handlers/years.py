"""How far two members or groups vote alike, or what one of them did, in each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from db.archive import Archive
from db.matrix import Ints, Matrix
from db.records import Body, Position
from handlers.alignment import parties, rounded, side
from handlers.measures import agreement
from handlers.question import Question
from handlers.stances import CAST, FOUR, own
from handlers.wording import full_date, percent

ENOUGH = 10
"""A year with fewer votes to count than this is shown, but not named as an extreme."""
MEASURES = ("soft", "identical", "opposite", "coincidence")
"""The fields of `measures.Agreement` that can be followed; the first unless the question names another."""
LAST_MONTH = 12
"""Data that do not reach into December, when the Assembly votes most, do not cover their last year."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year: the share that is followed, the number of votes it is of, its facts and its cells in the table.

    `to` says how far the data reach in a year that they do not cover to its end.
    """

    year: int
    to: str
    share: float | None
    base: int
    facts: dict[str, Any]
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """How a sentence names the year: "2025", "2026 until 4 June"."""
        return f"{self.year} {self.to}" if self.to else str(self.year)

    @property
    def telling(self) -> bool:
        """Whether the year has enough votes to be named as an extreme."""
        return self.share is not None and self.base >= ENOUGH


Change = tuple[Year, Year] | None


def agreements_by_year(archive: Archive, matrix: Matrix, years: Mapping[int, Ints], question: Question) -> list[Year]:
    """The years from the first shared vote to the last; a year between without one has no share."""
    found = []
    first, second = parties(question)
    for year, rows in years.items():
        a, b = side(archive, matrix, rows, first), side(archive, matrix, rows, second)
        if not a.any() or not b.any():
            continue  # one had no seat
        here = agreement(a, b)
        shares = {name: rounded(getattr(here, name)) for name in MEASURES}
        share: float | None = getattr(here, measure_of(question))
        found.append(
            Year(
                year,
                _to(archive, question, year),
                share,
                here.cast_a if measure_of(question) == "coincidence" else here.shared,
                {"year": year, "shared": here.shared, **shares},
                (
                    str(year),
                    f"{here.shared:,}",
                    *(cell(one) for one in (here.identical, here.soft, here.opposite)),
                ),
            )
        )
    filled = [index for index, one in enumerate(found) if one.facts["shared"]]
    return found[filled[0] : filled[-1] + 1] if filled else []


def record_by_year(
    archive: Archive, matrix: Matrix, years: Mapping[int, Ints], question: Question, party: str
) -> list[Year]:
    """The years from the first vote with a position to the last."""
    found = []
    positions = followed(question)
    for year, rows in years.items():
        column = own(archive, matrix, rows, party)
        counts = {position: int((column == int(position)).sum()) for position in FOUR}
        base = sum(counts[position] for position in (FOUR if Position.ABSENT in positions else CAST))
        share = sum(counts[position] for position in positions) / base if base else None
        words = {position.word: count for position, count in counts.items()}
        cells = (str(year), *(f"{count:,}" for count in counts.values()), cell(share))
        if any(counts.values()):
            found.append(Year(year, _to(archive, question, year), share, base, {"year": year, **words}, cells))
    return found


def _to(archive: Archive, question: Question, year: int) -> str:
    """ "until 4 June" for the year in which the data, or the period asked for, end early."""
    through = archive.coverage.sc_through if question.body is Body.SC else archive.coverage.ga_through
    through = min(through, question.period.until or through)
    over = through.month == LAST_MONTH or year != through.year
    return "" if over else f"until {full_date(through).removesuffix(f' {year}')}"


def measure_of(question: Question) -> str:
    """The measure of agreement that is followed through the years."""
    return question.measure if question.measure in MEASURES else "soft"


def followed(question: Question) -> tuple[Position, ...]:
    """The positions whose share is followed through the years: yes unless others are asked for."""
    return question.positions or (Position.YES,)


def cell(share: float | None) -> str:
    """A share as a percentage; a dash where there is nothing to count."""
    return "–" if share is None else percent(share)


def share_of(one: Year) -> float:
    """The share of a telling year."""
    return one.share if one.share is not None else 0.0


def step(change: tuple[Year, Year]) -> float:
    """By how much the share rose from one year to the other."""
    return share_of(change[1]) - share_of(change[0])


def greatest_change(found: Sequence[Year]) -> Change:
    """The two years in a row between which the share changed most; both must have enough votes."""
    steps = [
        (before, one)
        for before, one in pairwise(found)
        if before.telling and one.telling and one.year == before.year + 1
    ]
    return max(steps, key=lambda change: abs(step(change)), default=None)
