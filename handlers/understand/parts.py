"""Two questions in one message: where the second begins."""

from __future__ import annotations

import re

WHY = re.compile(r"(?:,? and|,|;) (why\b.*)$", re.IGNORECASE | re.DOTALL)
NEXT = re.compile(r"(?<=\?)\s+(?=\S)")
SHORTEST = 3
"""Words without which a part is no question of its own."""


def two_questions(text: str) -> tuple[str, str]:
    """The first question and the second; the second is empty where there is only one."""
    parts = [part.strip() for part in NEXT.split(text, maxsplit=1)]
    if len(parts) == 2 and all(len(part.split()) >= SHORTEST and part.endswith("?") for part in parts):
        return parts[0], parts[1]
    why = WHY.search(text)
    if why and len(text[: why.start()].split()) >= SHORTEST:
        return text[: why.start()].strip(), why[1].strip()
    return text, ""
