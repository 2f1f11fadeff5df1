"""The real process, `python -m bot run`: started with settings, read while it runs, and ended."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 1 << 26
"""Bytes of a log that are held until it is read: a process that cannot write its log stands still."""
Start = Callable[..., Awaitable[Process]]
"""Starts the bot over the filled archive against the stand-in; keywords are settings."""
Restart = Callable[[], Awaitable[None]]
"""Ends the simulator's bot and starts another over the same store."""


async def started(settings: Mapping[str, str], *wrapped: str, root: Path = ROOT, cwd: Path = ROOT) -> Process:
    """A new process of the bot whose program is in `root`, wrapped in another command where one is given."""
    path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    return await asyncio.create_subprocess_exec(
        *wrapped, sys.executable, "-m", "bot", "run",
        cwd=cwd, env=os.environ | {"PYTHONPATH": path, **settings}, stdout=PIPE, stderr=PIPE, limit=MOST,
    )  # fmt: skip


async def ended(process: Process, with_signal: signal.Signals | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error, once the process has ended."""
    if with_signal:
        process.send_signal(with_signal)
    out, err = await asyncio.wait_for(process.communicate(), 40)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
