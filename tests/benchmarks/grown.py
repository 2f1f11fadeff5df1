"""Archives with several times the decisions: each repeated, with its votes, topics and texts, under a new symbol."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

APART = 1_000_000
"""Between the ids of a decision and of its repetition."""
NEW = {"id": "id + :apart", "key": ":mark || key", "symbol": "iif(symbol = '', '', :mark || symbol)"}
"""The columns of a decision that a repetition does not share with it."""
REST = (
    "INSERT INTO vote SELECT decision_id + :apart, iso3, position FROM vote WHERE decision_id < :first",
    "INSERT INTO decision_topic SELECT topic, decision_id + :apart FROM decision_topic WHERE decision_id < :first",
    "INSERT INTO decision_text (rowid, title, agenda_item, subjects) "
    "SELECT rowid + :apart, title, agenda_item, subjects FROM decision_text WHERE rowid < :first",
)


def grown(filled: Path, times: int, folder: Path) -> Path:
    """A copy of the filled SQLite file with so many times the decisions."""
    path = Path(shutil.copy(filled, folder / f"times_{times}.sqlite3"))
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(decision)")]
        values = ", ".join(NEW.get(column, column) for column in columns)
        repeat = f"INSERT INTO decision ({', '.join(columns)}) SELECT {values} FROM decision WHERE id < :first"  # noqa: S608 (our own columns)
        for number in range(1, times):
            for statement in (repeat, *REST):
                given = {"apart": number * APART, "mark": f"X{number}/", "first": APART}
                connection.execute(statement, given)
    return path
