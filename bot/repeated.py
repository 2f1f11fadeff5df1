"""Work that a running bot does beside the answers, again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.errors import recorded

Work = Callable[[], Awaitable[object]]


class Repeated:
    """Does something every so many seconds, from `start` to `stop`. What fails is logged, and the next time comes.

    `end` is done after the last time, also where the task is cancelled by somebody else.
    """

    def __init__(self, name: str, work: Work, every: float, end: Work | None = None) -> None:
        self._name = name
        self._work = work
        self._every = every
        self._end = end
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin at once, unless it has begun."""
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """End, in the middle of the work too; what that does on its way out is waited for."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        try:
            while True:
                try:
                    await self._work()
                except Exception as error:  # the answers go on, and the next time may go well
                    recorded(error, self._name)
                await asyncio.sleep(self._every)
        finally:
            if self._end:
                await self._end()
