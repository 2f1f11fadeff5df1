"""The database: opening it, keeping its schema current, and the connections that queries use."""

from __future__ import annotations

import sqlite3
from enum import IntEnum
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"

CONNECTIONS = 5
"""Connections to PostgreSQL that an engine keeps, and as many more while all of them are in use."""
CONNECT_WITHIN = 5.0
"""Seconds for a new connection to PostgreSQL, and for one of the pool's to become free."""
STATEMENT_WITHIN = 15.0
"""Seconds after which PostgreSQL ends a statement of a reader."""
SILENT_FOR = 60.0
"""Seconds after which a server that does not answer at all is given up."""
WAIT_FOR_FILE = 10.0
"""Seconds that a statement waits for another process that writes to the same SQLite file."""
SERVER_SETTINGS = {
    "application_name": "rollcall",
    "statement_timeout": f"{STATEMENT_WITHIN:.0f}s",
    # A process that hangs in the middle of a change must not hold up the others for ever.
    "idle_in_transaction_session_timeout": "5min",
    # A machine that has gone without a word is noticed in a minute instead of two hours, and its locks are free.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}

NOT_NOW = frozenset({"CannotConnectNowError", "TooManyConnectionsError"})
"""Errors of asyncpg, by name since importing it takes time: PostgreSQL is up, but lets nobody in."""


class Turn(IntEnum):
    """What only one process may do at a time. The numbers are keys of PostgreSQL's advisory locks."""

    SCHEMA = 0x524F4C01
    ARCHIVE = 0x524F4C02
    ARRIVALS = 0x524F4C03
    LEADING = 0x524F4C04


class SchemaTooNew(Exception):
    """The database was written by a newer version of the program."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database has the schema {revision}, which this version does not know. "
            "Update the program, or point DATABASE_URL to another database."
        )


class DatabaseAway(SQLAlchemyError):
    """The database cannot be reached now; the next statement tries again. The text is what the network said."""


def create_engine(url: str) -> AsyncEngine:
    """An engine for the URL. A SQLite file's folder is made when it is missing; foreign keys are enforced.

    On PostgreSQL a statement raises DatabaseAway while the server is gone, and works again when it is back.
    """
    parsed = make_url(url)
    return _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)


def _sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        path = Path(url.database).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        url = url.set(database=str(path))
    engine = create_async_engine(url, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 (SQLAlchemy's private type)
        cursor = connection.cursor()
        for pragma in (_patience(WAIT_FOR_FILE), "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _postgresql(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=CONNECT_WITHIN,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"timeout": CONNECT_WITHIN, "command_timeout": SILENT_FOR, "server_settings": SERVER_SETTINGS},
    )

    @event.listens_for(engine.sync_engine, "do_connect")
    def on_connect(dialect: Any, _record: Any, args: Any, options: Any) -> Any:  # noqa: ANN401 (SQLAlchemy's own)
        try:
            return dialect.connect(*args, **options)
        except Exception as error:
            if isinstance(error, OSError) or type(error).__name__ in NOT_NOW:
                raise _away(error) from error
            raise

    @event.listens_for(engine.sync_engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        error = context.original_exception
        if context.is_pre_ping or isinstance(error, DatabaseAway):  # the pool makes a new connection, or has failed to
            return
        if isinstance(error, OSError):  # a time-out is one too: the server is silent
            context.is_disconnect = True
        if context.is_disconnect:
            raise _away(error) from error

    return engine


def _away(error: BaseException) -> DatabaseAway:
    return DatabaseAway(" ".join(str(error).split()) or type(error).__name__)


def _patience(seconds: float) -> str:
    return f"busy_timeout={seconds * 1000:.0f}"


async def take_turn(connection: AsyncConnection, turn: Turn, *, seconds: float = 120.0) -> None:
    """Begin a transaction that no other process has at the same time: wait so many seconds for theirs to end.

    What it does may take its time: PostgreSQL's limit on statements is off in it.
    """
    if is_sqlite(connection):
        await connection.exec_driver_sql(f"PRAGMA {_patience(seconds)}")
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
        await connection.exec_driver_sql(f"PRAGMA {_patience(WAIT_FOR_FILE)}")
        return
    await connection.execute(text(f"SET LOCAL statement_timeout = '{seconds:.0f}s'"))
    await connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn.value})
    await connection.execute(text("SET LOCAL statement_timeout = 0"))


def revisions() -> list[str]:
    """The schema's revisions, oldest first, by the names of the migration files."""
    return sorted(path.stem.split("_", 1)[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


async def migrate(engine: AsyncEngine) -> bool:
    """Bring the schema to the newest revision. Returns whether anything was done; raises SchemaTooNew."""
    async with engine.connect() as connection:
        if await _is_current(connection):
            return False
    async with engine.begin() as connection:
        await take_turn(connection, Turn.SCHEMA)
        if await _is_current(connection):  # another process has done it meanwhile
            return False
        await connection.run_sync(_upgrade)
    return True


async def _is_current(connection: AsyncConnection) -> bool:
    known = revisions()
    current = await connection.run_sync(_current_revision)
    if current is not None and current not in known:
        raise SchemaTooNew(current)
    return current == known[-1]


def _current_revision(connection: Any) -> str | None:  # noqa: ANN401 (a sync Connection, given by run_sync)
    from sqlalchemy import inspect

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
