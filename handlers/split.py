"""How a group split on one decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.archive import Archive
from db.queries.votes import positions
from db.records import Body, Decision, Position, RollCall
from handlers.alignment import rounded
from handlers.answer import Answer, Listing
from handlers.measures import attina_hix, majority_position
from handlers.question import Question
from handlers.tally import result
from handlers.wording import (
    VERBS,
    by_name,
    caveats,
    day,
    group_name,
    is_plural,
    label,
    series,
    sources_of,
    start,
    with_article,
)

CAST = (Position.YES, Position.NO, Position.ABSTAIN)
LISTED = (*CAST, Position.ABSENT, Position.UNKNOWN)


async def on_one(archive: Archive, question: Question, decision: Decision) -> Answer:
    """How the group's members of the day voted on one decision."""
    cast = await positions(archive, decision.id)
    lists = _lists(archive, question, decision, cast)
    counts = [len(lists[position]) for position in CAST]
    agreement = attina_hix(*counts)
    most = majority_position(*counts)
    away = [iso3 for p in CAST if most is not None and p is not most for iso3 in lists[p]]
    return Answer(
        question=question,
        headline=_split(archive, question, decision, lists, most),
        lines=_lines_on_one(archive, decision, most, away, agreement, sum(counts)),
        facts={
            "group": group_key(question),
            "decisions": int(sum(counts) >= 2),
            "unanimous": int(sum(counts) >= 2 and max(counts) == sum(counts)),
            "cohesion": rounded(agreement),
            "defectors": [{"member": iso3, "breaks": 1} for iso3 in sorted(away)],
            "decision": decision.key,
            "majority": most.word if most else None,
            **{position.word: sorted(lists[position]) for position in LISTED},
        },
        notes=(*question.notes, *caveats(decision)),
        listings=tuple(
            Listing(f"{start(VERBS[position])} ({len(lists[position])})", lists[position])
            for position in LISTED
            if lists[position]
        ),
        sources=sources_of(archive, [decision]),
        decision=decision,
        coverage=archive.coverage,
    )


def _lists(
    archive: Archive, question: Question, decision: Decision, cast: Mapping[str, Position]
) -> dict[Position, tuple[str, ...]]:
    """The group's members by position; those of whom a recorded Assembly vote says nothing are unknown."""
    members: Iterable[str] = question.members if len(question.members) > 1 else archive.roster.members
    if question.groups:
        members = archive.roster.groups[question.groups[0]].on(decision.day)
    found: dict[Position, list[str]] = {position: [] for position in LISTED}
    silent = decision.recorded and decision.body is Body.GA and decision.roll_call is not RollCall.COMPLETE
    for iso3 in members:
        if iso3 in cast:
            found[cast[iso3]].append(iso3)
        elif silent and archive.roster.members[iso3].belonged(decision.day):
            found[Position.UNKNOWN].append(iso3)
    return {position: by_name(archive, codes) for position, codes in found.items()}


def _split(
    archive: Archive,
    question: Question,
    decision: Decision,
    lists: Mapping[Position, tuple[str, ...]],
    most: Position | None,
) -> str:
    name = start(set_name(archive, question))
    if not decision.recorded:
        return f"{name}: {label(decision)} was {result(decision)}."
    voted = [(position, lists[position]) for position in CAST if lists[position]]
    if not voted:
        if not any(lists.values()) and decision.body is Body.SC:
            return f"{name}: none of its members was on the Security Council for {label(decision)}."
        return f"{name}: no vote of its members on {label(decision)} is known to us."
    others = [
        f"{len(lists[position])} {word}"
        for position, word in ((Position.ABSENT, "did not vote"), (Position.UNKNOWN, "unknown"))
        if lists[position]
    ]
    partial = " known to us" if lists[Position.UNKNOWN] else ""
    if len(voted) == 1 and len(voted[0][1]) == 1:
        only = with_article(archive, voted[0][1][0])
        rest = f"; {series(others)}" if others else ""
        where = f"{label(decision)} ({day(decision)})"
        return f"Of {set_name(archive, question)} only {only} voted on {where}: it {VERBS[voted[0][0]]}{rest}."
    if len(voted) == 1 and most is not None and not others:
        be = "were" if question.groups and is_plural(archive, question.groups[0]) else "was"
        return f"{name} {be} united on {label(decision)} ({day(decision)}): all {len(voted[0][1])} {VERBS[most]}."
    parts = [f"{len(codes)} {VERBS[position]}" for position, codes in voted]
    how = "did not split" if len(voted) == 1 else "split"
    return f"{name} {how} on {label(decision)} ({day(decision)}){partial}: {series([*parts, *others])}."


def _lines_on_one(
    archive: Archive,
    decision: Decision,
    most: Position | None,
    away: Sequence[str],
    agreement: float | None,
    voted: int,
) -> tuple[str, ...]:
    lines = [f"“{decision.title}”: {result(decision)}."]
    if voted < 2 or agreement is None:
        return tuple(lines)
    if most is None:
        lines.append("No position had most of its votes: the first two are level.")
    elif away:
        names = series(with_article(archive, iso3) for iso3 in away)
        lines.append(f"Away from the majority ({VERBS[most]}): {names}.")
    lines.append(f"Cohesion on this decision: {agreement:.3f} (Attinà–Hix; 1 when all that voted did alike).")
    return tuple(lines)


def group_key(question: Question) -> str:
    """The group's id; the codes of the members where the question names these instead; "all" for everyone."""
    return question.groups[0] if question.groups else "+".join(question.members) or "all"


def set_name(archive: Archive, question: Question) -> str:
    """How a sentence names the set of members."""
    if question.groups:
        return group_name(archive, question.groups[0])
    if len(question.members) > 1:
        return series(with_article(archive, iso3) for iso3 in question.members)
    return "the whole membership"
