"""Who took a position on one decision and not on another: "who voted yes on ES-11/1 but not on ES-11/6"."""

from __future__ import annotations

from collections.abc import Mapping

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
    plural,
    reach,
    series,
    sources_of,
    start,
    with_article,
)

ORDER = "but_not"
"""The order of a comparison that asks this."""
NAMED = 60
"""As many members as the headline names."""


async def answer(archive: Archive, question: Question) -> Answer:
    """The members that took the question's position on the first decision and not on the second."""
    a, b = question.decisions[:2]
    position = question.positions[0]
    first, second = await positions(archive, a.id), await positions(archive, b.id)
    among = set(first)
    for group in question.groups:
        among &= archive.roster.groups[group].on(a.day)
    took = [iso3 for iso3 in by_name(archive, first) if first[iso3] is position and iso3 in among]
    whole = _whole(b, second, position)
    left = [iso3 for iso3 in took if second.get(iso3) is not position and (whole or _known(second, iso3))]
    unsure = [iso3 for iso3 in took if iso3 not in left and second.get(iso3) is not position]
    did, both = VERBS[position], len(took) - len(left) - len(unsure)
    names = f": {series(with_article(archive, iso3) for iso3 in left)}" if 0 < len(left) <= NAMED else ""
    notes = [*question.notes, *(f"{start(label(one))}: {caveat}" for one in (a, b) for caveat in caveats(one))]
    if unsure:
        notes.append(f"Left out: {plural(len(unsure), 'member')} whose position on {label(b)} is unknown.")
    return Answer(
        question=question,
        headline=f"{plural(len(left), 'member')} {did} on {_dated(a)} and not on {_dated(b)}{names}.",
        lines=(
            f"{plural(both, 'member')} {did} on both.",
            *(f"{start(label(one))}, “{one.title}”: {result(one)}." for one in (a, b)),
        ),
        facts={
            "a": a.key,
            "b": b.key,
            "position": position.word,
            "members": sorted(left),
            "switched": [
                {"member": iso3, "from": position.word, "to": second[iso3].word if iso3 in second else None}
                for iso3 in sorted(left)
            ],
            "complete": not unsure,
        },
        notes=(*notes, reach(archive, a.body if a.body is b.body else None)),
        listings=tuple(_listings(archive, left, second, b)),
        sources=sources_of(archive, [a, b]),
        coverage=archive.coverage,
    )


def _dated(decision: Decision) -> str:
    return f"{label(decision)} ({day(decision)})"


def _known(cast: Mapping[str, Position], iso3: str) -> bool:
    return cast.get(iso3, Position.UNKNOWN) is not Position.UNKNOWN


def _whole(decision: Decision, cast: Mapping[str, Position], position: Position) -> bool:
    """Whether everybody that took the position is known, though other positions may not be."""
    tally = decision.tally
    if tally is None:
        return False
    counted = {Position.YES: tally.yes, Position.NO: tally.no, Position.ABSTAIN: tally.abstain}
    return counted.get(position) == sum(one is position for one in cast.values())


def _listings(archive: Archive, left: list[str], second: Mapping[str, Position], b: Decision) -> list[Listing]:
    """What they did on the second decision instead."""
    found: dict[str, list[str]] = {}
    for iso3 in left:
        found.setdefault(VERBS[second[iso3]] if _known(second, iso3) else "position unknown, but not that", []).append(
            iso3
        )
    return [
        Listing(f"{start(did)} on {label(b)} ({len(codes)})", by_name(archive, codes)) for did, codes in found.items()
    ]
