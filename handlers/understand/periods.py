"""Periods: years, months, days, decades, sessions, relative and named periods, with since, before, between …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.question import Period
from handlers.understand.dates import MONTHS, ORDINAL, Atom, calendar_atoms, relative_atoms, session_atoms
from handlers.understand.fold import Folded
from handlers.understand.spans import Grade, Reading, Sort, Span

INSIDE = frozenset(
    {"in", "during", "under", "throughout", "of", "over", "for", "from", "within", "on", "at", "the", "by", "while",
     "when", "once", "as"}
)  # fmt: skip
SINCE = frozenset({"since", "after", "from", "post"})
UNTIL = frozenset({"before", "until", "till", "through", "to", "pre"})
JOINING = frozenset({"and", "or", "vs", "versus", "than", "with", "to"})
COMPARING = frozenset({"compare", "compared", "comparison", "relative"})
BOTH_SIDES = [["before", word] for word in ("and", "or", "vs", "versus")]
ONWARDS = frozenset({"onwards", "onward", "on"})
BEGINNINGS = frozenset({"start", "beginning", "outbreak", "onset"})


@dataclass(frozen=True, slots=True)
class Found:
    """A period with a remark the answer must carry; `member` is whose leader's term of office it is.

    `versus` is a second period beside it ("before and after 2003").
    """

    period: Period
    note: str = ""
    bare: bool = False
    member: str = ""
    versus: Period | None = None


def find_periods(
    text: Folded, today: date, named: Iterable[Atom] = (), sessions: Mapping[int, tuple[date, date]] | None = None
) -> Iterator[Span]:
    """Every period in the text, with the words of time around it."""
    atoms = sorted(
        [*calendar_atoms(text), *relative_atoms(text, today), *session_atoms(text, sessions or {}), *named],
        key=lambda atom: (atom.i, -atom.j),
    )
    yield from _anniversaries(text)
    for n, atom in enumerate(atoms):
        for other in atoms[n + 1 :]:
            if span := _range(text, atom, other):
                yield span
        yield from _single(text, atom, joined=any(other.j in {atom.i - 1, atom.i - 2} for other in atoms[:n]))


def _single(text: Folded, atom: Atom, joined: bool) -> Iterator[Span]:
    """A period with the words of time before and behind it; `joined`: another one stands before it and one word."""
    keys = [token.key for token in text.tokens]
    start = _beginning(text, atom)
    before = keys[start - 1] if start else ""
    after = keys[atom.j] if atom.j < len(keys) else ""
    if before == "after" and atom.member and atom.until is None:
        return  # still in office
    if before in SINCE and not (before == "from" and after not in ONWARDS | {"to"}):
        ended = atom.named and not atom.member and not BEGINNINGS & set(keys[start : atom.i])
        over = atom.until is not None and (before == "after" or (before == "since" and ended))
        since = atom.until + timedelta(days=1) if over and atom.until else atom.since
        if before == "after" and atom.until is None and not atom.named:
            since = atom.since
        end = atom.j + (after in ONWARDS)
        word = ("since the end of" if before == "since" else "after") if since != atom.since else "since"
        beginning = _plain(atom) if word != "since" else atom.began or _plain(atom)
        if atom.named and not atom.member:
            beginning += f" ({since.day} {since:%B %Y})"
        period = Period(since, None, f"{word} {beginning}")
        if before == "after" and keys[max(0, start - 3) : start - 1] in BOTH_SIDES:
            earlier = Period(None, atom.since - timedelta(days=1), f"before {_plain(atom)}")
            yield _span(start - 3, end, earlier, atom, versus=period)
            return
        yield _span(start - 1, end, period, atom)
    elif (before in UNTIL and not (before == "to" and COMPARING & set(keys[:start]))) or (
        before == "to" and start > 1 and keys[start - 2] == "up"
    ):
        until = atom.since - timedelta(days=1) if before in {"before", "pre"} else atom.until
        begin = start - (2 if before == "to" and start > 1 and keys[start - 2] == "up" else 1)
        word = "before" if before in {"before", "pre"} else "until"
        ending = atom.began or _plain(atom) if word == "before" else _plain(atom)
        yield _span(begin, atom.j, Period(None, until, f"{word} {ending}"), atom)
    elif after in {"onwards", "onward"} or (after == "and" and keys[atom.j + 1 : atom.j + 2] in (["after"], ["later"])):
        yield _span(
            atom.i, atom.j + (1 if after != "and" else 2), Period(atom.since, None, f"since {_plain(atom)}"), atom
        )
    else:
        inside = before in INSIDE - {"the"} or (joined and atom.named and before in JOINING)
        if atom.named and (not inside or before in {"on", "of", "for"}):
            return  # "the resolution on the Iraq war" is about it, not of its time
        begin = start - 1 if inside and before not in JOINING else atom.i
        yield _span(begin, atom.j, Period(atom.since, atom.until, atom.label), atom, bare=not inside)


def _beginning(text: Folded, atom: Atom) -> int:
    """Where the words begin that belong to an atom: "the …", "the start of …", "Putin's invasion of …"."""
    keys = [token.key for token in text.tokens]
    i = atom.i
    if atom.named and i and text.text[text.tokens[i - 1].end :].startswith("'s"):
        i -= 1
    if i > 1 and keys[i - 1] == "the":
        i -= 1
    if atom.named and i > 1 and keys[i - 1] == "of" and keys[i - 2] in BEGINNINGS:
        i -= 2
        i -= i > 1 and keys[i - 1] == "the"
    return i


def _range(text: Folded, first: Atom, last: Atom) -> Span | None:
    """ "between A and B", "from A to B", "A-B", "A to B"."""
    dashed = last.i == first.j and text.text[text.tokens[first.j - 1].end : text.tokens[last.i].start].strip() == "-"
    if not dashed and not first.j < last.i <= first.j + 2:
        return None
    between = [token.key for token in text.tokens[first.j : last.i] if token.key != "the"]
    start = first.i - (first.i > 0 and text.tokens[first.i - 1].key == "the")
    before = text.tokens[start - 1].key if start else ""
    if between not in ([], ["to"], ["and"], ["until"], ["till"], ["through"], ["up", "to"]):
        return None
    if between == ["and"] and before not in {"between", "from"}:
        return None
    if first.since > last.since:
        return None
    begin = start - 1 if before in {"between", "from", "during", "in", "over", "for"} else first.i
    label = f"from {_plain(first)} to {_plain(last)}"
    return _span(begin, last.j, Period(first.since, last.until, label), first)


def _span(i: int, j: int, period: Period, atom: Atom, bare: bool = False, versus: Period | None = None) -> Span:
    return Span(i, j, (Reading(Sort.PERIOD, Found(period, atom.note, bare, atom.member, versus), Grade.EXACT),))


def _plain(atom: Atom) -> str:
    for word in ("in ", "on ", "during ", "under "):
        if atom.label.startswith(word):
            return atom.label[len(word) :]
    return atom.label


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
