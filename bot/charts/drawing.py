"""Where pictures are drawn: one worker thread, so that the event loop never waits and Matplotlib never races.

The same picture is drawn once: who asks for one that is ready gets it, who asks for one in work waits for it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor

from bot.charts.picture import Picture

KEPT = 64
"""Pictures remembered; at most 300 kB each."""
WAITING = 16
"""Pictures in work at most: the last of them comes after a few seconds."""


class Busy(Exception):
    """Too many pictures are waiting to be drawn."""


class DrawingRoom:
    """Draws and remembers pictures by key."""

    def __init__(self, kept: int = KEPT, waiting: int = WAITING) -> None:
        self._kept = kept
        self._waiting = waiting
        self._pictures: OrderedDict[Hashable, Future[Picture]] = OrderedDict()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")

    def __contains__(self, key: Hashable) -> bool:
        return key in self._pictures

    async def picture(self, key: Hashable, draw: Callable[[], Picture] | None = None) -> Picture:
        """The picture of the key, drawn by `draw` where it is not there yet.

        Raises what `draw` raises, `Busy` when too many are waiting, and KeyError without `draw` and picture.
        """
        if key not in self._pictures:
            if draw is None:
                raise KeyError(key)
            if sum(not one.done() for one in self._pictures.values()) >= self._waiting:
                raise Busy(f"{self._waiting} pictures are waiting to be drawn.")
            self._pictures[key] = self._worker.submit(draw)
        future = self._pictures[key]
        self._pictures.move_to_end(key)
        try:
            # One reader that gives up must not take the picture from the others.
            picture = await asyncio.shield(asyncio.wrap_future(future))
        except Exception:
            if self._pictures.get(key) is future:
                del self._pictures[key]
            raise
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        return picture

    async def warm(self) -> None:
        """Load Matplotlib and its fonts in the worker, so that the first picture need not wait for it."""
        await asyncio.wrap_future(self._worker.submit(_load))


def _load() -> None:
    from bot.charts.sheet import Sheet

    Sheet("Warm", "", "", 1).picture("warm", "")
