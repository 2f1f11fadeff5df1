"""Answers to what a voting record does not hold: why, speeches, committees; with the votes that bear on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.archive import Archive
from db.queries.votes import positions
from db.records import Body, Decision, Position
from handlers import record, series
from handlers.answer import Answer, Table, unique
from handlers.meeting import meeting_record
from handlers.positions import position_of
from handlers.question import Kind, Option, Question
from handlers.refusals import LABEL, Refusal, refusals
from handlers.tally import result
from handlers.wording import VERBS, caveats, day, label, sources_of, start, with_article
from handlers.wording import series as listed

ABOUT_VOTES = frozenset({"why_question", "speech"})
"""Reasons that leave the votes themselves to be told."""
TO_DO = {Position.YES: "vote yes", Position.NO: "vote no", Position.ABSTAIN: "abstain"}
COUNTS = ("yes", "no", "abstain", "absent")


async def answer(archive: Archive, question: Question) -> Answer:
    """What a voting record cannot tell and where to look, with the related votes where the question names some."""
    refusal = refusals().get(question.reason) or refusals()["not_about_votes"]
    facts: dict[str, Any] = {"reason": refusal.reason, "see": refusal.see.url}
    headline, lines, links, notes = refusal.headline, [], [refusal.see], list(question.notes)
    decision = question.decisions[0] if question.decisions else None
    table: Table | None = None
    if decision is not None:
        facts["decision"] = decision.key
        said = await _positions(archive, question, decision, facts)
        if refusal.reason == "committee":
            lines.append(
                f"The plenary vote: {label(decision)}, “{decision.title}” ({day(decision)}): {result(decision)}."
            )
            lines += [said] if said else []
        else:
            headline = f"{said or _taken(decision)} {refusal.headline}"
            lines.append(f"{start(label(decision))}, “{decision.title}” ({day(decision)}): {result(decision)}.")
        notes += caveats(decision)
        record_of = meeting_record(decision)
        if record_of is not None and refusal.meeting:
            facts["see"] = record_of.url
            lines.append(f"The record of that meeting is {record_of.title}: {record_of.url}")
            links.insert(0, record_of)
        links += sources_of(archive, [decision])
    elif question.members or question.groups:
        if question.members:
            facts["member"] = question.members[0]
        if votes := await _votes(archive, question, refusal):
            facts |= {word: votes.facts[word] for word in COUNTS if word in votes.facts}
            headline = f"{votes.headline} {refusal.headline}"
            table = votes.table
            links += votes.sources
            notes += [note for note in votes.notes if note not in notes]
    return Answer(
        question=question,
        headline=headline,
        lines=(*lines, refusal.text, f"{refusal.where} {refusal.see.url}"),
        facts=facts,
        table=table,
        notes=tuple(notes),
        options=() if decision or table else tuple(Option(text[:LABEL], text, text) for text in refusal.instead),
        sources=unique(links),
        decision=decision,
        coverage=archive.coverage,
    )


async def _votes(archive: Archive, question: Question, refusal: Refusal) -> Answer | None:
    """How the members named voted on the subject named, where the question asks why they always do."""
    if refusal.reason not in ABOUT_VOTES:
        return None
    if question.series:
        return await series.answer(archive, question.but(kind=Kind.SERIES, notes=()))
    if not (question.topic or question.words or question.against):
        return None
    bodies = (question.body,) if question.body else (None, Body.SC)
    for body in bodies:
        votes = await record.answer(archive, question.but(kind=Kind.RECORD, body=body, notes=()))
        asked = [position.word for position in question.positions if position.word in COUNTS] or COUNTS
        if any(votes.facts[word] for word in asked):
            return votes
    return None


async def _positions(archive: Archive, question: Question, decision: Decision, facts: dict[str, Any]) -> str:
    """What the members named did on the decision, in a sentence; empty when none was named."""
    if not question.members:
        return ""
    cast = await positions(archive, decision.id)
    found = [(iso3, position_of(archive, decision, cast, iso3)) for iso3 in question.members]
    first, position = found[0]
    facts |= {"member": first, "position": position.word if position else None}
    said = listed(_did(archive, iso3, taken, question.positions) for iso3, taken in found)
    return f"{start(said)} on {label(decision)}."


def _did(archive: Archive, iso3: str, position: Position | None, supposed: Sequence[Position]) -> str:
    """What a member did; that it did not do what the question takes for granted, where that is one position."""
    name = with_article(archive, iso3)
    if len(supposed) == 1 and supposed[0] in TO_DO and position in TO_DO and position not in supposed:
        return f"{name} did not {TO_DO[supposed[0]]} but {VERBS[position]}"
    if position is None:
        return f"{name} has no position"
    return f"{name}'s position is not known" if position is Position.UNKNOWN else f"{name} {VERBS[position]}"


def _taken(decision: Decision) -> str:
    return (
        f"{start(label(decision))} was voted on {day(decision)}." if decision.recorded else f"{start(label(decision))}."
    )
