"""What an import changes in the archive, gathered first, then written in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db import models
from db.ingest.ballot import Ballot
from db.ingest.indexing import reindex
from db.ingest.matching import Held
from db.ingest.merging import ADOPTED, COUNTS, FILLED, OTHER_WORDS, Difference, title_of
from db.ingest.source_file import Progress
from db.records import Body, Position, RollCall
from db.titles import readable_title

SOURCES = {Body.GA: "undl_ga", Body.SC: "undl_sc"}
TEXTS = frozenset({"title", "subjects", "agenda_item", "display_title"})
"""Columns that the search index and the topics are made from."""
POSITION = "position"
"""The field of a change that is about a member's position."""
BATCH = 20_000


class Changes:
    """The new decisions, the columns and positions that change, and a line of history for each."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.new: list[dict[str, Any]] = []
        self.votes: dict[str, list[tuple[str, int]]] = {}
        self.columns: dict[str, dict[str, Any]] = {}
        self.history: list[dict[str, str]] = []

    @property
    def decisions(self) -> int:
        """How many decisions of the archive change."""
        return len((self.columns.keys() | self.votes.keys()) - {row["key"] for row in self.new})

    @property
    def positions(self) -> int:
        """How many members' positions are new or other than before."""
        return sum(map(len, self.votes.values()))

    def add(self, held: Held, found: Difference, members: Sequence[str]) -> None:
        """Note what changes about a decision of the archive."""
        key = held.row["key"]
        if found.columns:
            self.columns[key] = {column: new for column, (_, new) in found.columns.items()}
            for column, (old, new) in found.columns.items():
                self._note(key, column, "", written(old), written(new))
        if found.positions:
            self.votes[key] = [(members[place], new) for place, (_, new) in found.positions.items()]
            for place, (old, new) in found.positions.items():
                before = Position(old).word if old else ""
                self._note(key, POSITION, members[place], before, Position(new).word)

    def add_new(self, ballot: Ballot, members: Sequence[str]) -> None:
        """Note a decision that the archive does not have."""
        row = _own_row(ballot, self.edition) if ballot.extra else _row(ballot, self.edition)
        self.new.append(row)
        self.votes[row["key"]] = [(members[place], cell) for place, cell in enumerate(ballot.cells) if cell]
        self._note(row["key"], "", "", "", row["title"])

    def _note(self, decision: str, field: str, member: str, old: str, new: str) -> None:
        self.history.append(
            {"edition": self.edition, "decision": decision, "field": field, "member": member, "old": old, "new": new}
        )


def written(value: object) -> str:
    """A column's value in the history."""
    return "" if value is None else str(value)


def _row(ballot: Ballot, edition: str) -> dict[str, Any]:
    facts = ballot.facts
    title = title_of(ballot)
    counts = dict(zip(COUNTS, ballot.counted(), strict=True)) if any(ballot.cells) else dict.fromkeys(COUNTS)
    roll_call = RollCall.COMPLETE if ballot.whole else RollCall.PARTIAL if any(ballot.cells) else RollCall.NONE
    return {
        **{column: facts.get(name) or facts.get(OTHER_WORDS.get(column, ""), "") for column, name in FILLED.items()},
        **counts,
        "key": ballot.symbol,
        "body": ballot.body.value,
        "symbol": ballot.symbol,
        "day": ballot.day,
        "month_only": ballot.month_only,
        "source_date": ballot.day.isoformat()[: 7 if ballot.month_only else 10],
        "title": title,
        "display_title": readable_title(title, kind="resolution", body=ballot.body.value),
        "short_title": "",
        "issue_codes": "",
        "kind": "resolution",
        "final": True,
        "adoption": "recorded" if any(ballot.cells) else "without_vote",
        "outcome": ADOPTED,
        "vetoed_by": "",
        "roll_call": roll_call.value,
        "source": SOURCES[ballot.body],
        "source_ref": facts.get("undl_link") or ballot.record,
        "edition": edition,
    }


def _own_row(ballot: Ballot, edition: str) -> dict[str, Any]:
    row = ballot.extra
    return {
        **{column: value for column, value in row.items() if column != "date"},
        **dict(zip(COUNTS, ballot.printed, strict=True)),
        "final": row["final"] == "1",
        "source_date": row["date"],
        "day": ballot.day,
        "month_only": ballot.month_only,
        "display_title": readable_title(row["title"], row["short_title"], kind=row["kind"], body=row["body"]),
        "edition": edition,
    }


async def write(connection: AsyncConnection, changes: Changes, members: Sequence[str], progress: Progress) -> None:
    """Write everything; the caller's transaction makes it whole or nothing."""
    steps = 4
    progress("writing", 0, steps)
    if changes.new:
        await connection.execute(insert(models.Decision), changes.new)
    await write_columns(connection, changes.columns)
    progress("writing", 1, steps)
    await write_positions(connection, changes.votes)
    progress("writing", 2, steps)
    touched = [row["key"] for row in changes.new]
    touched += [key for key, columns in changes.columns.items() if TEXTS & columns.keys()]
    await reindex(connection, touched)
    progress("writing", 3, steps)
    for start in range(0, len(changes.history), BATCH):
        await connection.execute(insert(models.Change), changes.history[start : start + BATCH])
    progress("writing", steps, steps)


async def write_columns(connection: AsyncConnection, columns: dict[str, dict[str, Any]]) -> None:
    """Set columns of decisions, given by key."""
    decision = models.table(models.Decision)
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key, values in columns.items():
        names = tuple(sorted(values))
        alike.setdefault(names, []).append({"of_key": key, **{f"to_{name}": values[name] for name in names}})
    for names, rows in alike.items():
        statement = update(decision).where(decision.c.key == bindparam("of_key"))
        await connection.execute(statement.values({name: bindparam(f"to_{name}") for name in names}), rows)


async def write_positions(connection: AsyncConnection, votes: dict[str, list[tuple[str, int]]]) -> None:
    """Set members' positions on decisions, given by key."""
    if not votes:
        return
    ids = await ids_of(connection, votes)
    vote = models.table(models.Vote)
    rows = [
        {"decision_id": ids[key], "iso3": iso3, "position": position}
        for key, positions in votes.items()
        for iso3, position in positions
    ]
    old = delete(vote).where(vote.c.decision_id == bindparam("of_id"), vote.c.iso3 == bindparam("of_iso3"))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        await connection.execute(old, [{"of_id": row["decision_id"], "of_iso3": row["iso3"]} for row in batch])
        await connection.execute(insert(models.Vote), batch)


async def ids_of(connection: AsyncConnection, keys: Iterable[str]) -> dict[str, int]:
    """The row ids of decisions by key."""
    decision = models.table(models.Decision)
    wanted = set(keys)
    return {
        row.key: row.id for row in await connection.execute(select(decision.c.key, decision.c.id)) if row.key in wanted
    }


async def make_again(connection: AsyncConnection) -> None:
    """Make the changes of all imports once more, oldest first, on decisions that were replaced since."""
    change = models.table(models.Change)
    columns: dict[str, dict[str, Any]] = {}
    votes: dict[str, dict[str, int]] = {}
    for row in await connection.execute(select(change).where(change.c.field != "").order_by(change.c.id)):
        if row.field == POSITION:
            votes.setdefault(row.decision, {})[row.member] = Position.of(row.new)
        else:
            columns.setdefault(row.decision, {})[row.field] = _read(row.field, row.new)
    held = await ids_of(connection, columns.keys() | votes.keys())
    columns = {key: values for key, values in columns.items() if key in held}
    await write_columns(connection, columns)
    await write_positions(connection, {key: list(cast.items()) for key, cast in votes.items() if key in held})
    await reindex(connection, (key for key, values in columns.items() if TEXTS & values.keys()))


def _read(column: str, value: str) -> Any:  # noqa: ANN401 (what the column holds)
    """A column's value from the history."""
    kind = models.table(models.Decision).c[column].type.python_type
    if kind is bool:
        return value == str(True)
    if kind is date:
        return date.fromisoformat(value)
    return int(value) if kind is int else value
