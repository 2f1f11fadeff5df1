"""To which of several a member or group votes closer: each compared with it, the verdict first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from db.archive import Archive
from db.records import Body
from handlers.alignment import party_name, remaining, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.counted import gaps, seats, whole_only
from handlers.measures import Agreement, agreement, is_cast
from handlers.memberships import memberships
from handlers.question import Question
from handlers.wording import data_sets, percent, plural, reach, scope, series, start

FORMULA = {
    "soft": "Agreement: the same vote counts 1, an abstention against a yes or no ½, opposite votes 0, over the votes "
    "in which both cast one; absences are left out.",
    "identical": "Identical: share of the votes in which both cast one that were the same; absences are left out.",
}
GROUP = "A group's position on a decision is that of most of its members that voted; ties are left out."


@dataclass(frozen=True, slots=True)
class Row:
    """One of those compared: its agreement over all votes shared with the one asked about, and over those of all."""

    party: str
    name: str
    found: Agreement
    common: Agreement


async def answer(archive: Archive, question: Question) -> Answer:
    """Those in `among`, by their agreement with the question's first party, closest (or furthest) first."""
    matrix = remaining(archive, await archive.matrix(), question)
    body = question.body or Body.GA
    votes = await selected(archive, matrix, question, body)
    of = (*question.members, *question.groups)[0]
    own = side(archive, matrix, votes, of)
    cells = {party: side(archive, matrix, votes, party) for party in question.among}
    everyone = np.logical_and.reduce([is_cast(own), *(is_cast(column) for column in cells.values())])
    measure = "identical" if question.measure == "identical" else "soft"
    furthest = question.order == "furthest"
    rows = [
        Row(party, party_name(archive, party), agreement(own, column), agreement(own[everyone], column[everyone]))
        for party, column in cells.items()
    ]
    compared = [row for row in rows if row.found.shared]
    compared.sort(key=lambda row: share(row.found, measure), reverse=not furthest)
    parties = (of, *question.among)
    groups = (GROUP,) if set(parties) & archive.roster.groups.keys() else ()
    return Answer(
        question=question,
        headline=start(_headline(archive, question, of, compared, rows, measure, scope(archive, question, body))),
        lines=(*_lines(compared, measure, furthest, int(everyone.sum())), FORMULA[measure]),
        facts={
            "of": of,
            "order": "furthest" if furthest else "closest",
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "rows": [
                {
                    "member": row.party,
                    "shared": row.found.shared,
                    "identical": rounded(row.found.identical),
                    "soft": rounded(row.found.soft),
                }
                for row in compared
            ],
        },
        table=Table(
            ("Member", "Agreement", "Identical", "Shared votes"),
            tuple(
                (
                    start(row.name),
                    percent(share(row.found, "soft")),
                    percent(share(row.found, "identical")),
                    f"{row.found.shared:,}",
                )
                for row in compared
            ),
        ),
        notes=(
            *question.notes,
            *groups,
            *seats(question, parties),
            *memberships(archive, question, parties),
            *whole_only(body),
            *gaps(question, body),
            reach(archive, body),
        ),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def share(found: Agreement, measure: str) -> float:
    """The share of one measure; 0 where no vote is shared."""
    value: float | None = found.identical if measure == "identical" else found.soft
    return value or 0.0


def _headline(
    archive: Archive, question: Question, of: str, compared: list[Row], rows: list[Row], measure: str, where: str
) -> str:
    name = party_name(archive, of)
    if not compared:
        return f"{name} cast no vote together with {series((row.name for row in rows), 'or')} {where}."
    first, *rest = compared
    less = "less" if question.order == "furthest" else "more"
    said = "; ".join(f"{row.name} {_figure(row.found, measure)}" for row in compared)
    missing = [row.name for row in rows if row not in compared]
    said += f"; {series(missing)} shared no vote with it" if missing else ""
    if not rest:
        return f"{name} can be compared with {first.name} alone {where}: {said}."
    level = [row for row in rest if share(row.found, measure) == share(first.found, measure)]
    if level:
        return f"{name} votes as much like {first.name} as {series(row.name for row in level)} {where}: {said}."
    if len(rest) == 1:
        return f"{name} votes {less} like {first.name} than {rest[0].name} {where}: {said}."
    names = series(row.name for row in compared)
    return f"of {names}, {first.name} votes {'least' if less == 'less' else 'most'} like {name} {where}: {said}."


def _figure(found: Agreement, measure: str) -> str:
    named = "agreement" if measure == "soft" else "identical"
    return f"{percent(share(found, measure))} {named} in {plural(found.shared, 'shared vote')}"


def _lines(compared: list[Row], measure: str, furthest: bool, common: int) -> list[str]:
    """The same over the votes in which all of them cast one, which may turn the verdict."""
    if len(compared) < 2 or not common:
        return []
    again = sorted(compared, key=lambda row: share(row.common, measure), reverse=not furthest)
    figures = series(f"{row.name} {percent(share(row.common, measure))}" for row in again)
    turn = "" if again[0] is compared[0] else " The order is another one there."
    return [f"Over the {plural(common, 'vote')} in which all of them cast one: {figures}.{turn}"]
