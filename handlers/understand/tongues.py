"""What is known of other languages: their words (handlers/data/languages.toml) and Babel's names of countries."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from babel import localedata

from db.ingest.edition import load_toml
from db.names import fold
from db.topics import topics
from handlers.understand.fold import folded
from handlers.understand.wordlists import FILES, cues

Phrase = tuple[str, ...]

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
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True)
class Tongue:
    """What handlers/data/languages.toml says of one language."""

    note: str
    locales: tuple[str, ...]
    letters: frozenset[str]
    rare: frozenset[str]
    endings: tuple[tuple[str, tuple[str, ...]], ...]
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
    return tuple(token.key for token in folded(phrase).tokens)


def forms(key: str) -> tuple[str, ...]:
    """The ways to look up a word: Arabic ones also without their article and the small words written onto them."""
    plain = key.translate(PLAIN)
    if not re.match("[\u0600-\u06ff]", plain):
        return (plain,)
    found = [plain]
    for prefixes in ("وف", "بلك"):
        found += [form[1:] for form in found if form[0] in prefixes and len(form) > 3]
    found += [form[1:] for form in found if form.startswith("لل")]
    return tuple(dict.fromkeys(_without_article(form) for form in found if form))


def _without_article(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word.removeprefix("لل") if word.startswith("لل") else word


@cache
def territories(locales: tuple[str, ...]) -> tuple[dict[Phrase, str], int]:
    """Names in some locales → ISO 3166 alpha-2 code, with the length of the longest; what is ambiguous is left out."""
    codes: dict[Phrase, set[str]] = {}
    for locale in locales:
        tongue = tongues().get(locale)
        for code, name in _babel(locale):
            for form in dict.fromkeys(chain.from_iterable(_variants(name, locale))):
                for words in _inflected(words_of(form), tongue):
                    key = tuple(forms(word)[0] for word in words)
                    codes.setdefault(key, set()).add(code)
    names = {words: next(iter(found)) for words, found in codes.items() if len(found) == 1}
    return names, max(map(len, names), default=0)


def _variants(name: str, locale: str) -> Iterator[tuple[str, ...]]:
    """A name, with and without what stands in brackets, and with umlauts spelt out."""
    head = re.sub(r"\s*[(（].*", "", name)
    yield (name, head)
    if locale == "de":
        yield (head.translate(UMLAUTS),)


@cache
def _babel(locale: str) -> tuple[tuple[str, str], ...]:
    territories: dict[str, str] = dict(localedata.load(locale, merge_inherited=False).get("territories", {}))
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
    phrases = [*data.get("fillers", ()), *data.get("months", ()), *chain(*data.get("words", {}).values())]
    return {token.text for phrase in phrases for token in folded(phrase).tokens}


@cache
def tongues() -> Mapping[str, Tongue]:
    """The languages whose words are known."""
    return {language: _tongue(row) for language, row in table().items() if isinstance(row, dict) and "note" in row}


def _tongue(row: Mapping[str, Any]) -> Tongue:
    endings = tuple(sorted(((fold(a), tuple(map(fold, b))) for a, b in row.get("endings", {}).items()), key=_longest))
    tongue = Tongue(
        row["note"], tuple(row["locales"]), frozenset(row["letters"]), frozenset(map(fold, row.get("rare", ()))),
        endings, {}, {},
    )  # fmt: skip
    words: dict[Phrase, Phrase] = {words_of(filler): () for filler in row["fillers"]}
    for name, month in zip(calendar.month_name[1:], row["months"], strict=True):
        words |= dict.fromkeys(_inflected(words_of(month), tongue), (name.lower(),))
    for english, phrases in row["words"].items():
        words |= {words_of(phrase): words_of(english) for phrase in phrases}
    words = {tuple(forms(word)[0] for word in phrase): english for phrase, english in words.items()}
    weights = {word: 1 + any(english) for phrase, english in words.items() for word in phrase if len(phrase) == 1}
    return Tongue(tongue.note, tongue.locales, tongue.letters, tongue.rare, endings, words, weights)


def _longest(ending: tuple[str, tuple[str, ...]]) -> int:
    return -len(ending[0])


def _inflected(words: Phrase, tongue: Tongue | None) -> list[Phrase]:
    """A name in all its cases: every word of it takes the ending of the same case."""
    if tongue is None or not tongue.endings or not words:
        return [words]
    rows = [_cases(word, tongue.endings) for word in words]
    most = max(map(len, rows))
    return [words, *(tuple(row[min(n, len(row) - 1)] for row in rows) for n in range(most))]


def _cases(word: str, endings: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
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
