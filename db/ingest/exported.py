"""Reading our own export: decisions.csv and votes.csv, as `rollcall export` writes them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from db.ingest.ballot import Ballot
from db.ingest.codes import Codes
from db.ingest.edition import COLUMNS, LETTERS
from db.ingest.problems import Problem
from db.records import Body

REMEDY = "Write the export again with `rollcall export`."


def is_decisions(header: Sequence[str]) -> bool:
    """Whether a header is that of our decisions.csv."""
    return tuple(header) == COLUMNS


def is_votes(header: Sequence[str]) -> bool:
    """Whether a header is that of our votes.csv."""
    return header[:1] == ["key"] and len(header) > 1 and all(len(code) == 3 for code in header[1:])


class ExportReader:
    """Gathers the two files, in either order, into ballots."""

    def __init__(self, codes: Codes) -> None:
        self.problems: list[Problem] = []
        self._codes = codes
        self._rows: dict[str, tuple[int, dict[str, str]]] = {}
        self._cells: dict[str, bytearray] = {}
        self._file = ""

    def read_decisions(self, file: str, lines: Iterable[str]) -> None:
        """Take in the lines of decisions.csv after its header."""
        self._file = file
        for line, row in self._cut(file, lines, len(COLUMNS)):
            self._rows[row[0]] = (line, dict(zip(COLUMNS, row, strict=True)))

    def read_votes(self, file: str, header: Sequence[str], lines: Iterable[str]) -> None:
        """Take in the lines of votes.csv after its header."""
        places = [self._codes.place(code, "") for code in header[1:]]
        for code, place in zip(header[1:], places, strict=True):
            if place is None:
                self.problems.append(Problem(file, 1, code, f"“{code}” is no member that we know.", REMEDY))
        for line, (key, *letters) in self._cut(file, lines, len(header)):
            cells = self._cells[key] = bytearray(len(self._codes.members))
            for code, place, letter in zip(header[1:], places, letters, strict=True):
                if letter and place is not None:
                    if letter not in LETTERS:
                        self.problems.append(Problem(file, line, code, f"“{letter}” is no vote.", REMEDY))
                    else:
                        cells[place] = LETTERS[letter]

    def ballots(self) -> Iterator[Ballot]:
        """The decisions with their roll calls."""
        for key, (line, row) in self._rows.items():
            month_only = len(row["date"]) == 7
            try:
                day = date.fromisoformat(f"{row['date']}-01" if month_only else row["date"])
                body = Body(row["body"])
                printed = tuple(int(row[name]) if row[name] else None for name in ("yes", "no", "abstain", "absent"))
            except ValueError as error:
                self.problems.append(Problem(self._file, line, None, f"{error}.", REMEDY))
                continue
            cells = self._cells.get(key) or bytearray(len(self._codes.members))
            facts = {**row, "resolution": row["symbol"], "committee_report": row["committee"]}
            facts["agenda_title"] = row["agenda_item"]
            yield Ballot(line, key, body, key, day, month_only, facts, printed, None, cells, extra=row)

    def _cut(self, file: str, lines: Iterable[str], columns: int) -> Iterator[tuple[int, list[str]]]:
        rows = csv.reader(lines, strict=True)
        try:
            for row in rows:
                if len(row) == columns:
                    yield rows.line_num + 1, row
                elif row:
                    here = f"this row has {len(row)} of {columns} columns."
                    self.problems.append(Problem(file, rows.line_num + 1, None, here, REMEDY))
        except csv.Error as error:
            self.problems.append(Problem(file, rows.line_num + 2, None, f"this row cannot be read ({error}).", REMEDY))
