"""Importing files of votes into the archive: all that is good in one transaction, or nothing."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db import models
from db.engine import DatabaseAway, Turn, take_turn
from db.ingest.ballot import Ballot
from db.ingest.changes import Changes, write
from db.ingest.codes import Codes
from db.ingest.edition import DATA, load_toml
from db.ingest.matching import Held, Matcher
from db.ingest.merging import difference
from db.ingest.problems import ImportFailed, Problem
from db.ingest.reading import expanded, read_files
from db.ingest.source_file import STANDARD_INPUT, Progress, fingerprint
from db.matrix import load_matrix
from db.records import Body
from db.roster import load_roster

TWICE = (
    "the archive, or the file itself, has another vote under this symbol: the two roll calls differ in more than one "
    "position of five."
)
MEANWHILE = "something else was imported at the same time, so that nothing of this was: run it again."


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: `edition` is its key ("" when nothing was new), the counts are of decisions but
    `positions`, which counts members' votes. `problems` were left out, as asked for.
    """

    edition: str
    read: int
    new: int
    changed: int
    positions: int
    problems: tuple[Problem, ...] = ()
    found: int = 0

    @property
    def unchanged(self) -> bool:
        """Whether the archive already held everything."""
        return not (self.new or self.changed)


async def import_files(
    engine: AsyncEngine, paths: Sequence[str], progress: Progress, *, partial: bool = False
) -> Imported:
    """Import files of votes. Raises ImportFailed, with nothing changed, where a row is wrong and not `partial`.

    Readers see the archive as it was until all is written. A file that was imported before is not read again.
    """
    key, label = await asyncio.to_thread(_identity, paths)
    async with engine.connect() as connection:
        if key and await _known(connection, key):
            return Imported("", 0, 0, 0, 0)
        before = await _editions(connection)
        codes = Codes(await load_roster(connection))
        reading = await asyncio.to_thread(read_files, paths, codes, progress)
        good = [ballot for ballot in reading.ballots if not ballot.spoilt]
        matched, doubtful = Matcher(await _held(connection, codes)).match(good)
    problems = [*reading.problems]
    problems += [Problem(label, ballot.line, "resolution", f"{ballot.symbol}: {TWICE}") for ballot in doubtful]
    found = reading.found + len(doubtful)
    if problems and not partial:
        raise ImportFailed(problems, found)
    key = key or f"import:{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    changes = await asyncio.to_thread(_changes, key, matched, codes)
    try:
        async with engine.begin() as connection:
            await take_turn(connection, Turn.ARCHIVE)
            if await _editions(connection) != before:
                raise ImportFailed([Problem(label, None, None, MEANWHILE)])
            await _enter(connection, key, label, good)
            await write(connection, changes, codes.members, progress)
    except (DBAPIError, DatabaseAway) as error:
        why = error.orig if isinstance(error, DBAPIError) else error
        raise ImportFailed([Problem(label, None, None, f"the database could not be written: {why}.")]) from error
    return Imported(key, len(good), len(changes.new), changes.decisions, changes.positions, tuple(problems), found)


def _identity(paths: Sequence[str]) -> tuple[str, str]:
    """The edition's key, by the files' content ("" for standard input), and what to call it."""
    label = ", ".join(path.rsplit("/", 1)[-1] for path in paths)
    if STANDARD_INPUT in paths:
        return "", "standard input"
    try:
        prints = [fingerprint(path) for path in expanded(paths)]
    except OSError as error:
        raise ImportFailed([Problem(str(error.filename), None, None, f"cannot be read: {error.strerror}.")]) from None
    return f"import:{hashlib.sha256(''.join(sorted(prints)).encode()).hexdigest()[:16]}", label


async def _known(connection: AsyncConnection, key: str) -> bool:
    edition = models.table(models.Edition)
    return (await connection.execute(select(edition.c.key).where(edition.c.key == key))).first() is not None


async def _editions(connection: AsyncConnection) -> set[tuple[str, str]]:
    """What was loaded so far, as key and fingerprint."""
    edition = models.table(models.Edition)
    return {
        (row.key, row.fingerprint) for row in await connection.execute(select(edition.c.key, edition.c.fingerprint))
    }


async def _held(connection: AsyncConnection, codes: Codes) -> list[Held]:
    matrix = await load_matrix(connection, codes.members)
    row_of = {int(id_): number for number, id_ in enumerate(matrix.ids)}
    none = np.zeros(len(codes.members), dtype=np.int8)
    rows = (await connection.execute(select(models.table(models.Decision)))).mappings().all()
    return [Held(dict(row), matrix.cells[row_of[row["id"]]] if row["id"] in row_of else none) for row in rows]


def _changes(edition: str, matched: Sequence[tuple[Ballot, Held | None]], codes: Codes) -> Changes:
    changes = Changes(edition)
    for ballot, held in matched:
        if held is None:
            changes.add_new(ballot, codes.members)
        elif found := difference(held, ballot):
            changes.add(held, found, codes.members)
    return changes


async def _enter(connection: AsyncConnection, key: str, label: str, ballots: Sequence[Ballot]) -> None:
    """Note the import, and the sources that its new decisions name."""
    row = {"key": key, "label": label, "version": 0, "fingerprint": key, "loaded_at": datetime.now(UTC)}
    await connection.execute(insert(models.Edition), [row])
    bodies = {ballot.body for ballot in ballots if not ballot.extra}
    source = models.table(models.Source)
    held = set((await connection.execute(select(source.c.key))).scalars())
    wanted: list[dict[str, Any]] = [
        {column: entry[column] for column in ("key", "title", "url", "terms")}
        for entry in load_toml(DATA / "sources.toml")["import"]
        if Body(entry["body"]) in bodies and entry["key"] not in held
    ]
    if wanted:
        await connection.execute(insert(models.Source), wanted)
