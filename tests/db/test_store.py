"""Where what people stored lives."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from db.store import Store, store_url
from tests.databases import SQLITE, Databases, SqliteFile


@pytest.mark.parametrize(
    ("archive", "store"),
    [
        ("sqlite+aiosqlite:////data/rollcall.sqlite3", "sqlite+aiosqlite:////data/rollcall.kept.sqlite3"),
        ("sqlite+aiosqlite:///here.db", "sqlite+aiosqlite:///here.kept.db"),
        ("sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite:///:memory:"),
        ("postgresql+asyncpg://rollcall:secret@db/rollcall", "postgresql+asyncpg://rollcall:secret@db/rollcall"),
    ],
)
def test_the_store_is_a_file_beside_a_sqlite_archive(archive: str, store: str) -> None:
    assert store_url(archive) == store


async def test_an_open_store_has_its_tables(databases: Databases) -> None:
    store = await Store.open(databases.empty().url)
    async with store.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await store.close()
    assert {"preference", "watch", "arrival"} <= set(tables)


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
async def test_the_store_of_a_file_leaves_the_archive_alone(databases: Databases) -> None:
    archive = databases.empty()
    assert isinstance(archive, SqliteFile)
    await (await Store.open(archive.url)).close()
    assert archive.path.with_name("rollcall.kept.sqlite3").exists()
    assert not archive.path.exists()
