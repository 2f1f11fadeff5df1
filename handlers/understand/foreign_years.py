"""Spans of years in other languages ("с 2014 по 2020 год") as English has them, read before anything else.

A "since" that is not understood would leave "in 2014": a wrong figure. So each language's ways to say "since", "until"
and "from … to" stand in handlers/data/languages.toml, as patterns in which Y is a year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from handlers.understand.tongues import table

YEAR = r"((?:19|20)\d\d)"
ENGLISH: Mapping[str, str] = {
    "decade": r" the \1s ",
    "range": r" from \1 to \2 ",
    "since": r" since \1 ",
    "until": r" until \1 ",
}
"""What a pattern of each name becomes, looked for in this order: a range holds the patterns behind it."""


def years_in_english(text: str, language: str) -> str:
    """The text with its spans of years in English words; the text itself where there is none."""
    if not re.search(YEAR, text):
        return text
    for pattern, english in _patterns(language):
        text = pattern.sub(english, text)
    return text


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: Mapping[str, list[str]] = table().get(language, {}).get("years", {})
    return tuple((_compiled(one), english) for name, english in ENGLISH.items() for one in rows.get(name, ()))


def _compiled(pattern: str) -> re.Pattern[str]:
    """Spaces are free; a word begins and a year ends where the pattern does."""
    start = "" if pattern[0] == "Y" or not pattern[0].isalpha() or ord(pattern[0]) > 0x2E80 else r"(?<!\w)"
    free = re.sub(r" +", r"\\s*", pattern).replace("Y", YEAR)
    return re.compile(f"{start}{free}(?!\\d)", re.IGNORECASE)
