"""Keeping a running bot's answers up to date: new data are taken over when they are whole, without a restart."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import recorded
from db.archive import Archive
from handlers.clerk import Clerk

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

LOOK_EVERY = 60.0
"""Seconds between two looks at the archive for something newer, in every process."""
HOUR = 3600.0


class Freshness:
    """Two tasks of a running bot: taking over what was imported and, if the operator wants it, fetching new data."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin, unless it has begun."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._looking(), name="freshness")]
            if every := self._bot.settings.update_every:
                self._tasks.append(asyncio.create_task(self._updating(every * HOUR), name="updates"))

    async def stop(self) -> None:
        """End; an update that is running is ended too, with the archive as it was."""
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []

    async def look(self) -> bool:
        """Take over what was imported since the archive was read; returns whether there was anything.

        Questions under way are answered from the old data, whole; those that come later from the new.
        """
        old = self._bot.clerk.archive
        if await old.is_current():
            return False
        clerk = await Clerk.create(await Archive.read(old.engine))
        await clerk.warm()
        self._bot.clerk = clerk
        log.info("new data taken over: %s", clerk.archive.coverage.edition)
        self._bot.watcher.wake()
        return True

    async def _looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.look()
            except Exception as error:  # the database may be gone: the answers stay, and the next look may succeed
                recorded(error, "looking for new data")

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
