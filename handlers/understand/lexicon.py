"""The lexicon: every phrase that means something, found by one scan over the words of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from db.names import fold
from handlers.understand.fold import Folded
from handlers.understand.spans import Grade, Reading, Span

SHORTEST_FUZZY = 4
"""A word of fewer letters is never guessed at."""
MARGIN = 4
"""How much better the best guess must be than the next one with another meaning."""


class Lexicon:
    """Phrases and their readings. Case counts for phrases added with `exact_case` (US, WHO, LAWS …)."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
        self._cased: dict[tuple[str, ...], list[tuple[str, Reading]]] = defaultdict(list)
        self._guessable: dict[str, list[Reading]] = defaultdict(list)
        self._known: set[str] = set()
        self._longest = 1

    def add(
        self, phrase: str, reading: Reading, *, guessable: bool = False, exact_case: bool = False, plural: bool = False
    ) -> None:
        """Add a phrase. `guessable` lets typing errors find it; `plural` adds its plural or singular too."""
        words = tuple(fold(phrase).split())
        if not words:
            return
        self._longest = max(self._longest, len(words))
        self._known.update(words)
        if exact_case:
            self._cased[words].append((phrase, reading))
            return
        for form in (words, _other_number(words)) if plural else (words,):
            if reading not in self._phrases[form]:
                self._phrases[form].append(reading)
        if guessable and len(fold(phrase)) >= SHORTEST_FUZZY:
            self._guessable[" ".join(words)].append(reading)

    def know(self, words: Iterable[str]) -> None:
        """Words that are spelt right, so that nothing is guessed for them."""
        self._known.update(words)

    def knows(self, word: str) -> bool:
        """Whether the word is spelt right, as far as the lexicon can tell."""
        return word in self._known or word.isdigit()

    def readings(self, phrase: str) -> tuple[Reading, ...]:
        """The readings of exactly this phrase, in any case."""
        words = tuple(fold(phrase).split())
        return (*self._phrases.get(words, ()), *(reading for _, reading in self._cased.get(words, ())))

    def scan(self, text: Folded) -> Iterator[Span]:
        """Every phrase of the lexicon in the text."""
        keys = [token.key for token in text.tokens]
        for i in range(len(keys)):
            for j in range(i + 1, min(i + self._longest, len(keys)) + 1):
                words = tuple(keys[i:j])
                readings = list(self._phrases.get(words, ()))
                for phrase, reading in self._cased.get(words, ()):
                    typed = text.typed(i, j)
                    if not text.shouted and typed.replace(".", "").strip() in {phrase, phrase.replace(".", "")}:
                        readings.append(reading)
                if readings:
                    yield Span(i, j, tuple(readings))

    def guess(self, text: Folded, free: Iterable[int]) -> Iterator[Span]:
        """Guesses at misspelt words among the free tokens, alone or two together."""
        places = [i for i in free if not self.knows(text.tokens[i].key)]
        taken: set[int] = set()
        for i in places:
            pair = f"{text.tokens[i].key} {text.tokens[i + 1].key}" if i + 1 < len(text.tokens) else ""
            for width, phrase in ((2, pair), (1, text.tokens[i].key)):
                if not phrase or i in taken or (width == 2 and i + 1 not in places):
                    continue
                readings = self.closest(phrase)
                if readings:
                    taken.update(range(i, i + width))
                    yield Span(i, i + width, readings)
                    break

    def closest(self, phrase: str) -> tuple[Reading, ...]:
        """The readings of the phrase that is nearest to a misspelt one, by edit distance and with a margin."""
        if len(phrase) < SHORTEST_FUZZY or not phrase.isascii() or phrase.isdigit():
            return ()
        found = process.extract(
            phrase, self._guessable.keys(), scorer=fuzz.ratio, limit=6, score_cutoff=_cutoff(len(phrase))
        )
        found = [(match, score) for match, score, _ in found if match[0] == phrase[0] or score >= 88]
        if not found:
            return ()
        best = {reading.value for reading in self._guessable[found[0][0]]}
        for match, score in found[1:]:
            if score > found[0][1] - MARGIN and {reading.value for reading in self._guessable[match]} - best:
                return tuple(
                    Reading(reading.sort, reading.value, Grade.FUZZY)
                    for name, near in found
                    if near > found[0][1] - MARGIN
                    for reading in self._guessable[name]
                )
        return tuple(
            Reading(reading.sort, reading.value, Grade.FUZZY) for reading in self._guessable[found[0][0]]
        )


def _cutoff(length: int) -> float:
    """One slip in a short word, two in a long one."""
    return 85.0 if length <= 5 else 80.0


def _other_number(words: tuple[str, ...]) -> tuple[str, ...]:
    last = words[-1]
    if last.endswith("ies"):
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return (*words[:-1], last)
