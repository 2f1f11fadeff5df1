"""The real process, `python -m bot run`, against the stand-in on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from db.archive import Archive
from tests.standin import Standin
from tests.standin.payloads import dm_channel

ROOT = Path(__file__).parents[2]
Start = Callable[..., Awaitable[Process]]


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin() as running:
        yield running


@pytest.fixture
async def start(archive: Archive, database_url: str, standin: Standin) -> AsyncIterator[Start]:
    """Give a function that starts the bot over the filled archive; what still runs is killed after the test."""
    started: list[Process] = []

    async def run(**environment: str) -> Process:
        settings = {
            "DISCORD_API_URL": standin.base_url,
            "DISCORD_TOKEN": standin.token,
            "DATABASE_URL": database_url,
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        command = (sys.executable, "-m", "bot", "run")
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=os.environ | settings | environment, stdout=PIPE, stderr=PIPE
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def ended(process: Process, with_signal: signal.Signals | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error, once the process has ended."""
    if with_signal:
        process.send_signal(with_signal)
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_it_answers_and_ends(standin: Standin, start: Start) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start()
    await standin.gateway.ready(timeout=60)
    await standin.next_request("PUT", "/applications/*/commands", timeout=10)

    use = ada.slash("ask", room, question="How did Hungary vote on ES-11/7?")
    assert (await use.callback())["type"] == 5
    (embed,) = (await use.answer())["embeds"]
    assert "Hungary voted no" in embed["description"]

    choices = await ada.complete("vote", "country", room, country="Hung").choices()
    assert "HUN" in [choice["value"] for choice in choices]

    elsewhere = ada.slash("tally", dm_channel(standin.person("bo").user), user_install=True, resolution="68/262")
    assert "100 yes" in (await elsewhere.answer())["embeds"][0]["description"]

    asked = await ada.slash("ask", room, question="How did Korea vote on 68/262?").answer()
    pressed = await ada.click("South Korea", asked).answer()
    assert "South Korea voted yes" in pressed["embeds"][0]["description"]

    ada.write("How did France vote on 68/262?", room, mention=True)
    written = await standin.next_request("POST", "/channels/*/messages", timeout=15)
    assert "France voted yes" in written.json["embeds"][0]["description"]
    assert written.json["allowed_mentions"]["parse"] == []

    assert standin.unknown == []
    status, out, err = await ended(process, signal.SIGTERM)
    assert status == 0, err
    assert out == ""
    assert "Traceback" not in err


async def test_commands_are_sent_once_and_buttons_outlive_the_process(standin: Standin, start: Start) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start()
    await standin.gateway.ready(timeout=60)
    asked = await ada.slash("ask", room, question="How did Korea vote on 68/262?").answer()
    assert (await ended(process, signal.SIGINT))[0] == 0

    process = await start()
    await standin.gateway.ready(timeout=60)
    pressed = await ada.click("South Korea", asked).answer()
    assert "South Korea voted yes" in pressed["embeds"][0]["description"]
    assert len([r for r in standin.requests if r.matches("PUT", "/applications/*/commands")]) == 1
    assert (await ended(process, signal.SIGTERM))[0] == 0


async def test_a_wrong_token_is_one_sentence(start: Start) -> None:
    status, out, err = await ended(await start(DISCORD_TOKEN="wrong"))  # noqa: S106
    assert status == 1
    assert out == ""
    assert "DISCORD_TOKEN" in err
    assert "Traceback" not in err


async def test_no_discord_is_one_sentence(start: Start) -> None:
    status, _, err = await ended(await start(DISCORD_API_URL="http://127.0.0.1:9/api/v10"))
    assert status == 1
    assert "cannot be reached" in err
    assert "Traceback" not in err
