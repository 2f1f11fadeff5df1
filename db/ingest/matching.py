"""Which decision of the archive a ballot of a file is: by symbol, else by its roll call in the same month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from db.ingest.ballot import Ballot
from db.records import Position

ALIKE = 0.8
"""A ballot and a row under one symbol that agree less are two votes, or one of them is wrong."""
SAME = 0.98
"""Without a symbol nothing but the roll call says that two rows are one vote, so it must be the same."""
ENOUGH = 10
"""Positions that both must have before their likeness says anything."""

Cells = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Held:
    """A decision of the archive: its row, and its roll call in the order of `Codes.members`."""

    row: Mapping[str, Any]
    cells: Cells


def likeness(held: Cells, ballot: Ballot) -> float | None:
    """Share of the positions known to both that are the same, None where too few are known."""
    found = np.frombuffer(ballot.cells, dtype=np.int8)
    both = (held > 0) & (held != Position.UNKNOWN) & (found > 0) & (found != Position.UNKNOWN)
    known = int(both.sum())
    return float((held[both] == found[both]).mean()) if known >= ENOUGH else None


def plain(symbol: str) -> str:
    """A symbol without what is written in several ways: "A/RES/35/152 j" → "A/RES/35/152J"."""
    return "".join(symbol.split()).upper()


class Matcher:
    """Finds the archive's decision for each ballot."""

    def __init__(self, held: Sequence[Held]) -> None:
        self._by_symbol: dict[str, list[Held]] = defaultdict(list)
        self._by_month: dict[tuple[str, int, int], list[Held]] = defaultdict(list)
        for one in held:
            for symbol in {plain(one.row["symbol"]), plain(one.row["key"])} - {""}:
                self._by_symbol[symbol].append(one)
            if not one.row["symbol"]:
                day = one.row["day"]
                self._by_month[one.row["body"], day.year, day.month].append(one)

    def match(self, ballots: Sequence[Ballot]) -> tuple[list[tuple[Ballot, Held | None]], list[Ballot]]:
        """Each ballot with its decision (None: it is new), and the ballots that contradict what is there.

        One symbol can stand on several votes, in a file and in the archive: the roll calls tell which is which, and
        no decision is given to two ballots.
        """
        groups: dict[str, list[Ballot]] = defaultdict(list)
        for ballot in ballots:
            groups[plain(ballot.symbol)].append(ballot)
        matched: list[tuple[Ballot, Held | None]] = []
        doubtful: list[Ballot] = []
        for symbol, group in groups.items():
            left = list(self._by_symbol.get(symbol, ()))
            for ballot in group if len(group) == 1 else self._surest_first(group, left):
                best = self._best(ballot, left)
                if best is not None:
                    left.remove(best)
                    matched.append((ballot, best))
                elif not self._by_symbol.get(symbol) and len(group) == 1:
                    matched.append((ballot, self._same_roll_call(ballot)))
                else:
                    doubtful.append(ballot)
        return matched, doubtful

    def _surest_first(self, group: Sequence[Ballot], left: Sequence[Held]) -> list[Ballot]:
        return sorted(group, key=lambda one: -max((likeness(held.cells, one) or 0 for held in left), default=0))

    def _best(self, ballot: Ballot, left: Sequence[Held]) -> Held | None:
        """The likest of the decisions under the ballot's symbol; the final one where roll calls do not tell."""
        ranked = sorted(
            ((likeness(one.cells, ballot), one) for one in left),
            key=lambda pair: (
                -(pair[0] if pair[0] is not None else ALIKE),
                not pair[1].row["final"],
                pair[1].row["id"],
            ),
        )
        if not ranked or (ranked[0][0] is not None and ranked[0][0] < ALIKE):
            return None
        return ranked[0][1]

    def _same_roll_call(self, ballot: Ballot) -> Held | None:
        """The one decision without a symbol whose roll call of that month is the ballot's."""
        month = self._by_month.get((ballot.body.value, ballot.day.year, ballot.day.month), [])
        same = [one for one in month if (likeness(one.cells, ballot) or 0) >= SAME]
        return same[0] if len(same) == 1 else None
