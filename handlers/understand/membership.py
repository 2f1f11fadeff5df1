"""Questions about membership itself: "when did Namibia join the UN", "how many members did the UN have in 1960"."""

from __future__ import annotations

import numpy as np

from db.archive import Archive
from db.records import Body
from handlers.question import Kind, Period, Question
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words
from handlers.wording import by_name, full_date, group_name, plural, series, start, with_article

JOINED = words("joined") | {"join", "joins", "admitted", "member"}
ON_IT = frozenset({"members", "member", "on", "sat", "sit", "sits", "served", "seat"})
MOST_SEATED = 45
"""As many members as fit into a sentence: some three years of the Council."""
UN = frozenset({"un", "united", "uno", "organization", "organisation"})


async def membership_asked(archive: Archive, text: str, slots: Slots) -> Question | None:
    """The summary of a member with the day it joined first, or how many members there were; None for anything else."""
    keys = {token.key for token in slots.text.tokens}
    members = [m for m in slots.voters if m.sort is Sort.MEMBER and m.sure]
    if slots.positions or slots.topics or slots.symbols or slots.named or "vote" in slots.cues:
        return None
    if group := _only_group(slots, keys):
        return _of_group(archive, text, group)
    if slots.body is Body.SC and slots.period and not slots.voters and keys & ON_IT:
        return await _of_the_council(archive, text, slots.period)
    if not keys & UN:
        return None
    if len(members) == 1 and len(slots.voters) == 1 and keys & JOINED and keys & {"when", "did", "has", "is", "was"}:
        iso3 = members[0].keys[0]
        return Question(text, Kind.SUMMARY, (iso3,), premise=_joined(archive, iso3))
    if not slots.voters and "how_many" in slots.cues and keys & {"members", "countries", "states"} and keys & {
        "have", "had", "has", "were", "are", "belonged", "belong", "in",
    } and not keys & {"resolutions", "votes", "resolution"}:  # fmt: skip
        day = slots.period.until or archive.coverage.ga_through
        day = min(day, archive.coverage.ga_through)
        count = sum(member.belonged(day) for member in archive.roster.members.values())
        said = f"The United Nations had {plural(count, 'member')} on {full_date(day)}."
        return Question(text, Kind.DEFINITION, term="general-assembly", premise=said)
    return None


def _only_group(slots: Slots, keys: set[str]) -> str:
    """The group whose members are asked for, where nothing else is: "who are the members of BRICS"."""
    if (
        len(slots.voters) != 1
        or slots.voters[0].sort is not Sort.GROUP
        or slots.period
        or slots.series
        or slots.residue
    ):
        return ""
    if slots.cues - {"who", "how", "list", "define", "search", "how_many"} or slots.places or slots.bodies:
        return ""
    asks = keys & {"who", "which", "what", "list"} and keys & {"is", "are", "in", "members", "belongs", "belong", "of"}
    return slots.voters[0].keys[0] if asks and not keys & {"resolutions", "votes", "vetoes", "veto"} else ""


async def _of_the_council(archive: Archive, text: str, period: Period) -> Question | None:
    """Who had a seat in the Security Council, as far as its votes in the period tell."""
    matrix = await archive.matrix()
    rows = matrix.select(Body.SC, period.since, period.until)
    seated = np.flatnonzero((matrix.cells[rows] != 0).any(axis=0))
    if not len(rows) or len(seated) > MOST_SEATED:
        return None
    names = series(with_article(archive, iso3) for iso3 in by_name(archive, [matrix.members[i] for i in seated]))
    said = f"Members of the Security Council that took part in its votes {period.label}: {names}."
    return Question(text, Kind.DEFINITION, term="elected-members", premise=said)


def _of_group(archive: Archive, text: str, group: str) -> Question:
    if group == "p5":
        return Question(text, Kind.DEFINITION, term="permanent-members")
    found = archive.roster.groups[group].on(archive.coverage.ga_through)
    names = series(with_article(archive, iso3) for iso3 in by_name(archive, found))
    day = full_date(archive.coverage.ga_through)
    said = f"{start(group_name(archive, group))} on {day}, {len(found)} members: {names}."
    return Question(text, Kind.COHESION, groups=(group,), premise=said)


def _joined(archive: Archive, iso3: str) -> str:
    name = start(with_article(archive, iso3))
    spans = archive.roster.members[iso3].spans
    said = f"{name} has been a member of the United Nations since {full_date(spans[-1].since)}."
    if ended := spans[-1].until:
        said = f"{name} was a member of the United Nations from {full_date(spans[0].since)} to {full_date(ended)}."
    return said
