"""The same question of several: two groups' unity, two pairs' agreement, two topics' votes; the verdict first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from db.archive import Archive
from handlers.alignment import party_name
from handlers.answer import Answer, unique
from handlers.question import Kind, Question
from handlers.wording import group_name, percent, series, start, topic_name

MEASURED = {Kind.COHESION: "cohesion", Kind.ALIGNMENT: "identical", Kind.COUNT: "value"}
"""The fact by which answers of a kind are compared."""


async def answer(
    archive: Archive, question: Question, handler: Callable[[Archive, Question], Awaitable[Answer]]
) -> Answer:
    """The answer to a question and to those in its `also`, as one."""
    parts = [await handler(archive, one) for one in (question.but(also=()), *question.also)]
    first, *others = parts
    lines = [line for part in others for line in (part.headline, *part.lines)]
    notes = dict.fromkeys(note for part in parts for note in part.notes)
    return replace(
        first,
        question=question,
        headline=f"{_verdict(archive, parts)} {first.headline}".strip(),
        lines=(*first.lines, *lines),
        facts={**first.facts, "others": [part.facts for part in others]},
        notes=tuple(notes),
        table=first.table if first.question.kind not in MEASURED else None,
        sources=unique([link for part in parts for link in part.sources]),
    )


def _verdict(archive: Archive, parts: list[Answer]) -> str:
    """Which of them has the greater figure, in a sentence; empty where one of them has none."""
    kind = parts[0].question.kind
    if kind not in MEASURED:
        return ""
    figures = [figure for part in parts if (figure := part.facts.get(MEASURED[kind])) is not None]
    if len(figures) < len(parts):
        return ""
    names = [_name(archive, part.question) for part in parts]
    ranked = sorted(zip(map(float, figures), names, strict=True), key=lambda pair: -pair[0])
    said = series(f"{name} {_shown(kind, figure)}" for figure, name in ranked)
    if ranked[0][0] == ranked[1][0]:
        return f"Level: {said}."
    words = {
        Kind.COHESION: f"{ranked[0][1]} voted most alike",
        Kind.ALIGNMENT: f"{ranked[0][1]} cast the same vote more often",
        Kind.COUNT: f"More votes {ranked[0][1]}",
    }
    return f"{start(words[kind])}: {said}."


def _name(archive: Archive, question: Question) -> str:
    if question.kind is Kind.COHESION and question.groups:
        return group_name(archive, question.groups[0])
    if question.kind is Kind.ALIGNMENT:
        return series(party_name(archive, party) for party in (*question.members, *question.groups)[:2])
    return f"on {topic_name(question.topic)}" if question.topic else "in all"


def _shown(kind: Kind, figure: float) -> str:
    if kind is Kind.COHESION:
        return f"{figure:.3f}"
    return percent(figure) if kind is Kind.ALIGNMENT else f"{figure:,.0f}"
