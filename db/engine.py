"""The database: opening it, keeping its schema current, and the connections that queries use."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaTooNew(Exception):
    """The database was written by a newer version of the program."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database has the schema {revision}, which this version does not know. "
            "Update the program, or point DATABASE_URL to another database."
        )


def create_engine(url: str) -> AsyncEngine:
    """An engine for the URL. A SQLite file's folder is made when it is missing; foreign keys are enforced."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        path = Path(parsed.database).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        parsed = parsed.set(database=str(path))
    engine = create_async_engine(parsed)

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 (SQLAlchemy's private type)
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def revisions() -> list[str]:
    """The schema's revisions, oldest first, by the names of the migration files."""
    return sorted(path.stem.split("_", 1)[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


async def migrate(engine: AsyncEngine) -> bool:
    """Bring the schema to the newest revision. Returns whether anything was done; raises SchemaTooNew."""
    known = revisions()
    async with engine.begin() as connection:
        current = await connection.run_sync(_current_revision)
        if current == known[-1]:
            return False
        if current is not None and current not in known:
            raise SchemaTooNew(current)
        await connection.run_sync(_upgrade)
    return True


def _current_revision(connection: Any) -> str | None:  # noqa: ANN401 (a sync Connection, given by run_sync)
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Any) -> None:  # noqa: ANN401
    # Alembic is slow to import and only needed when the schema changes.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_sqlite(connection: AsyncConnection | AsyncEngine) -> bool:
    """Whether the database is SQLite (the other choice is PostgreSQL)."""
    return connection.dialect.name == "sqlite"
