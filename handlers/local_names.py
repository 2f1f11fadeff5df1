"""Members' names in a reader's language, as the Unicode CLDR has them (by way of Babel)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

LANGUAGES = 64
"""Languages kept in memory: more than Discord has."""


@lru_cache(maxsize=LANGUAGES)
def names_in(language: str) -> Mapping[str, str]:
    """Name by ISO 3166 alpha-2 code, "EU" for the European Union among them.

    `language` is a tag such as "fr" or "pt-BR". Empty for English, which has the United Nations' own names, and for a
    language that the CLDR does not know. The first call for a language reads its file: some milliseconds.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return {}
    if locale.language == "en":
        return {}
    return {code: name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
