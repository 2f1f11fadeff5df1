"""Who voted how on one decision: a member's position, and lists of members by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from db.archive import Archive
from db.queries.votes import positions
from db.records import Decision, Position
from handlers.answer import Answer, Listing
from handlers.question import Question
from handlers.tally import result
from handlers.wording import (
    VERBS,
    by_name,
    caveats,
    day,
    label,
    leaving_out,
    of_members,
    plural,
    series,
    sources_of,
    start,
    with_article,
)

ORDER = (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT, Position.UNKNOWN)
NAMED = 12
"""As many members as a sentence names one by one."""
ADMITTING = re.compile(r"\badmi(t|tting|ssion)\b", re.IGNORECASE)
SOVIET_SEAT_CEDED = date(1991, 12, 24)
FOUNDED = date(1945, 12, 31)
"""Founders were admitted by nobody."""
CHINA_SEAT = "China's seat was held by the Republic of China until 25 October 1971, and by the People's Republic since."


async def country_vote(archive: Archive, question: Question) -> Answer:
    """What one or more members did on one decision."""
    decision = question.decisions[0]
    cast = _seated(archive, decision, await positions(archive, decision.id))
    found = [(iso3, position_of(archive, decision, cast, iso3)) for iso3 in question.members]
    notes = [*question.notes, *caveats(decision)]
    if any(iso3 in {"CHN", "TWN"} for iso3 in question.members) and decision.day.isoformat() <= "1971-10-25":
        notes.append(CHINA_SEAT)
    if "RUS" in question.members and decision.day < SOVIET_SEAT_CEDED:
        notes.append("The seat was the Soviet Union's until 24 December 1991.")
    first, first_position = found[0]
    facts: dict[str, object] = {
        "decision": decision.key,
        "member": first,
        "position": first_position.word if first_position else None,
    }
    if len(found) > 1:
        facts["positions"] = {iso3: position.word if position else None for iso3, position in found}
    said = [start(_statement(archive, decision, iso3, position)) for iso3, position in found]
    if "CHN" in question.members and "TWN" in cast and "CHN" not in cast:
        said.append(start(_statement(archive, decision, "TWN", cast["TWN"])))
    return Answer(
        question=question,
        headline=f"{said[0]} on {label(decision)}, {day(decision)}.",
        lines=(
            *(f"{line}." for line in said[1:]),
            f"“{decision.title}”: {result(decision)}.",
            *[await _on_another(archive, one, question.members) for one in question.decisions[1:]],
        ),
        facts=facts,
        notes=tuple(notes),
        sources=sources_of(archive, [decision]),
        decision=decision,
        coverage=archive.coverage,
    )


async def _on_another(archive: Archive, decision: Decision, members: Iterable[str]) -> str:
    """The same members on a further decision, in one sentence."""
    cast = _seated(archive, decision, await positions(archive, decision.id))
    said = [_statement(archive, decision, iso3, position_of(archive, decision, cast, iso3)) for iso3 in members]
    return f"{start(series(said))} on {label(decision)}, {day(decision)}: {result(decision)}."


def _seated(archive: Archive, decision: Decision, cast: Mapping[str, Position]) -> Mapping[str, Position]:
    """The positions without the absences of those that the decision, or one of that day, admitted: no seat yet."""
    return {
        iso3: position
        for iso3, position in cast.items()
        if not (position is Position.ABSENT and _admitted_then(archive, decision, iso3))
    }


def _admitted_then(archive: Archive, decision: Decision, iso3: str) -> bool:
    """Whether a member was admitted on the day of a vote on admission (in its month, where no day is known)."""
    first = archive.roster.members[iso3].spans[0].since
    if not ADMITTING.search(decision.original_title) or first <= FOUNDED:
        return False
    return first == decision.day or (decision.month_only and first.replace(day=1) == decision.day.replace(day=1))


def position_of(archive: Archive, decision: Decision, cast: Mapping[str, Position], iso3: str) -> Position | None:
    """A member's position; unknown where the roll call is lacking, None where it had no vote."""
    if iso3 in cast:
        return cast[iso3]
    member = archive.roster.members[iso3]
    if not cast and decision.recorded and decision.body == "GA" and member.belonged(decision.day):
        return Position.UNKNOWN
    return None


def _statement(archive: Archive, decision: Decision, iso3: str, position: Position | None) -> str:
    name = with_article(archive, iso3)
    if position is Position.UNKNOWN:
        return f"{name}: position unknown (no source that we have gives it)"
    if position is not None:
        return f"{name} {VERBS[position]}"
    if not decision.recorded and decision.adoption == "without_vote":
        return f"{name} cast no vote, as the text was adopted without a vote,"
    if _admitted_then(archive, decision, iso3):
        return f"{name} was only admitted then and had no seat and no vote"
    if not archive.roster.members[iso3].belonged(decision.day):
        return f"{name} was not a member at the time and has no position"
    if decision.body == "SC":
        return f"{name} was not on the Security Council and has no position"
    return f"{name} has no position in the source"


async def who_voted(archive: Archive, question: Question) -> Answer:
    """The members that took one of the asked positions, or all positions when none was named."""
    decision = question.decisions[0]
    cast = _seated(archive, decision, await positions(archive, decision.id))
    asked = question.positions or ORDER[:4]
    lists = {position: by_name(archive, (m for m, p in cast.items() if p is position)) for position in ORDER}
    complete = is_complete(decision, asked, lists)
    known = bool(cast)
    of = _restriction(archive, question, decision)
    if of is not None:
        lists = {position: tuple(m for m in members if m in of) for position, members in lists.items()}
    notes = [*question.notes, *caveats(decision)]
    members = [iso3 for position in asked for iso3 in lists[position]]
    return Answer(
        question=question,
        headline=_headline(archive, question, decision, asked, lists, complete, known),
        lines=(
            *_beside(archive, question, decision, cast, lists),
            f"“{decision.title}” ({day(decision)}): {result(decision)}.",
        ),
        facts={
            "decision": decision.key,
            "position": asked[0].word,
            "members": sorted(members) if len(asked) == 1 else sorted(lists[asked[0]]),
            "complete": complete,
            **({"lists": {position.word: sorted(lists[position]) for position in asked}} if len(asked) > 1 else {}),
        },
        notes=tuple(notes),
        listings=tuple(
            Listing(f"{start(VERBS[position])} ({len(lists[position])})", lists[position])
            for position in (*asked, *((Position.UNKNOWN,) if not complete and lists[Position.UNKNOWN] else ()))
            if lists[position] or position in asked
        ),
        sources=sources_of(archive, [decision]),
        decision=decision,
        coverage=archive.coverage,
    )


def _beside(
    archive: Archive,
    question: Question,
    decision: Decision,
    cast: Mapping[str, Position],
    lists: Mapping[Position, tuple[str, ...]],
) -> list[str]:
    """Of "who voted with X" (or broke with it) what X did, and how many did as X did besides it."""
    said = []
    for iso3 in question.members:
        own = cast.get(iso3)
        if own is None or own is Position.UNKNOWN:
            continue
        others = [one for one in lists[own] if one not in question.members]
        members = plural(len(others), "other")
        named = f": {series(with_article(archive, one) for one in others)}" if 0 < len(others) <= NAMED else ""
        said.append(f"{start(with_article(archive, iso3))} {VERBS[own]}, as did {members}{named}.")
    return said


def is_complete(decision: Decision, asked: Iterable[Position], lists: Mapping[Position, tuple[str, ...]]) -> bool:
    """Whether the lists hold everyone that took the asked positions: the count is the tally's, or nobody is unknown."""
    if decision.tally is None:
        return False
    counts = {
        Position.YES: decision.tally.yes,
        Position.NO: decision.tally.no,
        Position.ABSTAIN: decision.tally.abstain,
        Position.ABSENT: decision.tally.absent,
    }
    if not lists[Position.UNKNOWN]:
        return any(lists.values()) and decision.roll_call != "suspect"
    return all(len(lists[position]) == counts.get(position) for position in asked)


def _restriction(archive: Archive, question: Question, decision: Decision) -> frozenset[str] | None:
    """The members asked about, where the question names or leaves out some ("which Arab states abstained")."""
    if not question.groups and not question.without:
        return None
    groups = archive.roster.groups
    named = frozenset().union(*(groups[group].on(decision.day) for group in question.groups))
    left_out = frozenset().union(
        *(groups[party].on(decision.day) if party in groups else {party} for party in question.without)
    )
    return (named or frozenset(archive.roster.members)) - left_out


def _headline(
    archive: Archive,
    question: Question,
    decision: Decision,
    asked: tuple[Position, ...],
    lists: Mapping[Position, tuple[str, ...]],
    complete: bool,
    known: bool,
) -> str:
    if not known:
        if decision.adoption == "without_vote":
            return f"{label(decision)} was adopted without a vote: no member's position was recorded."
        return f"The roll call of {label(decision)} is not in our sources: only the tally is known."
    parts = []
    for position in asked:
        count = len(lists[position])
        partly = "" if complete else " known to have"
        verb = "not voted" if partly and position is Position.ABSENT else VERBS[position]
        who = plural(count, "member") if count else "no member"
        who = of_members(archive, question.groups, count) if question.groups else who
        parts.append(f"{who}{partly} {verb}")
    text = f"On {label(decision)}{leaving_out(archive, question)}, {series(parts)}"
    if len(asked) == 1 and 0 < len(lists[asked[0]]) <= 8:
        text += f": {series(with_article(archive, iso3) for iso3 in lists[asked[0]])}"
    return text + "."
