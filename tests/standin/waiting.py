"""Waiting until something is so, woken by whoever changes it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Signal:
    """A bell: those that wait look again each time it rings."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def ring(self) -> None:
        """Wake all that wait."""
        for event in self._waiting:
            event.set()

    async def until(self, found: Callable[[], T | None], seconds: float, complaint: Callable[[], str]) -> T:
        """Return what `found` gives once that is not None; after `seconds` fail the test with the complaint."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(seconds):
                while (result := found()) is None:
                    await event.wait()
                    event.clear()
                return result
        except TimeoutError:
            raise AssertionError(complaint()) from None
        finally:
            self._waiting.discard(event)
