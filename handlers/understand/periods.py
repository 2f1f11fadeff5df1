"""Periods: years, months, days, decades, sessions, relative and named periods, with since, before, between …"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from handlers.question import Period
from handlers.understand.fold import Folded
from handlers.understand.spans import Grade, Reading, Sort, Span

FIRST_YEAR, LAST_YEAR = 1945, 2035
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
DECADES = {
    "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990,
    "noughties": 2000,
}  # fmt: skip
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "couple": 2, "few": 3,
}  # fmt: skip
ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?$")
PAST = frozenset({"last", "past", "previous", "recent"})
INSIDE = frozenset(
    {"in", "during", "under", "throughout", "of", "over", "for", "from", "within", "on", "at", "the", "by", "while",
     "when", "once", "as"}
)  # fmt: skip
SINCE = frozenset({"since", "after", "from", "post"})
UNTIL = frozenset({"before", "until", "till", "through", "to", "pre"})
ONWARDS = frozenset({"onwards", "onward", "on"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of time named without "since" or "before". `named` periods need a word of time before them."""

    i: int
    j: int
    since: date
    until: date | None
    label: str
    note: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A period with a remark the answer must carry."""

    period: Period
    note: str = ""
    bare: bool = False


def find_periods(
    text: Folded, today: date, named: Iterable[Atom] = (), sessions: Mapping[int, tuple[date, date]] | None = None
) -> Iterator[Span]:
    """Every period in the text, with the words of time around it."""
    atoms = sorted(
        [*_calendar(text), *_relative(text, today), *_sessions(text, sessions or {}), *named],
        key=lambda atom: (atom.i, -atom.j),
    )
    yield from _anniversaries(text)
    for n, atom in enumerate(atoms):
        for other in atoms[n + 1 :]:
            if span := _range(text, atom, other):
                yield span
        yield from _single(text, atom)


def _single(text: Folded, atom: Atom) -> Iterator[Span]:
    keys = [token.key for token in text.tokens]
    before = keys[atom.i - 1] if atom.i else ""
    start = atom.i
    if before == "the" and atom.i > 1:
        before, start = keys[atom.i - 2], atom.i - 1
    after = keys[atom.j] if atom.j < len(keys) else ""
    if before in SINCE and not (before == "from" and after not in ONWARDS | {"to"}):
        since = atom.since if before != "after" or atom.until is None else atom.until + timedelta(days=1)
        if before == "after" and atom.until is None and not atom.named:
            since = atom.since
        end = atom.j + (after in ONWARDS)
        yield _span(start - 1, end, Period(since, None, f"since {_plain(atom)}"), atom)
    elif before in UNTIL or (before == "to" and start > 1 and keys[start - 2] == "up"):
        until = atom.since - timedelta(days=1) if before in {"before", "pre"} else atom.until
        begin = start - (2 if before == "to" and start > 1 and keys[start - 2] == "up" else 1)
        word = "before" if before in {"before", "pre"} else "until"
        yield _span(begin, atom.j, Period(None, until, f"{word} {_plain(atom)}"), atom)
    elif after in {"onwards", "onward"} or (after == "and" and keys[atom.j + 1 : atom.j + 2] in (["after"], ["later"])):
        yield _span(
            atom.i, atom.j + (1 if after != "and" else 2), Period(atom.since, None, f"since {_plain(atom)}"), atom
        )
    else:
        inside = before in INSIDE - {"the"}
        if atom.named and (not inside or before in {"on", "of", "for"}):
            return  # "the resolution on the Iraq war" is about it, not of its time
        begin = start - 1 if inside else atom.i
        yield _span(begin, atom.j, Period(atom.since, atom.until, atom.label), atom, bare=not inside)


def _range(text: Folded, first: Atom, last: Atom) -> Span | None:
    """ "between A and B", "from A to B", "A-B", "A to B"."""
    dashed = last.i == first.j and text.text[text.tokens[first.j - 1].end : text.tokens[last.i].start].strip() == "-"
    if not dashed and not first.j < last.i <= first.j + 2:
        return None
    between = [token.key for token in text.tokens[first.j : last.i] if token.key != "the"]
    before = text.tokens[first.i - 1].key if first.i else ""
    if between not in ([], ["to"], ["and"], ["until"], ["till"], ["through"], ["up", "to"]):
        return None
    if between == ["and"] and before not in {"between", "from"}:
        return None
    if first.since > last.since:
        return None
    begin = first.i - (before in {"between", "from", "during", "in", "over", "for"})
    label = f"from {_plain(first)} to {_plain(last)}"
    return _span(begin, last.j, Period(first.since, last.until, label), first)


def _span(i: int, j: int, period: Period, atom: Atom, bare: bool = False) -> Span:
    return Span(i, j, (Reading(Sort.PERIOD, Found(period, atom.note, bare), Grade.EXACT),))


def _plain(atom: Atom) -> str:
    for word in ("in ", "on ", "during ", "under "):
        if atom.label.startswith(word):
            return atom.label[len(word) :]
    return atom.label


def _calendar(text: Folded) -> Iterator[Atom]:
    tokens = text.tokens
    keys = [token.key for token in tokens]
    for i, key in enumerate(keys):
        after = keys[i + 1 : i + 4]
        if key in MONTHS and not (key in {"may", "march", "mar", "jan", "sun"} and not _month_here(keys, i)):
            month = MONTHS[key]
            ordinal = ORDINAL.match(after[0]) if after else None
            if ordinal and len(after) > 1 and _year(after[1]) and 1 <= int(ordinal[1]) <= 31:
                yield from _day(i, i + 3, _year(after[1]), month, int(ordinal[1]))
            elif after and _year(after[0]):
                yield _month(i, i + 2, _year(after[0]), month)
            elif after[:1] == ["of"] and len(after) > 1 and _year(after[1]):
                yield _month(i, i + 3, _year(after[1]), month)
        ordinal = ORDINAL.match(key)
        if ordinal and 1 <= int(ordinal[1]) <= 31:
            rest = [word for word in keys[i + 1 : i + 4] if word != "of"]
            skip = 1 if after[:1] == ["of"] else 0
            if len(rest) > 1 and rest[0] in MONTHS and _year(rest[1]):
                yield from _day(i, i + 3 + skip, _year(rest[1]), MONTHS[rest[0]], int(ordinal[1]))
        if (year := _year(key)) and not _fraction(text, i):
            yield Atom(i, i + 1, date(year, 1, 1), date(year, 12, 31), f"in {year}")
            if len(after) > 1 and _joined(text, i, 3) and after[0].isdigit() and after[1].isdigit():
                yield from _day(i, i + 3, year, int(after[0]), int(after[1]))
        if decade := _decade(key):
            yield Atom(i, i + 1, date(decade, 1, 1), date(decade + 9, 12, 31), f"in the {decade}s")
            if i and keys[i - 1] in {"early", "late", "mid"}:
                first = {"early": 0, "mid": 3, "late": 6}[keys[i - 1]]
                years = (decade + first, decade + first + 3)
                yield Atom(i - 1, i + 1, date(years[0], 1, 1), date(years[1], 12, 31), f"from {years[0]} to {years[1]}")
        if key in {"century"} and i and keys[i - 1] in {"21st", "this"}:
            yield Atom(i - 1, i + 1, date(2001, 1, 1), None, "in the 21st century")


def _anniversaries(text: Folded) -> Iterator[Span]:
    """A day of a month without a year, as (month, day)."""
    keys = [token.key for token in text.tokens]
    for i, key in enumerate(keys):
        if key not in MONTHS:
            continue
        for place, begin, end in ((i + 1, i, i + 2), (i - 1, i - 1, i + 1), (i - 2, i - 2, i + 1)):
            if not 0 <= place < len(keys) or (place == i - 2 and keys[i - 1] != "of"):
                continue
            ordinal = ORDINAL.match(keys[place])
            if ordinal and 1 <= int(ordinal[1]) <= 31:
                yield Span(begin, end, (Reading(Sort.PERIOD, (MONTHS[key], int(ordinal[1])), Grade.EXACT),))


def _month_here(keys: list[str], i: int) -> bool:
    """Whether "may" or "march" is a month: a day or a year stands beside it."""
    near = [*keys[max(0, i - 1) : i], *keys[i + 1 : i + 2]]
    return any(_year(key) or ORDINAL.match(key) for key in near)


def _relative(text: Folded, today: date) -> Iterator[Atom]:
    keys = [token.key for token in text.tokens]
    for i, key in enumerate(keys):
        if key in {"this", "current"} and keys[i + 1 : i + 2] == ["year"]:
            yield Atom(i, i + 2, date(today.year, 1, 1), date(today.year, 12, 31), f"in {today.year}")
        if key == "today" or (key == "yesterday"):
            when = today - timedelta(days=key == "yesterday")
            yield Atom(i, i + 1, when, when, f"on {when.isoformat()}")
        if key not in PAST:
            continue
        words = keys[i + 1 : i + 4]
        if words[:1] == ["year"]:
            year = today.year - 1
            yield Atom(i, i + 2, date(year, 1, 1), date(year, 12, 31), f"in {year}")
        elif words[:1] == ["month"]:
            first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
            yield _month(i, i + 2, first.year, first.month)
        elif words[:1] == ["week"]:
            yield Atom(i, i + 2, today - timedelta(days=7), today, "in the last week")
        elif words[:1] in (["decade"], ["century"]):
            yield _back(i, i + 2, today, 10 if words[0] == "decade" else 100, "years")
        elif words[:1] == ["years"]:
            yield _back(i, i + 2, today, 5, "years")
        else:
            width = 2 if words[:1] == ["couple"] and words[1:2] == ["of"] else 1
            count = int(words[0]) if words and words[0].isdigit() else NUMBERS.get(words[0], 0) if words else 0
            unit = words[width : width + 1]
            if count and count < 100 and unit and unit[0] in {"years", "year", "months", "decades", "weeks", "days"}:
                yield _back(i, i + 2 + width, today, count, unit[0])


def _back(i: int, j: int, today: date, count: int, unit: str) -> Atom:
    if unit.startswith("year") or unit == "decades":
        years = count * (10 if unit == "decades" else 1)
        since = date(max(today.year - years, FIRST_YEAR), today.month, min(today.day, 28))
    else:
        since = today - timedelta(days=count * {"months": 30, "weeks": 7, "days": 1}[unit])
    return Atom(i, j, since, None, f"in the last {count} {unit}, since {since.day} {since:%B %Y}")


def _sessions(text: Folded, sessions: Mapping[int, tuple[date, date]]) -> Iterator[Atom]:
    keys = [token.key for token in text.tokens]
    for i, key in enumerate(keys):
        number, j = 0, i
        if key in {"session", "unga"} and i + 1 < len(keys) and keys[i + 1].isdigit() and not _joined(text, i + 1, 2):
            number, j = int(keys[i + 1]), i + 2
        elif (ordinal := ORDINAL.match(key)) and not key.isdigit() and keys[i + 1 : i + 2] == ["session"]:
            number, j = int(ordinal[1]), i + 2
        if number in sessions:
            since, until = sessions[number]
            note = f"Session {number} is counted by its dates: votes of emergency special sessions held then are in."
            yield Atom(i, j, since, until, f"in session {number}", note)


def _day(i: int, j: int, year: int, month: int, day: int) -> Iterator[Atom]:
    try:
        when = date(year, month, day)
    except ValueError:
        return
    yield Atom(i, j, when, when, f"on {when.day} {when:%B %Y}")


def _month(i: int, j: int, year: int, month: int) -> Atom:
    last = calendar.monthrange(year, month)[1]
    return Atom(i, j, date(year, month, 1), date(year, month, last), f"in {calendar.month_name[month]} {year}")


def _year(key: str) -> int:
    """The year that a word of four digits names, 0 for any other word."""
    return int(key) if re.fullmatch(r"\d{4}", key) and FIRST_YEAR <= int(key) <= LAST_YEAR else 0


def _decade(key: str) -> int:
    if key in DECADES:
        return DECADES[key]
    found = re.fullmatch(r"(19|20)?(\d0)s", key)
    if not found:
        return 0
    century = found[1] or ("19" if int(found[2]) >= 40 else "20")
    return int(century + found[2])


def _joined(text: Folded, i: int, width: int) -> bool:
    """Whether the tokens are parted by a dash, slash or dot only ("2025-02-24")."""
    parts = text.tokens[i : i + width]
    return len(parts) == width and all(text.text[a.end : b.start] in {"-", "/", "."} for a, b in pairwise(parts))


def _fraction(text: Folded, i: int) -> bool:
    """Whether the number stands behind a slash or within brackets of a symbol ("S/2025/115")."""
    start = text.tokens[i].start
    return start > 0 and text.text[start - 1] == "/"
