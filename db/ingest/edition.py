"""The bundled edition's files: reading them, writing them, and telling one edition from another.

`decisions.csv.gz` has a row for each decision, in the source's own words; `votes.csv.gz` a row for each roll call
and a column for each member, with Y, N, A, X (a member that did not vote), `?` (unknown) or nothing (not a member).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.records import Position

DATA = Path(__file__).parent.parent / "data"
LETTERS = {
    "Y": Position.YES, "N": Position.NO, "A": Position.ABSTAIN, "X": Position.ABSENT, "?": Position.UNKNOWN,
}  # fmt: skip
COLUMNS = (
    "key", "body", "symbol", "draft", "session", "date", "title", "short_title", "agenda_item", "subjects",
    "issue_codes", "committee", "meeting", "kind", "final", "adoption", "outcome", "yes", "no", "abstain", "absent",
    "vetoed_by", "roll_call", "source", "source_ref",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """One set of data files. `fingerprint` changes with any byte of them."""

    folder: Path
    label: str
    version: int
    fingerprint: str

    def table(self, name: str) -> list[dict[str, Any]]:
        """The entries of a TOML data file: `table("member")` reads `[[member]]` of members.toml."""
        return list(load_toml(self.folder / f"{name}s.toml").get(name, []))

    def named_decisions(self) -> list[dict[str, Any]]:
        """The well-known decisions of named_decisions.toml."""
        return list(load_toml(self.folder / "named_decisions.toml").get("decision", []))

    def decisions(self) -> Iterator[dict[str, str]]:
        """The rows of decisions.csv.gz, all text."""
        with open_text(self.folder / "edition" / "decisions.csv.gz") as file:
            yield from csv.DictReader(file)

    def roll_calls(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """For each roll call the decision's key and the members' positions by their numbers."""
        with open_text(self.folder / "edition" / "votes.csv.gz") as file:
            number = {letter: int(position) for letter, position in LETTERS.items()}
            rows = csv.reader(file)
            members = next(rows)[1:]
            for key, *cells in rows:
                yield key, [(member, number[cell]) for member, cell in zip(members, cells, strict=True) if cell]


def bundled(folder: Path = DATA) -> Edition:
    """The edition that the program carries."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.toml"), *folder.glob("*.txt"), *(folder / "edition").glob("*.gz")]):
        if path.name != "known_issues.toml":  # it changes what `check` says, not what the archive holds
            digest.update(path.read_bytes())
    about = load_toml(folder / "sources.toml")["edition"]
    return Edition(folder, about["label"], about["version"], digest.hexdigest())


def write_edition(
    folder: Path, decisions: Iterable[Mapping[str, object]], members: Sequence[str], votes: Iterable[Sequence[str]]
) -> None:
    """Write decisions.csv.gz and votes.csv.gz; the same facts give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "decisions.csv.gz", COLUMNS, ([row[column] for column in COLUMNS] for row in decisions))
    write_csv(folder / "votes.csv.gz", ("key", *members), votes)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a gzipped CSV file without a time stamp in it."""
    with gzip.GzipFile(path, "wb", compresslevel=9, mtime=0) as packed:
        text = io.TextIOWrapper(packed, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        text.flush()


def open_text(path: Path) -> io.TextIOWrapper:
    """A gzipped text file for reading."""
    return io.TextIOWrapper(gzip.open(path, "rb"), encoding="utf-8", newline="")


def load_toml(path: Path) -> dict[str, Any]:
    """A TOML data file as plain values."""
    with path.open("rb") as file:
        return tomllib.load(file)
