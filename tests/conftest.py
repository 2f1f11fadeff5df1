"""What all tests share: one archive, filled once from the bundled edition."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.archive import Archive
from handlers.clerk import Clerk


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A fresh SQLite file."""
    path: Path = tmp_path_factory.mktemp("archive") / "rollcall.sqlite3"
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
async def archive(database_url: str) -> AsyncIterator[Archive]:
    """The archive, filled from the bundled edition."""
    opened = await Archive.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
async def clerk(archive: Archive) -> Clerk:
    """A clerk that has everything loaded."""
    opened = await Clerk.create(archive)
    await opened.warm()
    return opened
