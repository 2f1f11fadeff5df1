"""One decision as a file gives it: what is printed about it, and its roll call."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from db.records import Body, Position, RollCall

LETTERS = {"Y": Position.YES, "N": Position.NO, "A": Position.ABSTAIN, "X": Position.ABSENT, "": Position.UNKNOWN}
"""The votes of the library's files; a member without a letter has no known position."""
TALLY = (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT)


@dataclass(slots=True)
class Ballot:
    """One decision of a file. `cells` holds a position's number for each member, 0 for a member not in the file.

    `printed` are the totals of the file (yes, no, abstentions, not voting), None where it gives none; `line` is that
    of its first row, and `rows` counts them. `lent` are members whose position stands in the file under the code of a
    state that came later. `extra` are the columns of our own export, by name.
    """

    line: int
    record: str
    body: Body
    symbol: str
    day: date
    month_only: bool
    facts: dict[str, str]
    printed: tuple[int | None, ...]
    seats: int | None
    cells: bytearray
    spoilt: bool = False
    rows: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    lent: set[int] = field(default_factory=set)

    def counted(self) -> tuple[int, ...]:
        """Yes, no, abstentions and not voting, as the roll call gives them."""
        counts = Counter(self.cells)
        return tuple(counts[position] for position in TALLY)

    @property
    def whole(self) -> bool:
        """Whether every member in the roll call has a known position, and none is missing that we know of."""
        if self.extra:
            return self.extra["roll_call"] == RollCall.COMPLETE
        return any(self.cells) and Position.UNKNOWN not in self.cells
