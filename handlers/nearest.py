"""What is nearest to words that nothing fits: only decisions that share the words that tell them from others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import log

from db.archive import Archive
from db.names import fold
from db.queries.search import search
from db.queries.titles import load_titles
from db.records import Body, Decision

SHARED = 0.7
"""Share of the words' weight that a decision must hold to be offered."""
COMMON = 400
"""A word of more titles than this tells nothing by itself."""
FOUND = 40
PLAIN = frozenset(
    {"resolution", "resolutions", "vote", "votes", "voting", "united", "nations", "general", "assembly", "security",
     "council", "draft", "about", "the", "and", "for", "of", "on", "in", "to", "a", "an", "did", "how", "who", "what",
     "was", "were", "is", "by", "does", "do", "tally", "result", "against", "abstained", "voted", "with", "from", "at",
     "its", "their"}
)  # fmt: skip
"""Words of questions, which no title is looked for by."""


def shares(archive: Archive, words: str, decision: Decision) -> bool:
    """Whether a decision's texts hold enough of the words that tell decisions from others; true where none do."""
    weights = _weights(archive, words)
    return not weights or _held(weights, decision) >= SHARED * sum(weights.values())


async def nearest(
    archive: Archive, words: str, body: Body | None = None, limit: int = 5, near: date | None = None
) -> list[Decision]:
    """Decisions whose texts share the rare words, best first, of equals the nearest to a day; often none."""
    await load_titles(archive)  # counts their words, once
    weights = _weights(archive, words)
    if not any(0 < _count(archive, word) <= COMMON for word in weights):
        return []
    found = await search(archive, " ".join(weights), body, any_word=True, limit=FOUND)
    scored = [(_held(weights, one), one) for one in found]
    whole = sum(weights.values())
    fitting = [(points, one) for points, one in scored if points >= SHARED * whole]
    fitting.sort(key=lambda pair: (-pair[0], abs((pair[1].day - near).days) if near else 0))
    return [one for _, one in fitting[:limit]]


def _weights(archive: Archive, words: str) -> dict[str, float]:
    """The words that can tell, each with its weight: the rarer, the heavier."""
    sought = [word for word in dict.fromkeys(fold(words).split()) if word not in PLAIN and not word.isdigit()]
    return {word: _weight(archive, word) for word in sought}


def _count(archive: Archive, word: str) -> int:
    return max((archive.title_words[form] for form in _forms(word)), default=0)


def _weight(archive: Archive, word: str) -> float:
    size = max(len(archive.titles), 2)
    return log(size / max(_count(archive, word), 1)) + 0.1


def _forms(word: str) -> tuple[str, ...]:
    return (word, word.removesuffix("s"), f"{word}s")


def _held(weights: dict[str, float], decision: Decision) -> float:
    """The weight of the words that a decision's texts hold."""
    texts = (decision.title, decision.agenda_item, decision.original_title, *decision.subjects)
    held = _words(texts)
    return sum(weight for word, weight in weights.items() if held & set(_forms(word)))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in fold(text).split())
