"""Full-text search over titles, agenda items and subjects."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import text

from db.archive import Archive
from db.engine import is_sqlite
from db.names import fold
from db.queries.decisions import of_rows
from db.records import Body, Decision

SQLITE = """
SELECT decision.id, decision.key FROM decision_text JOIN decision ON decision.id = decision_text.rowid
WHERE decision_text MATCH :words {where}
ORDER BY bm25(decision_text, 4.0, 2.0, 1.0) LIMIT :limit
"""
POSTGRES = """
SELECT decision.id, decision.key FROM decision_text JOIN decision ON decision.id = decision_text.rowid
WHERE decision_text.words @@ to_tsquery('english', :words) {where}
ORDER BY ts_rank(decision_text.words, to_tsquery('english', :words)) DESC LIMIT :limit
"""
WORD = re.compile(r"[^\W_]+")


async def search(
    archive: Archive,
    words: str,
    body: Body | None = None,
    since: date | None = None,
    until: date | None = None,
    any_word: bool = False,
    final: bool = True,
    limit: int = 50,
) -> list[Decision]:
    """Decisions whose text holds all the words (or any of them), best first.

    Words are stems ("resolutions" finds "resolution"). Nothing in `words` is read as search syntax.
    """
    terms = WORD.findall(fold(words))
    if not terms:
        return []
    sqlite = is_sqlite(archive.engine)
    values: dict[str, Any] = {"limit": limit, "words": _match(terms, any_word, sqlite)}
    where = ""
    if final:
        where += " AND decision.final"
    if body is not None:
        where += " AND decision.body = :body"
        values["body"] = body.value
    if since is not None:
        where += " AND (decision.day >= :since OR (decision.month_only AND decision.day >= :month))"
        values |= {"since": since.isoformat() if sqlite else since}
        month = since.replace(day=1)
        values |= {"month": month.isoformat() if sqlite else month}
    if until is not None:
        where += " AND decision.day <= :until"
        values["until"] = until.isoformat() if sqlite else until
    statement = (SQLITE if sqlite else POSTGRES).format(where=where)
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(text(statement), values)).all()
    return await of_rows(archive, rows)


def _match(terms: list[str], any_word: bool, sqlite: bool) -> str:
    if sqlite:
        return (" OR " if any_word else " ").join(f'"{term}"' for term in terms)
    return (" | " if any_word else " & ").join(f"'{term}'" for term in terms)
