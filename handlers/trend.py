"""Year by year: how far two members or groups vote alike, or what one of them did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Ints, Matrix
from db.records import Body, Position
from handlers import refusals
from handlers.alignment import parties, party_name, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.counted import gaps, seats, whole_only
from handlers.measures import agreement
from handlers.question import Kind, Question
from handlers.stances import FOUR, own, subjects
from handlers.wording import VERBS, data_sets, group_name, percent, plural, reach, scope, series, start, with_article
from handlers.years import (
    ENOUGH,
    Change,
    Year,
    agreements_by_year,
    cell,
    followed,
    greatest_change,
    measure_of,
    record_by_year,
    share_of,
    step,
)

NAMED = 6
"""Years are named one by one up to this many."""
MEASURED = {
    "soft": "agreement counts the same vote as 1, an abstention against a yes or no as ½, opposite votes as 0, over "
    "the votes in which both cast one",
    "identical": "identical votes as a share of those in which both cast one",
    "opposite": "yes against no as a share of the votes in which both cast one",
    "coincidence": "voting coincidence as the US State Department has counted since 2022 (same vote 1, opposite 0, all "
    "else and the other's absence ½, over the votes that the first cast)",
}
TITLES = {
    "soft": "agreement",
    "identical": "identical votes",
    "opposite": "opposite votes",
    "coincidence": "voting coincidence",
}
GROUP = "A group's position on a vote is that of most of its members of that day that voted; ties are left out."


async def answer(archive: Archive, question: Question) -> Answer:
    """The agreement of the first two parties by year; with one named, its record by year."""
    named = (*subjects(question), *question.against)
    if not named:
        return await refusals.clarify(archive, question.but(kind=Kind.CLARIFY, reason="Whose votes do you mean?"))
    body = question.body or Body.GA
    matrix = await archive.matrix()
    rows = await selected(archive, matrix, question, body)
    years = {int(year): rows[matrix.years[rows] == year] for year in np.unique(matrix.years[rows])}
    two = len(named) > 1
    if two:
        columns: tuple[str, ...] = ("Year", "Shared", "Identical", "Agreement", "Opposite")
        found = agreements_by_year(archive, matrix, years, question)
    else:
        columns = ("Year", "Yes", "No", "Abstain", "Absent", "Share")
        found = record_by_year(archive, matrix, years, question, named[0])
    period = question.period
    telling = [one for one in found if one.telling]
    change = greatest_change(found)
    facts: dict[str, Any] = {
        **(dict(zip("ab", parties(question), strict=True)) if two else {"member": named[0]}),
        "body": body.value,
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
        "topic": question.topic or question.words or None,
        "measure": measure_of(question) if two else [position.word for position in followed(question)],
        "lowest": min(telling, key=share_of).year if telling else None,
        "highest": max(telling, key=share_of).year if telling else None,
        "greatest_change": {"from": change[0].year, "to": change[1].year, "change": rounded(step(change))}
        if change
        else None,
        "rows": [one.facts for one in found],
    }
    return Answer(
        question=question,
        headline=start(_headline(archive, question, named, found, scope(archive, question, body))),
        lines=tuple(
            line
            for line in (*_lines(question, named, found, change), _overall(archive, matrix, rows, question))
            if line
        ),
        facts=facts,
        table=Table(columns, tuple(one.cells for one in found)) if found else None,
        notes=(*question.notes, *_notes(archive, question, body, named), reach(archive, body)),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def _headline(archive: Archive, question: Question, named: Sequence[str], found: Sequence[Year], where: str) -> str:
    if len(named) > 1:
        a, b = (party_name(archive, party) for party in parties(question))
        what = f"{TITLES[measure_of(question)]} of {a} and {b} by year, {where}"
    else:
        did = series((VERBS[position] for position in followed(question)), "or")
        what = f"how often {party_name(archive, named[0])} {did} by year, {where}"
    shown = [one for one in found if one.share is not None]
    if not shown:
        return f"{what}: there is no vote to count."
    if len(shown) == 1:
        return f"{what}: {_said(shown[0])} of {_votes(question, named, shown[0])}; there is no other year."
    first, last = shown[0], shown[-1]
    return f"{what}: {_said(first)} (of {_votes(question, named, first)}), {_said(last)} (of {last.base:,})."


def _said(one: Year) -> str:
    return f"{cell(one.share)} in {one.name}"


def _votes(question: Question, named: Sequence[str], one: Year) -> str:
    """What the share of a year is of: "88 shared votes", "90 votes cast"."""
    return plural(one.base, *_units(question, named))


def _units(question: Question, named: Sequence[str]) -> tuple[str, str]:
    if len(named) > 1 and measure_of(question) != "coincidence":
        return "shared vote", "shared votes"
    if len(named) == 1 and Position.ABSENT in followed(question):
        return "vote with a seat", "votes with a seat"
    return "vote cast", "votes cast"


def _lines(question: Question, named: Sequence[str], found: Sequence[Year], change: Change) -> tuple[str, ...]:
    units = _units(question, named)[1]
    telling = [one for one in found if one.telling]
    lines = []
    if len(telling) > 1:
        lowest, highest = min(map(share_of, telling)), max(map(share_of, telling))
        lines.append(f"Lowest: {_at(telling, lowest, units)}. Highest: {_at(telling, highest, units)}.")
    if change:
        before, one = change
        turn = "up" if step(change) > 0 else "down"
        lines.append(
            f"Greatest change from one year to the next: {one.name}, {turn} {abs(step(change)) * 100:.1f} percentage "
            f"points from {cell(before.share)} in {before.year} to {cell(one.share)}."
        )
    few = [str(one.year) for one in found if not one.telling]
    if few and telling:
        years = series(few) if len(few) <= NAMED else f"{len(few)} of {len(found)}"
        lines.append(f"Years with fewer than {ENOUGH} {units} are shown but not named as extremes: {years}.")
    elif few:
        lines.append(f"No year has {ENOUGH} {units} or more, so none is named as an extreme.")
    return tuple(lines)


def _at(telling: Sequence[Year], share: float, units: str) -> str:
    """ "12.0% in 1988 (of 139 shared votes)"; years that tie together."""
    years = [one for one in telling if rounded(share_of(one)) == rounded(share)]
    if len(years) == 1:
        return f"{percent(share)} in {years[0].name} (of {years[0].base:,} {units})"
    if len(years) > NAMED:
        return f"{percent(share)} in {len(years)} years, first {years[0].name}, last {years[-1].name}"
    return f"{percent(share)} in {series(one.name for one in years)}"


def _overall(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> str:
    """The whole period in a sentence, and the measure."""
    named = (*subjects(question), *question.against)
    if len(np.unique(matrix.years[rows])) < 2:
        return ""
    if len(named) > 1:
        here = agreement(*(side(archive, matrix, rows, party) for party in parties(question)))
        if here.identical is None or here.soft is None or here.opposite is None:
            return ""
        return (
            f"Over all these years: {percent(here.soft)} agreement, {percent(here.identical)} identical and "
            f"{percent(here.opposite)} opposite, of {plural(here.shared, 'shared vote')}."
        )
    column = own(archive, matrix, rows, named[0])
    counts = [int((column == int(position)).sum()) for position in FOUR]
    yes, no, abstain, absent = counts
    return (
        f"Over all these years: {yes:,} yes, {no:,} no, {plural(abstain, 'abstention')}, {plural(absent, 'absence')}."
        if any(counts)
        else ""
    )


def _measured(question: Question, named: Sequence[str]) -> str:
    if len(named) > 1:
        text = MEASURED[measure_of(question)]
        return start(f"{text}; absences are left out." if measure_of(question) != "coincidence" else f"{text}.")
    if Position.ABSENT in followed(question):
        return "Shares are of the votes in which there was a seat, absences among them."
    return "Shares are of the votes cast: yes, no and abstentions; absences are counted beside them."


def _notes(archive: Archive, question: Question, body: Body, named: Sequence[str]) -> list[str]:
    notes = [_measured(question, named)]
    if len(named) > 2:
        notes.append(
            f"Only the first two named are compared, {series(party_name(archive, one) for one in parties(question))}."
        )
    compared = named[:2]
    groups = [archive.roster.groups[party] for party in compared if party in archive.roster.groups]
    if groups:
        notes.append(GROUP)
    for group in groups:
        inside = series(with_article(archive, party) for party in compared if party in group.spans)
        if inside:
            whole = group_name(archive, group.id)
            notes.append(f"Votes of {inside} as a member of {whole} count towards the group's position.")
    return [*notes, *seats(question, compared), *whole_only(body), *gaps(question, body)]
