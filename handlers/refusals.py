"""Answers to what cannot be answered: which one was meant, nothing found, not in a voting record; and the help."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from db.archive import Archive
from db.ingest.edition import load_toml
from db.queries.decisions import latest
from db.queries.search import search
from db.queries.votes import positions
from db.records import Decision, Position
from db.topics import topics
from handlers.answer import Answer, Link, unique
from handlers.meeting import meeting_record
from handlers.positions import position_of
from handlers.question import Option, Question
from handlers.tally import result
from handlers.wording import VERBS, caveats, day, described, full_date, label, series, sources_of, start, with_article

REFUSALS = Path(__file__).parent / "data" / "refusals.toml"
WHICH = "Which one do you mean?"
NEAREST = 5
LABEL = 100
"""The longest label that a choice in Discord can have."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One kind of question that a voting record cannot answer; `meeting` says that a meeting record would."""

    reason: str
    headline: str
    text: str
    where: str
    see: Link
    meeting: bool
    instead: tuple[str, ...]


@cache
def refusals() -> dict[str, Refusal]:
    """All refusals by their reason."""
    return {
        row["reason"]: Refusal(
            reason=row["reason"],
            headline=row["headline"],
            text=row["text"],
            where=row["where"],
            see=Link(row["see_title"], row["see"]),
            meeting=row["meeting"],
            instead=tuple(row["instead"]),
        )
        for row in load_toml(REFUSALS)["refusal"]
    }


async def clarify(archive: Archive, question: Question) -> Answer:
    """The readings of an ambiguous question, to choose from."""
    return Answer(
        question=question,
        headline=question.reason or WHICH,
        facts={"options": [option.value or option.label for option in question.options]},
        notes=question.notes,
        options=question.options,
        coverage=archive.coverage,
    )


async def not_found(archive: Archive, question: Question) -> Answer:
    """That nothing matches, with what comes nearest: the question's options, else decisions with some of the words."""
    topic = topics()[question.topic].name if question.topic else ""
    searched = question.words or topic or " ".join(question.residue) or question.text
    options = question.options or await _nearest_decisions(archive, question, searched)
    lines = [f"Looked through the archive to {_through(archive)}.", *(["Nearest:"] if options else [])]
    return Answer(
        question=question,
        headline=question.reason or f"Nothing found for “{searched}”{_narrowed(question)}.",
        lines=tuple(lines),
        facts={"searched": searched, "nearest": [option.value or option.label for option in options]},
        notes=question.notes,
        options=options,
        coverage=archive.coverage,
    )


async def out_of_scope(archive: Archive, question: Question) -> Answer:
    """What a voting record cannot tell and where to look, with the related vote where the question names one."""
    refusal = refusals().get(question.reason) or refusals()["not_about_votes"]
    facts: dict[str, Any] = {"reason": refusal.reason, "see": refusal.see.url}
    headline, lines, links, notes = refusal.headline, [], [refusal.see], list(question.notes)
    decision = question.decisions[0] if question.decisions else None
    if decision is not None:
        facts["decision"] = decision.key
        said = await _positions(archive, question, decision, facts)
        headline = f"{said or _taken(decision)} {refusal.headline}"
        lines.append(f"“{decision.title}” ({day(decision)}): {result(decision)}.")
        notes += caveats(decision)
        record = meeting_record(decision)
        if record is not None and refusal.meeting:
            facts["see"] = record.url
            lines.append(f"The record of that meeting is {record.title}: {record.url}")
            links.insert(0, record)
        links += sources_of(archive, [decision])
    elif question.members:
        facts["member"] = question.members[0]
    return Answer(
        question=question,
        headline=headline,
        lines=(*lines, refusal.text, f"{refusal.where} {refusal.see.url}"),
        facts=facts,
        notes=tuple(notes),
        options=() if decision else tuple(_option(text) for text in refusal.instead),
        sources=unique(links),
        decision=decision,
        coverage=archive.coverage,
    )


async def help(archive: Archive, question: Question) -> Answer:
    """What can be asked, with examples."""
    texts = load_toml(REFUSALS)["help"]
    return Answer(
        question=question,
        headline=texts["headline"],
        lines=(*texts["lines"], "For example:", *(f"• {text}" for text in texts["examples"])),
        facts={},
        notes=(*question.notes, f"Data reach {_through(archive)}."),
        options=tuple(_option(text) for text in texts["examples"]),
        coverage=archive.coverage,
    )


async def _positions(archive: Archive, question: Question, decision: Decision, facts: dict[str, Any]) -> str:
    """What the members named did on the decision, in a sentence; empty when none was named."""
    if not question.members:
        return ""
    cast = await positions(archive, decision.id)
    found = [(iso3, position_of(archive, decision, cast, iso3)) for iso3 in question.members]
    first, position = found[0]
    facts |= {"member": first, "position": position.word if position else None}
    said = series(_did(archive, iso3, taken) for iso3, taken in found)
    return f"{start(said)} on {label(decision)}."


def _did(archive: Archive, iso3: str, position: Position | None) -> str:
    name = with_article(archive, iso3)
    if position is None:
        return f"{name} has no position"
    return f"{name}'s position is not known" if position is Position.UNKNOWN else f"{name} {VERBS[position]}"


def _taken(decision: Decision) -> str:
    return (
        f"{start(label(decision))} was voted on {day(decision)}." if decision.recorded else f"{start(label(decision))}."
    )


def _narrowed(question: Question) -> str:
    """The limits under which nothing was found: " in the Security Council in 2022"."""
    where = f" in the {question.body.title}" if question.body else ""
    return f"{where} {question.period.label}" if question.period.label else where


async def _nearest_decisions(archive: Archive, question: Question, searched: str) -> tuple[Option, ...]:
    """Decisions of the topic outside the limits asked for, else those whose titles hold some of the words."""
    if question.topic and not question.words:
        found = await latest(archive, None, NEAREST, question.topic)
    else:
        found = await search(archive, searched, any_word=True, limit=NEAREST)
    return tuple(Option(described(one)[:LABEL], f"Summary of {one.key}", one.key) for one in found)


def _option(text: str) -> Option:
    return Option(text[:LABEL], text, text)


def _through(archive: Archive) -> str:
    coverage = archive.coverage
    ga, sc = full_date(coverage.ga_through), full_date(coverage.sc_through)
    return f"{ga} (General Assembly) and {sc} (Security Council)"
