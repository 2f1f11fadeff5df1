"""Two processes of the bot that share the shards and one PostgreSQL database, against the stand-in on loopback."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from db.archive import Archive
from db.ingest.importing import import_files
from db.queries import arrivals, watches
from db.queries.watches import Watch
from db.store import Store
from tests.bot.processes import Start, ended
from tests.databases import Database, PostgresDatabase, PostgresDatabases
from tests.db.ingest.test_importing import CUBA, FORGET, silent
from tests.db.ingest.undl import rows_of, text_of
from tests.postgres import PostgresServer
from tests.standin import Person, Standin
from tests.standin.payloads import Json

UKRAINE = "A/RES/68/262"
TAKEN_OVER = 30.0
"""Seconds after which new data, or a leader's duties, must have been taken over: the bot looks every 10 and 5."""


@pytest.fixture
def database(postgres: PostgresServer, filled_postgres: PostgresDatabase) -> Iterator[PostgresDatabase]:
    """The archive without two of its decisions."""
    made = PostgresDatabases(postgres, "bots")
    copy = made.copy(filled_postgres)
    for key in (CUBA, UKRAINE):
        for statement in FORGET:
            copy.ask(statement, key)
    yield copy
    made.remove()


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    opened = await Store.open(database.url)
    yield opened
    await opened.close()


def rooms(standin: Standin, *people: Person) -> dict[int, Json]:
    """A channel in a server of each of two shards."""
    found: dict[int, Json] = {}
    while len(found) < 2:
        time.sleep(0.002)  # a shard goes by the millisecond in the server's id
        guild = standin.guild(*people)
        found[(int(guild["id"]) >> 22) % 2] = guild["channels"][0]
    return found


async def tally(person: Person, room: Json, key: str) -> str:
    """What the bot says about a decision, all of it."""
    answer = await person.slash("tally", room, resolution=key).answer(timeout=40)
    return " ".join([answer["content"], *(str(embed["description"]) for embed in answer["embeds"])])


async def told(person: Person, room: Json, key: str, figures: str) -> None:
    """Ask until the figures of a decision are in the answer."""
    async with asyncio.timeout(TAKEN_OVER):
        while figures not in await tally(person, room, key):  # noqa: ASYNC110
            await asyncio.sleep(1)


async def posted(standin: Standin, key: str) -> None:
    """Wait for a post about a decision."""
    request = await standin.next_request("POST", "/channels/*/messages", timeout=TAKEN_OVER)
    assert key in str(request.json["embeds"])
    assert "watching all votes" in request.json["content"]


async def imported(database: Database, folder: Path, key: str) -> None:
    """Bring a decision in, as an operator's `rollcall import` does."""
    path = folder / "ga_voting.csv"
    path.write_text(text_of(rows_of(key)), encoding="utf-8")
    archive = await Archive.open(database.url)
    await import_files(archive.engine, [str(path)], silent)
    await archive.close()


async def test_each_runs_its_shards_one_leads_and_another_takes_over(
    standin: Standin, start: Start, database: Database, store: Store, tmp_path: Path
) -> None:
    ada = standin.person("ada")
    room = rooms(standin, ada)
    archive = await Archive.open(database.url)
    through = await arrivals.note(store, archive)
    await archive.close()
    for one in room.values():
        await watches.add(store, Watch(0, int(one["guild_id"]), int(one["id"]), 7, "all", through=through))

    processes = []
    for shard in room:
        settings = {"SHARD_COUNT": "2", "SHARD_IDS": str(shard), "DATABASE_URL": database.url}
        processes.append(await start(**settings))
        await standin.gateway.ready(timeout=60, sessions=len(processes))
    assert sorted(session.shard for session in standin.gateway.sessions.values()) == [(0, 2), (1, 2)]
    for one in room.values():
        assert "missing from our sources" in await tally(ada, one, CUBA)

    # The first leads: it posts in the servers of both, and each has the new data without a restart.
    await imported(database, tmp_path, CUBA)
    for _ in room:
        await posted(standin, CUBA)
    for one in room.values():
        await told(ada, one, CUBA, "185 yes")

    first, second = processes
    first.kill()
    await first.wait()
    await imported(database, tmp_path, UKRAINE)
    for _ in room:
        await posted(standin, UKRAINE)
    await told(ada, list(room.values())[1], UKRAINE, "100 yes")
    assert len([request for request in standin.requests if request.matches("POST", "/channels/*/messages")]) == 4

    status, _, err = await ended(second, signal.SIGTERM)
    assert status == 0
    assert "this process does the updates and the watches" in err
    assert "Traceback" not in err
