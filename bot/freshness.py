"""Keeping a running bot's answers up to date: new data are taken over when they are whole, without a restart."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import recorded
from db.archive import Archive
from db.engine import DatabaseAway
from db.queries.holding import hold_all
from handlers.clerk import Clerk

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

LOOK_EVERY = 10.0
"""Seconds between two looks at the archive for something newer, in every process."""


class Freshness:
    """A task of every running bot: taking over what was imported, by whichever process."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._task is None:
            self._task = asyncio.create_task(self._looking(), name="freshness")

    async def stop(self) -> None:
        """End."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def look(self) -> bool:
        """Take over what was imported since the archive was read; returns whether there was anything.

        Questions under way are answered from the old data, whole; those that come later from the new.
        """
        old = self._bot.clerk.archive
        if await old.is_current():
            return False
        clerk = await Clerk.create(await Archive.read(old.engine))
        await clerk.warm()
        await hold_all(clerk.archive)
        self._bot.clerk = clerk
        log.info("new data taken over: %s", clerk.archive.coverage.edition)
        self._bot.watcher.wake()
        return True

    async def _looking(self) -> None:
        away = False
        while True:
            try:
                if not self._bot.clerk.archive.topics:
                    await hold_all(self._bot.clerk.archive)
                await self.look()
                if away:
                    log.info("the database is back")
                away = False
            except DatabaseAway as error:
                if not away:
                    log.warning("the database is away: %s. Statistics are answered from memory meanwhile.", error)
                away = True
            except Exception as error:  # the answers stay, and the next look may succeed
                recorded(error, "looking for new data")
            await asyncio.sleep(LOOK_EVERY)
