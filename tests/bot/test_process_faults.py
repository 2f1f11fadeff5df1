"""The real process when Discord or its own database is in trouble: what people get, and that it goes on."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.queries import watches
from db.queries.watches import Watch
from db.store import Store
from tests.bot.processes import Start, ended
from tests.databases import SqliteFile
from tests.standin import Person, Standin
from tests.standin.payloads import Json

QUESTION = "How did Hungary vote on ES-11/7?"
RIGHT = "Hungary voted no"


@pytest.fixture
def ada(standin: Standin) -> Person:
    return standin.person("ada")


@pytest.fixture
def room(standin: Standin, ada: Person) -> Json:
    found: Json = standin.guild(ada)["channels"][0]
    return found


async def ready(standin: Standin) -> None:
    await standin.gateway.ready(timeout=60)
    await standin.next_request("PUT", "/applications/*/commands", timeout=10)


def text(message: Any) -> str:  # noqa: ANN401 (JSON)
    return " ".join([message["content"] or "", *(embed.get("description", "") for embed in message["embeds"])])


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


async def asked(ada: Person, room: Json, seconds: float = 15) -> str:
    return text(await ada.slash("ask", room, question=QUESTION).answer(seconds))


async def written(standin: Standin, seconds: float = 15) -> str:
    """The bot's next message in a channel that Discord took."""
    while True:
        request = await standin.next_request("POST", "/channels/*/messages", timeout=seconds)
        await asyncio.sleep(0.05)
        if request.status == 200:
            return text({"content": "", "embeds": []} | request.json)


async def test_discord_in_trouble(standin: Standin, start: Start, ada: Person, room: Json) -> None:
    process = await start()
    await ready(standin)

    standin.fail("POST", "/webhooks/*", status=429, retry_after=0.2, times=2)
    assert RIGHT in await asked(ada, room)
    standin.fail("POST", "/channels/*/messages", status=429, retry_after=0.2, everywhere=True)
    ada.write(QUESTION, room, mention=True)
    assert RIGHT in await written(standin)

    standin.fail("POST", "/interactions/*/callback", status=503)
    standin.fail("POST", "/webhooks/*", status=502)
    assert RIGHT in await asked(ada, room)
    standin.fail("POST", "/channels/*/messages", status=500)
    ada.write(QUESTION, room, mention=True)
    assert RIGHT in await written(standin)

    standin.fail("POST", "/interactions/*/callback", delay=1.5)
    standin.fail("POST", "/webhooks/*", delay=1.5)
    assert RIGHT in await asked(ada, room)

    # Signs that it is typing are nothing that an answer waits for.
    standin.fail("POST", "/channels/*/typing", delay=30, times=1)
    standin.fail("POST", "/channels/*/typing", status=500, times=None)
    for _ in range(2):
        before = time.monotonic()
        ada.write(QUESTION, room, mention=True)
        assert RIGHT in await written(standin)
        assert time.monotonic() - before < 4
    standin.faults.clear()

    standin.fail("POST", "/channels/*/messages", drop=True)
    ada.write(QUESTION, room, mention=True)
    assert "RC-" in await written(standin)

    late = standin.fail("POST", "/interactions/*/callback", delay=3.2)
    ada.slash("ask", room, question=QUESTION)
    await standin.next_request("POST", "/interactions/*/callback")
    await asyncio.sleep(late.delay)
    assert RIGHT in await asked(ada, room)

    gone = ada.write(QUESTION, room, mention=True)
    standin.world.delete(gone["id"])
    assert RIGHT in await asked(ada, room)

    status, _, log = await ended(process, signal.SIGTERM)
    assert status == 0
    assert "was over before it was answered" in log
    assert "deleted before it was answered" in log
    assert log.count("Traceback") == 1  # of the connection that broke off


async def test_a_gateway_in_trouble(standin: Standin, start: Start, ada: Person, room: Json) -> None:
    process = await start()
    await ready(standin)
    # The library waits a random while before it connects again: a message can wait for that, a command cannot.
    for code in (None, 1012):
        await standin.gateway.drop(code)
        ada.write(QUESTION, room, mention=True)
        assert RIGHT in await written(standin, 40)  # Discord sends again what came meanwhile
    assert RIGHT in await asked(ada, room)
    before = len(standin.gateway.received)
    await standin.gateway.invalidate()
    await standin.gateway.next_frame(2, before, timeout=40)
    await standin.gateway.ready(timeout=20)
    assert RIGHT in await asked(ada, room)
    status, _, log = await ended(process, signal.SIGTERM)
    assert status == 0
    assert "session has been invalidated" in log


async def test_what_is_being_answered_is_finished_before_the_end(
    standin: Standin, start: Start, ada: Person, room: Json
) -> None:
    process = await start()
    await ready(standin)
    standin.fail("POST", "/webhooks/*", delay=2)
    use = ada.slash("ask", room, question=QUESTION)
    await standin.next_request("POST", "/webhooks/*")
    process.send_signal(signal.SIGTERM)
    assert process.stderr
    await asyncio.wait_for(process.stderr.readuntil(b": ending"), 10)
    late = ada.slash("ask", room, question=QUESTION)
    assert (await late.callback())["data"]["content"] == "I am being restarted. Please ask again in a minute."
    assert RIGHT in text(await use.answer())
    status, _, log = await ended(process)
    assert status == 0
    assert "Traceback" not in log


async def test_it_ends_in_time_whatever_hangs(standin: Standin, start: Start, ada: Person, room: Json) -> None:
    process = await start()
    await ready(standin)
    standin.fail("POST", "/webhooks/*", delay=60, times=None)
    ada.slash("ask", room, question=QUESTION)
    await standin.next_request("POST", "/webhooks/*")
    before = time.monotonic()
    status, _, _ = await ended(process, signal.SIGTERM)
    assert status == 0
    assert time.monotonic() - before < 10


async def test_a_damaged_archive_is_put_aside_and_the_store_kept(
    standin: Standin, start: Start, ada: Person, room: Json, tmp_path: Path, empty_store: Path
) -> None:
    shutil.copytree(empty_store, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "rollcall.sqlite3"
    url = f"sqlite+aiosqlite:///{path}"
    store = await Store.open(url)
    await watches.add(
        store, Watch(id=0, guild_id=1, channel_id=2, owner_id=3, what="member", value="KEN", body="", through=0)
    )
    await store.close()
    path.write_bytes(b"not a database" * 1_000)

    process = await start(DATABASE_URL=url)
    await ready(standin)
    assert RIGHT in await asked(ada, room)
    status, _, log = await ended(process, signal.SIGTERM)
    assert status == 0
    aside = only(tmp_path, "rollcall.damaged-*.sqlite3")
    assert aside.read_bytes().startswith(b"not a database")
    assert f"put aside as {aside}" in log
    assert "rollcall update" in log
    with closing(sqlite3.connect(tmp_path / "rollcall.kept.sqlite3")) as kept:
        assert kept.execute("SELECT value FROM watch").fetchall() == [("KEN",)]


async def test_a_damaged_store_is_put_aside_and_questions_answered(
    standin: Standin, start: Start, ada: Person, room: Json, own_sqlite: SqliteFile
) -> None:
    own_sqlite.path.with_name("rollcall.kept.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    process = await start(DATABASE_URL=own_sqlite.url)
    await ready(standin)
    assert RIGHT in await asked(ada, room)
    status, _, log = await ended(process, signal.SIGTERM)
    assert status == 0
    aside = only(own_sqlite.path.parent, "rollcall.kept.damaged-*.sqlite3")
    assert f"settings and watches was damaged: it is put aside as {aside}" in log
