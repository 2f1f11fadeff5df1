"""What can be told before anything is counted: small talk, and questions about what a word means."""

from __future__ import annotations

from db.names import fold
from handlers import glossary
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words

SMALL = words("small")


def small_talk(slots: Slots) -> str:
    """What a text is that is a greeting, thanks or a call for help and nothing else: the cue; empty for any other."""
    cues = slots.cues
    rest = [s for s in slots.spans if not s.has(Sort.CUE) and not s.has(Sort.FILLER)]
    if rest or slots.residue or cues & {"veto", "latest", "extremes", "why"}:
        return ""
    return next((cue for cue in ("help", "thanks", "greeting") if cue in cues), "")


def asked_term(slots: Slots) -> str:
    """The glossary term whose way of asking stands in the text, word for word in any order."""
    if slots.symbols or slots.period or any(m.sort is Sort.MEMBER for m in slots.voters):
        return ""
    said = {token.key for token in slots.text.tokens} - SMALL
    for entry in glossary.terms().values():
        for ask in entry.asks:
            wanted = set(fold(ask).split()) - SMALL
            if wanted and wanted <= said and len(wanted) / len(said) >= 0.6:
                return entry.id
    return ""


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
