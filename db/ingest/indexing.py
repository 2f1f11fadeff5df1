"""What searches and topics are answered from, made from the decisions' titles, agenda items and subjects."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db import models
from db.engine import is_sqlite
from db.topics import classify

INDEXED = ("key", "title", "short_title", "agenda_item", "subjects", "issue_codes")


async def index_topics(connection: AsyncConnection, rows: Iterable[dict[str, str]], ids: dict[str, int]) -> None:
    """Note which decisions belong to which topic."""
    found = classify(rows)
    entries = [{"topic": topic, "decision_id": ids[key]} for topic, keys in found.items() for key in keys]
    if entries:
        await connection.execute(insert(models.DecisionTopic), entries)


async def index_words(connection: AsyncConnection, rows: Iterable[tuple[int, str, dict[str, str]]]) -> None:
    """Fill the full-text index: shown title with the original and short title, agenda item, subjects."""
    entries = [
        (id_, f"{shown} {row['title']} {row['short_title']}", row["agenda_item"], row["subjects"].replace("|", " "))
        for id_, shown, row in rows
    ]
    if is_sqlite(connection):
        sql = "INSERT INTO decision_text (rowid, title, agenda_item, subjects) VALUES (?, ?, ?, ?)"
        await connection.exec_driver_sql(sql, entries)
        return
    sql = "INSERT INTO decision_text (rowid, words) VALUES (:id, to_tsvector('english', :words))"
    await connection.execute(text(sql), [{"id": entry[0], "words": " ".join(entry[1:])} for entry in entries])


async def reindex(connection: AsyncConnection, keys: Iterable[str]) -> None:
    """Make the search index and the topics of decisions anew."""
    wanted = set(keys)
    if not wanted:
        return
    decision = models.table(models.Decision)
    rows = [row for row in (await connection.execute(select(decision))).mappings() if row["key"] in wanted]
    ids = {row["key"]: row["id"] for row in rows}
    topics = models.table(models.DecisionTopic)
    await connection.execute(delete(topics).where(topics.c.decision_id == bindparam("of_id")), _named(ids.values()))
    await connection.execute(text("DELETE FROM decision_text WHERE rowid = :of_id"), _named(ids.values()))
    plain = [{column: row[column] for column in INDEXED} for row in rows]
    await index_topics(connection, plain, ids)
    await index_words(connection, [(row["id"], row["display_title"], dict(row)) for row in rows])


def _named(ids: Iterable[int]) -> list[dict[str, int]]:
    return [{"of_id": id_} for id_ in ids]
