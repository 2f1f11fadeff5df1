"""What the words around a span say of it: a pronoun, a voter, what is its own, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.understand.dates import NUMBERS
from handlers.understand.fold import Folded
from handlers.understand.spans import Reading, Sort, Span
from handlers.understand.wordlists import words

ASKING = words("asking")
MATTER = words("matter")
OWN_ENDS = words("own_ends")
GROUP_HEADS = words("group_heads")
BEING = frozenset({"was", "were", "is", "are"})
GROUP_ABOUT = frozenset({"about", "concerning", "on", "regarding"})
PRONOUN_BEFORE = words("before_pronoun")
VOTER = words("voter")
SHORTEST = 4
"""Letters of a leader's name that can stand for the member."""


def owns(text: Folded, span: Span) -> bool:
    """Whether a name stands in the genitive ("Russia's")."""
    return text.text[text.tokens[span.j - 1].end :][:2] in {"'s", "' "}


def asked_as_voter(text: Folded, span: Span) -> bool:
    """Whether what is named is asked about as a voter: "did Palestine vote"."""
    keys = [token.key for token in text.tokens]
    before = [key for key in keys[: span.i] if key != "the"][-1:]
    after, behind = (*keys[span.j : span.j + 2], "", "")[:2]
    if after in VOTER and behind in {"on", "for", "against", "with"}:
        return True
    about = after in MATTER or after == "vetoed" or owns(text, span)
    return bool(before and before[0] in ASKING) and not about


def allowed(text: Folded, span: Span) -> bool:
    """Leave out the pronoun "us" and one-letter words that only capitals make a name."""
    if span.j - span.i == 1 and text.tokens[span.i].key == "us":
        before = text.tokens[span.i - 1].key if span.i else ""
        return text.tokens[span.i].capital or before not in PRONOUN_BEFORE
    return True


def voters_asked(text: Folded, span: Span) -> bool:
    """ "Did Ukraine veto …", "did Israel and Palestine vote …": members, though "Ukraine veto" names a draft too."""
    keys = [token.key for token in text.tokens]
    named = span.has(Sort.NAMED) and span.j - span.i > 1 and keys[span.j - 1] == "veto"
    pair = span.has(Sort.TOPIC) and "and" in keys[span.i : span.j] and keys[span.j : span.j + 1] == ["vote"]
    return (named or pair) and span.i > 0 and keys[span.i - 1] in ASKING


def own_matter(text: Folded, span: Span) -> bool:
    """ "On its own membership": not alone, but about what is its own."""
    if not text.keys(span.i, span.j).endswith(" own") or not span.has(Sort.CUE) or span.j >= len(text.tokens):
        return False
    return text.tokens[span.j].key not in OWN_ENDS


def led(text: Folded, span: Span, periods: Sequence[Span]) -> Span:
    """A leader's name that dates nothing stands for the member: "sided with Trump", "did Putin vote against it"."""
    named = {found.member for found in span.values(Sort.PERIOD) if getattr(found, "member", "")}
    dates = any(period.i <= span.i and span.j <= period.j for period in periods)
    short = all(len(token.key) < SHORTEST for token in text.tokens[span.i : span.j])  # "hu voted no" is no Hu Jintao
    if (
        len(named) != 1
        or dates
        or short
        or span.has(Sort.MEMBER)
        or len(span.values(Sort.PERIOD)) != len(span.readings)
    ):
        return span
    return Span(span.i, span.j, (*span.readings, Reading(Sort.MEMBER, named.pop())))


def without_topical_group(text: Folded, span: Span) -> Span:
    """ "Resolutions on Africa": a group that votes are about is no voter, and describes the texts."""
    place = span.i - 1
    while place > 0 and text.tokens[place].key == "the":
        place -= 1
    head = text.tokens[place - 1].key if place > 0 else ""
    head = text.tokens[place - 2].key if place > 1 and head in BEING else head
    about = place > 0 and text.tokens[place].key in GROUP_ABOUT and head in GROUP_HEADS
    if not about or not span.has(Sort.GROUP):
        return span
    return Span(span.i, span.j, tuple(reading for reading in span.readings if reading.sort is not Sort.GROUP))


def without_bare_period(span: Span) -> Span:
    """Named periods count only through the period finder, which wants a word of time before them."""
    return Span(span.i, span.j, tuple(reading for reading in span.readings if reading.sort is not Sort.PERIOD))


def noise(text: Folded, i: int) -> bool:
    """Lone letters and list numbers that carry nothing."""
    key = text.tokens[i].key
    if key.isdigit() and text.text[text.tokens[i].end :].lstrip()[:1] == "%":
        return True  # "100% with China"
    return (len(key) == 1 and not key.isalpha()) or (key.isdigit() and len(key) < 3) or key in NUMBERS
