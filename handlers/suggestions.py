"""Suggestions while a person types: members, groups, topics, series and decisions for an autocomplete box."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from db.archive import Archive
from db.names import fold
from db.queries.titles import TitleLine
from db.series import all_series
from db.topics import topics
from handlers.local_names import names_in
from handlers.understand.spans import Sort
from handlers.understand.vocabulary import Vocabulary

LONGEST = 100
"""Characters of a choice that Discord shows."""
Choices = list[tuple[str, str]]
"""Labels and values, best first."""


class Suggestions:
    """Prefix indexes over names and titles, built once."""

    def __init__(self, archive: Archive, vocabulary: Vocabulary, titles: Sequence[TitleLine]) -> None:
        self._vocabulary = vocabulary
        self._roster = roster = archive.roster
        present = {iso3 for iso3, member in roster.members.items() if member.present}
        names = [(name.text, name.key) for name in (*roster.member_names, *roster.group_names)]
        names += [(iso3, iso3) for iso3 in roster.members]
        labels = {iso3: member.common for iso3, member in roster.members.items()}
        labels |= {id_: _group_label(group.name) for id_, group in roster.groups.items()}
        self._parties = {"": Names(names, labels, present)}
        self._topics = Names(
            [(text, topic.id) for topic in topics().values() for text in (topic.name, *topic.terms)],
            {topic.id: topic.name for topic in topics().values()},
        )
        self._series = Names(
            [(text, one.key) for one in all_series().values() for text in (one.name, *one.aliases)],
            {one.key: one.name for one in all_series().values()},
        )
        self._titles = titles
        self._keys = [line.key.lower() for line in titles]
        self._by_word: dict[str, list[int]] = {}
        for index, line in enumerate(titles):
            for word in {*fold(line.key).split(), *line.words.split()}:
                self._by_word.setdefault(word, []).append(index)
        self._words = sorted(self._by_word)

    def parties(self, typed: str, limit: int = 25, language: str = "") -> Choices:
        """Members and groups (label, ISO code or group id), members under their names in the language too."""
        names = self._in(language)
        return names.choices(self._ranked(names, typed) if fold(typed) else FIRST, limit)

    def members(self, typed: str, limit: int = 25, language: str = "") -> Choices:
        """Members alone (label, ISO code)."""
        names = self._in(language)
        ranked = self._ranked(names, typed) if fold(typed) else FIRST
        return names.choices([key for key in ranked if key in self._roster.members], limit)

    def groups(self, typed: str, limit: int = 25, language: str = "") -> Choices:
        """Groups alone (label, id)."""
        names = self._in(language)
        ranked = self._ranked(names, typed) if fold(typed) else [*FIRST, *self._roster.groups]
        return names.choices([key for key in dict.fromkeys(ranked) if key in self._roster.groups], limit)

    def topics(self, typed: str, limit: int = 25) -> Choices:
        """Topics (name, id) by their name or any term for them."""
        if not fold(typed):
            return self._topics.choices(FIRST_TOPICS, limit)
        return self._topics.choices(self._topics.matching(typed) or self._near(typed, Sort.TOPIC), limit)

    def series(self, typed: str, limit: int = 25) -> Choices:
        """Yearly resolutions (name, key), then single decisions (symbol, title and year; key)."""
        if not fold(typed):
            return self._series.choices(all_series(), limit)
        found = self._series.choices(self._series.matching(typed) or self._near(typed, Sort.SERIES), limit)
        return [*found, *self.decisions(typed, limit - len(found))]

    def decisions(self, typed: str, limit: int = 25) -> Choices:
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

    def in_language(self, typed: str, language: str) -> str:
        """The key of the member or group that a name in a language stands for; empty where English has that name too,
        which can then be another's, and where there is none."""
        english, here = self._in(""), self._in(language)
        keys = here.called(typed)
        return keys.pop() if len(keys) == 1 and not english.called(typed) else ""

    def _in(self, language: str) -> Names:
        """The members' and groups' names with those of a language, and labels in it.

        Members of the past have no alpha-2 code and keep their English names.
        """
        local = names_in(language) if language else {}
        if not local:
            return self._parties[""]
        if language not in self._parties:
            codes = {iso3: member.iso2 for iso3, member in self._roster.members.items()} | {"eu": "EU"}
            here = {key: local[code] for key, code in codes.items() if code in local}
            labels = {key: _group_label(name) if key in self._roster.groups else name for key, name in here.items()}
            self._parties[language] = self._parties[""].also([(name, key) for key, name in here.items()], labels)
        return self._parties[language]

    def _ranked(self, names: Names, typed: str) -> Sequence[str]:
        return names.matching(typed) or self._near(typed, Sort.MEMBER, Sort.GROUP)

    def _near(self, typed: str, *sorts: Sort) -> list[str]:
        """The keys whose names differ from what was typed by a slip or two."""
        return [one.value for one in self._vocabulary.lexicon.closest(fold(typed)) if one.sort in sorts]

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
        return _cut(f"{line.key} · {line.title}", f" ({line.day.year})"), line.key


class Names:
    """Keys that are found by the beginning of any of their names, or of a word in one."""

    def __init__(
        self, names: Iterable[tuple[str, str]], labels: Mapping[str, str], first: Collection[str] = frozenset()
    ) -> None:
        self._names = sorted({(fold(text), key) for text, key in names})
        self._labels = labels
        self._first = first
        """Keys that come before others which fit as well."""

    def also(self, names: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> Names:
        """The same keys with further names, and labels put in the place of theirs."""
        return Names([*self._names, *names], {**self._labels, **labels}, self._first)

    def matching(self, typed: str) -> list[str]:
        """The keys of names that are the text, then that begin so, then that have a word that does."""
        start = fold(typed)
        if not start:
            return []
        found: dict[str, int] = {}
        for name, key in self._names:
            if name.startswith(start):
                found[key] = min(int(name != start), found.get(key, 1))
            elif f" {start}" in name:
                found.setdefault(key, 2)
        return sorted(found, key=lambda key: (found[key], bool(self._first) and key not in self._first, self._by(key)))

    def called(self, typed: str) -> set[str]:
        """The keys of which the text is a whole name."""
        name = fold(typed)
        at = bisect_left(self._names, (name, ""))
        return {key for text, key in takewhile(lambda pair: pair[0] == name, self._names[at:])}

    def choices(self, keys: Iterable[str], limit: int) -> Choices:
        """Labels and keys."""
        return [(_cut(self._labels[key]), key) for key in keys if key in self._labels][:limit]

    def _by(self, key: str) -> str:
        return fold(self._labels[key])


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
FIRST_TOPICS = (
    "human_rights",
    "ukraine",
    "palestine",
    "nuclear_weapons",
    "disarmament",
    "climate_change",
    "cuba_embargo",
    "women",
    "decolonization",
    "economic_development",
    "terrorism",
    "outer_space",
    "death_penalty",
    "gaza",
    "syria",
)


def _group_label(name: str) -> str:
    return name if "group" in name.lower() else f"{name} (group)"


def _cut(text: str, tail: str = "") -> str:
    """A label with its tail, the text cut where both together are too long."""
    label = text + tail
    return label if len(label) <= LONGEST else f"{text[: LONGEST - 1 - len(tail)]}…{tail}"


def _symbol_match(key: str, typed: str) -> bool:
    return key.startswith(typed) or f"/{typed}" in key
