"""Databases that cannot be used: a damaged SQLite file is put aside for a new one; all else is said in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

BESIDE = ("", "-wal", "-shm")
"""A SQLite database is up to three files, which belong together."""

UNREADABLE = (
    "DATABASE_URL cannot be read: write it as postgresql+asyncpg://user:password@host/name or as "
    "sqlite+aiosqlite:////folder/rollcall.sqlite3, with signs such as @ and / in a password as %40 and %2F."
)


class Unusable(Exception):
    """The database cannot be opened. The text says which and why, without its password."""


def put_aside(url: str, *, thorough: bool) -> Path | None:
    """Move the SQLite file of the URL out of the way if it is damaged; return where it is now, and None if it is sound.

    Every page is looked at when it is to be `thorough`, in a tenth of a second; else only what opening needs.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # whose text may quote a part of the password
        raise Unusable(UNREADABLE) from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    path = Path(parsed.database or "").expanduser()
    if not path.is_file() or not _is_damaged(path, thorough):
        return None
    aside = path.with_name(f"{path.stem}.damaged-{datetime.now(UTC):%Y-%m-%d-%H%M%S}{path.suffix}")
    with usable(url):
        for ending in BESIDE:
            part = path.with_name(path.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    return aside


@contextmanager
def usable(url: str) -> Iterator[None]:
    """Turn what the database's libraries raise into Unusable."""
    try:
        yield
    except Exception as error:
        # While it connects, asyncpg's errors come as they are; importing it to name them would cost everybody time.
        if isinstance(error, (SQLAlchemyError, OSError, ImportError)) or type(error).__module__.startswith("asyncpg."):
            raise Unusable(_why(url, error)) from error
        raise


def _why(url: str, error: Exception) -> str:
    named = make_url(url).render_as_string(hide_password=True)
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    reason = " ".join(str(cause).split()) or type(cause).__name__
    return f"The database {named} cannot be used: {reason.rstrip('.')}. Check DATABASE_URL."


def _is_damaged(path: Path, thorough: bool) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            found = connection.execute("PRAGMA quick_check(1)").fetchall() if thorough else [("ok",)]
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return found != [("ok",)]
