"""What all tests share: one archive of each kind of database, filled once from the bundled edition."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from db.archive import Archive
from handlers.clerk import Clerk
from tests.databases import KINDS, POSTGRESQL, SQLITE, PostgresDatabase, PostgresDatabases, SqliteFile, SqliteFiles
from tests.postgres import PostgresServer

Step = tuple[str, int, int]


@pytest.fixture(scope="session")
def reported() -> dict[str, list[Step]]:
    """What was reported while the databases were filled, by their kind."""
    return {kind: [] for kind in KINDS}


@pytest.fixture(scope="session")
async def filled_sqlite(tmp_path_factory: pytest.TempPathFactory, reported: dict[str, list[Step]]) -> SqliteFile:
    """A SQLite file that is filled."""
    made = SqliteFiles(tmp_path_factory.mktemp("archive")).empty()
    await (await Archive.open(made.url, lambda *step: reported[SQLITE].append(step))).close()
    return made


@pytest.fixture
def own_sqlite(filled_sqlite: SqliteFile, tmp_path: Path) -> SqliteFile:
    """A filled SQLite file of the test's own."""
    return SqliteFiles(tmp_path).copy(filled_sqlite)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started when the first test asks for it."""
    server = PostgresServer()
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
async def filled_postgres(postgres: PostgresServer, reported: dict[str, list[Step]]) -> PostgresDatabase:
    """A PostgreSQL database that is filled, and that nobody has open, so that it can be copied."""
    made = PostgresDatabases(postgres, "filled").empty()
    await (await Archive.open(made.url, lambda *step: reported[POSTGRESQL].append(step))).close()
    return made


@pytest.fixture(scope="session")
def database_url(filled_sqlite: SqliteFile) -> str:
    """The filled SQLite file."""
    return filled_sqlite.url


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
