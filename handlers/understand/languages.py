"""Other languages than English: names of countries from Babel, and the few words that carry a question.

A text in another language is read as English: `in_english` gives its words the English keys they stand for, each with
its place in what was typed, so that everything after it works as for an English text. Nothing is loaded for a text
whose words the lexicon knows.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from db.names import fold
from handlers.understand.fold import Folded, Token, folded
from handlers.understand.foreign_years import years_in_english
from handlers.understand.lexicon import Lexicon
from handlers.understand.spans import Sort, Span
from handlers.understand.symbols import find_symbols
from handlers.understand.tongues import (
    LATIN,
    SCRIPTS,
    Phrase,
    Tongue,
    english_words,
    forms,
    locales_for,
    pieces,
    small_words,
    table,
    territories,
    tongues,
    words_of,
)

UNSPACED = "\u0e00-\u0e7f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
SEAM = re.compile(f"(?<=[{UNSPACED}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{UNSPACED}])")
RUN = re.compile(f"[{UNSPACED}]")
DIGIT = re.compile(r"(?![0-9])\d")
KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
EAST_DATE = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号號일])?")
SHORTEST = 4
"""Letters of the shortest name in Latin script that is believed in any spelling."""


def note(language: str) -> str:
    """That English is understood best, in that language and in English."""
    known = tongues().get(language)
    english = str(table()["note"])
    return f"{known.note} ({english})" if known else english


def nouns_first(language: str) -> bool:
    """Whether what describes a noun stands behind it in the language."""
    known = tongues().get(language)
    return known is not None and known.nouns_first


def language_of(text: str) -> str:
    """The language of a text, by its script, else by its small words; "en" when in doubt."""
    clean = folded(text)
    symbols = {n for span in find_symbols(clean) if span.j > span.i + 1 for n in range(span.i, span.j)}
    words = "".join(token.text for n, token in enumerate(clean.tokens) if n not in symbols)
    letters = re.findall(r"[^\W\d_]", words)
    counts = {script[1]: len(re.findall(f"[{script[0]}]", words)) for script in SCRIPTS}
    if letters and 2 * sum(counts.values()) >= len(letters):
        if counts["ja"]:
            return "ja"
        return "uk" if counts["ru"] and _ukrainian(clean) else max(counts, key=lambda language: counts[language])
    symbols |= {n for n, token in enumerate(clean.tokens) if token.capital and not clean.shouted}
    said = [token.key for n, token in enumerate(clean.tokens) if n not in symbols and len(token.key) > 1]
    best, points = "en", 0
    for language, tongue in tongues().items():
        theirs = sum(tongue.weights[key] for key in said if key in tongue.weights and key not in english_words())
        theirs += bool(theirs and tongue.letters & set(text))
        ours = sum(key in english_words() and key not in tongue.weights for key in said)
        if theirs >= 2 and theirs > ours and theirs - ours > points:
            best, points = language, theirs - ours
    return best


def _ukrainian(text: Folded) -> bool:
    """Whether a text in Cyrillic is Ukrainian: by letters that only one of the two languages has, else by its words."""
    russian, ukrainian = tongues()["ru"], tongues()["uk"]
    letters = set(text.text.casefold())
    if bool(letters & russian.letters) != bool(letters & ukrainian.letters):
        return bool(letters & ukrainian.letters)
    keys = {token.key for token in text.tokens}
    return len(keys & ukrainian.weights.keys()) > len(keys & russian.weights.keys())


def warm() -> None:
    """Load everything ahead of the first text that needs it: a tenth of a second that a thread can take."""
    for locales in (LATIN, *(locales for _, _, locales in SCRIPTS)):
        territories(locales)
    language_of("")


def in_english(text: Folded, lexicon: Lexicon, members: Mapping[str, str]) -> tuple[Folded, str]:
    """A text with the English keys of its foreign words, and its language."""
    text = _western(text)
    language = language_of(text.text)
    if (spans := years_in_english(text.text, language)) != text.text:
        text = folded(spans)
    small = small_words()
    if language == "en" and all(lexicon.knows(token.key) and token.key not in small for token in text.tokens):
        return text, language
    text = _parted(text, language)
    found: dict[tuple[int, int], Phrase | None] = {}
    for span, english in _names(text, lexicon, members, language):
        found[span.i, span.j] = english
    if language in tongues():
        scanned = list(lexicon.scan(text))
        for span in scanned:
            if span.j > span.i + 1 and not any(span.has(sort) for sort in (Sort.CUE, Sort.FILLER, Sort.POSITION)):
                found.setdefault((span.i, span.j), None)
        for i, j, english in _phrases(text, language):
            found[i, j] = english
        codes = (span for span in scanned if span.has(Sort.MEMBER) and text.tokens[span.i].capital and not text.shouted)
        found |= {(span.i, span.j): None for span in (*codes, *find_symbols(text))}
    else:
        members_named = [span for span in lexicon.scan(text) if span.has(Sort.MEMBER)]
        for i in {*(i for i, _ in found), *(span.i for span in members_named)}:
            inside = any(span.i < i < span.j for span in members_named)
            if i and not inside and text.tokens[i - 1].key in small and not lexicon.readings(text.tokens[i - 1].key):
                found[i - 1, i] = ()  # "la France"
    if not found:
        return text, language
    return Folded(text.text, tuple(_did_not_vote(_rewritten(text, found, tongues().get(language))))), language


def _did_not_vote(tokens: list[Token]) -> Iterator[Token]:
    """ "N'a pas voté contre": "did not vote" before "against" or "for" is no absence."""
    for n, token in enumerate(tokens):
        after = tokens[n + 1].key if n + 1 < len(tokens) else ""
        if token.key == "absent" and after in {"against", "for", "in"}:
            yield from (replace(token, key=key) for key in ("did", "not", "vote"))
        else:
            yield token


def _western(text: Folded) -> Folded:
    """A text with the digits of other scripts as 0 to 9."""
    if not DIGIT.search(text.text):
        return text
    return folded(DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text.text))


def _rewritten(text: Folded, found: Mapping[tuple[int, int], Phrase | None], tongue: Tongue | None) -> list[Token]:
    """The tokens with their English keys, longest phrases first; None keeps the words as they are."""
    chosen: dict[int, tuple[int, Phrase | None]] = {}
    taken: set[int] = set()
    for (i, j), english in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if taken.isdisjoint(range(i, j)):
            taken.update(range(i, j))
            chosen[i] = (j, english)
    tokens: list[Token] = []
    before = n = 0
    while n < len(text.tokens):
        end, english = chosen.get(n, (n + 1, None))
        first, last = text.tokens[n], text.tokens[end - 1]
        if english == ("on",) and tongue and tongue.postpositions:
            # "Ukraine about" is "about Ukraine"; an empty token, so that no place in the text is read twice
            place = tokens[before].start if before < len(tokens) else first.start
            tokens.insert(before, Token("", "on", place, place))
        elif english is None:
            before = len(tokens)
            tokens.extend(text.tokens[n:end])
        elif english:
            before = len(tokens)
            typed = text.text[first.start : last.end]
            tokens.extend(Token(typed, key, first.start, last.end) for key in english)
        n = end
    return tokens


def _names(text: Folded, lexicon: Lexicon, members: Mapping[str, str], language: str) -> Iterator[tuple[Span, Phrase]]:
    places: Mapping[str, str] = {**members, **table()["territories"]}
    keys = [forms(token.key) for token in text.tokens]
    spoken = tongues().get(language)
    for locales in _worth_loading(text, lexicon, spoken):
        known, longest = territories(locales)
        for i in range(len(keys)):
            for j in range(i + 1, min(i + longest, len(keys)) + 1):
                rest = tuple(others[0] for others in keys[i + 1 : j])
                code = next((known[form, *rest] for form in keys[i] if (form, *rest) in known), "")
                name = places.get(code, code if code.islower() else "")
                if not name or not _believed(text, i, j, lexicon, spoken):
                    continue
                readings = [one for one in lexicon.readings(name) if one.sort is not Sort.PERIOD]
                if readings:
                    yield Span(i, j, tuple(readings)), words_of(name)


def _worth_loading(text: Folded, lexicon: Lexicon, spoken: Tongue | None) -> set[tuple[str, ...]]:
    """The locales whose names the words of a text can be."""
    found = set()
    for token in text.tokens:
        own = spoken is not None and _latin(token.text) == (spoken.locales[0] in LATIN)
        if own or (not lexicon.knows(token.key) and (len(token.key) >= SHORTEST or not token.text.isascii())):
            found.add(locales_for(token.text, spoken))
    return found


def _believed(text: Folded, i: int, j: int, lexicon: Lexicon, spoken: Tongue | None) -> bool:
    """Whether words that read like a name are meant as one."""
    phrase, typed = text.keys(i, j), text.typed(i, j)
    if spoken and phrase in spoken.rare:
        return i > 0 and typed[:1].isupper()
    if not _latin(typed):
        return True
    if len(phrase) < SHORTEST:
        return not typed.isascii() or (spoken is not None and typed[:1].isupper() and not typed.isupper())
    if spoken:
        return True
    if phrase in table()["english"] or lexicon.readings(phrase):
        return False
    return any(not lexicon.knows(token.key) for token in text.tokens[i:j])


def _phrases(text: Folded, language: str) -> Iterator[tuple[int, int, Phrase]]:
    """The words of a language's table."""
    words = tongues()[language].words
    keys = [token.key for token in text.tokens]
    longest = max(map(len, words))
    for i in range(len(keys)):
        for j in range(i + 1, min(i + longest, len(keys)) + 1):
            for form in forms(keys[i]):
                english = words.get((form, *(forms(key)[0] for key in keys[i + 1 : j])))
                if english is not None:
                    yield i, j, english
                    break


def _parted(text: Folded, language: str) -> Folded:
    """A text whose runs of letters without spaces are split at the names and words known."""
    if not RUN.search(text.text):
        return text
    dated = EAST_DATE.sub(lambda found: f" {_date(*found.groups())} ", text.text)
    again = folded(SEAM.sub(" ", dated))
    tokens: list[Token] = []
    for token in again.tokens:
        known = pieces(locales_for(token.text, None), language) if RUN.search(token.text) else frozenset()
        tokens.extend(_split(token, known) if known else [token])
    return Folded(again.text, tuple(tokens))


def _date(year: str, month: str, day: str | None) -> str:
    name = calendar.month_name[int(month)] if 1 <= int(month) <= 12 else ""
    return f"{day or ''} {name} {year}".strip()


def _split(token: Token, pieces: frozenset[str]) -> Iterator[Token]:
    typed, longest = token.text, max(map(len, pieces), default=1)
    start = n = 0
    while n < len(typed):
        size = next((s for s in range(min(longest, len(typed) - n), 0, -1) if _stands(typed, n, n + s, pieces)), 0)
        if size and start < n:
            yield _piece(token, start, n)
        if size:
            yield _piece(token, n, n + size)
        n += size or 1
        start = n if size else start
    if start < n:
        yield _piece(token, start, n)


def _stands(typed: str, start: int, end: int, pieces: frozenset[str]) -> bool:
    """Whether a known piece stands there, and not inside a longer word in katakana."""
    if typed[start:end] not in pieces:
        return False
    inside = start > 0 and KATAKANA.match(typed[start]) and KATAKANA.match(typed[start - 1])
    return not (inside or (end < len(typed) and KATAKANA.match(typed[end - 1]) and KATAKANA.match(typed[end])))


def _piece(token: Token, start: int, end: int) -> Token:
    return Token(token.text[start:end], fold(token.text[start:end]), token.start + start, token.start + end)


def _latin(typed: str) -> bool:
    return not any(re.search(f"[{letters}]", typed) for letters, _, _ in SCRIPTS)
