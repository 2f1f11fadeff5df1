"""Files of votes as ballots, whatever their layout."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.ingest.ballot import Ballot
from db.ingest.codes import Codes
from db.ingest.exported import ExportReader, is_decisions, is_votes
from db.ingest.official import OfficialReader, is_official
from db.ingest.problems import ImportFailed, Problem
from db.ingest.source_file import Progress, SourceFile, opened

LAYOUTS = (
    "Expected is the voting data of the UN Digital Library (records 4060887 and 4055387: one row for each member, with "
    "the columns ms_code, ms_vote, date, resolution), or the two files that `rollcall export` writes."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The ballots of all files that were read, and what is wrong with them; `found` counts problems not kept too."""

    ballots: tuple[Ballot, ...]
    problems: tuple[Problem, ...]
    found: int


def read_files(paths: Sequence[str], codes: Codes, progress: Progress) -> Reading:
    """Read every file. Raises ImportFailed where one is no file of votes at all, or breaks off."""
    ballots: list[Ballot] = []
    problems: list[Problem] = []
    found = 0
    export = ExportReader(codes)
    for path in expanded(paths):
        with opened(path) as files:
            for file in files:
                official = _read(file, codes, export, progress)
                if official is not None:
                    ballots += official[0]
                    problems += official[1].problems
                    found += official[1].found
    ballots += export.ballots()
    return Reading(tuple(ballots), (*problems, *export.problems), found + len(export.problems))


def expanded(paths: Sequence[str]) -> list[str]:
    """The paths, a folder replaced by the CSV files in it."""
    files: list[str] = []
    for path in paths:
        folder = Path(path)
        files += sorted(str(file) for file in folder.glob("*.csv*")) if folder.is_dir() else [path]
    return files


def _read(
    file: SourceFile, codes: Codes, export: ExportReader, progress: Progress
) -> tuple[list[Ballot], OfficialReader] | None:
    lines = file.lines(progress)
    header = next((row for row in csv.reader(lines) if row), [])
    if is_official(header):
        reader = OfficialReader(file.name, header, codes)
        return list(reader.read(lines)), reader
    if is_decisions(header):
        export.read_decisions(file.name, lines)
    elif is_votes(header):
        export.read_votes(file.name, header, lines)
    else:
        sentence = "the file is empty." if not header else "the first line has not the columns of a file of votes."
        raise ImportFailed([Problem(file.name, 1, None, sentence, LAYOUTS)])
    return None
