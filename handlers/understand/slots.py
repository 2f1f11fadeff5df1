"""Slots: what the spans of a text say, role by role. A place name is a voter or a topic by the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.records import Body, Member, Position
from handlers.question import Bound, Period
from handlers.understand.around import (
    allowed,
    asked_as_voter,
    led,
    noise,
    own_matter,
    owns,
    voters_asked,
    without_bare_period,
    without_topical_group,
)
from handlers.understand.bounds import find_bounds, limits
from handlers.understand.fold import Folded
from handlers.understand.home import at_home
from handlers.understand.languages import in_english, note, nouns_first
from handlers.understand.periods import Found, find_periods
from handlers.understand.places import is_subject, listed_with
from handlers.understand.sides import pair_positions, take_sides, topics_of
from handlers.understand.spans import Sort, Span, cover
from handlers.understand.symbols import Symbol, find_symbols
from handlers.understand.vocabulary import Vocabulary

LIKENESS = frozenset({"agree", "closest", "furthest", "differ"})


RANKS = frozenset({"top", "bottom"})


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
    voiceless: list[str] = field(default_factory=list)
    """Those of them that are asked about as voters ("how did Kosovo vote")."""
    premise: str = ""
    """What the text takes for granted and is not so, put right in a sentence."""
    symbols: list[Symbol] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """Well-known matters of which the data hold no vote."""
    series: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    paired: tuple[Position, ...] = ()
    """The positions of the first two voters, where each has its own ("China voted yes and the US no")."""
    bounds: list[Bound] = field(default_factory=list)
    """Bounds on the counts of a vote ("fewer than five against")."""
    cues: set[str] = field(default_factory=set)
    period: Period = field(default_factory=Period)
    anniversary: tuple[int, int] | None = None
    """Month and day of a date without a year ("on March 20")."""
    versus: list[Period] = field(default_factory=list)
    """Further periods, apart from the first, to compare it with."""
    offices: list[tuple[Span, tuple[Found, ...]]] = field(default_factory=list)
    """Terms of office that a name can mean, where it is not clear which ("under Bush")."""
    claimed: list[Bound] = field(default_factory=list)
    """Bounds that one named decision is asked to be within ("did 68/262 get more than 100 yes votes")."""
    notes: list[str] = field(default_factory=list)
    residue: list[int] = field(default_factory=list)
    reference: list[int] = field(default_factory=list)
    """Tokens that can describe a decision: topic words, topical places, residue."""

    home: tuple[str, ...] = ()
    """The words that speak of home ("we", "our country"), as typed."""
    unsure_us: bool = False
    """Whether "us" can be home or the United States."""
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


def read_slots(
    text: Folded,
    vocabulary: Vocabulary,
    today: date,
    sessions: Mapping[int, tuple[date, date]],
    home: Member | None = None,
) -> Slots:
    """Scan, cover, and sort the spans into slots; `home` is the member that "we" means."""
    text, language = in_english(text, vocabulary.lexicon, vocabulary.countries)
    ours = at_home(text, vocabulary, home)
    text = ours.text
    scanned = [span for span in vocabulary.lexicon.scan(text) if allowed(text, span)]
    scanned = [span for span in scanned if not (voters_asked(text, span) or own_matter(text, span))]
    periods = list(find_periods(text, today, vocabulary.atoms(scanned), sessions))
    scanned = [without_topical_group(text, span) for span in scanned]
    spans = [without_bare_period(led(text, span, periods)) for span in scanned]
    # "more than 150 yes votes" is no resolution 150
    counts = {(place, place + 1) for _, _, place, _, _ in limits(text)}
    ranks = {i + 1 for i, token in enumerate(text.tokens) if token.key in RANKS}  # "top 190 allies"
    counts |= {(i, i + 1) for i in ranks}
    symbols = [span for span in find_symbols(text) if (span.i, span.j) not in counts]
    found = [*(s for s in spans if s.readings), *periods, *symbols]
    guesses = vocabulary.lexicon.guess(text) if language == "en" else ()
    slots = Slots(text, language, cover([*found, *guesses]), home=ours.said, unsure_us=ours.unsure)
    for span in slots.spans:
        _sort_in(slots, span)
    bounds = find_bounds(text, slots.spans)
    if slots.symbols or slots.named:
        slots.claimed = list(bounds.found.values())
    elif bounds.found:
        slots.bounds = list(bounds.found.values())
        slots.positions = bounds.positions_beside(slots.spans)
    _choose_terms(slots)
    _date_by_leaders(slots, scanned)
    take_sides(slots)
    pair_positions(slots)
    covered = bounds.said | {i for span in slots.spans for i in range(span.i, span.j)}
    covered |= {i for i in ranks if i < len(text.tokens) and text.tokens[i].key.isdigit()}
    slots.residue = [i for i in range(len(text.tokens)) if i not in covered and not noise(text, i)]
    if language == "en":
        slots.reference.extend(slots.residue)  # a word of another language describes no title
    if language != "en" and slots.residue:
        slots.notes.append(note(language))
    return slots


def _sort_in(slots: Slots, span: Span) -> None:
    """Put one span into its slots. The order below is the order of preference among readings."""
    if span.has(Sort.SYMBOL) and not any(span.has(sort) for sort in (Sort.NAMED, Sort.GAP, Sort.PERIOD)):
        best = max(span.readings, key=lambda reading: reading.grade if reading.sort is Sort.SYMBOL else 0)
        slots.symbols.append(best.value)
        return
    for cue in span.values(Sort.CUE):
        slots.cues.add(cue)
    for positions in span.values(Sort.POSITION):
        slots.positions.extend(position for position in positions if position not in slots.positions)
    slots.bodies.extend(body for body in span.values(Sort.BODY) if body is not None)
    periods = span.values(Sort.PERIOD)
    if len(periods) > 1 and all(isinstance(found, Found) and found.member for found in periods):
        slots.offices.append((span, periods))
        periods = ()
    for found in periods:
        if isinstance(found, tuple):
            slots.anniversary = found
        else:
            _add_period(slots, found)
    if not (span.has(Sort.TOPIC) and _many_follow(slots.text, span)):
        slots.series.extend(span.values(Sort.SERIES))
    slots.named.extend(span.values(Sort.NAMED))
    slots.gaps.extend(span.values(Sort.GAP))
    slots.terms.extend(span.values(Sort.TERM))
    described = bool(set(span.values(Sort.SERIES)) & set(slots.series)) or span.has(Sort.NAMED)
    described = described or span.has(Sort.GAP)
    members, groups = span.values(Sort.MEMBER), span.values(Sort.GROUP)
    if members and not described:
        mention = _mention(slots, span, Sort.MEMBER, members)
        if mention.topical:
            slots.places.append(mention)
            slots.topics.extend(topics_of(span, mention))
            slots.reference.extend(range(span.i, span.j))
        else:
            slots.voters.append(mention)
    elif groups:
        slots.voters.append(_mention(slots, span, Sort.GROUP, groups))
    elif span.has(Sort.NOT_MEMBER) and (not span.has(Sort.TOPIC) or asked_as_voter(slots.text, span)):
        slots.not_members.extend(span.values(Sort.NOT_MEMBER))
        if asked_as_voter(slots.text, span):
            slots.voiceless.extend(span.values(Sort.NOT_MEMBER))
    elif span.has(Sort.TOPIC):
        slots.topics.extend(span.values(Sort.TOPIC))
        slots.reference.extend(range(span.i, span.j))
    if described:
        slots.reference.extend(range(span.i, span.j))


def _many_follow(text: Folded, span: Span) -> bool:
    """ "Nuclear disarmament resolutions": all on the topic, not the one yearly text of that title."""
    return [token.key for token in text.tokens[span.j : span.j + 1]] in (
        ["resolutions"],
        ["votes"],
        ["issues"],
        ["texts"],
    )


def _choose_terms(slots: Slots) -> None:
    """Of the terms that a leader's name can mean the one that the rest of the text leaves: by member, by year."""
    left = []
    for span, founds in slots.offices:
        led = {key for mention in slots.voters for key in mention.keys}
        fitting = [one for one in founds if one.member in led] or list(founds)
        if slots.period:
            fitting = [one for one in fitting if _overlap(one.period, slots.period)] or fitting
        if len({one.member for one in fitting}) == 1 and slots.text.tokens[span.i].key in {"since", "before"}:
            fitting = fitting[:1]  # since the first time
        if len(fitting) == 1:
            _add_period(slots, fitting[0])
        else:
            left.append((span, tuple(fitting)))
    slots.offices = left


def _date_by_leaders(slots: Slots, scanned: Sequence[Span]) -> None:
    """A leader who stands for the member dates the question too, where nothing else does: "who agrees with Orbán"."""
    for mention in slots.voters:
        if slots.period or not mention.span.has(Sort.MEMBER):
            continue
        here = [span for span in scanned if (span.i, span.j) == (mention.span.i, mention.span.j)]
        terms = [found for span in here for found in span.values(Sort.PERIOD) if getattr(found, "member", "")]
        if terms and not any(span.has(Sort.MEMBER) for span in here):
            last = max(terms, key=lambda found: found.since)
            slots.period = Period(last.since, last.until, last.label)


def _overlap(a: Period, b: Period) -> bool:
    since = max(a.since or date.min, b.since or date.min)
    return since <= min(a.until or date.max, b.until or date.max)


def _add_period(slots: Slots, found: Found) -> None:
    if not slots.period or (slots.period.since == found.period.since and slots.period.until == found.period.until):
        slots.period = found.period
    elif slots.period.covers(found.period.since or date.min) and slots.period.covers(found.period.until or date.max):
        slots.period = found.period  # "in 2022 … on 2 March 2022": the narrower one
    else:
        since = max(filter(None, (slots.period.since, found.period.since)), default=None)
        until = min(filter(None, (slots.period.until, found.period.until)), default=None)
        if since and until and since > until:
            slots.versus.append(found.period)
            return
        slots.period = Period(since, until, f"{slots.period.label}, {found.period.label}")
    if found.versus:
        slots.versus.append(found.versus)
    if found.note:
        slots.notes.append(found.note)


def _mention(slots: Slots, span: Span, sort: Sort, keys: tuple[str, ...]) -> Mention:
    text = slots.text
    possessive = owns(text, span)
    topical = sort is Sort.MEMBER and is_subject(slots.text, slots.spans, span, possessive, nouns_first(slots.language))
    # "does India side with Russia on Ukraine or the US": the last one is compared with Russia
    choice = len(slots.voters) > 1 and bool(slots.cues & LIKENESS) and "or" in text.keys(0, span.i).split()[-2:]
    if sort is Sort.MEMBER and not topical and not possessive and not choice:
        voters = {mention.span for mention in slots.voters}
        topical = listed_with(text, [other for other in slots.spans if other not in voters], span)
    return Mention(span, sort, keys, topical, possessive)
