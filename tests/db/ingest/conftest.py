"""A copy of the filled archive to import into, and a way to look at it without the program."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from db.archive import Archive
from db.engine import create_engine

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def copy(archive: Archive, database_url: str, tmp_path: Path) -> Path:
    """The filled archive's file, copied."""
    with closing(sqlite3.connect(str(make_url(database_url).database))) as filled:
        filled.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(str(make_url(database_url).database), tmp_path / "rollcall.sqlite3"))


@pytest.fixture
async def engine(copy: Path) -> AsyncIterator[AsyncEngine]:
    opened = create_engine(f"sqlite+aiosqlite:///{copy}")
    yield opened
    await opened.dispose()


@pytest.fixture
def ask(copy: Path) -> Ask:
    """Give a function that runs one statement on the copy."""

    def run(statement: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(copy)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    return run
