"""Every test of an archive or a store runs on both kinds of database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from db.archive import Archive
from tests.databases import KINDS, POSTGRESQL, Database, Databases, PostgresDatabases, SqliteFiles


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database. A test of what only one can do is marked with `parametrize("kind", …, indirect=True)`."""
    return str(request.param)


@pytest.fixture(scope="session")
def filled(kind: str, request: pytest.FixtureRequest) -> Database:
    """A database that is filled from the bundled edition, to be copied."""
    made: Database = request.getfixturevalue(f"filled_{'postgres' if kind == POSTGRESQL else kind}")
    return made


@pytest.fixture(scope="session")
async def archive(
    kind: str, filled: Database, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Archive]:
    """The filled archive, to be read only."""
    made = _databases(kind, request, tmp_path_factory.mktemp("archive"), "archive")
    opened = await Archive.open(made.copy(filled).url)
    yield opened
    await opened.close()
    made.remove()


@pytest.fixture
def databases(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """A maker of databases for one test."""
    made = _databases(kind, request, tmp_path / "databases", "test")
    yield made
    made.remove()


@pytest.fixture(scope="module")
def module_databases(
    kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """A maker of databases for the tests of one file."""
    made = _databases(kind, request, tmp_path_factory.mktemp("module"), "module")
    yield made
    made.remove()


def _databases(kind: str, request: pytest.FixtureRequest, folder: Path, prefix: str) -> Databases:
    if kind == POSTGRESQL:
        return PostgresDatabases(request.getfixturevalue("postgres"), prefix)
    folder.mkdir(exist_ok=True)
    return SqliteFiles(folder)
