"""Where pictures are drawn: one process of its own, so that the event loop never waits for one.

A thread would not do: Matplotlib keeps the interpreter to itself for tens of milliseconds at a time, and everybody who
asks something waits for that. The same picture is drawn once: who asks for one that is ready gets it, who asks for one
in work waits for it.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.charts.picture import Picture

KEPT = 64
"""Pictures remembered; at most 300 kB each."""
WAITING = 16
"""Pictures in work at most: the last of them comes after a few seconds."""


class Busy(Exception):
    """Too many pictures are waiting to be drawn."""


def artist() -> Executor:
    """A process that draws, started at its first picture; it loads Matplotlib, and takes some 130 MB."""
    # Spawned: a fork would copy locks that threads of the bot hold at that moment.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


class DrawingRoom:
    """Draws and remembers pictures by key. A worker that died is replaced by a new one from `hire`."""

    def __init__(self, kept: int = KEPT, waiting: int = WAITING, hire: Callable[[], Executor] = artist) -> None:
        self._kept = kept
        self._waiting = waiting
        self._pictures: OrderedDict[Hashable, Future[Picture]] = OrderedDict()
        self._hire = hire
        self._worker: Executor | None = None

    def __contains__(self, key: Hashable) -> bool:
        return key in self._pictures

    async def picture(self, key: Hashable, draw: Callable[[], Picture] | None = None) -> Picture:
        """The picture of the key, drawn by `draw` where it is not there yet; the worker gets `draw` pickled.

        Raises what `draw` raises, `Busy` when too many are waiting, and KeyError without `draw` and picture.
        """
        if key not in self._pictures:
            if draw is None:
                raise KeyError(key)
            if sum(not one.done() for one in self._pictures.values()) >= self._waiting:
                raise Busy(f"{self._waiting} pictures are waiting to be drawn.")
            self._pictures[key] = self._submit(draw)
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
        """Start the worker and let it load Matplotlib and its fonts, so that the first picture need not wait for it."""
        await asyncio.wrap_future(self._submit(_load))

    def _submit(self, draw: Callable[[], Picture]) -> Future[Picture]:
        self._worker = self._worker or self._hire()
        try:
            return self._worker.submit(_drawn, draw)
        except BrokenProcessPool:
            self._worker = self._hire()
            return self._worker.submit(_drawn, draw)


def _begin() -> None:
    """In the worker: leave Ctrl+C to the bot, and end when the bot has ended, however that was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_bot, daemon=True).start()


def _end_with_the_bot() -> None:
    if bot := multiprocessing.parent_process():
        bot.join()
        os._exit(1)


def _drawn(draw: Callable[[], Picture]) -> Picture:
    """The picture. A figure is full of cycles, and holds megabytes until they are found."""
    try:
        return draw()
    finally:
        gc.collect()


def _load() -> Picture:
    from bot.charts.sheet import Sheet

    picture = Sheet("Warm", "", "", 1).picture("warm", "")
    gc.collect()
    gc.freeze()  # so that the collections to come are short
    return picture
