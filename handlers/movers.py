"""Who moved towards a member, or away from it: agreement in the first and in the last years of a period, compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Mask
from db.records import Body
from handlers.alignment import party_name, remaining, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.counted import gaps, seats, whole_only
from handlers.measures import Agreements, agreements, is_cast
from handlers.question import Question
from handlers.wording import data_sets, percent, reach, scope, series, start, with_article

SHOWN = 10
WIDEST = 3
"""Years at either end that are compared, fewer where the period has fewer than twice as many."""
LEAST_SHARE = 0.5
"""A member is ranked when it cast a vote in at least this part of the votes of both ends."""
MOVED = {"nearer": "moved closest to", "away": "moved furthest away from"}


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """One end of the period: its years and the agreement of every member in them."""

    years: str
    found: Agreements
    enough: Mask


async def answer(archive: Archive, question: Question) -> Answer:
    """Members by the change of their agreement (soft) with one between the first and the last years of the period."""
    matrix = remaining(archive, await archive.matrix(), question)
    body = question.body or Body.GA
    rows = await selected(archive, matrix, question, body)
    of = (*question.members, *question.groups)[0]
    years = np.unique(matrix.years[rows])
    width = min(WIDEST, len(years) // 2)
    where = scope(archive, question, body)
    name = party_name(archive, of)
    moved = MOVED[question.order]
    if not width:
        return _nothing(archive, question, body, f"{start(name)}: votes of two years or more are needed {where}.")
    own, block = side(archive, matrix, rows, of), matrix.cells[rows]
    first, last = (
        _end(own, block, np.isin(matrix.years[rows], ends), ends) for ends in (years[:width], years[-width:])
    )
    change = last.found.soft - first.found.soft
    ranked = [i for i, member in enumerate(matrix.members) if member != of and first.enough[i] and last.enough[i]]
    ranked = [i for i in ranked if (change[i] > 0 if question.order == "nearer" else change[i] < 0)]
    ranked.sort(key=lambda i: (-abs(change[i]), archive.roster.common(matrix.members[i])))
    shown = ranked[: question.limit or SHOWN]
    if not shown:
        return _nothing(archive, question, body, f"Nobody {moved} {name} {where}.")
    told = series(
        f"{with_article(archive, matrix.members[i])} ({percent(first.found.soft[i])} to {percent(last.found.soft[i])})"
        for i in shown[:3]
    )
    return Answer(
        question=question,
        headline=f"{start(moved)} {name} {where}, from {first.years} to {last.years}: {told}.",
        lines=(
            "Measure: agreement in the first and in the last of these years (the same vote 1, an abstention against a "
            "yes or no ½, opposite votes 0; absences left out). What is voted on changes too, so all may move at once.",
        ),
        facts={
            "of": of,
            "order": question.order,
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "rows": [
                {
                    "member": matrix.members[i],
                    "shared": int(last.found.shared[i]),
                    "identical": rounded(last.found.identical[i]),
                    "soft": rounded(last.found.soft[i]),
                    "before": rounded(first.found.soft[i]),
                    "change": rounded(change[i]),
                }
                for i in shown
            ],
        },
        table=Table(
            ("Member", first.years.capitalize(), last.years.capitalize(), "Change in points"),
            tuple(
                (
                    archive.roster.common(matrix.members[i]),
                    percent(first.found.soft[i]),
                    percent(last.found.soft[i]),
                    f"{change[i] * 100:+.1f}",
                )
                for i in shown
            ),
        ),
        notes=(
            *question.notes,
            "Ranked are members that voted in at least half of the votes of both ends.",
            *seats(question, question.members),
            *whole_only(body),
            *gaps(question, body),
            reach(archive, body),
        ),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def _end(own: Cells, block: Cells, inside: Mask, years: Ints) -> End:
    found = agreements(own[inside], block[inside])
    enough = found.shared >= max(1, int(is_cast(own[inside]).sum()) * LEAST_SHARE)
    named = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return End(named, found, enough)


def _nothing(archive: Archive, question: Question, body: Body, said: str) -> Answer:
    return Answer(
        question=question,
        headline=said,
        facts={"of": (*question.members, *question.groups)[0], "order": question.order, "rows": []},
        notes=(*question.notes, reach(archive, body)),
        coverage=archive.coverage,
    )
