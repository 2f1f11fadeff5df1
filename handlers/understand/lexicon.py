"""The lexicon: every phrase that means something, found by one scan over the words of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.understand.fold import UNMARKED, Folded, folded
from handlers.understand.spans import Grade, Reading, Sort, Span

PLAIN = re.compile(r"[A-Za-z0-9 ]+")
LONG = 10
"""Letters from which two slips still lead to a topic."""
SHORTEST_FUZZY = 4
"""A word of fewer letters is never guessed at."""


class Lexicon:
    """Phrases and their readings. Case counts for phrases added with `exact_case` (US, WHO, LAWS …)."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
        self._cased: dict[tuple[str, ...], list[tuple[str, Reading]]] = defaultdict(list)
        self._guessable: dict[tuple[int, int], dict[str, list[Reading]]] = defaultdict(dict)
        """Phrases that slips of letters may lead to, by their number of words and of letters."""
        self._known: set[str] = set()
        self._longest = 1

    def add(
        self, phrase: str, reading: Reading, *, guessable: bool = False, exact_case: bool = False, plural: bool = False
    ) -> None:
        """Add a phrase. `guessable` lets typing errors find it; `plural` adds its plural or singular too."""
        words = _words(phrase)
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
        if guessable and len(phrase) >= SHORTEST_FUZZY:
            joined = " ".join(words)
            self._guessable[len(words), len(joined)].setdefault(joined, []).append(reading)

    def know(self, words: Iterable[str]) -> None:
        """Words that are spelt right, so that nothing is guessed for them."""
        self._known.update(words)

    def knows(self, word: str) -> bool:
        """Whether the word is spelt right, as far as the lexicon can tell."""
        return word in self._known or word.isdigit()

    def readings(self, phrase: str) -> tuple[Reading, ...]:
        """The readings of exactly this phrase, in any case."""
        words = _words(phrase)
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

    def guess(self, text: Folded) -> Iterator[Span]:
        """Guesses at misspelt words: alone, or with the words around them that make a longer name of them."""
        keys = [token.key for token in text.tokens]
        for i, key in enumerate(keys):
            if self.knows(key) or len(key) < 3:
                continue
            for start in range(max(0, i - 3), i + 1):
                for end in range(i + 1, min(start + 4, len(keys)) + 1):
                    readings = self.closest(" ".join(keys[start:end]))
                    if readings:
                        yield Span(start, end, readings)

    def closest(self, phrase: str) -> tuple[Reading, ...]:
        """The readings of the phrases nearest to a misspelt one, counting slips of letters; all of them when level."""
        slips = _allowed_slips(len(phrase))
        if not slips or not phrase.isascii() or phrase.isdigit():
            return ()
        words, length = phrase.count(" ") + 1, len(phrase)
        near: list[tuple[int, str, list[Reading]]] = []
        for letters in range(length - slips, length + slips + 1):
            phrases = self._guessable.get((words, letters), {})
            found = process.extract(phrase, phrases.keys(), scorer=OSA.distance, score_cutoff=slips, limit=8)
            near += [
                (distance, match, phrases[match]) for match, distance, _ in found if distance and _alike(phrase, match)
            ]
        if length < LONG:  # a short word two slips away from a topic's is more likely another word
            near = [one for one in near if one[0] < 2 or any(reading.sort is Sort.MEMBER for reading in one[2])]
        least = min((distance for distance, _, _ in near), default=0)
        readings = [reading for distance, _, its in near if distance == least for reading in its]
        return tuple(dict.fromkeys(Reading(reading.sort, reading.value, Grade.FUZZY) for reading in readings))


def _allowed_slips(length: int) -> int:
    """One slip in a short word, two in a longer one, three in a long name."""
    if length < SHORTEST_FUZZY:
        return 0
    return 1 if length < 7 else 2 if length < 14 else 3


def _alike(phrase: str, match: str) -> bool:
    """The first letter is seldom wrong; words are not run together or parted; no word is changed beyond knowing."""
    another = len(phrase) < 6 or len(phrase) != len(match) or OSA.distance(phrase, match) > 1
    if phrase[0] != match[0] and another:
        return False  # Prussia is not Russia
    typed, meant = phrase.split(), match.split()
    if len(typed) != len(meant):
        return False
    return all(
        OSA.distance(a, b) <= max(_allowed_slips(len(b)), int(len(b) > 2)) for a, b in zip(typed, meant, strict=True)
    )


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as the words that a text with it would have."""
    if PLAIN.fullmatch(phrase) and UNMARKED.isdisjoint(words := phrase.lower().split()):
        return tuple(words)  # most phrases; the rest of the way does the same, at ten times the time
    return tuple(token.key for token in folded(phrase).tokens)


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
