"""Suggestions while a person types: members, groups and decisions for an autocomplete box."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from db.archive import Archive
from db.names import fold
from db.queries.titles import TitleLine
from handlers.understand.spans import Sort
from handlers.understand.vocabulary import Vocabulary

LONGEST = 100
"""Characters of a choice that Discord shows."""


class Suggestions:
    """Prefix indexes over names and titles, built once."""

    def __init__(self, archive: Archive, vocabulary: Vocabulary, titles: Sequence[TitleLine]) -> None:
        self._vocabulary = vocabulary
        roster = archive.roster
        label = {iso3: member.common for iso3, member in roster.members.items()}
        label |= {id_: f"{group.name} (group)" for id_, group in roster.groups.items()}
        self._label = label
        names = [(fold(name.text), name.key) for name in (*roster.member_names, *roster.group_names)]
        names += [(iso3.lower(), iso3) for iso3 in roster.members]
        self._names = sorted(set(names))
        self._present = {iso3 for iso3, member in roster.members.items() if member.present}
        self._titles = titles
        self._folded = [fold(f"{line.key} {line.title}") for line in titles]
        self._keys = [line.key.lower() for line in titles]
        self._by_word: dict[str, list[int]] = {}
        for index, text in enumerate(self._folded):
            for word in set(text.split()):
                self._by_word.setdefault(word, []).append(index)
        self._words = sorted(self._by_word)

    def members(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """(label, ISO code or group id): names that begin so, then names with a word that does, then near misses."""
        start = fold(typed)
        if not start:
            return [(self._label[iso3], iso3) for iso3 in FIRST if iso3 in self._label][:limit]
        found: dict[str, int] = {}
        place = bisect_left(self._names, (start, ""))
        for name, key in self._names[place:]:
            if not name.startswith(start):
                break
            rank = 0 if name == start else 1
            found[key] = min(rank, found.get(key, rank))
        for name, key in self._names:
            if key not in found and f" {start}" in name:
                found[key] = 2
        if not found:
            for reading in self._vocabulary.lexicon.closest(start):
                if reading.sort in {Sort.MEMBER, Sort.GROUP}:
                    found[reading.value] = 3
        ranked = sorted(found, key=lambda key: (found[key], key not in self._present, self._label[key]))
        return [(self._label[key][:LONGEST], key) for key in ranked[:limit]]

    def decisions(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """(symbol, title and year; key): symbols that begin or end so, then titles with all the words, newest first."""
        text = typed.strip().lower().replace(" ", "")
        words = fold(typed).split()
        if not words:
            return [self._line(index) for index in range(min(limit, len(self._titles)))]
        picked: list[int] = []
        if any(char.isdigit() for char in text):
            picked = [i for i, key in enumerate(self._keys) if _symbol_match(key, text)][: limit * 4]
            picked.sort(key=lambda i: (len(self._keys[i]), i))
        seen = set(picked)
        picked += [index for index in self._with_words(words) if index not in seen]
        return [self._line(index) for index in picked[:limit]]

    def _with_words(self, words: Sequence[str]) -> list[int]:
        """Titles that hold every word, the last one as a beginning; newest first."""
        sets = []
        for n, word in enumerate(words):
            if n < len(words) - 1:
                sets.append(set(self._by_word.get(word, ())) or self._beginning(word))
            else:
                sets.append(self._beginning(word))
        return sorted(set.intersection(*sets)) if sets else []

    def _beginning(self, start: str) -> set[int]:
        found: set[int] = set()
        for word in self._words[bisect_left(self._words, start) :]:
            if not word.startswith(start):
                break
            found.update(self._by_word[word])
        return found

    def _line(self, index: int) -> tuple[str, str]:
        line = self._titles[index]
        label = f"{line.key} · {line.title} ({line.day.year})"
        if len(label) > LONGEST:
            tail = f"… ({line.day.year})"
            label = label[: LONGEST - len(tail)] + tail
        return label, line.key


FIRST = (
    "USA",
    "CHN",
    "RUS",
    "GBR",
    "FRA",
    "IND",
    "BRA",
    "DEU",
    "ZAF",
    "JPN",
    "ISR",
    "UKR",
    "eu",
    "brics",
    "african_union",
)
"""What an empty box offers."""


def _symbol_match(key: str, typed: str) -> bool:
    return key.startswith(typed) or f"/{typed}" in key
