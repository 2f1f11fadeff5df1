"""Keeping a running bot's answers up to date: new data are taken over when they are whole, without a restart."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.repeated import Repeated
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
    """What every running bot does: taking over what was imported, by whichever process."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot
        self._looking = Repeated("looking for new data", self._look, LOOK_EVERY)
        self._away = False

    def start(self) -> None:
        """Begin, unless it has begun."""
        self._looking.start()

    async def stop(self) -> None:
        """End."""
        await self._looking.stop()

    async def look(self) -> bool:
        """Take over what was imported since the archive was read; returns whether there was anything.

        Questions under way are answered from the old data, whole; those that come later from the new.
        """
        old = self._bot.clerk.archive
        if await old.is_current():
            return False
        clerk = await Clerk.create(await Archive.read(old.engine))
        await clerk.warm()
        if not await hold_all(clerk.archive):
            return False  # something more came meanwhile
        self._bot.clerk = clerk
        log.info("new data taken over: %s", clerk.archive.coverage.edition)
        self._bot.watcher.wake()
        return True

    async def _look(self) -> None:
        try:
            if not self._bot.clerk.archive.by_key:
                await hold_all(self._bot.clerk.archive)
            await self.look()
        except DatabaseAway as error:
            if not self._away:
                log.warning("the database is away: %s. Statistics are answered from memory meanwhile.", error)
            self._away = True
            return
        if self._away:
            log.info("the database is back")
        self._away = False
