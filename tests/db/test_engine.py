"""Opening a database and keeping its schema current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from db.archive import Archive
from db.engine import SchemaTooNew, create_engine, is_sqlite, migrate, revisions
from tests.databases import SQLITE, Database, Databases, SqliteFile

NEWER = "9999"


async def migrated(database: Database) -> bool:
    engine = create_engine(database.url)
    try:
        return await migrate(engine)
    finally:
        await engine.dispose()


def version_of(database: Database) -> str:
    return str(database.ask("SELECT version_num FROM alembic_version")[0][0])


async def tables_of(database: Database) -> set[str]:
    engine = create_engine(database.url)
    async with engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(tables)


def test_revisions_are_numbered_in_order_and_name_their_files() -> None:
    assert revisions()[0] == "0001"
    assert revisions() == sorted(set(revisions()))


async def test_an_empty_database_gets_the_whole_schema(databases: Databases) -> None:
    database = databases.empty()
    assert await migrated(database)
    assert version_of(database) == revisions()[-1]
    assert await tables_of(database) >= {*SQLModel.metadata.tables, "alembic_version", "decision_text"}


async def test_a_current_database_is_left_alone(databases: Databases) -> None:
    database = databases.empty()
    await migrated(database)
    before = await tables_of(database)
    assert not await migrated(database)
    assert await tables_of(database) == before


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
async def test_a_current_file_is_left_alone(databases: Databases) -> None:
    database = databases.empty()
    assert isinstance(database, SqliteFile)
    await migrated(database)
    before = database.path.read_bytes()
    assert not await migrated(database)
    assert database.path.read_bytes() == before


async def test_a_newer_schema_is_refused_in_a_sentence(databases: Databases) -> None:
    database = databases.empty()
    await migrated(database)
    database.ask("UPDATE alembic_version SET version_num = ?", NEWER)
    with pytest.raises(SchemaTooNew, match=f"schema {NEWER}.*Update the program"):
        await migrated(database)
    with pytest.raises(SchemaTooNew):
        await Archive.open(database.url)
    assert version_of(database) == NEWER


async def test_the_models_and_the_migrations_agree(databases: Databases) -> None:
    def differences(connection: Connection) -> list[Any]:
        def known(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:  # noqa: ANN401
            return not (kind == "table" and (name or "").startswith("decision_text"))

        context = MigrationContext.configure(connection, opts={"include_object": known, "compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))

    database = databases.empty()
    await migrated(database)
    engine = create_engine(database.url)
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


async def test_a_failed_migration_leaves_nothing(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    def fail(*_args: object) -> None:
        raise RuntimeError("no power")

    database = databases.empty()
    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError, match="no power"):
        await migrated(database)
    monkeypatch.undo()
    assert await tables_of(database) == set()
    assert await migrated(database)


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "yet.sqlite3"
    assert await migrated(SqliteFile(path))
    assert path.is_file()


async def test_a_tilde_means_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(elsewhere)
    assert await migrated(SqliteFile(Path("~/rollcall/archive.sqlite3")))
    assert (home / "rollcall" / "archive.sqlite3").is_file()


async def test_every_connection_has_its_pragmas(tmp_path: Path) -> None:
    engine = create_engine(SqliteFile(tmp_path / "pragmas.sqlite3").url)
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
