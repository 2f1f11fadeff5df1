"""Finding bounds on the counts of a vote: "less than five against", "over 100 in favour", "abstentions below 10"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from db.records import Position
from handlers.question import Bound
from handlers.understand.fold import Folded
from handlers.understand.scores import NUMBERS, TENS
from handlers.understand.spans import Sort, Span
from handlers.understand.wordlists import cues

BEHIND, BEFORE, NEXT = 3, 2, 1
"""As many words may stand between a number and a position behind it, a position and what follows it, nobody and what
they did."""
MORE_OR_LESS = {"more", "fewer", "less"}
LIMITS: dict[str, Callable[[int], tuple[int | None, int | None]]] = {
    "at_most": lambda n: (None, n),
    "below": lambda n: (None, n - 1),
    "at_least": lambda n: (n, None),
    "above": lambda n: (n + 1, None),
    "exactly": lambda n: (n, n),
}


@dataclass(slots=True)
class Bounds:
    """The bounds of a text, by the span of the position whose votes they count, and the tokens that say them."""

    found: dict[Span, Bound] = field(default_factory=dict)
    said: set[int] = field(default_factory=set)

    def add(self, span: Span, bound: Bound, start: int, end: int) -> None:
        """Add a bound that the tokens from start to end name, with the span of its position."""
        if span not in self.found:
            self.found[span] = bound
            self.said |= {*range(start, end), *range(span.i, span.j)}

    def positions_beside(self, spans: Sequence[Span]) -> list[Position]:
        """The positions asked about beside those that bounds count."""
        left = (span for span in spans if not self.said & set(range(span.i, span.j)))
        return list(dict.fromkeys(p for span in left for named in span.values(Sort.POSITION) for p in named))


def find_bounds(text: Folded, spans: Sequence[Span]) -> Bounds:
    """The bounds that the text names."""
    bounds = Bounds()
    for start, end, _, relation, number in limits(text):
        if any(s.i < end <= s.j and s.has(Sort.PERIOD) for s in spans):
            continue  # "over 10 years"
        span = _position(spans, start, end)
        if span is not None:
            bounds.add(span, Bound(_one(span), *LIMITS[relation](number)), start, end)
    for start, end in _none(text):
        span = _position(spans, start, end, NEXT)
        if span is not None:
            bounds.add(span, Bound(_one(span), None, 0), start, end)
    return bounds


def _one(span: Span) -> Position:
    """The position that a span names."""
    position: Position = span.values(Sort.POSITION)[0][0]
    return position


def _none(text: Folded) -> Iterator[tuple[int, int]]:
    """The words that say that nobody took the position behind them ("nobody", "without any"): first, and one behind."""
    keys = [token.key for token in text.tokens]
    for phrase in cues()["none"]["phrases"]:
        words = phrase.split()
        for i in range(len(keys) - len(words)):
            if keys[i : i + len(words)] == words:
                yield i, i + len(words)
    for i, key in enumerate(keys[:-1]):
        if key == "no" and keys[i + 1].startswith("abst"):
            yield i, i + 1


def limits(text: Folded) -> Iterator[tuple[int, int, int, str, int]]:
    """Numbers with words such as "more than": the first token, the one behind, the number's; relation and number."""
    keys = [token.key for token in text.tokens]
    said: set[int] = set()
    phrases = [(phrase.split(), relation) for relation, listed in cues()["bounds"].items() for phrase in listed]
    for words, relation in sorted(phrases, key=lambda pair: -len(pair[0])):  # "no more than" before "more than"
        for i in range(len(keys) - len(words)):
            place = i + len(words)
            if keys[i:place] == words and place not in said and (number := _number(keys[place])) is not None:
                said.add(place)
                yield i, place + 1, place, relation, number
    for i, key in enumerate(keys[:-2]):
        number = _number(key)
        if number is not None and i not in said and keys[i + 1] == "or" and keys[i + 2] in MORE_OR_LESS:
            yield i, i + 3, i, "at_least" if keys[i + 2] == "more" else "at_most", number


def _number(key: str) -> int | None:
    if key.isdigit() and len(key) <= 3:
        return int(key)
    return NUMBERS.get(key) or TENS.get(key) or {"hundred": 100}.get(key)


def _position(spans: Sequence[Span], start: int, end: int, behind: int = BEHIND) -> Span | None:
    """The position counted: the first one soon behind the number, else the last one shortly before the limit."""
    named = [span for span in spans if len(span.values(Sort.POSITION)) == 1]
    following = [span for span in named if end <= span.i <= end + behind]
    before = [span for span in named if behind == BEHIND and start - BEFORE <= span.j <= start]
    return following[0] if following else before[-1] if before else None
