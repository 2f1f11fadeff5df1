"""Filling the archive from the bundled edition, once; a newer edition replaces the older one's facts only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db import models
from db.engine import Turn, is_sqlite, take_turn
from db.ingest.changes import make_again
from db.ingest.edition import Edition
from db.ingest.indexing import index_topics, index_words
from db.titles import readable_title

BUNDLED = "bundled"
BATCH = 50_000

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

REFERENCE = (
    models.MemberSpan, models.MemberName, models.Successor, models.BlocSpan, models.BlocName, models.Bloc,
    models.Correction,
)  # fmt: skip


async def fill(engine: AsyncEngine, edition: Edition, progress: Progress | None = None) -> bool:
    """Bring the archive to the bundled edition in one transaction. Returns whether anything was done.

    Nothing is done when the archive already holds these very files, or a newer bundled edition. Decisions that the
    operator imported stay as they are, and what imports changed about the others is changed again.
    """
    async with engine.connect() as connection:
        if await _holds(connection, edition):
            return False
    report = progress or (lambda _what, _done, _all: None)
    async with engine.begin() as connection:
        await take_turn(connection, Turn.ARCHIVE)
        if await _holds(connection, edition):  # another process has filled it meanwhile
            return False
        await _remove_bundled(connection)
        await _fill_reference(connection, edition)
        await _fill_decisions(connection, edition, report)
        await make_again(connection)
    return True


async def _holds(connection: AsyncConnection, edition: Edition) -> bool:
    """Whether the archive holds these very files, or a newer bundled edition."""
    table = models.table(models.Edition)
    query = select(table.c.version, table.c.fingerprint).where(table.c.key == BUNDLED)
    held = (await connection.execute(query)).first()
    return held is not None and (held.fingerprint == edition.fingerprint or held.version > edition.version)


async def _remove_bundled(connection: AsyncConnection) -> None:
    for table in REFERENCE:
        await connection.execute(delete(table))
    mine = select(models.table(models.Decision).c.id).where(models.table(models.Decision).c.edition == BUNDLED)
    await connection.execute(delete(models.Vote).where(models.table(models.Vote).c.decision_id.in_(mine)))
    topics = models.table(models.DecisionTopic)
    await connection.execute(delete(topics).where(topics.c.decision_id.in_(mine)))
    await connection.execute(
        text("DELETE FROM decision_text WHERE rowid IN (SELECT id FROM decision WHERE edition = :key)"),
        {"key": BUNDLED},
    )
    await connection.execute(delete(models.Decision).where(models.table(models.Decision).c.edition == BUNDLED))


async def _fill_reference(connection: AsyncConnection, edition: Edition) -> None:
    await _upsert(
        connection,
        models.Edition,
        "key",
        [
            {
                "key": BUNDLED,
                "label": edition.label,
                "version": edition.version,
                "fingerprint": edition.fingerprint,
                "loaded_at": datetime.now(UTC),
            }
        ],
    )
    sources = [{key: row[key] for key in ("key", "title", "url", "terms")} for row in edition.table("source")]
    await _upsert(connection, models.Source, "key", sources)
    members = edition.table("member")
    columns = ("iso3", "iso2", "m49", "name", "common")
    await _upsert(connection, models.Member, "iso3", [{key: row[key] for key in columns} for row in members])
    await _insert(connection, models.MemberSpan, [s for row in members for s in _spans(row["membership"], row["iso3"])])
    await _insert(connection, models.MemberName, [name for row in members for name in _member_names(row)])
    await _insert(
        connection,
        models.Successor,
        [{"iso3": row["iso3"], "successor": after} for row in members for after in row.get("successors", ())],
    )
    groups = edition.table("group")
    await _insert(
        connection,
        models.Bloc,
        [{key: row.get(key, "") for key in ("id", "name", "short", "kind", "note", "source")} for row in groups],
    )
    await _insert(
        connection,
        models.BlocName,
        [{"bloc": row["id"], "name": name} for row in groups for name in (row["name"], row["short"], *row["aliases"])],
    )
    await _insert(
        connection,
        models.BlocSpan,
        [
            {"bloc": row["id"], "iso3": entry.split()[0], **span}
            for row in groups
            for entry in row["members"]
            for span in _spans([entry.split(maxsplit=1)[1]])
        ],
    )
    await _insert(connection, models.Correction, [_correction(row) for row in edition.table("correction")])


async def _fill_decisions(connection: AsyncConnection, edition: Edition, report: Progress) -> None:
    kept = set((await connection.execute(select(models.table(models.Decision).c.key))).scalars())
    rows = [row for row in edition.decisions() if row["key"] not in kept]
    report("decisions", 0, len(rows))
    shown = _shown(edition)
    await _insert(connection, models.Decision, [_decision(row, shown.get(row["key"], {})) for row in rows])
    report("decisions", len(rows), len(rows))
    found = await connection.execute(
        select(
            models.table(models.Decision).c.key,
            models.table(models.Decision).c.id,
            models.table(models.Decision).c.display_title,
        )
    )
    ids = {}
    titles = {}
    for key, id_, title in found:
        ids[key], titles[key] = id_, title
    votes = (
        (ids[key], member, position)
        for key, positions in edition.roll_calls()
        if key not in kept
        for member, position in positions
    )
    await _insert_votes(connection, votes, len(rows), report)
    await index_topics(connection, rows, ids)
    await index_words(connection, [(ids[r["key"]], titles[r["key"]], r) for r in rows])


def _decision(row: dict[str, str], shown: dict[str, str]) -> dict[str, Any]:
    when = shown.get("date", row["date"])
    return {
        **{column: row[column] for column in row if column not in {"date", "final"}},
        **{column: int(row[column]) if row[column] else None for column in ("yes", "no", "abstain", "absent")},
        "final": row["final"] == "1",
        "source_date": row["date"],
        "day": date.fromisoformat(when if len(when) == 10 else f"{when}-01"),
        "month_only": len(when) == 7,
        "display_title": shown.get("title")
        or readable_title(row["title"], row["short_title"], kind=row["kind"], body=row["body"]),
        "edition": BUNDLED,
    }


def _shown(edition: Edition) -> dict[str, dict[str, str]]:
    """What corrections and well-known titles change in what readers see, by decision."""
    shown: dict[str, dict[str, str]] = {}
    for row in edition.named_decisions():
        if title := row.get("official_title"):
            shown.setdefault(row["decision"], {})["title"] = title
    for row in edition.table("correction"):
        if row["field"] in {"title", "date"}:
            shown.setdefault(row["decision"], {})[row["field"]] = str(row["value"])
    return shown


def _member_names(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for kind, names in (
        ("name", [row["name"], row["common"]]),
        ("alias", row.get("aliases", ())),
        ("demonym", row.get("demonyms", ())),
        ("abbreviation", row.get("abbreviations", ())),
        ("city", row.get("cities", ())),
    ):
        for name in dict.fromkeys(names):
            yield {"iso3": row["iso3"], "name": name, "kind": kind, "since": None, "until": None}
    for entry in row.get("former", ()):
        name, since, until = _former(entry)
        yield {"iso3": row["iso3"], "name": name, "kind": "former", "since": since, "until": until}


def _former(entry: str) -> tuple[str, date | None, date | None]:
    """ "Burma until 1989-06-18" or "NAME since DATE until DATE"."""
    entry, _, until = entry.partition(" until ")
    name, _, since = entry.partition(" since ")
    return name, date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None


def _spans(entries: Sequence[str], iso3: str = "") -> Iterator[dict[str, Any]]:
    for entry in entries:
        since, *until = entry.split()
        span: dict[str, Any] = {
            "since": date.fromisoformat(since),
            "until": date.fromisoformat(until[0]) if until else None,
        }
        yield {"iso3": iso3, **span} if iso3 else span


def _correction(row: dict[str, Any]) -> dict[str, str]:
    value = row["value"]
    return {
        "decision": row["decision"],
        "field": row["field"],
        "value": "-".join(map(str, value)) if isinstance(value, list) else str(value),
        "reason": row["reason"],
        "source": row["source"],
    }


async def _insert_votes(
    connection: AsyncConnection, votes: Iterator[tuple[int, str, int]], decisions: int, report: Progress
) -> None:
    last = 0
    while batch := list(islice(votes, BATCH)):
        await _insert_batch(connection, batch)
        last += len({vote[0] for vote in batch})
        report("votes", min(last, decisions), decisions)
    report("votes", decisions, decisions)


async def _insert_batch(connection: AsyncConnection, batch: list[tuple[int, str, int]]) -> None:
    if is_sqlite(connection):
        await connection.exec_driver_sql("INSERT INTO vote (decision_id, iso3, position) VALUES (?, ?, ?)", batch)
        return
    # PostgreSQL takes rows in bulk several times faster by its own protocol.
    driver = (await connection.get_raw_connection()).driver_connection
    await driver.copy_records_to_table("vote", records=batch, columns=("decision_id", "iso3", "position"))  # type: ignore[union-attr]


async def _insert(connection: AsyncConnection, table: Any, rows: Sequence[dict[str, Any]]) -> None:  # noqa: ANN401
    if rows:
        await connection.execute(insert(table), rows)


async def _upsert(connection: AsyncConnection, table: Any, key: str, rows: Sequence[dict[str, Any]]) -> None:  # noqa: ANN401
    """Insert rows, updating those whose key is there (others may point at them)."""
    column = getattr(table, key)
    held = set((await connection.execute(select(column))).scalars())
    await _insert(connection, table, [row for row in rows if row[key] not in held])
    for row in rows:
        if row[key] in held:
            await connection.execute(table.__table__.update().where(column == row[key]).values(**row))
