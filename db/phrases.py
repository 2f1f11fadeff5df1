"""Which of many phrases a text holds, word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from db.names import fold

V = TypeVar("V", bound=Hashable)


class PhraseMatcher(Generic[V]):
    """Finds which of many phrases a text holds. A phrase ending in `*` allows any ending of its last word."""

    STEM = 3  # letters of a first word by which phrases of one open-ended word are filed

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, V]]] = defaultdict(list)
        for phrase, value in phrases:
            words = tuple(fold(phrase).split())
            open_ended = phrase.endswith("*")
            first = words[0][: self.STEM] + "*" if open_ended and len(words) == 1 else words[0]
            self._by_first[first].append((words, open_ended, value))

    def find(self, words: Sequence[str]) -> set[V]:
        """The values of the phrases that occur in a text given as folded words."""
        found: set[V] = set()
        for i, word in enumerate(words):
            for first in (word, word[: self.STEM] + "*"):
                for phrase, open_ended, value in self._by_first.get(first, ()):
                    here = tuple(words[i : i + len(phrase)])
                    if here == phrase or (
                        open_ended
                        and len(here) == len(phrase)
                        and here[:-1] == phrase[:-1]
                        and here[-1].startswith(phrase[-1])
                    ):
                        found.add(value)
        return found
