"""Which of several processes does what only one may do: an advisory lock in PostgreSQL, a locked file for SQLite.

Both locks end with the process that holds them, however it ends, and are free for another.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.engine import Turn, create_engine, is_sqlite
from db.store import Store

ANSWER_WITHIN = 5.0
"""Seconds in which PostgreSQL must confirm the lock: a leader that cannot tell gives up."""


class Leadership(Protocol):
    """A claim to lead. One process at a time has it."""

    async def held(self) -> bool:
        """Whether this process leads: it has the lock, or it was free and is taken now. Never waits long."""
        ...

    async def give_up(self) -> None:
        """Let another lead."""
        ...


def leadership(store: Store) -> Leadership:
    """The claim to lead those processes that have the store open."""
    if not is_sqlite(store.engine):
        return AdvisoryLock(store.engine.url)
    path = store.engine.url.database
    if path is None or path in ("", ":memory:"):
        return Alone()
    return LockFile(Path(path).with_suffix(".lock"))


class Alone:
    """The claim to a database that no other process can have."""

    async def held(self) -> bool:
        """Always."""
        return True

    async def give_up(self) -> None:
        """There is nothing to give."""


class LockFile:
    """A file beside the store that the leader holds locked. It stays when nobody leads: only its lock counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    async def held(self) -> bool:
        """Whether the file is locked by this claim, or can be."""
        if self._file is None:
            with suppress(OSError):
                self._file = _locked(self._path)  # not in a thread: that would go on after a cancellation
        return self._file is not None

    async def give_up(self) -> None:
        """Close the file, and so unlock it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _locked(path: Path) -> int:
    """The file, open and locked. Raises OSError where another process has it. Processes started later do not get it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise
    return file


class AdvisoryLock:
    """A lock of the database's own, on a connection that is kept for nothing else."""

    def __init__(self, url: URL) -> None:
        engine = create_engine(url.render_as_string(hide_password=False))
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: AsyncConnection | None = None

    async def held(self) -> bool:
        """Whether the lock is this claim's, or can be; not while the database is away."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                if self._connection is None:
                    return await self._taken()
                await self._connection.execute(text("SELECT 1"))
                return True
        except (SQLAlchemyError, OSError):  # a time-out is an OSError
            await self._drop()
            return False

    async def give_up(self) -> None:
        """End the connection, and so the lock."""
        await self._drop()
        await self._engine.dispose()

    async def _taken(self) -> bool:
        connection = await self._engine.connect()
        try:
            query = text("SELECT pg_try_advisory_lock(:turn)")
            if (await connection.execute(query, {"turn": Turn.LEADING.value})).scalar():
                self._connection = connection
        finally:
            if self._connection is None:
                await connection.close()
        return self._connection is not None

    async def _drop(self) -> None:
        """End the connection, and the lock with it; it does not go back to the pool."""
        if connection := self._connection:
            self._connection = None
            with suppress(Exception):
                await connection.invalidate()
            with suppress(Exception):
                await connection.close()
