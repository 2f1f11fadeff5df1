"""What is missing from the archive: numbers, sessions and parts of them; and dates that stand out of order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from db.records import Body, Coverage, Decision

FEW_VOTES = 20
"""Regular sessions with fewer recorded votes than this are reported."""
RESUMED_FROM = 46
"""From this session (1991) every one has had recorded votes after its main part; before it many had none."""
NUMBERED = re.compile(r"A/RES/((?:ES-|S-)?\d+)/(\d+)")
COUNCIL_NUMBER = re.compile(r"S/RES/(\d+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not add up. `key` is a decision, session or number; `reason` is set where it is known."""

    kind: str
    key: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The decisions of one General Assembly session."""

    name: str
    decisions: int
    recorded: int
    first: date
    last: date


def sessions_of(decisions: Iterable[Decision]) -> tuple[Session, ...]:
    """The General Assembly's sessions in the order of time."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        if one.body is Body.GA:
            found[one.session].append(one)
    sessions = [
        Session(
            name,
            len(held),
            sum(one.recorded for one in held),
            min(one.day for one in held),
            max(one.day for one in held),
        )
        for name, held in found.items()
    ]
    return tuple(sorted(sessions, key=lambda one: (one.first, one.name)))


def numbers(decisions: Sequence[Decision]) -> Iterator[Problem]:
    """Holes in the numbers of Council resolutions, of special sessions, and of sessions with unvoted adoptions."""
    whole = {one.session for one in decisions if one.adoption == "without_vote"}
    series: dict[str, set[int]] = defaultdict(set)
    for one in decisions:
        if found := COUNCIL_NUMBER.match(one.symbol):
            series["S/RES"].add(int(found[1]))
        elif (found := NUMBERED.match(one.symbol)) and (one.session in whole or not found[1].isdigit()):
            series[f"A/RES/{found[1]}"].add(int(found[2]))
    for name, held in series.items():
        for number in range(1, max(held)):
            if number not in held:
                yield Problem("number", f"{name}/{number}", f"not in the archive, which goes to {name}/{max(held)}")


def dates(decisions: Sequence[Decision]) -> Iterator[Problem]:
    """Council resolutions dated before the one numbered before, and Assembly votes outside their session."""
    council = sorted(
        (int(found[1]), one) for one in decisions if (found := COUNCIL_NUMBER.match(one.symbol)) and not one.month_only
    )
    for (_, before), (_, one) in pairwise(council):
        if one.day < before.day:
            yield Problem("date", one.key, f"{one.day}, before {before.key} of {before.day}")
    outside: Counter[tuple[str, str]] = Counter()
    for one in decisions:
        if one.body is Body.GA and one.session.isdigit():
            first, last = _window(int(one.session))
            if not first <= one.day <= last:
                outside[one.session, f"{one.day:%Y-%m}"] += 1
    for (session, month), count in sorted(outside.items(), key=lambda pair: pair[0][1]):
        yield Problem("date", f"{session} {month}", f"{count} votes of {month} stand under session {session}")


def _window(session: int) -> tuple[date, date]:
    """From the opening in September (the first session: in January) to the next one's eve, generously."""
    year = 1945 + session
    return date(year, 1 if session == 1 else 9, 1), date(year + 1, 9, 30)


def session_gaps(sessions: Sequence[Session]) -> Iterator[Problem]:
    """Sessions without any decision, and regular ones with few recorded votes."""
    held = {one.name: one for one in sessions}
    for prefix in ("", "S-", "ES-"):
        ours = [name.removeprefix(prefix) for name in held if name.startswith(prefix)]
        numbers = [int(name) for name in ours if name.isdigit()]
        for number in range(1, max(numbers, default=0) + 1):
            name = f"{prefix}{number}"
            if name not in held:
                yield Problem("session", name, "no decision")
            elif not prefix and held[name].recorded < FEW_VOTES and number < max(numbers):
                yield Problem("session", name, f"only {held[name].recorded} recorded votes")


def parts(decisions: Sequence[Decision], coverage: Coverage) -> Iterator[Problem]:
    """Sessions since `RESUMED_FROM` without recorded votes in October–December, or from February on."""
    found: Mapping[str, set[str]] = defaultdict(set)
    for one in decisions:
        if one.body is Body.GA and one.session.isdigit() and one.recorded:
            turn = date(1946 + int(one.session), 2, 1)
            found[one.session].add("resumed" if one.day >= turn else "main")
    for session in sorted(found, key=int):
        if int(session) < RESUMED_FROM:
            continue
        for part, end in (("main", 1), ("resumed", 9)):
            over = date(1946 + int(session), end, 28) < coverage.ga_through
            if over and part not in found[session]:
                yield Problem("part", f"{session} {part}", f"no recorded vote of the {part} part")
