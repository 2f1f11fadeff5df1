"""A PostgreSQL server that goes away under a running bot: statistics are answered, all else is said in a sentence."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from db.archive import Archive
from db.engine import DatabaseAway
from db.queries.holding import hold_all
from handlers.clerk import Clerk
from tests.bot.processes import Start, ended
from tests.databases import PostgresDatabase, PostgresDatabases
from tests.postgres import PostgresServer
from tests.standin import Person, Standin
from tests.standin.payloads import Json

STATISTICS = [
    "How often do Hungary and Poland agree?",
    "How often did the United States and Israel agree on human rights since 1990?",
    "Who votes most like France since 2000?",
    "How united is the EU?",
    "How often did Hungary vote no since 2015?",
    "France's record on Palestine since 2010",
    "How have the United States and Israel agreed over the years?",
    "Which resolutions did only the United States oppose?",
    "Closest votes ever",
]
WITH_DATABASE = ["How did Hungary vote on A/RES/68/262?", "Resolutions about outer space", "Latest votes"]


@pytest.fixture
def database(postgres: PostgresServer, filled_postgres: PostgresDatabase) -> Iterator[PostgresDatabase]:
    """A copy of the filled archive; the server runs again after the test whatever became of it."""
    made = PostgresDatabases(postgres, "away")
    yield made.copy(filled_postgres)
    postgres.stop()
    postgres.start()
    made.remove()


@pytest.fixture
async def over_postgres(database: PostgresDatabase) -> AsyncIterator[Clerk]:
    archive = await Archive.open(database.url)
    opened = await Clerk.create(archive)
    await opened.warm()
    await hold_all(archive)
    yield opened
    await archive.close()


async def test_statistics_are_the_same_without_the_database(over_postgres: Clerk, postgres: PostgresServer) -> None:
    before = [(await over_postgres.ask(question)).facts for question in STATISTICS]
    postgres.stop()
    assert [(await over_postgres.ask(question)).facts for question in STATISTICS] == before
    for question in WITH_DATABASE:
        with pytest.raises(DatabaseAway):
            await over_postgres.ask(question)
    postgres.start()
    for question in WITH_DATABASE:
        assert (await over_postgres.ask(question)).facts


async def asked(person: Person, room: Json, question: str) -> str:
    """The answer to a question, as text."""
    answer = await person.slash("ask", room, question=question).answer(timeout=30)
    return " ".join([answer["content"], *(str(embed["description"]) for embed in answer["embeds"])])


async def test_a_running_bot_says_so_with_a_code_and_goes_on_when_it_is_back(
    standin: Standin, start: Start, database: PostgresDatabase, postgres: PostgresServer
) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start(DATABASE_URL=database.url)
    await standin.gateway.ready(timeout=60)
    assert "Hungary voted no" in await asked(ada, room, "How did Hungary vote on ES-11/7?")

    postgres.stop()
    began = time.monotonic()
    said = await asked(ada, room, "How did Ghana vote on A/RES/68/262?")
    assert re.search(r"I cannot reach my database now \(error RC-[0-9A-F]+\)", said)
    assert "agree" in await asked(ada, room, "How often do Hungary and Poland agree?")
    assert time.monotonic() - began < 20

    postgres.start()
    assert "Ghana" in (said := await asked(ada, room, "How did Ghana vote on A/RES/68/262?")), said
    status, _, err = await ended(process, signal.SIGTERM)
    assert status == 0
    assert str(postgres.port) not in said
    assert re.search(r"RC-[0-9A-F]+: /ask", err)
