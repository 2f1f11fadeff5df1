"""What was last asked: one exchange for each person and channel, for a quarter of an hour, in memory only."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from weakref import WeakKeyDictionary

from handlers.answer import Answer
from handlers.understand.followup import Exchange, exchange

MINUTES = 15
ENTRIES = 10_000


class Memory:
    """The last exchange by key (a person and a channel); the least recently used goes when there are too many."""

    def __init__(
        self,
        seconds: float = MINUTES * 60,
        entries: int = ENTRIES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._entries = entries
        self._clock = clock
        self._held: OrderedDict[Hashable, tuple[float, Exchange]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable) -> Exchange | None:
        """The last exchange under the key; None when there is none, or when it is too old."""
        found = self._held.get(key)
        if found is None:
            return None
        when, last = found
        if self._clock() - when > self._seconds:
            del self._held[key]
            return None
        self._held.move_to_end(key)
        return last

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer's exchange under the key, with what still counts of the one before."""
        self._held[key] = (self._clock(), exchange(answer, self.get(key)))
        self._held.move_to_end(key)
        while len(self._held) > self._entries:
            self._held.popitem(last=False)


_memories: WeakKeyDictionary[object, Memory] = WeakKeyDictionary()


def memory_of(bot: object) -> Memory:
    """The memory of a running bot; it goes with the bot."""
    return _memories.setdefault(bot, Memory())
