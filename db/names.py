"""How names and titles are folded, so that what is typed and what is stored meet."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w\u0900-\u0dff\u0e31-\u0e4e]+|_")


def fold(text: str) -> str:
    """Lower case without accents, and one space for what is no letter or digit: "Côte d'Ivoire" → "cote d ivoire"."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain).strip()
