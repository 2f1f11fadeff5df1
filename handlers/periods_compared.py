"""The same figure in two or more periods, side by side, the verdict first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from db.archive import Archive
from handlers.alignment import parties, party_name
from handlers.answer import Answer, Table, unique
from handlers.counted import WITHOUT_VOTE_SINCE
from handlers.question import Kind, Period, Question
from handlers.split import set_name
from handlers.wording import percent, plural, span, start

Handler = Callable[[Archive, Question], Awaitable[Answer]]
COMPARED = frozenset(
    {Kind.ALIGNMENT, Kind.RANKING, Kind.RECORD, Kind.TREND, Kind.COUNT, Kind.COHESION, Kind.EXTREMES, Kind.VETO}
)
"""Kinds that can be asked of several periods at once."""
FORMULA = (
    "Agreement: the same vote counts 1, an abstention against a yes or no ½, opposite votes 0, over the votes in which "
    "both cast one; absences are left out."
)


async def answer(archive: Archive, question: Question, handler: Handler) -> Answer:
    """The handler's answers for the question's period and those in `versus`, as one.

    The agreement of two parties becomes a `trend` with a row for each period; other kinds keep the facts of the first
    period, with those of all in `periods`.
    """
    periods = [question.period, *question.versus]
    asked = [question.but(period=period, versus=(), notes=()) for period in periods]
    answers = [await handler(archive, one) for one in asked]
    names = [_name(period) for period in periods]
    if question.kind is Kind.ALIGNMENT:
        return _agreement(archive, question, names, answers)
    verdict = _verdict(archive, question, names, answers)
    parts = [
        one.headline if name in one.headline else f"{start(name)}: {one.headline}"
        for name, one in zip(names, answers, strict=True)
    ]
    said = [verdict, *parts] if verdict else parts
    return replace(
        answers[0],
        question=question,
        headline=said[0],
        lines=(*said[1:], *(line for line in answers[0].lines if line in answers[1].lines)),
        facts={**answers[0].facts, "periods": [one.facts for one in answers]},
        notes=_notes(question, answers),
        listings=(),
        table=None,
        sources=unique([link for one in answers for link in one.sources]),
    )


def _agreement(archive: Archive, question: Question, names: list[str], answers: list[Answer]) -> Answer:
    a, b = (party_name(archive, party) for party in parties(question))
    figures = [(one.facts["soft"], one.facts["shared"]) for one in answers]
    said = "; ".join(
        f"{name} {percent(soft)} agreement in {plural(shared, 'shared vote')}" if shared else f"{name} no shared vote"
        for name, (soft, shared) in zip(names, figures, strict=True)
    )
    highest = _highest([soft for soft, _ in figures], names)
    headline = f"{a} and {b} voted {highest or 'as much alike'}: {said}." if highest else f"{a} and {b}: {said}."
    columns = ("shared", "identical", "soft", "opposite")
    rows = [
        {"period": name, "since": one.facts["since"], "until": one.facts["until"], **{c: one.facts[c] for c in columns}}
        for name, one in zip(names, answers, strict=True)
    ]
    first = answers[0].facts
    return replace(
        answers[0],
        question=question.but(kind=Kind.TREND),
        headline=start(headline),
        lines=(FORMULA, *(one.headline for one in answers)),
        facts={**{name: first[name] for name in ("a", "b", "body", "topic")}, "measure": "soft", "rows": rows},
        notes=_notes(question, answers),
        table=Table(
            ("Period", "Shared", "Identical", "Agreement", "Opposite"),
            tuple(
                (
                    start(str(row["period"])),
                    f"{row['shared']:,}",
                    *(percent(row[name]) if row["shared"] else "–" for name in ("identical", "soft", "opposite")),
                )
                for row in rows
            ),
        ),
    )


def _highest(shares: list[float | None], names: list[str]) -> str:
    """ "more alike in the 1980s than in the 2010s"; empty where there is no such period."""
    known = sorted(
        ((share, name) for share, name in zip(shares, names, strict=True) if share is not None), reverse=True
    )
    if len(known) < 2:
        return ""
    if known[0][0] == known[1][0]:
        return f"as much alike {known[0][1]} as {known[1][1]}"
    if len(known) > 2:
        return f"most alike {known[0][1]}"
    return f"more alike {known[0][1]} than {known[1][1]}"


def _verdict(archive: Archive, question: Question, names: list[str], answers: list[Answer]) -> str:
    """Which of two periods has the higher figure, in a sentence; empty where the kind has no one figure."""
    if len(answers) != 2:
        return ""
    found = [_figure(question, one.facts) for one in answers]
    if any(value is None for value, _ in found) or found[0][0] == found[1][0]:
        return ""
    order = sorted(range(2), key=lambda i: -(found[i][0] or 0))
    first, second = (names[i] for i in order)
    high, low = (found[i][1] for i in order)
    what = {
        Kind.COHESION: f"{set_name(archive, question)} voted more united",
        Kind.VETO: "more drafts were vetoed",
        Kind.COUNT: "more",
        Kind.RECORD: "more often, as a share of the votes counted,",
    }[question.kind]
    return f"{start(what)} {first} than {second}: {high} against {low}."


def _figure(question: Question, facts: dict[str, Any]) -> tuple[float | None, str]:
    """The one figure of an answer that can be compared, and how it is written."""
    if question.kind is Kind.COHESION and facts["cohesion"] is not None:
        return facts["cohesion"], f"cohesion {facts['cohesion']:.3f} over {plural(facts['decisions'], 'decision')}"
    if question.kind is Kind.VETO:
        return facts["count"], f"{facts['count']:,}"
    if question.kind is Kind.COUNT and facts["value"] is not None and not _uneven(question):
        value = facts["value"]
        return value, percent(value) if isinstance(value, float) else f"{value:,}"
    if question.kind is Kind.RECORD and question.positions and facts["of"]:
        share = facts["total"] / facts["of"]
        return share, f"{percent(share)} ({facts['total']:,} of {facts['of']:,})"
    return None, ""


def _uneven(question: Question) -> bool:
    """Whether a count of what was adopted reaches back to where texts adopted without a vote are not in the data."""
    unvoted = {"adopted", "without_vote"} & set(question.measure.split())
    periods = (question.period, *question.versus)
    return bool(unvoted) and any(one.since is None or one.since < WITHOUT_VOTE_SINCE for one in periods)


def _notes(question: Question, answers: list[Answer]) -> tuple[str, ...]:
    """The question's notes and those of each answer, each once."""
    return tuple(dict.fromkeys((*question.notes, *(note for one in answers for note in one.notes))))


def _name(period: Period) -> str:
    return period.label or span(period)
