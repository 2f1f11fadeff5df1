"""Ideas of a question about law and procedure: its words made one where they say the same, and how alike two are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from db.ingest.edition import load_toml
from db.names import fold
from handlers.understand.references import stem
from handlers.understand.wordlists import FILES

LIGHT = 0.25
"""Weight of an idea that nearly every such question has, against 1 of any other."""
ASKING = frozenset({"many", "who"})
COUNTED = frozenset({"vote", "member"})
WHY = frozenset({"why"})
BODIES = frozenset({"assembly", "council"})
ROMAN = {
    "ii": "2", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "x": "10", "xii": "12", "xiii": "13",
    "xv": "15", "xviii": "18",
}  # fmt: skip


@cache
def _file() -> dict[str, Any]:
    return load_toml(FILES / "ideas.toml")


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """The words of each phrase → its idea."""
    found = {}
    for part in ("light", "heavy"):
        for idea, phrases in _file()[part].items():
            for phrase in phrases:
                found[tuple(fold(phrase).split())] = idea
    return found


@cache
def _longest() -> int:
    return max(len(phrase) for phrase in _phrases())


@cache
def _silent() -> frozenset[str]:
    return frozenset(_file()["silent"]["words"])


def past() -> frozenset[str]:
    """Words of a question about votes that were cast."""
    return frozenset(_file()["past"]["words"])


def ideas(keys: Sequence[str]) -> frozenset[str]:
    """The ideas in the folded words of a text, the longest phrases first."""
    phrases, longest, found, i = _phrases(), _longest(), set(), 0
    while i < len(keys):
        if keys[i] in {"article", "chapter", "art"} and (number := _number(keys[i + 1 : i + 2])):
            found.add(f"{'chapter' if keys[i] == 'chapter' else 'article'} {number}")
            i += 2
            while keys[i : i + 1] and keys[i].isdigit() and len(keys[i]) == 1:
                i += 1  # "27(3)"
            continue
        for length in range(min(longest, len(keys) - i), 0, -1):
            idea = phrases.get(tuple(keys[i : i + length]))
            if idea is not None:
                found.add(idea)
                i += length
                break
        else:
            if keys[i] not in _silent() and not (keys[i].isdigit() and len(keys[i]) < 3):
                found.add(stem(keys[i]))
            i += 1
    if "permanent" in found or "elected" in found:
        found.add("member")
    return frozenset(found)


def _number(words: Sequence[str]) -> str:
    word = words[0] if words else ""
    return ROMAN.get(word, word if re.fullmatch(r"\d{1,3}", word) else "")


@lru_cache(maxsize=4096)
def weight(found: frozenset[str]) -> float:
    """The weight of some ideas together."""
    light = _file()["light"]
    return sum(LIGHT if idea in light else 1.0 for idea in found)


@lru_cache(maxsize=4096)
def heavy(found: frozenset[str]) -> frozenset[str]:
    """Those of some ideas that tell one question from another."""
    return frozenset(idea for idea in found if idea not in _file()["light"])


def likeness(asked: frozenset[str], known: frozenset[str]) -> float:
    """How alike two sets of ideas are, from 0 to 1 (Dice, by weight); 0 where the first lacks what makes the second.

    Neither may one speak of one body only and the other of the other.
    """
    if not heavy(known) <= asked or (known & BODIES and asked & BODIES and not known & asked & BODIES):
        return 0.0
    if asked & ASKING - known or known & WHY - asked or ("many" in known and not known & COUNTED <= asked):
        return 0.0  # "who", "how many" and "why" ask for something of their own
    both = weight(asked) + weight(known)
    return 2 * weight(asked & known) / both if both else 0.0
