"""Questions about membership itself: "when did Namibia join the UN", "how many members did the UN have in 1960"."""

from __future__ import annotations

from db.archive import Archive
from handlers.question import Kind, Question
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words
from handlers.wording import full_date, plural, start, with_article

JOINED = words("joined") | {"join", "joins", "admitted", "member"}
UN = frozenset({"un", "united", "uno", "organization", "organisation"})


def membership_asked(archive: Archive, text: str, slots: Slots) -> Question | None:
    """The summary of a member with the day it joined first, or how many members there were; None for anything else."""
    keys = {token.key for token in slots.text.tokens}
    members = [m for m in slots.voters if m.sort is Sort.MEMBER and m.sure]
    if slots.positions or slots.topics or slots.symbols or slots.named or "vote" in slots.cues or not keys & UN:
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


def _joined(archive: Archive, iso3: str) -> str:
    name = start(with_article(archive, iso3))
    spans = archive.roster.members[iso3].spans
    said = f"{name} has been a member of the United Nations since {full_date(spans[-1].since)}."
    if ended := spans[-1].until:
        said = f"{name} was a member of the United Nations from {full_date(spans[0].since)} to {full_date(ended)}."
    return said
