"""What is logged: no token, no password, no words of a message; an id on each line of a request; readable or JSON."""

from __future__ import annotations

import json
import logging
import re
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from bot.logs import HIDDEN, JsonLines, Lines, secrets_of
from bot.settings import Settings
from tests.bot.processes import Start, ended
from tests.bot.test_process_faults import asked, ready, text, written
from tests.databases import PostgresDatabase, PostgresDatabases
from tests.postgres import PostgresServer
from tests.standin import Standin

PASSWORD = "p4ss/w@rd-Zq8"  # noqa: S105
ENCODED = "p4ss%2Fw%40rd-Zq8"
TYPED = "xylophonic"
"""A word that stands in each question and nowhere else."""


@pytest.fixture
def address(postgres: PostgresServer, filled_postgres: PostgresDatabase) -> Iterator[str]:
    """A filled PostgreSQL database with a password in its address; this server lets in whoever comes."""
    made = PostgresDatabases(postgres, "secrets")
    yield made.copy(filled_postgres).url.replace("rollcall@", f"rollcall:{ENCODED}@")
    made.remove()


def assert_no_secret(text: str, standin: Standin) -> None:
    for secret in (standin.token, PASSWORD, ENCODED):
        assert secret not in text


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_no_secret_is_logged_or_sent(
    standin: Standin, start: Start, postgres: PostgresServer, address: str, level: str
) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start(DATABASE_URL=address, LOG_LEVEL=level, LOG_FORMAT="json")
    await ready(standin)
    assert "Hungary voted no" in await asked(ada, room)
    ada.write(f"tally of 68/262 {TYPED}", room, mention=True)
    await written(standin)
    await ada.slash("search", room, text=f"{TYPED} weapons").answer()
    await ada.complete("tally", "resolution", room, resolution=TYPED).choices()
    standin.fail("POST", "/webhooks/*", status=400)
    failed = text(await ada.slash("ask", room, question=f"who voted against 77/7 {TYPED}").answer())
    code = re.search(r"RC-[0-9A-F]{6}", failed)
    assert code
    postgres.stop()
    try:
        for question in ("tally of A/RES/71/3", "search", "who abstained on A/RES/72/2"):
            await ada.slash("ask", room, question=f"{question} {TYPED}").answer(25)
        await ada.slash("settings", room).callback(10)
    finally:
        postgres.start()
    status, out, err = await ended(process, signal.SIGTERM)
    assert status == 0
    assert_no_secret(out + err + json.dumps([request.json for request in standin.requests]), standin)

    lines = [json.loads(line) for line in err.splitlines()]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    assert not [line for line in lines if line["level"] != "DEBUG" and TYPED in json.dumps(line)]
    (error,) = [line for line in lines if line.get("code") == code[0]]
    assert error["level"] == "ERROR"
    assert "400 Bad Request" in error["exception"]
    assert error["request"] == code[0]
    of_request = [line["message"] for line in lines if line.get("request") == code[0]]
    assert any(re.fullmatch(r"/ask took \d\.\d{3} s", message) for message in of_request)
    if level == "DEBUG":
        assert any(TYPED in line["message"] for line in lines)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+asyncpg://rollcall:{ENCODED}@127.0.0.1:9/nowhere",
        f"postgresql+asyncpg://rollcall:{PASSWORD}@127.0.0.1:9/nowhere",
        f"oracle://rollcall:{ENCODED}@127.0.0.1:9/nowhere",
    ],
)
async def test_a_database_that_cannot_be_used_is_one_sentence(standin: Standin, start: Start, url: str) -> None:
    status, out, err = await ended(await start(DATABASE_URL=url, LOG_LEVEL="DEBUG"))
    assert status == 1
    assert "DATABASE_URL" in err
    assert "Traceback" not in err
    assert_no_secret(out + err, standin)
    assert "w@rd-Zq8" not in err


async def test_a_refused_token_is_not_logged(start: Start) -> None:
    status, _, err = await ended(await start(DISCORD_TOKEN="wrong.but-secret", LOG_LEVEL="DEBUG"))  # noqa: S106
    assert status == 1
    assert "but-secret" not in err


def settings(**more: Any) -> Settings:  # noqa: ANN401
    return Settings(
        _env_file=None,
        discord_token="the.token-itself",  # noqa: S106
        database_url=f"postgresql+asyncpg://u:{ENCODED}@host/db",
        **more,
    )


def failing(message: str, *arguments: object) -> logging.LogRecord:
    try:
        raise RuntimeError(f"cannot log in with {PASSWORD} or the.token-itself")
    except RuntimeError:
        return logging.LogRecord("bot.test", logging.ERROR, "file", 1, message, arguments, sys.exc_info())


@pytest.mark.parametrize("form", [Lines, JsonLines])
def test_secrets_are_hidden_wherever_they_stand(form: type[Lines]) -> None:
    made = form(secrets_of(settings())).format(
        failing("%s at postgresql://other:unknown-word@host/db", f"the.token-itself {ENCODED}")
    )
    for secret in ("the.token-itself", PASSWORD, ENCODED, "unknown-word"):
        assert secret not in made
    assert made.count(HIDDEN) == 6  # once in the line of the program that the traceback quotes
    token = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA6" * 3
    record = logging.LogRecord(
        "d", logging.DEBUG, "f", 1, f"POST /webhooks/12/{token} /interactions/3/{token}/x", (), None
    )
    assert token not in form().format(record)


def test_a_line_says_which_request_it_belongs_to() -> None:
    id_ = logs.new_id()
    kept = logs.request.set(id_)
    try:
        assert f"ERROR bot.test {id_}: failed" in Lines().format(failing("failed"))
        assert json.loads(JsonLines().format(failing("failed")))["request"] == id_
    finally:
        logs.request.reset(kept)
    assert "ERROR bot.test: failed" in Lines().format(failing("failed"))
    made = json.loads(JsonLines().format(failing("failed")))
    assert "request" not in made
    assert made["exception"].startswith("Traceback")


def test_no_setting_shows_its_secret() -> None:
    assert "the.token-itself" not in repr(settings())
