"""Slots: what the spans of a text say, role by role. A place name is a voter or a topic by the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.records import Body, Position
from db.topics import topics
from handlers.question import Period
from handlers.understand.fold import Folded
from handlers.understand.languages import in_english, note
from handlers.understand.periods import NUMBERS, find_periods
from handlers.understand.spans import Sort, Span, cover
from handlers.understand.symbols import Symbol, find_symbols
from handlers.understand.vocabulary import Vocabulary
from handlers.understand.wordlists import words

ABOUT = words("about")
MATTER = words("matter")
VOTER = words("voter")
PRONOUN_BEFORE = words("before_pronoun")
OF_MATTER = words("of_matter") | MATTER
ASKING = words("asking")


@dataclass(frozen=True, slots=True)
class Mention:
    """A member or group named in the text; several `keys` when the name is ambiguous."""

    span: Span
    sort: Sort
    keys: tuple[str, ...]
    topical: bool = False
    possessive: bool = False

    @property
    def sure(self) -> bool:
        """Whether it names exactly one."""
        return len(self.keys) == 1


@dataclass(slots=True)
class Slots:
    """Everything that one pass over the text found."""

    text: Folded
    language: str = "en"
    spans: list[Span] = field(default_factory=list)
    voters: list[Mention] = field(default_factory=list)
    opposed: list[Mention] = field(default_factory=list)
    """Voters on the other side ("the US with Russia against the UK")."""
    places: list[Mention] = field(default_factory=list)
    not_members: list[str] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    period: Period = field(default_factory=Period)
    anniversary: tuple[int, int] | None = None
    """Month and day of a date without a year ("on March 20")."""
    notes: list[str] = field(default_factory=list)
    residue: list[int] = field(default_factory=list)
    reference: list[int] = field(default_factory=list)
    """Tokens that can describe a decision: topic words, topical places, residue."""

    reference_name: str = ""
    """A title to look for instead, where a yearly series has no vote in the named period."""

    @property
    def body(self) -> Body | None:
        """The one body named, if any."""
        return self.bodies[0] if len(set(self.bodies)) == 1 else None

    @property
    def residue_words(self) -> tuple[str, ...]:
        """The words that nothing explained, as typed."""
        return tuple(self.text.tokens[i].text for i in self.residue)

    def reference_words(self) -> str:
        """The words that can describe a decision, in order."""
        return " ".join(self.text.tokens[i].key for i in sorted(set(self.reference)))


def read_slots(text: Folded, vocabulary: Vocabulary, today: date, sessions: Mapping[int, tuple[date, date]]) -> Slots:
    """Scan, cover, and sort the spans into slots."""
    text, language = in_english(text, vocabulary.lexicon, vocabulary.countries)
    scanned = [span for span in vocabulary.lexicon.scan(text) if _allowed(text, span)]
    periods = list(find_periods(text, today, vocabulary.atoms(scanned), sessions))
    spans = [_without_bare_period(span) for span in scanned]
    found = [*(s for s in spans if s.readings), *periods, *find_symbols(text)]
    guesses = vocabulary.lexicon.guess(text) if language == "en" else ()
    slots = Slots(text, language, cover([*found, *guesses]))
    for span in slots.spans:
        _sort_in(slots, span)
    _take_sides(slots)
    covered = {i for span in slots.spans for i in range(span.i, span.j)}
    slots.residue = [i for i in range(len(text.tokens)) if i not in covered and not _noise(text, i)]
    slots.reference.extend(slots.residue)
    if language != "en" and slots.residue:
        slots.notes.append(note(language))
    return slots


def _take_sides(slots: Slots) -> None:
    """Voters after "against" go to the other side, when somebody is left on this one.

    The "against" before them then says who they are, not that a no was cast.
    """
    text = slots.text
    opposed: list[Mention] = []
    for mention in slots.voters:
        i = mention.span.i - 1
        while i >= 0 and text.tokens[i].key in {"the", "both"}:
            i -= 1
        beside = bool(opposed) and i >= 0 and text.tokens[i].key in {"and", "or"}
        if (i >= 0 and text.tokens[i].key == "against") or beside:
            opposed.append(mention)
    rest = [mention for mention in slots.voters if mention not in opposed]
    if not opposed or not rest:
        return
    keys = {token.key for token in text.tokens}
    subjects = [topic for mention in opposed for topic in _topics_of(mention.span, mention)]
    if (
        slots.period
        and subjects
        and not slots.topics
        and not keys & {"when", "which", "often", "times", "list", "with", "all", "ever"}
    ):
        slots.voters, slots.places = rest, [*slots.places, *opposed]  # "did X vote against Y in 2022": one vote about Y
        for mention in opposed:
            slots.topics.extend(_topics_of(mention.span, mention))
            slots.reference.extend(range(mention.span.i, mention.span.j))
        return
    slots.voters, slots.opposed = rest, opposed
    slots.cues.add("opposes")
    for span in slots.spans:
        if span.has(Sort.POSITION) and text.tokens[span.j - 1].key == "against":
            slots.positions = [p for p in slots.positions if p is not Position.NO]


def _sort_in(slots: Slots, span: Span) -> None:
    """Put one span into its slots. The order below is the order of preference among readings."""
    if span.has(Sort.SYMBOL) and not span.has(Sort.NAMED):
        best = max(span.readings, key=lambda reading: reading.grade if reading.sort is Sort.SYMBOL else 0)
        slots.symbols.append(best.value)
        return
    for cue in span.values(Sort.CUE):
        slots.cues.add(cue)
    for positions in span.values(Sort.POSITION):
        slots.positions.extend(position for position in positions if position not in slots.positions)
    slots.bodies.extend(body for body in span.values(Sort.BODY) if body is not None)
    for found in span.values(Sort.PERIOD):
        if isinstance(found, tuple):
            slots.anniversary = found
        else:
            _add_period(slots, found)
    slots.series.extend(span.values(Sort.SERIES))
    slots.named.extend(span.values(Sort.NAMED))
    slots.terms.extend(span.values(Sort.TERM))
    described = span.has(Sort.SERIES) or span.has(Sort.NAMED)
    members, groups = span.values(Sort.MEMBER), span.values(Sort.GROUP)
    if members and not described:
        mention = _mention(slots, span, Sort.MEMBER, members)
        if mention.topical:
            slots.places.append(mention)
            slots.topics.extend(_topics_of(span, mention))
            slots.reference.extend(range(span.i, span.j))
        else:
            slots.voters.append(mention)
    elif groups:
        slots.voters.append(_mention(slots, span, Sort.GROUP, groups))
    elif span.has(Sort.NOT_MEMBER) and (not span.has(Sort.TOPIC) or _votes(slots.text, span)):
        slots.not_members.extend(span.values(Sort.NOT_MEMBER))
    elif span.has(Sort.TOPIC):
        slots.topics.extend(span.values(Sort.TOPIC))
        slots.reference.extend(range(span.i, span.j))
    if described:
        slots.reference.extend(range(span.i, span.j))


def _add_period(slots: Slots, found: Any) -> None:  # noqa: ANN401 (periods.Found)
    if not slots.period or (slots.period.since == found.period.since and slots.period.until == found.period.until):
        slots.period = found.period
    elif slots.period.covers(found.period.since or date.min) and slots.period.covers(found.period.until or date.max):
        slots.period = found.period  # "in 2022 … on 2 March 2022": the narrower one
    else:
        since = max(filter(None, (slots.period.since, found.period.since)), default=None)
        until = min(filter(None, (slots.period.until, found.period.until)), default=None)
        if since and until and since > until:
            slots.notes.append(f"Two periods were named; {slots.period.label} is used.")
            return
        slots.period = Period(since, until, f"{slots.period.label}, {found.period.label}")
    if found.note:
        slots.notes.append(found.note)


def _topics_of(span: Span, mention: Mention) -> list[str]:
    """The topics about a place: those that the words name themselves, else the one about that member."""
    direct = list(span.values(Sort.TOPIC))
    if direct:
        return direct
    about = [topic.id for topic in topics().values() if topic.places == mention.keys]
    return about[:1]


def _mention(slots: Slots, span: Span, sort: Sort, keys: tuple[str, ...]) -> Mention:
    text = slots.text
    tail = text.text[text.tokens[span.j - 1].end :][:2]
    possessive = tail in {"'s", "' "}
    topical = sort is Sort.MEMBER and _topical(slots, span, possessive)
    return Mention(span, sort, keys, topical, possessive)


def _topical(slots: Slots, span: Span, possessive: bool) -> bool:
    """Whether a place is what the text is about, and no voter, by the words around it."""
    keys = [token.key for token in slots.text.tokens]
    before = keys[max(0, span.i - 3) : span.i]
    determined = bool(before) and before[-1] in {"the", "a", "this", "that"}
    while before and before[-1] in {"the", "a", "an", "recent", "latest", "current", "situation", "war"}:
        before.pop()
    previous = before[-1] if before else ""
    after = keys[span.j] if span.j < len(keys) else ""
    matter = after in MATTER and not _within(slots, span.j, Sort.SYMBOL)
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
        return _list_of_votes(slots, span, previous)
    if after in VOTER and previous not in {"in", "on", "about"}:
        return determined and after in {"vote", "votes"} and span.i > 1 and previous not in {"how", "and", "with"}
    if matter or (determined and _matter_follows(slots, span)):
        return True
    if previous == "for":
        return len(before) > 1 and before[-2].startswith("vot")
    if previous in ABOUT:
        return True
    if previous == "of" and len(before) > 1:
        return before[-2] in OF_MATTER
    return possessive and span.j < len(keys) and _content(slots, span.j)


def _list_of_votes(slots: Slots, span: Span, previous: str) -> bool:
    """ "Which Israel votes …", "Ukraine vote 2025": what the votes are about, unless a symbol says on what."""
    symbol = any(other.has(Sort.SYMBOL) or other.has(Sort.NAMED) for other in slots.spans)
    last = span.j + 1 >= len(slots.text.tokens) or _within(slots, span.j + 1, Sort.PERIOD)
    return previous in {"which", "what"} or (span.i == 0 and last and not symbol)


def _matter_follows(slots: Slots, span: Span) -> bool:
    """ "The Ukraine aggression resolution": a word for a text stands soon after, behind words of its title."""
    for place in range(span.j, min(span.j + 3, len(slots.text.tokens))):
        if slots.text.tokens[place].key in MATTER and not _within(slots, place, Sort.SYMBOL):
            return True
        if not _content(slots, place):
            return False
    return False


def _content(slots: Slots, place: int) -> bool:
    """Whether a token can describe a text: no span explains it, or one that names a topic."""
    spans = [span for span in slots.spans if span.i <= place < span.j]
    return not spans or any(span.has(Sort.TOPIC) for span in spans)


def _within(slots: Slots, place: int, sort: Sort) -> bool:
    return any(span.i <= place < span.j and span.has(sort) for span in slots.spans)


def _votes(text: Folded, span: Span) -> bool:
    """Whether what is named is asked about as a voter: "did Palestine vote"."""
    before = text.tokens[span.i - 1].key if span.i else ""
    after = text.tokens[span.j].key if span.j < len(text.tokens) else ""
    behind = text.tokens[span.j + 1].key if span.j + 1 < len(text.tokens) else ""
    return (after in VOTER and behind in {"on", "for", "against", "with"}) or before in ASKING


def _allowed(text: Folded, span: Span) -> bool:
    """Leave out the pronoun "us" and one-letter words that only capitals make a name."""
    if span.j - span.i == 1 and text.tokens[span.i].key == "us":
        before = text.tokens[span.i - 1].key if span.i else ""
        return text.tokens[span.i].capital or before not in PRONOUN_BEFORE
    return True


def _without_bare_period(span: Span) -> Span:
    """Named periods count only through the period finder, which wants a word of time before them."""
    return Span(span.i, span.j, tuple(reading for reading in span.readings if reading.sort is not Sort.PERIOD))


def _noise(text: Folded, i: int) -> bool:
    """Lone letters and list numbers that carry nothing."""
    key = text.tokens[i].key
    return (len(key) == 1 and not key.isalpha()) or (key.isdigit() and len(key) < 3) or key in NUMBERS
