"""One of several processes leads, and another when it has ended, however it ended."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from db.leadership import leadership
from db.store import Store
from tests.databases import POSTGRESQL, SQLITE, Database, Databases
from tests.postgres import PostgresServer

ROOT = Path(__file__).parents[2]
LEAD = """
import asyncio, sys
from db.leadership import leadership
from db.store import Store

async def main():
    claim = leadership(await Store.open(sys.argv[1]))
    print(await claim.held(), flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""
Start = Callable[[], Awaitable[Process]]


@pytest.fixture
def database(databases: Databases) -> Database:
    return databases.empty()


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    opened = await Store.open(database.url)
    yield opened
    await opened.close()


@pytest.fixture
async def start(database: Database) -> AsyncIterator[Start]:
    """Give a function that starts a process which claims to lead, says whether it does, and stays."""
    started: list[Process] = []

    async def run() -> Process:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        command = (sys.executable, "-c", LEAD, database.url)
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env=environment)
        started.append(process)
        return process

    yield run
    for process in started:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def said(process: Process) -> str:
    assert process.stdout
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()


async def test_another_leads_when_the_leader_is_killed(store: Store, start: Start) -> None:
    first = await start()
    assert await said(first) == "True"
    here = leadership(store)
    assert not await here.held()
    assert not await here.held()
    first.kill()
    await first.communicate()
    async with asyncio.timeout(5):
        while not await here.held():  # noqa: ASYNC110 (another process's end is waited for)
            await asyncio.sleep(0.05)
    assert await here.held()
    assert await said(await start()) == "False"
    await here.give_up()
    assert await said(await start()) == "True"


async def test_a_claim_that_is_given_up_can_be_taken_again(store: Store) -> None:
    one, two = leadership(store), leadership(store)
    assert (await one.held(), await two.held()) == (True, False)
    await one.give_up()
    assert (await two.held(), await one.held()) == (True, False)
    await two.give_up()
    assert await one.held()
    await one.give_up()


async def test_databases_have_leaders_of_their_own(databases: Databases) -> None:
    stores = [await Store.open(databases.empty().url) for _ in range(2)]
    claims = [leadership(store) for store in stores]
    assert [await claim.held() for claim in claims] == [True, True]
    for claim, store in zip(claims, stores, strict=True):
        await claim.give_up()
        await store.close()


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
async def test_without_a_file_to_lock_nobody_leads(store: Store) -> None:
    Path(str(store.engine.url.database)).with_suffix(".lock").mkdir()
    assert not await leadership(store).held()


async def test_what_nobody_else_can_open_needs_no_lock() -> None:
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    assert await leadership(store).held()
    await store.close()


@pytest.mark.parametrize("kind", [POSTGRESQL], indirect=True)
async def test_who_loses_the_server_leads_no_more(store: Store, postgres: PostgresServer) -> None:
    one, two = leadership(store), leadership(store)
    assert await one.held()
    postgres.stop()
    try:
        assert not await one.held()
        assert not await one.held()
    finally:
        postgres.start()
    assert (await two.held(), await one.held()) == (True, False)
    await one.give_up()
    await two.give_up()
