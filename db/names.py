"""How names and titles are folded, so that what is typed and what is stored meet."""

from __future__ import annotations

import re
import unicodedata

_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_NOT_WORD = re.compile(r"[^\w\u0900-\u0dff\u0e31-\u0e4e]+|_")


def fold(text: str) -> str:
    """Lower case without accents, and one space for what is no letter or digit: "Côte d'Ivoire" → "cote d ivoire"."""
    if text.isascii():
        return _NOT_ASCII_WORD.sub(" ", text.lower()).strip()  # most titles; the rest of the way does the same, slower
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain).strip()
