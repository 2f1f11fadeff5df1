"""The real bot, with its event loop under watch: `python -m tests.benchmarks.watched FILE` is `python -m bot run`.

To FILE goes a line for each callback that held the loop for longer than `NOTED` seconds: when it began, on the clock of
`time.monotonic`, how long it took, how much of that the process was at work, and what it was.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.__main__ import main

NOTED = 0.01
_run: Callable[[asyncio.Handle], None] = asyncio.Handle._run


def watch(file: Path) -> None:
    """Time every callback of every loop from now on."""
    holds = file.open("w", encoding="utf-8", buffering=1)

    def timed(handle: asyncio.Handle) -> None:
        began, worked = time.monotonic(), time.process_time()
        _run(handle)
        took = time.monotonic() - began
        if took > NOTED:
            holds.write(f"{began}\t{took}\t{time.process_time() - worked}\t{described(handle)}\n")

    setattr(asyncio.Handle, "_run", timed)  # noqa: B010 (a method that is not to be assigned to)


def described(handle: asyncio.Handle) -> str:
    """What a callback is: for a step of a task the functions down to where it waits now."""
    callback = getattr(handle, "_callback", None)
    task = getattr(callback, "__self__", None)
    if not isinstance(task, asyncio.Task):
        return repr(handle)
    names: list[str] = []
    waits: object = task.get_coro()
    while (name := getattr(waits, "__qualname__", None)) is not None:
        names.append(name.rpartition(".")[2])
        waits = getattr(waits, "cr_await", None)
    return " > ".join(names)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    main(["run"], prog_name="rollcall")
