"""Where what people stored lives."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from db.store import Store, store_url


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


async def test_an_open_store_has_its_tables_and_leaves_the_archive_alone(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/archive.sqlite3")
    async with store.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await store.close()
    assert {"preference", "watch", "arrival"} <= set(tables)
    assert (tmp_path / "archive.kept.sqlite3").exists()
    assert not (tmp_path / "archive.sqlite3").exists()
