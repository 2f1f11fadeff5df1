"""Dates: years, months, days, decades, sessions and relative times, without the words of time around them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from handlers.understand.fold import Folded

FIRST_YEAR, LAST_YEAR = 1945, 2030
OUTSIDE = range(1900, 2101)
"""Years that are read as such, those without votes only behind a word of time: their numbers are resolutions too."""
BEFORE_YEAR = frozenset(
    {"after", "before", "between", "by", "during", "from", "in", "past", "since", "through", "till", "to", "until",
     "vote", "votes", "year"}
)  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of time named without "since" or "before". `named` periods need a word of time before them.

    A term of office has the leader's `member`, and `began` says how it began ("Lula took office in 2003").
    """

    i: int
    j: int
    since: date
    until: date | None
    label: str
    note: str = ""
    named: bool = False
    member: str = ""
    began: str = ""


def calendar_atoms(text: Folded) -> Iterator[Atom]:
    """Years, decades, months and days."""
    tokens = text.tokens
    keys = [token.key for token in tokens]
    for i, key in enumerate(keys):
        after = keys[i + 1 : i + 4]
        if key in MONTHS and not (key in {"may", "march", "mar", "jan", "sun"} and not _month_here(keys, i)):
            month = MONTHS[key]
            ordinal = ORDINAL.match(after[0]) if after else None
            if ordinal and len(after) > 1 and _year(after[1], OUTSIDE) and 1 <= int(ordinal[1]) <= 31:
                yield from _day(i, i + 3, _year(after[1], OUTSIDE), month, int(ordinal[1]))
            elif after and _year(after[0], OUTSIDE):
                yield _month(i, i + 2, _year(after[0], OUTSIDE), month)
            elif after[:1] == ["of"] and len(after) > 1 and _year(after[1], OUTSIDE):
                yield _month(i, i + 3, _year(after[1], OUTSIDE), month)
        ordinal = ORDINAL.match(key)
        if ordinal and 1 <= int(ordinal[1]) <= 31:
            rest = [word for word in keys[i + 1 : i + 4] if word != "of"]
            skip = 1 if after[:1] == ["of"] else 0
            if len(rest) > 1 and rest[0] in MONTHS and _year(rest[1], OUTSIDE):
                yield from _day(i, i + 3 + skip, _year(rest[1], OUTSIDE), MONTHS[rest[0]], int(ordinal[1]))
        alone = keys[max(0, i - 1) : i] == ["on"] and not _joined(text, i, 2)  # "who abstained on 1973": a resolution
        if not alone and (year := _year(key) or _year_outside(keys, i)) and not _fraction(text, i):
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


def _month_here(keys: list[str], i: int) -> bool:
    """Whether "may" or "march" is a month: a day or a year stands beside it."""
    near = [*keys[max(0, i - 1) : i], *keys[i + 1 : i + 2]]
    return any(_year(key) or ORDINAL.match(key) for key in near)


def relative_atoms(text: Folded, today: date) -> Iterator[Atom]:
    """Times told from today: "this year", "last week", "the past five years"."""
    keys = [token.key for token in text.tokens]
    for i, key in enumerate(keys):
        if key in {"this", "current"} and keys[i + 1 : i + 2] == ["year"]:
            yield Atom(i, i + 2, date(today.year, 1, 1), date(today.year, 12, 31), f"in {today.year}")
        if key in {"this", "current"} and keys[i + 1 : i + 2] == ["month"]:
            yield _month(i, i + 2, today.year, today.month)
        if key in {"this", "current"} and keys[i + 1 : i + 2] == ["week"]:
            yield Atom(i, i + 2, today - timedelta(days=7), today, "in the last week")
        if key in {"this", "current"} and keys[i + 1 : i + 2] == ["decade"]:
            first_year = today.year // 10 * 10
            yield Atom(i, i + 2, date(first_year, 1, 1), date(first_year + 9, 12, 31), f"in the {first_year}s")
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


def session_atoms(text: Folded, sessions: Mapping[int, tuple[date, date]]) -> Iterator[Atom]:
    """Sessions of the Assembly by their number ("77th session", "UNGA 77")."""
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


def _year(key: str, years: range = range(FIRST_YEAR, LAST_YEAR + 1)) -> int:
    """The year that a word of four digits names, 0 for any other word."""
    return int(key) if re.fullmatch(r"\d{4}", key) and int(key) in years else 0


def _year_outside(keys: list[str], i: int) -> int:
    """A year before or after all votes, where the words around it say that it is one, else 0."""
    before, after = keys[max(0, i - 1) : i], keys[i + 1 : i + 2]
    ranged = before in (["and"], ["to"]) and "between" in keys[:i]
    said = ranged or bool(set(before) & (BEFORE_YEAR | MONTHS.keys())) or after in (["vote"], ["votes"])
    return _year(keys[i], OUTSIDE) if said else 0


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
