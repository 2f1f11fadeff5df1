"""Asking back which one was meant, saying that nothing was found, and the help; what a record cannot tell (data)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.archive import Archive
from db.ingest.edition import load_toml
from db.queries.decisions import latest
from db.topics import topics
from handlers.answer import Answer, Link
from handlers.nearest import nearest
from handlers.question import Option, Question
from handlers.tally import result
from handlers.wording import day, described, full_date, label, sources_of, start

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
    decision = question.decisions[0] if question.decisions else None
    if decision is not None:
        options: tuple[Option, ...] = ()
        lines = [f"{start(label(decision))}, “{decision.title}” ({day(decision)}): {result(decision)}."]
    else:
        options = question.options or (() if question.reason else await _nearest_decisions(archive, question, searched))
        lines = [f"Looked through the archive to {_through(archive)}.", *(["Nearest:"] if options else [])]
    return Answer(
        question=question,
        headline=question.reason or f"Nothing found for “{searched}”{_narrowed(question)}.",
        lines=tuple(lines),
        facts={"searched": searched, "nearest": [option.value or option.label for option in options]},
        notes=question.notes,
        options=options,
        sources=sources_of(archive, question.decisions[:1]),
        decision=decision,
        coverage=archive.coverage,
    )


async def help(archive: Archive, question: Question) -> Answer:
    """What can be asked, with examples; thanks and a greeting are answered in kind."""
    texts = load_toml(REFUSALS)["help"]
    if question.reason == "thanks":
        return Answer(question=question, headline=texts["thanks"], facts={}, coverage=archive.coverage)
    return Answer(
        question=question,
        headline=f"{texts['greeting']} {texts['headline']}" if question.reason == "greeting" else texts["headline"],
        lines=(*texts["lines"], "For example:", *(f"• {text}" for text in texts["examples"])),
        facts={},
        notes=(*question.notes, f"Data reach {_through(archive)}."),
        options=tuple(_option(text) for text in texts["examples"]),
        coverage=archive.coverage,
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
        found = await nearest(archive, searched, limit=NEAREST)
    return tuple(Option(described(one)[:LABEL], f"Summary of {one.key}", one.key) for one in found)


def _option(text: str) -> Option:
    return Option(text[:LABEL], text, text)


def _through(archive: Archive) -> str:
    coverage = archive.coverage
    ga, sc = full_date(coverage.ga_through), full_date(coverage.sc_through)
    return f"{ga} (General Assembly) and {sc} (Security Council)"
