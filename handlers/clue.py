"""A clue to a decision, narrowed by others until few decisions are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.names import fold
from db.records import Decision
from handlers.question import Period
from handlers.wording import full_date

LEAP = 8
"""Years within which every day of the calendar comes round."""
MONTH = 31
"""Days of the longest month."""
SHORT = 4
"""A word of a title with fewer letters says nothing."""


@dataclass(slots=True)
class Clue:
    """The decisions that are left, the points for what led to them, and how that is said."""

    found: list[Decision]
    points: int
    words: list[str]
    dated: bool = False
    """Whether a date agrees with the figures that led to them."""
    somewhere: bool = False
    """Whether the figures are those of some vote, be it of another time or body than the text names."""

    def keep(self, kept: list[Decision], points: int, words: str = "") -> None:
        """Narrow to what agrees with another clue, even if nothing does."""
        self.found = kept
        self.points += points
        self.words += [words] if words else []

    def prefer(self, kept: list[Decision], points: int, words: str = "") -> None:
        """Narrow to what agrees with another clue, where anything does."""
        if kept:
            self.keep(kept, points, words)


def inside(period: Period, decision: Decision) -> bool:
    """Whether a decision lies in a period, to the precision of its date."""
    if not decision.month_only:
        return period.covers(decision.day)
    since, until = period.since or date.min, period.until or date.max
    return since.replace(day=1) <= decision.day <= until


def is_day(period: Period) -> bool:
    """Whether a period is a single day."""
    return period.since == period.until


def is_long(period: Period) -> bool:
    """Whether a period is longer than a month."""
    return bool(period.since and period.until and (period.until - period.since).days > MONTH)


def last_before(sent: date, month: int, number: int) -> Period | None:
    """A day of a month without a year, as a newspaper means it: the last one up to the day the text was sent."""
    for year in range(sent.year, sent.year - LEAP - 1, -1):
        try:
            found = date(year, month, number)
        except ValueError:  # 29 February in most years; 31 June in all
            continue
        if found <= sent:
            return Period(found, found)
    return None


def when(period: Period) -> str:
    """How a list says when: "24 February 2025", "in March 2022"."""
    return full_date(period.since) if period.since and is_day(period) else period.label


def share_held(decision: Decision, words: frozenset[str]) -> float:
    """The share, from 0 to 1, of a title's words that are among others."""
    title = [word for word in fold(decision.title).split() if len(word) >= SHORT]
    return sum(word in words for word in title) / len(title) if title else 0.0
