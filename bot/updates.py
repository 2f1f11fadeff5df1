"""Fetching new data from the UN Digital Library as often as the operator wishes, in one process of all."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

HOUR = 3600.0


class Updates:
    """A task that runs `rollcall update` now and then, if UPDATE_EVERY says so. `bot.duties` starts and ends it."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, unless it has begun or the operator wants no updates."""
        if self._task is None and (every := self._bot.settings.update_every):
            self._task = asyncio.create_task(self._updating(every * HOUR), name="updates")

    async def stop(self) -> None:
        """End; an update that is running is ended too, with the archive as it was."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _updating(self, every: float) -> None:
        while True:
            await self._fetch()
            await asyncio.sleep(every)

    async def _fetch(self) -> None:
        """Run `rollcall update` in a process of its own, so that an import takes neither the loop nor its memory."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "update", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        try:
            out, _ = await process.communicate()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        level = logging.INFO if process.returncode == 0 else logging.WARNING
        log.log(level, "update: %s", " ".join(out.decode(errors="replace").split()))
