"""The vocabulary: the lexicon filled from the archive's names and the data files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.named import named_decisions, named_gaps
from db.names import fold
from db.queries.titles import TitleLine
from db.records import Body, Position
from db.series import all_series
from db.topics import topics
from handlers import glossary
from handlers.understand.dates import Atom
from handlers.understand.fold import FLAG
from handlers.understand.lexicon import Lexicon
from handlers.understand.spans import Grade, Reading, Sort, Span
from handlers.understand.wordlists import FILES, cues, words

ENGLISH = words("english")
"""Words of English, and letters too common for a name: as an abbreviation they need their capitals."""

COMMON_FIRST_WORDS = words("first_words")
"""Beginnings of names that name nobody by themselves."""


SHORT_TERM = 60
"""Days; a shorter term of office is not offered beside a longer one."""


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period with a name of its own, or a term of office of `member`'s leader; `once`: nothing else has the name."""

    name: str
    since: date
    until: date | None
    note: str = ""
    member: str = ""
    once: bool = True

    @property
    def label(self) -> str:
        """How a sentence names the period."""
        if not self.member:
            return f"during {self.name}"
        years = "" if self.once else f" ({self.since.year}–{self.until.year if self.until else ''})"
        return f"under {self.name}{years}"


@dataclass(slots=True)
class Vocabulary:
    """The lexicon with what its readings point to."""

    lexicon: Lexicon
    not_members: dict[str, str]
    """What is no member → why it has no vote."""
    countries: dict[str, str] = field(default_factory=dict)
    """ISO alpha-2 code → the name used in answers, to read names in other languages."""

    def know(self, titles: Iterable[TitleLine]) -> None:
        """Take the words of titles for spelt right, those that stand in several."""
        counts = Counter(word for line in titles for word in set(line.words.split()))
        self.lexicon.know(word for word, count in counts.items() if count > 2)

    def atoms(self, spans: list[Span]) -> Iterator[Atom]:
        """The named periods among scanned spans."""
        for span in spans:
            for found in span.values(Sort.PERIOD):
                began = f"{found.name} took office in {found.since.year}" if found.member else ""
                yield Atom(span.i, span.j, found.since, found.until, found.label, found.note, True, found.member, began)


def build(archive: Archive) -> Vocabulary:
    """The vocabulary of an archive. Takes some tens of milliseconds."""
    lexicon = Lexicon()
    _add_words(lexicon)
    _add_members(lexicon, archive)
    for group in archive.roster.group_names:
        exact = fold(group.text) in ENGLISH
        lexicon.add(
            group.text,
            Reading(Sort.GROUP, group.key),
            exact_case=exact,
            guessable=len(group.text) > 6,
            plural=" " in group.text and not exact,  # "an Asian state"
        )
    for topic in topics().values():
        for term in topic.terms:
            if _two_members(lexicon, term):
                continue  # "russia ukraine" is a pair of members first
            exact = term.isupper() and fold(term) in ENGLISH
            lexicon.add(term, Reading(Sort.TOPIC, topic.id), exact_case=exact, plural=True, guessable=len(term) > 5)
    _add_named(lexicon)
    for entry in glossary.terms().values():
        for name in entry.terms:
            lexicon.add(name, Reading(Sort.TERM, entry.id), plural=True, guessable=len(name) > 6)
    vocabulary = Vocabulary(lexicon, _add_not_members(lexicon))
    vocabulary.countries = {m.iso2: m.common for m in archive.roster.members.values() if m.iso2}
    _add_periods(vocabulary)
    return vocabulary


def _positions(word: str) -> tuple[Position, ...]:
    """The positions that a word of the data file stands for; "not_yes" are all the others."""
    if word.startswith("not_"):
        left_out = Position.of(word.removeprefix("not_"))
        everyone = (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT)
        return tuple(position for position in everyone if position is not left_out)
    return (Position.of(word),)


def _two_members(lexicon: Lexicon, term: str) -> bool:
    """Whether a term is nothing but the names of two members."""
    parts = [part for part in fold(term).split() if part != "and"]
    return len(parts) == 2 and all(any(r.sort is Sort.MEMBER for r in lexicon.readings(part)) for part in parts)


def _add_words(lexicon: Lexicon) -> None:
    for cue, phrases in cues()["cues"].items():
        for phrase in phrases:
            lexicon.add(phrase, Reading(Sort.CUE, cue), guessable=len(phrase) > 4 and " " not in phrase)
            if phrase.startswith(("most ", "least ")):
                lexicon.add(f"the {phrase}", Reading(Sort.CUE, cue))
    for position, phrases in cues()["positions"].items():
        for phrase in phrases:
            lexicon.add(phrase, Reading(Sort.POSITION, _positions(position)), guessable=len(phrase) > 6)
    for body, phrases in cues()["bodies"].items():
        for phrase in phrases:
            value = None if body == "both" else Body(body)
            lexicon.add(phrase, Reading(Sort.BODY, value), guessable=len(phrase) > 8)
    for phrase in cues()["fillers"]["words"]:
        lexicon.add(phrase, Reading(Sort.FILLER, phrase))


def _add_members(lexicon: Lexicon, archive: Archive) -> None:
    ambiguous = {fold(row["term"]): row for row in load_toml(DATA / "members.toml")["ambiguous"]}
    prefixes: dict[str, set[str]] = {}
    for name in archive.roster.member_names:
        key = fold(name.text)
        if key in ambiguous:
            continue
        grade = Grade.EXACT if name.kind == "name" else Grade.ALIAS
        reading = Reading(Sort.MEMBER, name.key, grade)
        short = name.kind == "abbreviation"
        lexicon.add(
            name.text,
            reading,
            exact_case=short and key in ENGLISH and key != "us",
            guessable=not short and len(key) >= 4 and name.kind != "city",
        )
        parts = key.split()
        if name.kind in {"name", "alias"}:
            for length in range(1, len(parts)):
                prefix = " ".join(parts[:length])
                if (
                    len(parts[0]) >= 4
                    and prefix not in COMMON_FIRST_WORDS
                    and parts[length - 1] not in {"and", "of", "the"}
                ):
                    prefixes.setdefault(prefix, set()).add(name.key)
    for iso3, member in archive.roster.members.items():
        if member.iso2:
            lexicon.add(f"{FLAG}{member.iso2}", Reading(Sort.MEMBER, iso3, Grade.EXACT))
        lexicon.add(iso3, Reading(Sort.MEMBER, iso3, Grade.EXACT), exact_case=True)
    for prefix, codes in prefixes.items():
        if len(codes) == 1 and not lexicon.readings(prefix):
            lexicon.add(prefix, Reading(Sort.MEMBER, next(iter(codes)), Grade.PREFIX))
    for row in ambiguous.values():
        for iso3 in row["options"]:
            lexicon.add(row["term"], Reading(Sort.MEMBER, iso3), guessable=True)


def _add_named(lexicon: Lexicon) -> None:
    for named in named_decisions().values():
        for name in (named.name, *named.aliases, named.symbol):
            lexicon.add(name, Reading(Sort.NAMED, named.decision), guessable=len(name) > 12)
    for gap in named_gaps().values():
        for name in (gap.name, *gap.aliases):
            lexicon.add(name, Reading(Sort.GAP, gap.key), guessable=len(name) > 12)
    for series in all_series().values():
        for name in (series.name, *series.aliases):
            one = name.endswith("resolution")  # "nuclear disarmament resolutions" are all on the topic
            lexicon.add(name, Reading(Sort.SERIES, series.key), plural=not one, guessable=len(name) > 8)


def _add_not_members(lexicon: Lexicon) -> dict[str, str]:
    notes = {}
    for row in load_toml(DATA / "members.toml")["not_member"]:
        notes[row["term"]] = row["note"]
        for alias in (row["term"], *row.get("aliases", ())):
            lexicon.add(alias, Reading(Sort.NOT_MEMBER, row["term"]), guessable=len(alias) > 6)
    return notes


def _add_periods(vocabulary: Vocabulary) -> None:
    data = load_toml(FILES / "periods.toml")
    for row in data["period"]:
        found = NamedPeriod(row["name"], row["since"], row.get("until"), row.get("note", ""))
        for term in row["terms"]:
            vocabulary.lexicon.add(term, Reading(Sort.PERIOD, found))
    terms: dict[str, list[NamedPeriod]] = {}
    for row in data["leader"]:
        spans = [_dates(span) for span in row["spans"]]
        spans = [(since, until) for since, until in spans if _long(since, until)] or spans
        once = len(spans) == 1
        terms[row["name"]] = [NamedPeriod(row["name"], *span, member=row["member"], once=once) for span in spans]
        for term in row["terms"]:
            for found in terms[row["name"]]:
                vocabulary.lexicon.add(term, Reading(Sort.PERIOD, found))
    for row in data["ambiguous_leader"]:
        for found in (found for name in row["options"] for found in terms[name]):
            vocabulary.lexicon.add(row["term"], Reading(Sort.PERIOD, replace(found, once=False)))


def _long(since: date, until: date | None) -> bool:
    return until is None or (until - since).days > SHORT_TERM


def _dates(span: str) -> tuple[date, date | None]:
    since, *until = span.split()
    return date.fromisoformat(since), date.fromisoformat(until[0]) if until else None
