"""Groups as voters: which group the words are read as, and the members of one instead of a tally of everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.archive import Archive
from db.names import fold
from db.records import Decision
from db.series import series_of
from handlers.question import Kind, Question
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words
from handlers.wording import label

if TYPE_CHECKING:
    from handlers.understand.slots import Slots

ANY = words("any_of")
REGION = "geographic"


async def with_groups(archive: Archive, question: Question, slots: Slots) -> Question:
    """The question with what its groups are said, and its group's members listed where these are counted."""
    if not question.groups:
        return question
    question = question.but(notes=(*question.notes, *read_as(archive, question, slots)))
    keys = {token.key for token in slots.text.tokens}
    lists = question.kind is Kind.TALLY or (question.kind is Kind.COHESION and question.positions and keys & ANY)
    if lists and not question.members:
        return question.but(kind=Kind.WHO_VOTED)
    if question.kind is Kind.SERIES and question.series and question.positions and "how_many" not in slots.cues:
        newest = await _newest(archive, question)
        note = (
            f"Of the yearly text the newest vote is taken, {label(newest)}: name a year for another." if newest else ""
        )
        return (
            question.but(kind=Kind.WHO_VOTED, series="", decisions=(newest,), notes=(*question.notes, note))
            if newest
            else question
        )
    return question


def read_as(archive: Archive, question: Question, slots: Slots) -> list[str]:
    """Which group the words stand for, in a sentence each, where they do not say it themselves."""
    said = []
    for mention in slots.voters:
        if mention.sort is not Sort.GROUP or not set(mention.keys) & {*question.groups, *question.against}:
            continue
        group = archive.roster.groups[mention.keys[0]]
        typed = slots.text.typed(mention.span.i, mention.span.j)
        own = any(fold(name) in fold(typed) or fold(typed) in fold(name) for name in (group.name, group.short))
        if group.kind == REGION and fold(group.name) != fold(typed):
            said.append(f"“{typed}”: {group.name}.")
        elif not own:
            said.append(f"“{typed}” is read as the {group.name}.")
    return list(dict.fromkeys(said))


async def _newest(archive: Archive, question: Question) -> Decision | None:
    rows = [
        one
        for one in await series_of(archive, question.series)
        if not question.period or question.period.covers(one.day)
    ]
    return rows[-1] if rows else None
