"""What only one of several processes does: fetching new data and posting what is watched for."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import recorded
from bot.repeated import Repeated
from db.leadership import leadership

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

ASK_EVERY = 5.0
"""Seconds between two claims to lead: so long nobody leads when the leader has ended."""


class Duties:
    """Claims to lead, again and again, and has the watches and updates run as long as this process leads."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot
        self._claim = leadership(bot.store)
        self._asking = Repeated("duties", self._ask, ASK_EVERY, self._end)
        self.leads = False
        """Whether this process has the duties now."""

    def start(self) -> None:
        """Begin, unless it has begun."""
        self._asking.start()

    async def stop(self) -> None:
        """End, after the post that is under way; another process may lead from then on."""
        await self._asking.stop()

    async def _ask(self) -> None:
        try:
            leads = await self._claim.held()
        except Exception as error:  # whatever the database says, who cannot tell does not lead
            recorded(error, "claiming to lead")
            leads = False
        if leads and not self.leads:
            log.info("this process does the updates and the watches")
            self.leads = True
            self._bot.watcher.start()
            self._bot.updates.start()
        elif self.leads and not leads:
            log.warning("this process no longer does the updates and the watches: the database is away")
            await self._lay_down()

    async def _end(self) -> None:
        await self._lay_down()
        await self._claim.give_up()

    async def _lay_down(self) -> None:
        self.leads = False
        await asyncio.gather(self._bot.watcher.stop(), self._bot.updates.stop())
