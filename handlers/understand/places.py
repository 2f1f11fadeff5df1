"""Places: whether a member's name says what a text is about, and not who votes, by the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.understand.fold import Folded
from handlers.understand.spans import Sort, Span
from handlers.understand.wordlists import words

ABOUT = words("about")
ASKING = words("asking")
MATTER = words("matter")
JOINING = frozenset({"and", "or", "nor"})
OF_MATTER = words("of_matter") | MATTER
DONE_TO = words("done_to")
TEXTS = frozenset({"resolution", "draft", "text", "amendment"})
RELATIVE = frozenset({"that", "which", "who", "did", "does", "and", "how", "when", "was", "were"})
VOTER = words("voter")


def is_subject(text: Folded, spans: Sequence[Span], span: Span, possessive: bool, nouns_first: bool = False) -> bool:
    """Whether a place is what the text is about, and no voter, by the words around it.

    In a language with `nouns_first` a place before a noun does not describe it.
    """
    keys = [token.key for token in text.tokens]
    before = keys[max(0, span.i - 3) : span.i]
    determined = bool(before) and before[-1] in {"the", "a", "this", "that"}
    while before and before[-1] in {"the", "a", "an", "recent", "latest", "current", "situation", "war"}:
        before.pop()
    previous = before[-1] if before else ""
    after = keys[span.j] if span.j < len(keys) else ""
    matter = after in MATTER and not nouns_first and not _within(spans, span.j, Sort.SYMBOL)
    if _passive(keys, span.j):
        return True
    if previous in ASKING:
        return False
    behind = keys[span.j + 1] if span.j + 1 < len(keys) else ""
    if (
        after in {"vote", "votes"}
        and not possessive
        and (
            previous in {"which", "what"}
            or not (ASKING & set(keys) or behind in {"on", "for", "against", "with", "in"})
        )
    ):
        return _list_of_votes(text, spans, span, previous)
    if after in VOTER and previous not in {"in", "on", "about"}:
        return determined and after in {"vote", "votes"} and span.i > 1 and previous not in {"how", "and", "with"}
    if matter or (determined and _matter_follows(text, spans, span)):
        return True
    if _in_a_clause(keys, span.i):
        return True
    if previous == "for":
        return len(before) > 1 and before[-2].startswith("vot")
    if previous in ABOUT:
        return True
    if previous == "of" and len(before) > 1:
        return before[-2] in OF_MATTER
    return possessive and span.j < len(keys) and _content(spans, span.j)


def _in_a_clause(keys: Sequence[str], place: int) -> bool:
    """ "The resolution calling for Russia to withdraw from Ukraine": names in what a text asks are no voters."""
    for i, key in enumerate(keys[: max(0, place - 1)]):
        if key in TEXTS and keys[i + 1].endswith("ing") and keys[i + 1] != "during":
            return not RELATIVE & set(keys[i + 1 : place])
    return False


def _passive(keys: Sequence[str], place: int) -> bool:
    """ "Israel been condemned", "was Iran criticised": something was done to it by votes."""
    here = [
        key
        for key in keys[place : place + 4]
        if key not in {"been", "was", "is", "were", "being", "ever", "not", "the"}
    ]
    return bool(here) and here[0] in DONE_TO


def listed_with(text: Folded, topical: Sequence[Span], span: Span) -> bool:
    """ "On Syria and Mali", "about Iran, Iraq or Egypt": a place in one list with a topic that the text is about."""
    before = next((one for one in reversed(topical) if one.j <= span.i and one.has(Sort.TOPIC)), None)
    if before is None:
        return False
    between = {token.key for token in text.tokens[before.j : span.i]}
    marks = text.text[text.tokens[before.j - 1].end : text.tokens[span.i].start]
    after = text.tokens[span.j].key if span.j < len(text.tokens) else ""
    joined = bool(between & JOINING) or "," in marks or "/" in marks
    return joined and between <= JOINING | {"the"} and after not in VOTER | ASKING | {"on", "about", "against"}


def _list_of_votes(text: Folded, spans: Sequence[Span], span: Span, previous: str) -> bool:
    """ "Which Israel votes …", "Ukraine vote 2025": what the votes are about, unless a symbol says on what."""
    symbol = any(other.has(Sort.SYMBOL) or other.has(Sort.NAMED) for other in spans)
    last = span.j + 1 >= len(text.tokens) or _within(spans, span.j + 1, Sort.PERIOD)
    return previous in {"which", "what"} or (span.i == 0 and last and not symbol)


def _matter_follows(text: Folded, spans: Sequence[Span], span: Span) -> bool:
    """ "The Ukraine aggression resolution": a word for a text stands soon after, behind words of its title."""
    for place in range(span.j, min(span.j + 3, len(text.tokens))):
        if text.tokens[place].key in MATTER and not _within(spans, place, Sort.SYMBOL):
            return True
        if not _content(spans, place):
            return False
    return False


def _content(spans: Sequence[Span], place: int) -> bool:
    """Whether a token can describe a text: no span explains it, or one that names a topic."""
    here = [span for span in spans if span.i <= place < span.j]
    return not here or any(span.has(Sort.TOPIC) for span in here)


def _within(spans: Sequence[Span], place: int, sort: Sort) -> bool:
    return any(span.i <= place < span.j and span.has(sort) for span in spans)
