"""What only one of several processes does: fetching new data and posting what is watched for."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import recorded
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
        self._task: asyncio.Task[None] | None = None
        self.leads = False
        """Whether this process has the duties now."""

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="duties")

    async def stop(self) -> None:
        """End, after the post that is under way; another process may lead from then on."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        try:
            while True:
                await self._ask()
                await asyncio.sleep(ASK_EVERY)
        finally:
            await self._lay_down()
            await self._claim.give_up()

    async def _ask(self) -> None:
        try:
            leads = await self._claim.held()
        except Exception as error:  # whatever the database says, this process goes on answering
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

    async def _lay_down(self) -> None:
        self.leads = False
        await asyncio.gather(self._bot.watcher.stop(), self._bot.updates.stop())
