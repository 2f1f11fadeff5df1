"""What was last asked: one exchange for each person and channel, for a quarter of an hour, in memory only."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from weakref import WeakKeyDictionary

from handlers.answer import Answer
from handlers.conversation.followup import Exchange, exchange

MINUTES = 15
ENTRIES = 10_000


class Memory:
    """The last exchange by key (a person and a channel), oldest first; the oldest goes when there are too many."""

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
        return last

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer's exchange under the key, with what still counts of the one before; drop what is too old."""
        now = self._clock()
        last = self.get(key)
        self._held.pop(key, None)
        self._held[key] = (now, exchange(answer, last))
        while len(self._held) > self._entries or now - next(iter(self._held.values()))[0] > self._seconds:
            self._held.popitem(last=False)

    def forget(self, person: int) -> int:
        """Drop the exchanges of a person, in whatever channel. Returns how many there were."""
        found = [key for key in self._held if isinstance(key, tuple) and key[0] == person]
        for key in found:
            del self._held[key]
        return len(found)


_memories: WeakKeyDictionary[object, Memory] = WeakKeyDictionary()


def memory_of(bot: object) -> Memory:
    """The memory of a running bot; it goes with the bot."""
    return _memories.setdefault(bot, Memory())
