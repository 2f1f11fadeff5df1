"""Separate votes: an amendment, a paragraph or a motion asked about beside a text whose final vote is named."""

from __future__ import annotations

from db.archive import Archive
from db.names import fold
from db.queries.decisions import under_symbols, within
from db.records import Decision
from handlers.question import Kind, Option, Question
from handlers.understand.references import Referred
from handlers.understand.slots import Slots
from handlers.wording import day, label, plural, series, span

PARTS = {
    "amendment": "amendment", "amendments": "amendment", "subamendment": "amendment", "paragraph": "paragraph",
    "paragraphs": "paragraph", "para": "paragraph", "paras": "paragraph", "operative": "paragraph",
    "preambular": "paragraph", "clause": "paragraph", "motion": "motion_or_separate_vote",
}  # fmt: skip
"""Words for a part of a text → the kind of its votes in the archive."""
NAMES = {"amendment": "amendments", "paragraph": "single paragraphs", "motion_or_separate_vote": "motions"}
ONE_VOTE = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.WHO_VOTED, Kind.SUMMARY, Kind.COHESION})
LABEL, SHOWN = 100, 5


async def part_asked(archive: Archive, question: Question, slots: Slots) -> Question:
    """The same question on the separate vote that the words ask for, a choice of them, or a word that none is known.

    A text whose own title speaks of an amendment or paragraph was meant itself.
    """
    if question.kind not in ONE_VOTE or len(question.decisions) != 1:
        return question
    one = question.decisions[0]
    kinds = list(dict.fromkeys(PARTS[token.key] for token in slots.text.tokens if token.key in PARTS))
    if not kinds or not one.final or {PARTS.get(word) for word in fold(one.title).split()} & set(kinds):
        return question
    votes = [vote for vote in await _separate(archive, one) if vote.kind in kinds]
    asked = series(NAMES[kind] for kind in kinds)
    if not votes:
        said = f"Votes on {asked} of {label(one)} are not in our data; this is the vote on the whole text."
        return question.but(premise=f"{question.premise} {said}".strip())
    if len(votes) == 1:
        note = f"This is the separate vote; the whole text is {label(one)}."
        return question.but(decisions=(votes[0],), notes=(*question.notes, note))
    options = tuple(
        Option(f"{vote.key}: {vote.title}"[:LABEL], f"{question.text} [{vote.key}]", vote.key) for vote in votes[:5]
    )
    reason = f"{len(votes)} separate votes stand under {label(one)} ({day(one)}). Which one do you mean?"
    return Question(question.text, Kind.CLARIFY, reason=reason, options=options, decisions=())


async def parts_in_period(archive: Archive, text: str, slots: Slots, referred: Referred) -> Question | None:
    """ "Votes on amendments in 2017": the separate votes of a period, to choose from, or that none are known."""
    kinds = list(dict.fromkeys(PARTS[token.key] for token in slots.text.tokens if token.key in PARTS))
    others = [i for i in slots.reference if slots.text.tokens[i].key not in PARTS]
    if not kinds or not slots.period or others or slots.voters or slots.topics or slots.symbols or referred.decisions:
        return None
    period, asked = slots.period, series(NAMES[kind] for kind in kinds)
    found = await within(archive, slots.body, period.since, period.until, final=False)
    votes = [one for one in found if one.kind in kinds]
    when = period.label or span(period)
    if not votes:
        reason = (
            f"Our data have no votes on {asked} {when}: of the General Assembly they have such votes up to 2017 only."
        )
        return Question(text, Kind.NOT_FOUND, reason=reason)
    options = tuple(
        Option(f"{vote.key} ({day(vote)}): {vote.title}"[:LABEL], f"Summary of {vote.key}", vote.key)
        for vote in votes[-SHOWN:][::-1]
    )
    counted = plural(len(votes), "vote")
    return Question(
        text, Kind.CLARIFY, reason=f"{counted} on {asked} {when} are in our data. The newest:", options=options
    )


async def _separate(archive: Archive, one: Decision) -> list[Decision]:
    return [vote for vote in await under_symbols(archive, [one.symbol or one.key]) if not vote.final]
