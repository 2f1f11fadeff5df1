"""How far two members, or a member and a group, vote alike."""

from __future__ import annotations

from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Matrix
from db.queries.decisions import topic_ids
from db.queries.search import search
from db.records import Body, Position
from handlers.answer import Answer
from handlers.measures import Agreement, agreement
from handlers.question import Question
from handlers.wording import data_sets, group_name, percent, plural, reach, scope, start, with_article

CAST = (Position.YES, Position.NO, Position.ABSTAIN)


async def answer(archive: Archive, question: Question) -> Answer:
    """The agreement of the first two members (or groups) of the question."""
    matrix = await archive.matrix()
    body = question.body or Body.GA
    rows = await selected(archive, matrix, question, body)
    first, second = parties(question)
    found = agreement(side(archive, matrix, rows, first), side(archive, matrix, rows, second))
    facts = alignment_facts(question, body, first, second, found)
    a, b = party_name(archive, first), party_name(archive, second)
    notes = list(question.notes)
    if len(question.members) + len(question.groups) > 2:
        notes.append("Only the first two are compared.")
    if first in archive.roster.groups or second in archive.roster.groups:
        notes.append("A group's position on a decision is that of most of its members that voted; ties are left out.")
    return Answer(
        question=question,
        headline=start(_headline(a, b, scope(archive, question, body), found)),
        lines=_lines(a, b, found, _states_way(archive, matrix, rows, first, second)),
        facts=facts,
        notes=(*notes, reach(archive, body)),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def parties(question: Question) -> tuple[str, str]:
    """The two sides: members first, then groups, then those named as the other side."""
    first, second, *_ = [*question.members, *question.groups, *question.against]
    return first, second


def party_name(archive: Archive, party: str) -> str:
    """A member's or group's name inside a sentence."""
    if party in archive.roster.groups:
        return f"most of {group_name(archive, party)}"
    return with_article(archive, party)


def side(archive: Archive, matrix: Matrix, rows: Ints, party: str) -> Cells:
    """A party's positions on the selected decisions; a group's are those of most of its members that voted."""
    if party not in archive.roster.groups:
        return matrix.column(party)[rows]
    return group_positions(matrix, rows, group_cells(archive, matrix, rows, party))


def group_cells(archive: Archive, matrix: Matrix, rows: Ints, group: str) -> Cells:
    """The cells of a group's members, shape (decisions, members); 0 where a state did not belong on that day."""
    cells = matrix.cells[rows].copy()
    first = matrix.first[rows]
    belongs = np.zeros(cells.shape, dtype=np.bool_)
    for iso3, spans in archive.roster.groups[group].spans.items():
        if iso3 not in matrix.members:
            continue
        column = matrix.members.index(iso3)
        for span in spans:
            inside = first >= span.since.toordinal()
            if span.until is not None:
                inside &= first <= span.until.toordinal()
            belongs[:, column] |= inside
    cells[~belongs] = 0
    return cells


def group_positions(matrix: Matrix, rows: Ints, cells: Cells) -> Cells:
    """The position of most members that voted on each decision, 0 where there is none."""
    counts = np.stack([(cells == int(p)).sum(axis=1) for p in CAST])
    first, second = -np.sort(-counts, axis=0)[:2]
    positions: Cells = np.array([int(p) for p in CAST], dtype=np.int8)[counts.argmax(axis=0)]
    positions[first == second] = 0
    return positions


async def selected(archive: Archive, matrix: Matrix, question: Question, body: Body | None) -> Ints:
    """Row numbers of the final votes that the question's body, period and topic leave in."""
    ids: set[int] | None = None
    if question.topic:
        ids = set(await topic_ids(archive, question.topic))
    if question.words:
        found = {one.id for one in await search(archive, question.words, body, limit=5_000)}
        ids = found if ids is None else ids & found
    return matrix.select(body, question.period.since, question.period.until, ids)


def alignment_facts(question: Question, body: Body | None, a: str, b: str, found: Agreement) -> dict[str, Any]:
    """The facts of the contract; shares to four places."""
    return {
        "a": a,
        "b": b,
        "body": body.value if body else None,
        "since": question.period.since.isoformat() if question.period.since else None,
        "until": question.period.until.isoformat() if question.period.until else None,
        "topic": question.topic or question.words or None,
        "shared": found.shared,
        "identical": rounded(found.identical),
        "soft": rounded(found.soft),
        "opposite": rounded(found.opposite),
        "coincidence": rounded(found.coincidence),
        "absent_a": found.absent_a,
        "absent_b": found.absent_b,
    }


def rounded(share: float | None) -> float | None:
    """A share to four places."""
    return None if share is None or np.isnan(share) else round(float(share), 4)


def _headline(a: str, b: str, where: str, found: Agreement) -> str:
    if found.identical is None:
        return f"{a} and {b} cast no vote together {where}."
    return (
        f"{a} and {b} cast the same vote in {percent(found.identical)} of the {plural(found.shared, 'vote')} "
        f"in which both cast one, {where}."
    )


def _states_way(archive: Archive, matrix: Matrix, rows: Ints, first: str, second: str) -> Agreement | None:
    """The agreement with the United States first, as the State Department counts, when it is the second named."""
    if second != "USA":
        return None
    return agreement(side(archive, matrix, rows, second), side(archive, matrix, rows, first))


def _lines(a: str, b: str, found: Agreement, states: Agreement | None) -> tuple[str, ...]:
    if found.identical is None or found.soft is None or found.opposite is None or found.coincidence is None:
        return ()
    return (
        f"Counting an abstention against a yes or no as half an agreement: {percent(found.soft)}. "
        f"Opposite votes (yes against no): {percent(found.opposite)}.",
        f"Voting coincidence as the US State Department counts it (absences as one half, over the "
        f"{(states or found).cast_a:,} votes {b if states else a} cast): "
        f"{percent((states or found).coincidence or 0.0)}.",
        f"Not voting while the other did: {a} {found.absent_a}, {b} {found.absent_b}.",
    )
