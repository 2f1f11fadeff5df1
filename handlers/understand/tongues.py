"""What is known of other languages: their words (handlers/data/languages.toml) and Babel's names of countries."""

from __future__ import annotations

import calendar
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from babel import localedata

from db.ingest.edition import load_toml
from db.names import fold
from db.topics import topics
from handlers.understand.fold import folded
from handlers.understand.wordlists import FILES, cues

Phrase = tuple[str, ...]
Endings = tuple[tuple[str, tuple[str, ...]], ...]

LATIN = ("fr", "es", "pt", "pt_PT", "de", "it", "nl", "pl", "tr", "id", "sv", "ro", "cs", "da", "fi", "hu", "no", "hr", "lt", "vi")  # fmt: skip # noqa: E501
SCRIPTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("\u0370-\u03ff", "el", ("el",)),
    ("\u0400-\u052f", "ru", ("ru", "uk", "bg")),
    ("\u0590-\u05ff", "he", ("he",)),
    ("\u0600-\u06ff", "ar", ("ar",)),
    ("\u0900-\u097f", "hi", ("hi",)),
    ("\u0e00-\u0e7f", "th", ("th",)),
    ("\u3041-\u30ff", "ja", ("ja",)),
    ("\u3400-\u9fff", "zh", ("zh", "zh_Hant", "ja")),
    ("\uac00-\ud7af", "ko", ("ko",)),
)
"""Letters, the language they are taken for, and Babel's locales written in them."""

PLAIN = str.maketrans("ıłøđیکىة", "ilodيكيه") | {ord("æ"): "ae"}
ASCII_WORD = re.compile(r"[a-z0-9]+")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True)
class Tongue:
    """What handlers/data/languages.toml says of one language."""

    note: str
    locales: tuple[str, ...]
    letters: frozenset[str]
    rare: frozenset[str]
    postpositions: bool
    nouns_first: bool
    endings: Endings
    words: Mapping[Phrase, Phrase]
    weights: Mapping[str, int]
    """Words that give the language away: 2 for those that say something, 1 for fillers."""


def locales_for(typed: str, spoken: Tongue | None) -> tuple[str, ...]:
    """Babel's locales for a word: the language's own, if it is written in that script, else all of the script."""
    for letters, language, locales in SCRIPTS:
        if re.search(f"[{letters}]", typed):
            own = spoken is not None and spoken.locales[0] in locales and language not in {"zh", "ja"}
            return spoken.locales if spoken and own else locales
    return spoken.locales if spoken and spoken.locales[0] in LATIN else LATIN


def words_of(phrase: str) -> Phrase:
    """A phrase as the keys that a text with it would have."""
    if phrase.isascii():
        return tuple(ASCII_WORD.findall(phrase.lower()))  # what folding comes to, faster
    return tuple(fold(phrase).split())


def forms(key: str) -> tuple[str, ...]:
    """The ways to look up a word: Arabic ones also without their article and the small words written onto them."""
    plain = key.translate(PLAIN)
    if not re.match("[\u0600-\u06ff]", plain):
        return (plain,)
    found = [plain]
    for prefixes in ("وف", "بلك"):
        found += [form[1:] for form in found if form[0] in prefixes and len(form) > 3]
    found += [form[2:] for form in found if form.startswith("لل")]
    return tuple(dict.fromkeys(_without_article(form) for form in found if form))


def _without_article(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word


@cache
def territories(locales: tuple[str, ...]) -> tuple[dict[Phrase, str], int]:
    """Names in some locales → ISO 3166 alpha-2 code, or the English name where languages.toml adds one.

    With the length of the longest. A name that stands for several is left out.
    """
    codes: dict[Phrase, set[str]] = {}
    added: dict[Phrase, str] = {}
    for locale in locales:
        endings = tongues()[locale].endings if locale in tongues() else ()
        for code, name in _babel(locale):
            for phrase in _variants(name, locale):
                for words in _inflected(words_of(phrase), endings):
                    codes.setdefault(_looked_up(words), set()).add(code)
        for english, phrases in table().get(locale, {}).get("names", {}).items():
            added |= {_looked_up(words_of(phrase)): english for phrase in phrases}
    names = {words: next(iter(found)) for words, found in codes.items() if len(found) == 1} | added
    return names, max(map(len, names), default=0)


def _looked_up(words: Phrase) -> Phrase:
    return words if words and words[0].isascii() else tuple(forms(word)[0] for word in words)


def _variants(name: str, locale: str) -> Iterator[str]:
    """A name, with and without what stands in brackets, and with umlauts spelt out."""
    yield name
    head = re.sub(r"\s*[(（].*", "", name)
    if head != name:
        yield head
    if locale == "de" and (spelt := head.translate(UMLAUTS)) != head:
        yield spelt


@cache
def _babel(locale: str) -> tuple[tuple[str, str], ...]:
    # Read here, since Babel keeps all of each language that it is asked for: 35 MB for these names.
    with Path(localedata.resolve_locale_filename(locale)).open("rb") as file:
        territories: dict[str, str] = dict(pickle.load(file).get("territories", {}))  # noqa: S301 (Babel's own file)
    return tuple((code, name) for code, name in territories.items() if len(code) == 2 and code.isalpha())


@cache
def pieces(locales: tuple[str, ...], language: str) -> frozenset[str]:
    """What a run without spaces is split at: the names in that script, and the words of its language."""
    names = (name for locale in locales if locale not in LATIN for _, name in _babel(locale))
    parts = {token.text for name in names for token in folded(name).tokens if len(token.text) > 1}
    own = language if language in tongues() else locales[0]
    return frozenset(parts | _typed_words(own))


def _typed_words(language: str) -> set[str]:
    data = table().get(language, {})
    said = chain(data.get("words", {}).values(), data.get("names", {}).values())
    phrases = [*data.get("fillers", ()), *data.get("months", ()), *chain(*said)]
    return {token.text for phrase in phrases for token in folded(phrase).tokens}


@cache
def tongues() -> Mapping[str, Tongue]:
    """The languages whose words are known."""
    return {language: _tongue(row) for language, row in table().items() if isinstance(row, dict) and "note" in row}


def _tongue(row: Mapping[str, Any]) -> Tongue:
    endings = tuple(sorted(((fold(a), tuple(map(fold, b))) for a, b in row.get("endings", {}).items()), key=_longest))
    words: dict[Phrase, Phrase] = {words_of(filler): () for filler in row["fillers"]}
    for name, month in zip(calendar.month_name[1:], row["months"], strict=True):
        words |= dict.fromkeys(_inflected(words_of(month), endings), (name.lower(),))
    words |= _phrases(row["words"])
    weights = {forms(phrase[0])[0]: 1 + bool(english) for phrase, english in words.items() if len(phrase) == 1}
    words |= _phrases(row["names"])
    return Tongue(
        note=row["note"],
        locales=tuple(row["locales"]),
        letters=frozenset(row["letters"]),
        rare=frozenset(map(fold, row.get("rare", ()))),
        postpositions=row.get("postpositions", False),
        nouns_first=row.get("nouns_first", False),
        endings=endings,
        words={_looked_up(phrase): english for phrase, english in words.items()},
        weights=weights,
    )


def _phrases(rows: Mapping[str, list[str]]) -> dict[Phrase, Phrase]:
    return {words_of(phrase): words_of(english) for english, phrases in rows.items() for phrase in phrases}


def _longest(ending: tuple[str, tuple[str, ...]]) -> int:
    return -len(ending[0])


def _inflected(words: Phrase, endings: Endings) -> list[Phrase]:
    """A name in all its cases: every word of it takes the ending of the same case."""
    if not endings or not words:
        return [words]
    rows = [_cases(word, endings) for word in words]
    most = max(map(len, rows))
    return [words, *(tuple(row[min(n, len(row) - 1)] for row in rows) for n in range(most))]


def _cases(word: str, endings: Endings) -> list[str]:
    for ending, others in endings:
        if word.endswith(ending) and len(word) > len(ending) + 1 and (ending or word[-1] not in "аеиоуыэюяіьaeiouys"):
            return [word[: len(word) - len(ending)] + other for other in others]
    return [word]


@cache
def table() -> dict[str, Any]:
    """The whole file."""
    return load_toml(FILES / "languages.toml")


@cache
def english_words() -> frozenset[str]:
    """Words of English as questions have them, and those that it shares with other languages."""
    data = cues()
    phrases = chain(
        *data["cues"].values(), *data["positions"].values(), *data["bodies"].values(), data["fillers"]["words"],
        *data["sets"].values(), *(topic.terms for topic in topics().values()), table()["english"],
    )  # fmt: skip
    return frozenset(word for phrase in phrases for word in fold(phrase).split())


@cache
def small_words() -> frozenset[str]:
    """Articles and other fillers of languages in Latin script that are no English words."""
    latin = (tongue for tongue in tongues().values() if tongue.locales[0] in LATIN)
    fillers = {phrase[0] for tongue in latin for phrase, said in tongue.words.items() if len(phrase) == 1 and not said}
    return frozenset(word for word in fillers - english_words() if len(word) > 1 or word in {"l", "d"})
