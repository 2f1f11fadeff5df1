"""Two questions in one message: where the second begins."""

from __future__ import annotations

import re

from handlers.understand.slots import Slots

ASKING = r"(?:who|whom|whose|what|which|how|when|where|why|show|list|compare)\b"
ALSO = r"(?:also|then|now|next|and)\b,?\s+"
WHY = re.compile(r"(?:,? and|,|;) (why\b.*)$", re.IGNORECASE | re.DOTALL)
NEXT = re.compile(
    rf"(?:(?<=[?;])|(?<=\w\w[.!]))\s+(?:{ALSO})*(?=(?:{ASKING}|(?:did|does|do|has|have|had|is|are|was|were)\b))"
    rf"|,?\s+and\s+(?:{ALSO})*(?=(?:who|what|how|when|show|list|compare|which)\b)",
    re.IGNORECASE,
)
"""A sentence that asks again, or "and" before a word of asking."""
SHORTEST = 3
"""Words without which the first part is no question of its own."""

BARE = frozenset({"who", "how", "how_many", "record", "define", "list", "alone", "together", "extremes", "only"})
"""Cues that ask, and do not say what."""


def says_something(slots: Slots) -> bool:
    """Whether a second question has a verb of its own; "and how often did Russia" goes on with the first one's."""
    return bool(slots.cues - BARE or slots.positions or slots.symbols or slots.named or slots.topics)


def two_questions(text: str) -> tuple[str, str]:
    """The first question and the second; the second is empty where there is only one."""
    why = WHY.search(text)
    if why and len(text[: why.start()].split()) >= SHORTEST:
        return text[: why.start()].strip(), why[1].strip()
    for found in NEXT.finditer(text):
        first, second = text[: found.start()].strip(" ;"), text[found.end() :].strip()
        if len(first.split()) >= SHORTEST and len(second.split()) > 1:
            return first, second
    return text, ""
