"""A PostgreSQL server that goes away, hangs, and comes back."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import engine as engines
from db.archive import Archive
from db.damage import Unusable
from db.engine import DatabaseAway, Turn, create_engine, take_turn
from db.queries.decisions import decision
from db.store import Store
from tests.databases import POSTGRESQL, Databases
from tests.postgres import PostgresServer

pytestmark = pytest.mark.parametrize("kind", [POSTGRESQL], indirect=True)


@pytest.fixture
def server(postgres: PostgresServer) -> Iterator[PostgresServer]:
    """The server, which runs again after the test whatever became of it."""
    yield postgres
    postgres.stop()
    postgres.start()


@pytest.fixture
async def engine(databases: Databases) -> AsyncIterator[AsyncEngine]:
    opened = create_engine(databases.empty().url)
    yield opened
    await opened.dispose()


async def one(engine: AsyncEngine) -> object:
    async with engine.connect() as connection:
        return (await connection.execute(text("SELECT 1"))).scalar()


async def test_what_is_asked_while_the_server_is_gone_fails_at_once_and_works_when_it_is_back(
    archive: Archive, server: PostgresServer
) -> None:
    found = await decision(archive, "A/RES/68/262")
    assert found
    server.stop()
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(DatabaseAway, match="Connect call failed"):
            await archive.is_current()
    assert time.monotonic() - began < 6
    server.start()
    assert await archive.is_current()
    assert await decision(archive, "A/RES/68/262") == found


async def test_a_statement_that_is_cut_off_says_so(engine: AsyncEngine, server: PostgresServer) -> None:
    async def sleep() -> None:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_sleep(10)"))

    task = asyncio.create_task(sleep())
    await asyncio.sleep(0.3)
    server.stop()
    with pytest.raises(DatabaseAway):
        await asyncio.wait_for(task, 5)
    server.start()
    assert await one(engine) == 1


async def test_a_transaction_that_is_cut_off_leaves_nothing(databases: Databases, server: PostgresServer) -> None:
    database = databases.empty()
    store = await Store.open(database.url)
    async with store.engine.connect() as connection:
        await connection.execute(text("INSERT INTO arrival VALUES ('A/RES/1/1', 1)"))
        server.stop()
        with pytest.raises(DatabaseAway):
            await connection.execute(text("SELECT 1"))
    server.start()
    assert database.ask("SELECT * FROM arrival") == []
    await store.close()


async def test_a_slow_statement_is_ended(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    assert engines.SERVER_SETTINGS["statement_timeout"] == "15s"
    monkeypatch.setitem(engines.SERVER_SETTINGS, "statement_timeout", "100ms")
    engine = create_engine(databases.empty().url)
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="statement timeout"):
            await connection.execute(text("SELECT pg_sleep(10)"))
    async with engine.begin() as connection:  # what changes the archive may take its time
        await take_turn(connection, Turn.ARCHIVE)
        await connection.execute(text("SELECT pg_sleep(0.2)"))
    assert await one(engine) == 1
    await engine.dispose()


async def test_a_server_that_hangs_is_given_up(
    databases: Databases, server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SILENT_FOR", 0.5)
    monkeypatch.setattr(engines, "CONNECT_WITHIN", 0.5)
    engine = create_engine(databases.empty().url)
    assert await one(engine) == 1
    server.signal(signal.SIGSTOP)
    try:
        with pytest.raises((DatabaseAway, TimeoutError)):
            await asyncio.wait_for(one(engine), 5)
    finally:
        server.signal(signal.SIGCONT)
    assert await one(engine) == 1
    await engine.dispose()


async def test_a_server_that_is_gone_at_the_start_is_a_sentence(databases: Databases, server: PostgresServer) -> None:
    database = databases.empty()
    server.stop()
    with pytest.raises(Unusable, match=r"The database postgresql\+asyncpg://.* cannot be used: .*Connect call failed"):
        await Archive.open(database.url)
    server.start()


async def test_connections_are_few(databases: Databases) -> None:
    database = databases.empty()
    engine = create_engine(database.url)

    async def sleep() -> None:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_sleep(0.1)"))

    await asyncio.gather(*(sleep() for _ in range(40)))
    ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'rollcall' AND datname = current_database()"
    assert database.ask(ours) == [(5,)]
    await engine.dispose()
