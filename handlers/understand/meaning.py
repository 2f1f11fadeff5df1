"""What can be told before anything is counted: small talk, and questions about what a word or a rule means."""

from __future__ import annotations

from functools import cache

from handlers import glossary
from handlers.understand.fold import folded
from handlers.understand.ideas import heavy, ideas, likeness, past
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort

ALIKE = 0.74
"""Likeness of a question to a way of asking for a term from which the term is meant."""
SAME = 0.93
"""Likeness where nothing else may stand there, since the text may ask for votes."""
LONGEST = 24
"""Words of a question about a rule; a longer text tells a story and asks for its votes."""
COUNTED = frozenset(
    {"most", "fewest", "first", "closest", "furthest", "latest", "series", "map", "brief", "trend", "record"}
)
"""Cues of questions that votes answer."""
ASKING = frozenset(
    {"what", "who", "how", "when", "why", "which", "where", "whom", "is", "are", "do", "does", "can", "could", "may",
     "must", "has", "have", "should", "would", "might", "explain", "define", "difference", "whats", "if"}
)  # fmt: skip
"""Words of which a question has one."""
CAST = "vetoes cast"
SUPPOSING = frozenset(
    {"happens", "be", "being", "after", "can", "could", "may", "might", "must", "if", "allowed", "able", "possible",
     "supposed", "would"}
)  # fmt: skip


def small_talk(slots: Slots) -> str:
    """What a text is that is a greeting, thanks or a call for help and nothing else: the cue; empty for any other."""
    cues = slots.cues
    rest = [s for s in slots.spans if not s.has(Sort.CUE) and not s.has(Sort.FILLER)]
    if rest or slots.residue or cues & {"veto", "latest", "extremes", "why"}:
        return ""
    return next((cue for cue in ("help", "thanks", "greeting") if cue in cues), "")


@cache
def _ways() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every way of asking for a term as its ideas, with the term."""
    return tuple(
        (entry.id, ideas([token.key for token in folded(way).tokens]))
        for entry in glossary.terms().values()
        for way in (*entry.asks, *(name for name in entry.terms if name.startswith(("article ", "chapter "))))
    )


def asked_term(slots: Slots) -> str:
    """The glossary term that a question about rules asks for, by its ideas; empty for a question about votes."""
    keys = [token.key for token in slots.text.tokens]
    if any(symbol.sure for symbol in slots.symbols) and not {"article", "art"} & set(keys):
        return ""
    if slots.period or slots.bounds or len(keys) > LONGEST or slots.language != "en":
        return ""
    if slots.series or keys[:1] == ["should"]:
        return ""
    supposing = bool(SUPPOSING & set(keys))
    voters = any(not mention.span.has(Sort.TERM) for mention in slots.voters)
    if not supposing:
        keys = [CAST if key in {"vetoed", "vetoes", "vetoing"} else key for key in keys]  # vetoes there were
    readings = [ideas(said) for said in (_without_names(slots, keys) if supposing else (keys,))]
    least = ALIKE if supposing or not (voters or past() & set(keys) or slots.cues & COUNTED) else SAME
    if not ASKING & set(keys):
        least = SAME  # "vetoes on admission" names votes, "can admission be vetoed" asks for a rule
    best, score = "", 0.0
    for term, way in _ways():
        alike = max(likeness(asked, way) for asked in readings)
        if alike >= (least if heavy(way) else SAME) and alike > score:
            best, score = term, alike
    return best


def _without_names(slots: Slots, keys: list[str]) -> list[list[str]]:
    """The words with every voter said as "member" ("could Russia veto …"); beside that permanent ones said as such."""
    named = [mention for mention in slots.voters if not mention.span.has(Sort.TERM)]
    spoken = {i for mention in named for i in range(mention.span.i, mention.span.j)}
    others = "member" in ideas([key for i, key in enumerate(keys) if i not in spoken])
    readings = []
    for permanent in ("permanent", "member") if not others else ("member",):
        said = list(keys)
        for mention in sorted(named, key=lambda mention: -mention.span.i):
            its = permanent if set(mention.keys) <= PERMANENT else "member"
            said[mention.span.i : mention.span.j] = [its]
        readings.append(said)
    return readings


PERMANENT = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})


def defines(slots: Slots) -> bool:
    """Whether the text asks what a word means, and nothing else."""
    beside = [m for m in slots.voters if not m.span.has(Sort.TERM)]
    return (
        bool(slots.terms)
        and "define" in slots.cues
        and not (beside or slots.symbols or slots.named or slots.period or slots.residue or slots.positions)
        and not slots.cues & {"extremes", "most", "fewest"}
        and not set(slots.topics) - {t for s in slots.spans if s.has(Sort.TERM) for t in s.values(Sort.TOPIC)}
    )
