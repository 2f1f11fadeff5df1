"""The votes that a text speaks of: a message, an article pasted, the text of an embed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.records import Decision
from handlers.answer import Answer, Table, unique
from handlers.evidence import Evidence, Grade, Hit
from handlers.passages import committee_drafts, passages
from handlers.question import Kind, Question
from handlers.understand.reader import Reader
from handlers.wording import day, plural, reach, sources_of

LONGEST = 12_000
"""Characters of a text that are read."""
MOST = 25
"""Decisions that are listed."""
NONE = "No votes found in this message."
HOW = "I look for symbols (A/RES/ES-11/7, resolution 2774), names of well-known votes, tallies, vetoes, and dates."


@dataclass(frozen=True, slots=True)
class Mentions:
    """The decisions that a text speaks of, in its order, and sentences on what was not found or not read."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...]


async def decisions_in(reader: Reader, text: str, sent: date) -> Mentions:
    """What a text says of votes. `sent` is the day it was written, which "today" and "last month" lean on."""
    read = []
    for passage in passages(reader, text[:LONGEST], sent):
        read.append(passage)
        await asyncio.sleep(0)  # a long text takes some tens of milliseconds: others may go first
    evidence = Evidence(reader.archive, read, sent)
    await evidence.gather()
    hits = sorted(evidence.hits.values(), key=evidence.where)
    notes = [*evidence.notes]
    if evidence.missing:
        notes.append(f"Not in our data: {', '.join(list(dict.fromkeys(evidence.missing))[:MOST])}.")
    if drafts := committee_drafts(text[:LONGEST]):
        notes.append(f"Drafts of committees are not in our data: {', '.join(drafts[:MOST])}.")
    if evidence.cut:
        notes.append("The text names very many votes: only the first of them were looked up.")
    if len(text) > LONGEST:
        notes.append(f"Only the first {LONGEST:,} characters were read.")
    if len(hits) > MOST:
        notes.append(f"{plural(len(hits), 'vote')} were found; the first {MOST} in the text are listed.")
    return Mentions(tuple(hits[:MOST]), tuple(dict.fromkeys(notes)))


async def answer(reader: Reader, text: str, sent: date) -> Answer:
    """The votes that a text speaks of, as an answer; the text itself is not kept in it."""
    archive = reader.archive
    mentions = await decisions_in(reader, text, sent)
    if not mentions.hits:
        return Answer(
            question=Question("", Kind.NOT_FOUND),
            headline=NONE,
            facts={"searched": "", "nearest": []},
            notes=(*mentions.notes, HOW),
            coverage=archive.coverage,
        )
    found = [hit.decision for hit in mentions.hits]
    likely = sum(hit.grade is Grade.LIKELY for hit in mentions.hits)
    return Answer(
        question=Question("", Kind.SEARCH, decisions=tuple(found)),
        headline=f"{plural(len(found), 'vote')} found in this message{_unsure(likely, len(found))}.",
        facts={"rows": [_row(hit) for hit in mentions.hits], "total": len(found)},
        table=Table(
            ("Symbol", "Date", "Title", "Yes-No-Abstain", "Found by"),
            tuple(
                (one.symbol if one.official else one.key, day(one), one.title, _counted(one), why(hit))
                for hit, one in zip(mentions.hits, found, strict=True)
            ),
        ),
        notes=(*mentions.notes, reach(archive, None)),
        sources=unique(sources_of(archive, found)),
        coverage=archive.coverage,
    )


def why(hit: Hit) -> str:
    """The words that a decision was found by: “resolution 2774”, or likely, by “93-18”."""
    said = "; ".join(hit.words)
    return said if hit.grade is Grade.CERTAIN else f"likely, by {said}"


def _unsure(likely: int, found: int) -> str:
    if not likely:
        return ""
    if likely == found:
        return ", likely but not certain" if found == 1 else ", all of them likely but not certain"
    return f", {likely} of them likely but not certain"


def _row(hit: Hit) -> dict[str, Any]:
    one = hit.decision
    return {
        "decision": one.key,
        "title": one.title,
        "date": one.day.isoformat()[: 7 if one.month_only else 10],
        "yes": one.tally.yes if one.tally else None,
        "no": one.tally.no if one.tally else None,
        "abstain": one.tally.abstain if one.tally else None,
        "words": list(hit.words),
        "grade": hit.grade.value,
    }


def _counted(one: Decision) -> str:
    if one.tally:
        return f"{one.tally}, vetoed" if one.vetoed_by else str(one.tally)
    return "without a vote" if one.adoption == "without_vote" else "tally not known"
