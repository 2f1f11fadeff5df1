"""Passages: a long text as sentences and clauses, each with what in it can speak of a vote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db.names import fold
from db.records import Body
from db.topics import topics
from handlers.question import Period
from handlers.understand.fold import LONGEST, Folded, folded
from handlers.understand.periods import find_periods
from handlers.understand.reader import Reader
from handlers.understand.scores import Score, find_scores, spoken
from handlers.understand.spans import Sort, Span, cover
from handlers.understand.symbols import OWN, Symbol, find_symbols

SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[\"'“‘(]?[^\W\d_])|;\s+|\n+")
ABBREVIATED = re.compile(r"(?:\b(?:[A-Z]|No|Nos|Res|Mr|Mrs|Ms|Dr|St|Gen|vs|v)\.)$")
DAYS_OF_A_YEAR = 366
FULL = re.compile(r"[AS]/", re.I)
COMMITTEE_DRAFT = re.compile(r"\bA/C\.\d/(?:\d{1,2}|ES-\d+)/L\.\s?\d+(?:/Rev\.\s?\d+)?", re.I)


@dataclass(frozen=True, slots=True)
class Cited:
    """A symbol in a passage. `plain`: it can be nothing else. `introduced`: "resolution" or the like stands before."""

    symbol: Symbol
    words: str
    plain: bool
    introduced: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and its clues.

    `periods` are a year long at most, shortest first; `days` are (month, day) without a year.
    """

    text: Folded
    cited: tuple[Cited, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]
    """Well-known names as typed, each with the keys that it can mean."""
    series: tuple[tuple[str, str], ...]
    """Names of yearly resolutions as typed, each with the series' key."""
    scores: tuple[Score, ...]
    periods: tuple[Period, ...]
    days: tuple[tuple[int, int], ...]
    bodies: frozenset[Body]
    members: frozenset[str]
    topics: tuple[str, ...]
    united_nations: bool
    voting: bool
    vetoing: bool
    committee: bool

    @property
    def body(self) -> Body | None:
        """The one body named, if any."""
        return next(iter(self.bodies)) if len(self.bodies) == 1 else None

    @property
    def words(self) -> frozenset[str]:
        """Its words, folded."""
        return frozenset(token.key for token in self.text.tokens)


def passages(reader: Reader, text: str, sent: date) -> Iterator[Passage]:
    """The sentences of a text in order; "today" and "last month" are read as of the day it was sent."""
    return (_passage(reader, sentence, sent) for sentence in _sentences(text))


def committee_drafts(text: str) -> list[str]:
    """Symbols of committee drafts, whose votes are none of the plenary's."""
    return list(dict.fromkeys(found[0] for found in COMMITTEE_DRAFT.finditer(text)))


def _sentences(text: str) -> Iterator[str]:
    held = ""
    for part in SENTENCE.split(text):
        part = " ".join(part.split())
        if held and ABBREVIATED.search(held) and len(held) + len(part) < LONGEST:
            part = f"{held} {part}"
        elif held:
            yield from _short(held)
        held = part
    if held:
        yield from _short(held)


def _short(sentence: str) -> Iterator[str]:
    """A sentence in parts that folding does not cut."""
    while len(sentence) > LONGEST:
        end = sentence.rfind(" ", LONGEST // 2, LONGEST)
        end = end if end > 0 else LONGEST
        yield sentence[:end]
        sentence = sentence[end:].strip()
    yield sentence


def _passage(reader: Reader, sentence: str, sent: date) -> Passage:
    text = _with_english_resolutions(folded(sentence))
    keys = [token.key for token in text.tokens]
    said = f" {' '.join(keys)} "
    scanned = list(reader.vocabulary.lexicon.scan(text))
    symbols = list(_symbols(text))
    spans = cover([_named_only(span) for span in scanned if any(r.sort in USED for r in span.readings)])
    periods = [
        found
        for span in cover(find_periods(text, sent, sessions=reader.sessions))
        for found in span.values(Sort.PERIOD)
    ]
    closed = [found.period for found in periods if not isinstance(found, tuple)]
    members = [span.values(Sort.MEMBER) for span in spans if span.has(Sort.MEMBER)]
    return Passage(
        text=text,
        cited=tuple(_cited(text, symbols)),
        names=tuple(
            (text.typed(s.i, s.j), s.values(Sort.NAMED))
            for s in spans
            if s.has(Sort.NAMED) and not any(s.i < symbol.j and symbol.i < s.j for symbol in symbols)
        ),
        series=tuple(
            (text.typed(s.i, s.j), s.values(Sort.SERIES)[0])
            for s in spans
            if s.has(Sort.SERIES) and not s.has(Sort.NAMED)
        ),
        scores=tuple(find_scores(text.text)),
        periods=tuple(sorted((period for period in closed if _days(period) < DAYS_OF_A_YEAR), key=_days)),
        days=tuple(found for found in periods if isinstance(found, tuple)),
        bodies=frozenset(body for span in spans if (body := _body(text, span))),
        members=frozenset(iso3 for found in members if len(found) == 1 for iso3 in found),
        topics=tuple(dict.fromkeys(topic for span in spans for topic in _topics_of(span))),
        united_nations=any(f" {name} " in said for name in spoken("united_nations")),
        voting=any(key.startswith(spoken("voting")) for key in keys),
        vetoing=any(key.startswith("veto") for key in keys),
        committee=any(f" {name} " in said for name in spoken("committees")),
    )


USED = frozenset({Sort.NAMED, Sort.SERIES, Sort.BODY, Sort.MEMBER, Sort.TOPIC})


def _named_only(span: Span) -> Span:
    return Span(span.i, span.j, tuple(reading for reading in span.readings if reading.sort in USED))


def _topics_of(span: Span) -> list[str]:
    """The topics that a span names, and the one about the member that it names."""
    members = span.values(Sort.MEMBER)
    about = [topic.id for topic in topics().values() if members and topic.places == members]
    return [*span.values(Sort.TOPIC), *about[:1]]


def _days(period: Period) -> int:
    """How many days a period lasts, less one; an open one lasts longest."""
    return ((period.until or date.max) - (period.since or date.min)).days


def _body(text: Folded, span: Span) -> Body | None:
    """The body that a span names: "the Council" is one, "the Human Rights Council" and "the Council of Europe" not."""
    body: Body | None = next((body for body in span.values(Sort.BODY) if body), None)
    name = text.keys(span.i, span.j).split()
    if name[-1] not in {"assembly", "council"} or {"general", "security"} & set(name):
        return body
    before = text.tokens[span.i - 1].key if span.i else ""
    after = text.keys(span.j, span.j + 1)
    return body if {*name[:1], before} & {"the", "this"} and after != "of" else None


def _with_english_resolutions(text: Folded) -> Folded:
    """The text with "résolution", "резолюция" … as the English word, which the finder of symbols knows."""
    foreign = [
        token
        for token in text.tokens
        if token.key in spoken("resolution") and token.text.lower() not in {"resolution", "resolutions"}
    ]
    if not foreign:
        return text
    clean = text.text
    for token in reversed(foreign):
        clean = f"{clean[: token.start]}resolution{clean[token.end :]}"
    return folded(clean)


def _symbols(text: Folded) -> Iterator[Span]:
    """The symbols that can be meant in running prose: "V8" and "S-400" are no ids, 50/50 and 31/10/2023 no symbols."""
    for span in cover(find_symbols(text)):
        symbol = span.values(Sort.SYMBOL)[0]
        typed = symbol.typed.strip()
        end = text.text.find(typed, text.tokens[span.i].start) + len(typed)
        halves = re.fullmatch(r"(\d+)/(\d+)", typed)
        if OWN.fullmatch(typed) or (halves and int(halves[1]) + int(halves[2]) == 100):
            continue
        if halves and text.text[end : end + 1] == "/":
            continue
        if re.match(r"-\d", text.text[end:]):
            continue  # "the budget resolution 14-3-2"
        yield span


def _cited(text: Folded, symbols: list[Span]) -> Iterator[Cited]:
    """The symbols with how they are introduced; in "resolutions 242 and 338" the first introduces the second."""
    listed = None
    for span in symbols:
        symbol: Symbol = span.values(Sort.SYMBOL)[0]
        typed = symbol.typed.strip()
        plain = bool(FULL.match(typed))
        introduced = typed[:1].isalpha() or _introduced(text, span.i)
        if not plain and not introduced and listed is not None and _and(text, listed[0], span.i):
            introduced = True
            if symbol.number is not None and symbol.body is None:
                symbol = Symbol(symbol.forms, symbol.number, listed[1], True, symbol.typed)
        if not plain and introduced and _of_another_body(text, span):
            listed = None
            continue
        if plain or introduced:
            listed = (span.j, symbol.body)
        elif not symbol.sure:
            continue
        yield Cited(symbol, typed, plain, introduced)


def _introduced(text: Folded, place: int) -> bool:
    return any(_ends_with(text, place, name) for name in spoken("introducing"))


def _and(text: Folded, end: int, place: int) -> bool:
    """Whether nothing but "and" or a comma stands between two symbols."""
    between = text.text[text.tokens[end - 1].end : text.tokens[place].start]
    return bool(re.fullmatch(r"\W{0,3}(?:(?:and|or|&)\s)?\W?", between))


def _of_another_body(text: Folded, span: Span) -> bool:
    """Whether "resolution" stands behind or before the name of a body that is not ours."""
    place = span.i
    if text.tokens[place].key not in {"resolution", "resolutions", "res", "draft"}:
        place -= 1
    if place < 0:
        return False
    before = any(_ends_with(text, place, name) for name in spoken("other_bodies"))
    tail = text.tokens[span.j : span.j + 7]
    after = fold(" ".join(token.key for token in tail))
    return before or any(
        re.match(rf"(?:of|by) (?:the )?(?:\w+ )?{re.escape(name)}\b", after) for name in spoken("other_bodies")
    )


def _ends_with(text: Folded, place: int, name: str) -> bool:
    """Whether the words of a name stand directly before a token."""
    width = name.count(" ") + 1
    return place >= width and text.keys(place - width, place) == name
