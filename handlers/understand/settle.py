"""Settling what the slots leave open: exceptions, vetoes, names beside a symbol."""

from __future__ import annotations

from collections.abc import Collection

from db.names import fold
from db.records import Body
from handlers.question import Kind, Option, Question
from handlers.understand.references import Referred
from handlers.understand.resolver import topics_about
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words

ASKING = words("asking")
NAMES = (Sort.MEMBER, Sort.GROUP, Sort.TOPIC)


def exception(text: str, slots: Slots) -> Question | None:
    """A question back for "except …", "not …": leaving something out of a figure is not something Rollcall can do.

    A dropped exception would turn the figure into its opposite, so nothing is counted.
    """
    keys = [token.key for token in slots.text.tokens]
    for span in slots.spans:
        named = any(span.has(sort) for sort in NAMES)
        if "except" in span.values(Sort.CUE) or (named and span.i and keys[span.i - 1] in {"not", "without"}):
            before = slots.text.typed(0, span.i - (0 if "except" in span.values(Sort.CUE) else 1)).strip()
            left_out = slots.text.typed(span.i, len(keys))
            options = (Option("Ask without the exception", before),) if len(before.split()) > 2 else ()
            reason = f"I cannot leave something out of a count (“{left_out}”)."
            return Question(text, Kind.CLARIFY, options=options, reason=reason)
    return None


def settle_vetoes(slots: Slots, permanent: Collection[str]) -> None:
    """In a question on vetoes the Council is meant, and a member without a veto is what the draft was about."""
    if "veto" not in slots.cues:
        return
    if not slots.bodies:
        slots.bodies.append(Body.SC)
    if slots.positions:
        return
    tokens = slots.text.tokens
    for mention in [m for m in slots.voters if m.sort is Sort.MEMBER and not set(m.keys) & set(permanent)]:
        if mention.span.i and tokens[mention.span.i - 1].key in ASKING:
            continue  # "did South Africa veto": the answer is that it has no veto
        slots.voters.remove(mention)
        slots.places.append(mention)
        slots.topics.extend(topics_about(mention.keys)[:1])
        slots.reference.extend(range(mention.span.i, mention.span.j))


def settle_names(slots: Slots, referred: Referred) -> None:
    """Beside a symbol, a place in the decision's own text that is no asked voter belongs to its description."""
    if not slots.symbols or not referred.decisions:
        return
    texts = " ".join(fold(f"{one.title} {one.original_title}") for one in referred.decisions)
    keys = [token.key for token in slots.text.tokens]
    asks_who = bool({"who", "compare", "result"} & slots.cues)
    slots.voters = [
        m
        for m in slots.voters
        if not (asks_who or not m.sure)
        or keys[max(0, m.span.i - 1)] in ASKING
        or keys[m.span.j : m.span.j + 1] in (["vote"], ["voted"], ["abstain"])
        or slots.text.keys(m.span.i, m.span.j) not in texts
    ]
