"""Reading the UN Digital Library's voting data sets: one row for each member and decision.

General Assembly: record 4060887; Security Council: record 4055387. Older files call some columns by the plural.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from db.ingest.ballot import LETTERS, TALLY, Ballot
from db.ingest.codes import Codes
from db.ingest.problems import Problem
from db.records import Body, Position

OLD_HEADERS = {
    "ms_codes": "ms_code", "ms_names": "ms_name", "ms_votes": "ms_vote", "resolutions": "resolution",
    "agenda_titles": "agenda_title",
}  # fmt: skip
NEEDED = ("ms_code", "ms_vote", "date", "resolution")
TOTALS = ("total_yes", "total_no", "total_abstentions", "total_non_voting")
MEMBER = frozenset({"ms_code", "ms_name", "ms_vote", "permanent_member"})
"""The columns that differ between the rows of one decision."""
SYMBOL = re.compile(r"([AS])/(?:RES/)?\S+")
FIRST_VOTE = date(1946, 1, 10)
"""The General Assembly met for the first time on that day."""
CAST = (Position.YES, Position.NO, Position.ABSTAIN)
PROBLEMS = 1_000
"""Problems kept; a file that is wrong throughout need not fill the memory."""
CUT_OFF = "The file may be cut off: download it again."


def is_official(header: Sequence[str]) -> bool:
    """Whether a header is that of a voting data set, of today or older."""
    return set(NEEDED) <= set(modern(header))


def modern(header: Sequence[str]) -> list[str]:
    """The header with the older names of columns replaced by today's."""
    return [OLD_HEADERS.get(name := column.strip().lower(), name) for column in header]


class OfficialReader:
    """Gathers the rows of a file into ballots, and what is wrong with them into problems."""

    def __init__(self, file: str, header: Sequence[str], codes: Codes) -> None:
        self.problems: list[Problem] = []
        self.found = 0
        self._file = file
        self._columns = modern(header)
        self._codes = codes
        at = {column: index for index, column in enumerate(self._columns)}
        self._code, self._vote = at["ms_code"], at["ms_vote"]
        self._name = at.get("ms_name")
        self._shared = [(column, index) for column, index in at.items() if column not in MEMBER]
        self._ballots: dict[tuple[str, ...], Ballot] = {}

    def read(self, lines: Iterable[str]) -> Iterator[Ballot]:
        """The ballots of the lines after the header."""
        rows = csv.reader(lines, strict=True)
        ballot: Ballot | None = None
        before: list[str] | None = None
        line = 1
        try:
            for row in rows:
                line, start = rows.line_num + 1, line + 1
                if not row:
                    continue
                if len(row) != len(self._columns):
                    here = f"this row has {len(row)} of {len(self._columns)} columns."
                    self._complain(start, None, here, CUT_OFF)
                    ballot = before = None
                    continue
                shared = [row[index] for _, index in self._shared]
                if shared != before:
                    ballot, before = self._ballot(start, dict(zip(self._columns, row, strict=True))), shared
                if ballot is not None:
                    self._cast(ballot, start, row)
        except csv.Error as error:
            self._complain(line + 1, None, f"this row cannot be read ({error}).", CUT_OFF)
        for found in self._ballots.values():
            self._check(found)
        yield from self._ballots.values()

    def _ballot(self, line: int, row: dict[str, str]) -> Ballot | None:
        """The ballot that a row belongs to, a new one where it is the first."""
        record = row.get("undl_id", "").strip()
        symbol = re.sub(r"\s+", "", row["resolution"])
        key = (record, symbol) if record else (symbol, row["date"], row.get("meeting", ""))
        if (known := self._ballots.get(key)) is not None:
            for column, value in known.facts.items():
                if (here := row[column].strip()) != value:
                    remedy = CUT_OFF if value.startswith(here) else "Both belong to one decision."
                    self._complain(line, column, f"“{here}” here, “{value}” in line {known.line}.", remedy, known)
            return known
        started = SYMBOL.fullmatch(symbol)
        if not started:
            self._complain(line, "resolution", f"“{row['resolution']}” is no symbol of a resolution.")
            return None
        day = self._date(line, row["date"].strip())
        totals = [self._number(line, column, row.get(column, "")) for column in (*TOTALS, "total_ms")]
        if day is None or any(total is False for total in totals):
            return None
        *printed, seats = (None if total is False else total for total in totals)
        ballot = Ballot(
            line, record, Body.GA if started[1] == "A" else Body.SC, symbol, day[0], day[1],
            {column: row[column].strip() for column, _ in self._shared}, tuple(printed), seats,
            bytearray(len(self._codes.members)),
        )  # fmt: skip
        self._ballots[key] = ballot
        return ballot

    def _cast(self, ballot: Ballot, line: int, row: list[str]) -> None:
        """Put one member's vote into its ballot."""
        ballot.rows += 1
        code, letter = row[self._code].strip(), row[self._vote].strip().upper()
        place = self._codes.place(code, row[self._name].strip() if self._name is not None else "")
        if place is None:
            remedy = "If it is a member's code, please report it."
            self._complain(line, "ms_code", f"“{code}” is no member that we know.", remedy, spoils=ballot)
            return
        position = LETTERS.get(letter)
        if position is None:
            self._complain(
                line, "ms_vote", f"“{letter}” is no vote; Y, N, A, X or nothing was expected.", spoils=ballot
            )
            return
        voter = self._codes.voter(place, ballot.body, ballot.day)
        if position not in CAST and not self._codes.belonged(voter, ballot.day):
            return  # the sources call a state absent on days on which it was no member
        before, borrowed = ballot.cells[voter], voter != place
        if before and borrowed and position not in CAST:
            return  # the state that it followed has a row of its own
        if before not in (0, position) and not borrowed and voter not in ballot.lent:
            here = f"{code} stands twice in {ballot.symbol}, with different votes."
            self._complain(line, "ms_vote", here, "See the file's source for the right one.", spoils=ballot)
        ballot.cells[voter] = position
        if borrowed:
            ballot.lent.add(voter)

    def _check(self, ballot: Ballot) -> None:
        """Compare a roll call with the totals that are printed with it."""
        if ballot.spoilt:
            return
        if not any(position in ballot.cells for position in CAST):
            ballot.cells = bytearray(len(ballot.cells))  # everybody "did not vote": it was adopted without a vote
            return
        if ballot.seats is not None and ballot.rows < ballot.seats:
            here = f"{ballot.symbol} has {ballot.rows} of the {ballot.seats} votes that it should have."
            self._complain(ballot.line, "total_ms", here, CUT_OFF, spoils=ballot)
            return
        for column, printed, position in zip(TOTALS, ballot.printed, TALLY, strict=True):
            counted = ballot.cells.count(position)
            if printed is not None and printed != counted and position is not Position.ABSENT:
                here = f"{ballot.symbol} says {printed}, but the votes in the file come to {counted}."
                self._complain(ballot.line, column, here, "See the meeting record for the right one.", spoils=ballot)

    def _date(self, line: int, text: str) -> tuple[date, bool] | None:
        """A date and whether it is only known to the month."""
        month_only = re.fullmatch(r"\d{4}-\d{2}", text) is not None
        try:
            day = date.fromisoformat(f"{text}-01" if month_only else text[:10])
        except ValueError:
            self._complain(line, "date", f"“{text}” is no date; 2025-02-24 was expected.")
            return None
        if not FIRST_VOTE <= day <= datetime.now(UTC).date():
            self._complain(line, "date", f"{text} lies before the first vote of 1946 or in the future.")
            return None
        return day, month_only

    def _number(self, line: int, column: str, text: str) -> int | bool | None:
        """A total; None where there is none, False where it cannot be read."""
        if not (text := text.strip()):
            return None
        if not text.isdigit():
            self._complain(line, column, f"“{text}” is no number.")
            return False
        return int(text)

    def _complain(
        self, line: int, column: str | None, message: str, remedy: str = "", spoils: Ballot | None = None
    ) -> None:
        self.found += 1
        if spoils is not None:
            spoils.spoilt = True
        if len(self.problems) < PROBLEMS:
            self.problems.append(Problem(self._file, line, column, message, remedy))
