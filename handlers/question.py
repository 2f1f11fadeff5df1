"""What was asked, once it is understood. Every face builds the same Question and gets the same Answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from db.records import Body, Decision, Position


class Kind(StrEnum):
    """The kinds of question, and of the answers to them."""

    TALLY = "tally"
    COUNTRY_VOTE = "country_vote"
    WHO_VOTED = "who_voted"
    SUMMARY = "summary"
    BRIEF = "brief"
    ALIGNMENT = "alignment"
    RANKING = "ranking"
    COHESION = "cohesion"
    RECORD = "record"
    SERIES = "series"
    COMPARISON = "comparison"
    VETO = "veto"
    EXTREMES = "extremes"
    COUNT = "count"
    TREND = "trend"
    VOTING_MAP = "voting_map"
    SEARCH = "search"
    LATEST = "latest"
    DEFINITION = "definition"
    HELP = "help"
    CLARIFY = "clarify"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both ends inclusive; None is open. `label` is how a sentence names it ("in 2022")."""

    since: date | None = None
    until: date | None = None
    label: str = ""

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def covers(self, day: date) -> bool:
        """Whether the day lies within the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Bound:
    """How many members took a position on a vote: `least` and `most`, both inclusive, None where it is open."""

    position: Position
    least: int | None = None
    most: int | None = None

    def allows(self, count: int) -> bool:
        """Whether so many are within the bound."""
        return (self.least is None or count >= self.least) and (self.most is None or count <= self.most)

    def __str__(self) -> str:
        ends = ("" if end is None else str(end) for end in (self.least, self.most))
        return ":".join((str(int(self.position)), *ends))

    @classmethod
    def of(cls, line: str) -> Bound:
        """The bound of a line that `str` wrote. Raises ValueError."""
        position, least, most = line.split(":")
        return cls(Position(int(position)), int(least) if least else None, int(most) if most else None)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the settings of a server or a person fill in.

    `home` is the ISO alpha-3 code of the member that "we", "us" and "our country" mean, empty where none is set; `body`
    and `period` are counted where a question names none.
    """

    home: str = ""
    body: Body | None = None
    period: Period = field(default_factory=Period)


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of an ambiguous question: what a button says, and the question that it stands for."""

    label: str
    question: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the program's own terms.

    `members` are ISO alpha-3 codes, `groups` and `topic` ids, `decisions` the ones that symbols, names or words led
    to. `against` are members or groups on the other side of "X and Y against Z"; `among` those that a ranking is
    confined to ("closer to B or C"); `without` members and groups, and `without_topics` topics, that are left out
    of what is counted or listed. `or_topics` are further topics, any of which will do ("Syria or Mali");
    `and_topics` further ones that a vote must be on as well ("chemical weapons in Syria"). `versus` are periods
    that the first one is compared with. `bounds` narrow what is counted to votes with such counts ("fewer than five
    against"). `words` are search words; `residue` content words that nothing explained. `also` are the same
    question of others that the text compares with it ("the EU or ASEAN"). `reason` says why a question is out of
    scope or what is not clear; `notes` are sentences that the answer must carry (what was filled in, assumed or
    left aside); `premise` is one that it must begin with, since the question takes for granted what is not so
    ("Brazil has no veto").
    """

    text: str
    kind: Kind
    members: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_topics: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    topic: str = ""
    or_topics: tuple[str, ...] = ()
    and_topics: tuple[str, ...] = ()
    body: Body | None = None
    period: Period = field(default_factory=Period)
    versus: tuple[Period, ...] = ()
    positions: tuple[Position, ...] = ()
    bounds: tuple[Bound, ...] = ()
    order: str = ""
    measure: str = ""
    term: str = ""
    series: str = ""
    words: str = ""
    limit: int | None = None
    reason: str = ""
    options: tuple[Option, ...] = ()
    also: tuple[Question, ...] = ()
    residue: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    premise: str = ""

    def but(self, **changes: object) -> Question:
        """The same question with some slots changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
