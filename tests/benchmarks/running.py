"""The bot as a process of its own against the stand-in, for benchmarks from outside."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests.benchmarks.timing import AS_INSTALLED, ROOT
from tests.standin import Standin
from tests.standin.payloads import Json
from tests.standin.people import Person

SERVERS, PEOPLE = 20, 10
"""Servers, and people in each, who ask: many, since nobody may ask too often."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A callback that held the event loop: for how long, how much of that the process was at work, and what it was."""

    seconds: float
    work: float
    what: str


@dataclass(slots=True)
class Running:
    """A bot that is ready: its stand-in, people each with a room, the process, and the seconds from start to ready."""

    standin: Standin
    people: list[tuple[Person, Json]]
    process: psutil.Process
    seconds: float
    holds_file: Path

    @property
    def memory(self) -> int:
        """Resident memory in bytes, that of processes of its own included."""
        own = [self.process, *self.process.children(recursive=True)]
        return sum(int(one.memory_info().rss) for one in own)

    def holds(self, since: float) -> list[Hold]:
        """The callbacks that held the event loop since then, longest first."""
        lines = [line.split("\t") for line in self.holds_file.read_text("utf-8").splitlines()]
        found = [Hold(float(took), float(work), what) for began, took, work, what in lines if float(began) >= since]
        return sorted(found, key=lambda hold: -hold.seconds)


def address(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


@asynccontextmanager
async def running(url: str, folder: Path) -> AsyncIterator[Running]:
    """The bot over the database of the URL, from the moment when it is ready to answer; ended afterwards."""
    async with Standin() as standin:
        servers = [[standin.person(f"person {n} of {server}") for n in range(PEOPLE)] for server in range(SERVERS)]
        people = [(one, room) for those in servers for room in [standin.guild(*those)["channels"][0]] for one in those]
        holds_file = folder / "holds.tsv"
        settings = {
            "DISCORD_API_URL": standin.base_url,
            "DISCORD_TOKEN": standin.token,
            "DATABASE_URL": url,
            "LOG_LEVEL": "ERROR",
        }
        command = (sys.executable, "-m", "tests.benchmarks.watched", str(holds_file))
        started = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=os.environ | AS_INSTALLED | settings, stdout=DEVNULL
        )
        try:
            await standin.gateway.ready(timeout=60)
            seconds = time.monotonic() - started
            await standin.next_request("PUT", "/applications/*/commands", timeout=10)
            yield Running(standin, people, psutil.Process(process.pid), seconds, holds_file)
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), 30)
