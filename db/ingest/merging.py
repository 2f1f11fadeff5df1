"""What a ballot adds to a decision of the archive: gaps filled, unknown positions known, never a known one blanked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from db.ingest.ballot import TALLY, Ballot
from db.ingest.matching import Held
from db.records import Outcome, Position, RollCall
from db.titles import readable_title

FILLED = {
    "symbol": "resolution", "draft": "draft", "meeting": "meeting", "session": "session", "subjects": "subjects",
    "agenda_item": "agenda_title", "committee": "committee_report",
}  # fmt: skip
"""Columns of a decision that a file fills where they are empty, and what the file calls them."""
OTHER_WORDS = {"agenda_item": "agenda", "title": "description"}
"""What the Security Council's file calls them."""
CUT = re.compile(r"\s*(?:…|\.\.\.|\[\.\.\.\])$")
"""How a title ends that a source cut short."""
ADOPTED = Outcome.ADOPTED.value
"""The library's sets hold adopted resolutions only."""
COUNTS = ("yes", "no", "abstain", "absent")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new about one decision: columns and positions, each with the value before and after."""

    columns: dict[str, tuple[Any, Any]]
    positions: dict[int, tuple[int, int]]

    def __bool__(self) -> bool:
        return bool(self.columns or self.positions)


def difference(held: Held, ballot: Ballot) -> Difference:
    """What the ballot adds to the decision, and what it puts right.

    The library's cast votes go before ours. "Did not vote" does not: in the library it also stands for what was not
    recorded, and a known vote is never blanked.
    """
    positions = {
        place: (int(old), new)
        for place, (old, new) in enumerate(zip(held.cells, ballot.cells, strict=True))
        if new and new != old and new != Position.UNKNOWN and (new != Position.ABSENT or old in (0, Position.UNKNOWN))
    }
    return Difference(_columns(held, ballot, positions), positions)


def _columns(held: Held, ballot: Ballot, positions: dict[int, tuple[int, int]]) -> dict[str, tuple[Any, Any]]:
    row, facts = held.row, ballot.facts
    new: dict[str, Any] = {
        column: value
        for column, name in FILLED.items()
        if not row[column] and (value := facts.get(name) or facts.get(OTHER_WORDS.get(column, ""), ""))
    }
    if row["month_only"] and not ballot.month_only and row["source_date"] != ballot.day.isoformat():
        new |= {"day": ballot.day, "month_only": False, "source_date": ballot.day.isoformat()}
    title = title_of(ballot)
    if title and (not row["title"] or _goes_on(row["title"], title)):
        new |= {"title": title, "display_title": readable_title(title, kind=row["kind"], body=row["body"])}
    if row["final"] and row["outcome"] == Outcome.UNKNOWN:
        new["outcome"] = ballot.extra.get("outcome", ADOPTED)
    if positions or (ballot.whole and row["roll_call"] != RollCall.COMPLETE):
        new |= _counts(held, ballot, positions)
    return {column: (row[column], value) for column, value in new.items() if row[column] != value}


def _counts(held: Held, ballot: Ballot, positions: dict[int, tuple[int, int]]) -> dict[str, Any]:
    """The tally of the roll call as it is then, once every position in it is known."""
    cells = [int(cell) for cell in held.cells]
    for place, (_, new) in positions.items():
        cells[place] = new
    if Position.UNKNOWN in cells or not ballot.whole:
        return {}
    counts = {name: cells.count(position) for name, position in zip(COUNTS, TALLY, strict=True)}
    return {**counts, "roll_call": RollCall.COMPLETE.value, "adoption": "recorded"}


def title_of(ballot: Ballot) -> str:
    """The title as the file gives it."""
    return ballot.facts.get("title") or ballot.facts.get(OTHER_WORDS["title"], "")


def _goes_on(ours: str, theirs: str) -> bool:
    """Whether our title is the beginning of the file's, cut short."""
    start, whole = CUT.sub("", ours), CUT.sub("", theirs)
    return start != ours and whole.casefold().startswith(start.casefold()) and len(whole) > len(start)
