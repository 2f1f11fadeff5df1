"""A copy of the filled archive to import into, and a way to look at it without the program."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import create_engine
from tests.databases import Database, Databases

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def copy(databases: Databases, filled: Database) -> Database:
    """The filled archive, copied."""
    return databases.copy(filled)


@pytest.fixture
async def engine(copy: Database) -> AsyncIterator[AsyncEngine]:
    opened = create_engine(copy.url)
    yield opened
    await opened.dispose()


@pytest.fixture
def ask(copy: Database) -> Ask:
    """Give a function that runs one statement on the copy."""
    return copy.ask
