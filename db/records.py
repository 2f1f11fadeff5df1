"""What the archive hands out: frozen records and the words of the field, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum


class Position(IntEnum):
    """What a member did on one decision. The numbers are those of the vote table and the vote matrix."""

    YES = 1
    NO = 2
    ABSTAIN = 3
    ABSENT = 4
    UNKNOWN = 5

    @property
    def word(self) -> str:
        """The word used in answers: yes, no, abstain, absent, unknown."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Position:
        """The position named by the word of an answer (`"yes"`); raises KeyError for any other word."""
        return cls[word.upper()]


POSITIONS = {int(position): position for position in Position}
"""Positions by their numbers: a look-up here is five times as quick as a call of the enumeration."""


class Body(StrEnum):
    """A principal organ whose votes the archive holds."""

    GA = "GA"
    SC = "SC"

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is of no use on a body
        """The body's name in a sentence."""
        return "General Assembly" if self is Body.GA else "Security Council"


class Outcome(StrEnum):
    """What became of a text. `unknown` where the source does not say: nothing is inferred from the tally."""

    ADOPTED = "adopted"
    VETOED = "vetoed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class RollCall(StrEnum):
    """How much of a decision's roll call the archive holds."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # some positions are unknown
    SUSPECT = "suspect"  # the source's roll call is visibly cut short
    NONE = "none"  # adopted without a vote, or only the tally is known


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, both ends inclusive; `until` is None while it lasts."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies within the span."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Member:
    """A state with a seat and a vote. `spans` are its spans of membership."""

    iso3: str
    iso2: str
    name: str
    common: str
    spans: tuple[Span, ...]
    successors: tuple[str, ...] = ()

    def belonged(self, day: date) -> bool:
        """Whether it was a member on that day."""
        return any(span.covers(day) for span in self.spans)

    @property
    def present(self) -> bool:
        """Whether it is a member today (the last span is open)."""
        return self.spans[-1].until is None


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a member or group: `kind` is name, alias, former, demonym, abbreviation or city."""

    text: str
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """A set of members with dates of joining and leaving: `spans` maps ISO codes to spans of membership."""

    id: str
    name: str
    short: str
    kind: str
    note: str
    source: str
    spans: dict[str, tuple[Span, ...]] = field(hash=False)

    def on(self, day: date) -> frozenset[str]:
        """The members on that day."""
        return frozenset(iso3 for iso3, spans in self.spans.items() if any(s.covers(day) for s in spans))

    def during(self, since: date | None, until: date | None) -> frozenset[str]:
        """Everyone that belonged at any time of the period; an open end is None."""
        return frozenset(
            iso3
            for iso3, spans in self.spans.items()
            if any(
                (until is None or s.since <= until) and (since is None or s.until is None or s.until >= since)
                for s in spans
            )
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from and on what terms."""

    key: str
    title: str
    url: str
    terms: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Yes, no and abstain as counted from the source, and the members that did not vote."""

    yes: int
    no: int
    abstain: int
    absent: int | None = None

    def __str__(self) -> str:
        return f"{self.yes}-{self.no}-{self.abstain}"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was voted on, or adopted without a vote.

    `key` is the UN symbol where the decision is the final one under it, a draft's symbol for a text that the
    Council did not adopt, else the source's own number (`V118`, `S-75`). `month_only` says that the source gives no
    day: `day` is then the first of the month. `announced` is the tally read out at the time where it differs from
    the counted one. `final` marks the vote on a whole text, as against a paragraph, an amendment or a motion.
    """

    id: int
    key: str
    body: Body
    symbol: str
    draft: str
    session: str
    day: date
    month_only: bool
    title: str
    original_title: str
    agenda_item: str
    subjects: tuple[str, ...]
    committee: str
    meeting: str
    kind: str
    final: bool
    adoption: str
    outcome: Outcome
    tally: Tally | None
    announced: Tally | None
    vetoed_by: tuple[str, ...]
    roll_call: RollCall
    source: str
    official: bool = False
    note: str = ""

    @property
    def recorded(self) -> bool:
        """Whether there was a recorded vote."""
        return self.tally is not None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the data reach: the last decision's day for each body, and the edition's name."""

    edition: str
    ga_through: date
    sc_through: date


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's position on one decision."""

    member: str
    position: Position
