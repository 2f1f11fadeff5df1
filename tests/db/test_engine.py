"""Opening a database and keeping its schema current."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from db.archive import Archive
from db.engine import SchemaTooNew, create_engine, is_sqlite, migrate, revisions

NEWER = "9999"


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def version_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def set_version(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


async def migrated(path: Path) -> bool:
    engine = create_engine(url_of(path))
    try:
        return await migrate(engine)
    finally:
        await engine.dispose()


def test_revisions_are_numbered_in_order_and_name_their_files() -> None:
    assert revisions()[0] == "0001"
    assert revisions() == sorted(set(revisions()))


async def test_an_empty_database_gets_the_whole_schema(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    assert await migrated(path)
    assert version_of(path) == revisions()[-1]
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables >= {*SQLModel.metadata.tables, "alembic_version", "decision_text"}


async def test_a_current_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "current.sqlite3"
    await migrated(path)
    before = path.read_bytes()
    assert not await migrated(path)
    assert path.read_bytes() == before


async def test_a_newer_schema_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite3"
    await migrated(path)
    set_version(path, NEWER)
    before = path.read_bytes()
    with pytest.raises(SchemaTooNew, match=f"schema {NEWER}.*Update the program"):
        await migrated(path)
    with pytest.raises(SchemaTooNew):
        await Archive.open(url_of(path))
    assert path.read_bytes() == before


async def test_the_models_and_the_migrations_agree(tmp_path: Path) -> None:
    def differences(connection: Connection) -> list[Any]:
        def known(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:  # noqa: ANN401
            return not (kind == "table" and (name or "").startswith("decision_text"))

        context = MigrationContext.configure(connection, opts={"include_object": known, "compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))

    path = tmp_path / "same.sqlite3"
    await migrated(path)
    engine = create_engine(url_of(path))
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


async def test_a_failed_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    def fail(*_args: object) -> None:
        raise RuntimeError("no power")

    path = tmp_path / "failed.sqlite3"
    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError, match="no power"):
        await migrated(path)
    monkeypatch.undo()
    assert await migrated(path)


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "yet.sqlite3"
    assert await migrated(path)
    assert path.is_file()


async def test_a_tilde_means_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(elsewhere)
    assert await migrated(Path("~/rollcall/archive.sqlite3"))
    assert (home / "rollcall" / "archive.sqlite3").is_file()


async def test_every_connection_has_its_pragmas(tmp_path: Path) -> None:
    engine = create_engine(url_of(tmp_path / "pragmas.sqlite3"))
    async with engine.connect() as connection:
        assert is_sqlite(connection)
        assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar() == 1
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar() == "wal"
    await engine.dispose()


async def test_a_database_in_memory_opens() -> None:
    engine = create_engine("sqlite+aiosqlite:///:memory:")
    assert await migrate(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).has_table("decision"))
    await engine.dispose()
