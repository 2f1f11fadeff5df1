"""A member in numbers: its record, who votes most and least like it, lone votes, vetoes, its time on the Council."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from db.archive import Archive
from db.matrix import Matrix
from db.queries.decisions import within
from db.records import Body, Position
from handlers import ranking
from handlers.alignment import selected
from handlers.answer import Answer, Table
from handlers.measures import NO
from handlers.question import Kind, Question
from handlers.wording import (
    by_name,
    data_sets,
    full_date,
    percent,
    plural,
    reach,
    scope,
    series,
    span,
    start,
    with_article,
)

NEAREST = 3
PERMANENT = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})


async def country(archive: Archive, question: Question) -> Answer:
    """The summary of the first member named, over all final votes or those of a period and topic."""
    iso3 = question.members[0]
    body = question.body or Body.GA
    matrix = await archive.matrix()
    rows = await selected(archive, matrix, question, body)
    column = matrix.column(iso3)[rows]
    counts = {p: int((column == int(p)).sum()) for p in list(Position)[:4]}
    lone = int(((column == NO) & ((matrix.cells[rows] == NO).sum(axis=1) == 1)).sum())
    closest = await _nearest(archive, question, iso3, "closest")
    furthest = await _nearest(archive, question, iso3, "furthest")
    name = with_article(archive, iso3)
    where = scope(archive, question, body)
    vetoes = await _vetoes(archive, question, iso3) if iso3 in PERMANENT else None
    years = council_years(matrix, iso3)
    lines = [
        _joined(archive, iso3),
        _shares(counts),
        _agreeing(archive, name, closest, furthest),
        _alone(name, lone, where),
        _council(matrix, iso3, name, years),
        "" if vetoes is None else _veto_line(question, name, vetoes),
    ]
    notes = list(question.notes)
    if len(question.members) > 1:
        notes.append("Only the first member named is summed up.")
    return Answer(
        question=question,
        headline=start(_headline(name, where, counts)),
        lines=tuple(line for line in lines if line),
        facts={
            "member": iso3,
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "topic": question.topic or question.words or None,
            **{position.word: count for position, count in counts.items()},
            "closest": [row["member"] for row in closest],
            "furthest": [row["member"] for row in furthest],
            "lone_no": lone,
            "council_years": years,
            **({"vetoes": vetoes} if vetoes is not None else {}),
        },
        table=_table(archive, closest, furthest),
        notes=(*notes, reach(archive, body if body is Body.SC else None)),
        sources=data_sets(archive, None),
        coverage=archive.coverage,
    )


async def _nearest(archive: Archive, question: Question, iso3: str, order: str) -> Sequence[dict[str, object]]:
    asked = question.but(kind=Kind.RANKING, members=(iso3,), groups=(), order=order, limit=NEAREST, measure="soft")
    rows: Sequence[dict[str, object]] = (await ranking.answer(archive, asked)).facts["rows"]
    return rows


async def _vetoes(archive: Archive, question: Question, iso3: str) -> int:
    period = question.period
    found = await within(archive, Body.SC, period.since, period.until, question.topic, final=False)
    return sum(iso3 in one.vetoed_by for one in found)


def council_years(matrix: Matrix, iso3: str) -> list[int]:
    """The years in which a state has positions on Security Council decisions."""
    seated = matrix.sc & (matrix.column(iso3) != 0)
    return [int(year) for year in np.unique(matrix.years[seated])]


def _headline(name: str, where: str, counts: dict[Position, int]) -> str:
    cast = sum(counts[p] for p in (Position.YES, Position.NO, Position.ABSTAIN))
    if not cast:
        return f"{name} cast no vote {where}."
    return (
        f"{name} {where}: {counts[Position.YES]:,} yes, {counts[Position.NO]:,} no, "
        f"{plural(counts[Position.ABSTAIN], 'abstention')}, {plural(counts[Position.ABSENT], 'absence')}."
    )


def _alone(name: str, lone: int, where: str) -> str:
    if not lone:
        return f"{start(name)} was never the only one to vote no {where}."
    return f"{start(name)} was the only one to vote no {lone:,} {'time' if lone == 1 else 'times'} {where}."


def _joined(archive: Archive, iso3: str) -> str:
    member = archive.roster.members[iso3]
    spells = [
        f"since {full_date(one.since)}"
        if one.until is None
        else f"from {full_date(one.since)} to {full_date(one.until)}"
        for one in member.spans
    ]
    text = f"A member of the United Nations {series(spells)}."
    if member.successors:
        text += f" Followed by {series(with_article(archive, code) for code in by_name(archive, member.successors))}."
    return text


def _shares(counts: dict[Position, int]) -> str:
    whole = sum(counts.values())
    if not whole:
        return ""
    shares = series(f"{percent(count / whole)} {position.word}" for position, count in counts.items())
    return f"As shares of the {whole:,} votes in which it has a position: {shares}."


def _agreeing(
    archive: Archive, name: str, closest: Sequence[dict[str, object]], furthest: Sequence[dict[str, object]]
) -> str:
    if not closest:
        return ""
    return (
        f"Closest to {name}: {_said(archive, closest)}; furthest: {_said(archive, furthest)} "
        "(same vote 1, abstention against a yes or no ½, opposite votes 0; absences left out, and members that "
        "voted in fewer than half of these votes while seated, or in few of them)."
    )


def _said(archive: Archive, rows: Sequence[dict[str, object]]) -> str:
    return series(f"{with_article(archive, str(row['member']))} {percent(float(str(row['soft'])))}" for row in rows)


def _council(matrix: Matrix, iso3: str, name: str, years: Sequence[int]) -> str:
    if not years:
        return f"{start(name)} has no position on any Security Council decision in the archive."
    count = int((matrix.sc & (matrix.column(iso3) != 0)).sum())
    return f"In the Security Council it has a position on {plural(count, 'decision')}, in {_runs(years)}."


def _runs(years: Sequence[int]) -> str:
    """ "1977–1978 and 2011": unbroken years put together."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return series(f"{first}–{last}" if last > first else str(first) for first, last in runs)


def _veto_line(question: Question, name: str, vetoes: int) -> str:
    when = question.period.label or span(question.period)
    return (
        f"{start(name)} vetoed {plural(vetoes, 'Security Council draft')}{f' {when}' if when else ''}, alone or with "
        "others (a permanent member's no on a draft that had the votes to pass, as the source counts them)."
    )


def _table(
    archive: Archive, closest: Sequence[dict[str, object]], furthest: Sequence[dict[str, object]]
) -> Table | None:
    rows = [("closest", row) for row in closest] + [("furthest", row) for row in furthest]
    if not rows:
        return None
    return Table(
        ("", "Member", "Agreement", "Shared votes"),
        tuple(
            (what, archive.roster.common(str(row["member"])), percent(float(str(row["soft"]))), f"{row['shared']:,}")
            for what, row in rows
        ),
    )
