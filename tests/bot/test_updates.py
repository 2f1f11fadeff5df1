"""A running bot fetches new data by itself, answers from the old until they are whole, and then from the new."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.bot.processes import Start, ended
from tests.bot.test_several_processes import tally, told
from tests.databases import SqliteFile, SqliteFiles
from tests.db.ingest.test_importing import COUNCIL, CUBA, FORGET
from tests.db.ingest.undl import GA, SC, rows_of, text_of
from tests.standin import Standin

UKRAINE = "A/RES/68/262"
ASSEMBLY, SECURITY_COUNCIL = "4060887", "4055387"
"""The records of the library."""
EVERY = 0.001
"""Hours."""


class Library:
    """The two records, each with one file. While it is `guarded` it answers with a page for people, as at times."""

    def __init__(self) -> None:
        self.guarded = False
        self.files = {ASSEMBLY: text_of(rows_of(UKRAINE), GA), SECURITY_COUNCIL: text_of(rows_of(COUNCIL), SC)}
        self.asked = asyncio.Event()
        app = web.Application()
        app.router.add_get("/record/{record}", self._page)
        app.router.add_get("/record/{record}/files/{name}", self._file)
        self.server = TestServer(app)

    async def _page(self, request: web.Request) -> web.Response:
        self.asked.set()
        if self.guarded:
            return web.Response(status=202, text="<html>Checking your browser</html>", content_type="text/html")
        record = request.match_info["record"]
        name = f"2026_11_{len(self.files[record]) % 28 + 1:02}_voting.csv"
        return web.Response(text=f'<a href="/record/{record}/files/{name}">file</a>', content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(text=self.files[request.match_info["record"]], content_type="text/csv")


@pytest.fixture
async def library() -> AsyncIterator[Library]:
    running = Library()
    await running.server.start_server()
    yield running
    await running.server.close()


async def test_new_data_are_fetched_and_answered_from_without_a_restart(
    standin: Standin, start: Start, library: Library, filled_sqlite: SqliteFile, tmp_path: Path
) -> None:
    database = SqliteFiles(tmp_path).copy(filled_sqlite)
    for statement in FORGET:
        database.ask(statement, CUBA)
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start(
        DATABASE_URL=database.url,
        UPDATE_EVERY=str(EVERY),
        LIBRARY_URL=str(library.server.make_url("/")),
        XDG_CACHE_HOME=str(tmp_path / "cache"),
    )
    await standin.gateway.ready(timeout=60)
    await asyncio.wait_for(library.asked.wait(), 30)
    assert "185 yes" not in await tally(ada, room, CUBA)

    library.guarded = True
    library.asked.clear()
    await asyncio.wait_for(library.asked.wait(), 30)
    assert "100 yes" in await tally(ada, room, UKRAINE)

    library.files[ASSEMBLY] = text_of(rows_of(UKRAINE) + rows_of(CUBA), GA)
    library.guarded = False
    await told(ada, room, CUBA, "185 yes")
    status, _, err = await ended(process, signal.SIGTERM)
    assert status == 0
    assert "update: " in err
    assert "new data taken over" in err
    assert "Traceback" not in err
    assert os.listdir(tmp_path / "cache")
