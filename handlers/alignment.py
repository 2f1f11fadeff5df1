"""How far two members, or a member and a group, vote alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Mask, Matrix
from db.queries.decisions import topic_ids
from db.queries.search import search
from db.records import Body, Position
from db.series import series_of
from handlers.answer import Answer
from handlers.bounds import within_bounds
from handlers.measures import Agreement, agreement
from handlers.memberships import memberships
from handlers.question import Period, Question
from handlers.topical import on_topics
from handlers.wording import data_sets, full_date, group_name, percent, plural, reach, scope, start, with_article

CAST = (Position.YES, Position.NO, Position.ABSTAIN)


async def answer(archive: Archive, question: Question) -> Answer:
    """The agreement of the first two members (or groups) of the question."""
    matrix = remaining(archive, await archive.matrix(), question)
    body = question.body or Body.GA
    rows = await selected(archive, matrix, question, body)
    first, second = parties(question)
    found = agreement(side(archive, matrix, rows, first), side(archive, matrix, rows, second))
    states = _states_way(archive, matrix, rows, first, second)
    facts = alignment_facts(question, body, first, second, found)
    a, b = party_name(archive, first), party_name(archive, second)
    notes = list(question.notes)
    if len(question.members) + len(question.groups) > 2:
        notes.append("Only the first two are compared.")
    if first in archive.roster.groups or second in archive.roster.groups:
        notes.append("A group's position on a decision is that of most of its members that voted; ties are left out.")
    notes.extend(memberships(archive, question, (first, second)))
    return Answer(
        question=question,
        headline=start(_headline(a, b, scope(archive, question, body), found, states, question)),
        lines=_lines(a, b, found, states) or tuple(without_a_seat(archive, question, body)),
        facts=facts,
        notes=(*notes, reach(archive, body)),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def without_a_seat(archive: Archive, question: Question, body: Body) -> list[str]:
    """Why members named have no position at all in the question's period."""
    since, until = question.period.since or date.min, question.period.until or date.max
    if body is Body.SC:
        return ["Only members of the Security Council have a position on its votes."]
    return [
        f"{start(with_article(archive, iso3))} was not a member of the United Nations then."
        for iso3 in (*question.members, *question.against)
        if iso3 in archive.roster.members
        and not any(
            span.since <= until and (span.until or date.max) >= since for span in archive.roster.members[iso3].spans
        )
    ]


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
    cells[~_belonging(archive, matrix, rows, group)] = 0
    return cells


def _belonging(archive: Archive, matrix: Matrix, rows: Ints, group: str) -> Mask:
    """Who belonged to a group on the day of each decision, shape (decisions, members)."""
    first = matrix.first[rows]
    belongs = np.zeros((len(rows), len(matrix.members)), dtype=np.bool_)
    for iso3, spans in archive.roster.groups[group].spans.items():
        if iso3 not in matrix.members:
            continue
        column = matrix.members.index(iso3)
        for span in spans:
            inside = first >= span.since.toordinal()
            if span.until is not None:
                inside &= first <= span.until.toordinal()
            belongs[:, column] |= inside
    return belongs


def at_the_end(archive: Archive, question: Question, body: Body, group: str) -> tuple[date, frozenset[str]]:
    """Who belonged to a group when the asked period (or the data, or the group) ended, and that day.

    A ranking within a group compares these over the same votes, whenever each of them joined.
    """
    last = archive.coverage.sc_through if body is Body.SC else archive.coverage.ga_through
    last = min(last, question.period.until or last)
    found = archive.roster.groups[group]
    if not found.on(last):
        ends = [span.until for spans in found.spans.values() for span in spans if span.until and span.until < last]
        last = max(ends, default=last)
    return last, frozenset(found.on(last))


def over_the_same(archive: Archive, question: Question, group: str, last: date) -> tuple[Question, str]:
    """The question that a ranking within a group counts, and a sentence on whom it ranks: to the last day of a group
    that is no more."""
    ranked = f"Ranked are the members of {group_name(archive, group)} on {full_date(last)}"
    until = question.period.until or archive.coverage.ga_through
    if last < min(until, archive.coverage.ga_through) and not archive.roster.groups[group].on(until):
        label = f"{question.period.label} until {full_date(last)}".strip()
        ended = question.but(period=Period(question.period.since, last, label))
        return ended, f"{ranked}, its last day, each over all its votes until then."
    return question, f"{ranked}, each over all its votes counted here, those before it joined too."


def remaining(archive: Archive, matrix: Matrix, question: Question) -> Matrix:
    """The matrix in which whom the question leaves out has no seat; a group's members of the day of each decision."""
    if not question.without:
        return matrix
    cells, every = matrix.cells.copy(), np.arange(len(matrix.ids))
    for party in question.without:
        if party in archive.roster.groups:
            cells[_belonging(archive, matrix, every, party)] = 0
        elif party in matrix.members:
            cells[:, matrix.members.index(party)] = 0
    return replace(matrix, cells=cells)


def group_positions(matrix: Matrix, rows: Ints, cells: Cells) -> Cells:
    """The position of most members that voted on each decision, 0 where there is none."""
    counts = np.stack([(cells == int(p)).sum(axis=1) for p in CAST])
    first, second = -np.sort(-counts, axis=0)[:2]
    positions: Cells = np.array([int(p) for p in CAST], dtype=np.int8)[counts.argmax(axis=0)]
    positions[first == second] = 0
    return positions


async def selected(archive: Archive, matrix: Matrix, question: Question, body: Body | None) -> Ints:
    """Row numbers of the final votes that the question's body, period, topic and bounds leave in."""
    ids = await on_topics(archive, question)
    if question.words:
        found = {one.id for one in await search(archive, question.words, body, limit=5_000)}
        ids = found if ids is None else ids & found
    if ids is None and question.series:
        ids = {one.id for one in await series_of(archive, question.series)}
    for topic in question.without_topics:
        ids = (set(matrix.ids.tolist()) if ids is None else ids) - set(await topic_ids(archive, topic))
    rows = matrix.select(body, question.period.since, question.period.until, ids)
    return within_bounds(matrix, rows, question.bounds)


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


def _headline(a: str, b: str, where: str, found: Agreement, states: Agreement | None, question: Question) -> str:
    """The figure of the measure that is asked for; without one that of identical votes."""
    if found.identical is None or found.soft is None or found.opposite is None:
        return f"{a} and {b} cast no vote together {where}."
    votes = f"the {plural(found.shared, 'vote')} in which both cast one, {where}"
    if question.order == "apart":
        times = plural(found.shared - round(found.identical * found.shared), "time")
        return (
            f"{a} and {b} voted differently {times}, in {percent(1 - found.identical)} of {votes} (the same in "
            f"{percent(found.identical)})."
        )
    if question.measure == "soft":
        return f"{a} and {b}: {percent(found.soft)} agreement over {votes}."
    if question.measure == "opposite":
        return f"{a} and {b} cast opposite votes (yes against no) in {percent(found.opposite)} of {votes}."
    if question.measure == "coincidence":
        counted = states or found
        return (
            f"{a} and {b}: {percent(counted.coincidence or 0.0)} voting coincidence over the "
            f"{plural(counted.cast_a, 'vote')} {b if states else a} cast, {where}."
        )
    return f"{a} and {b} cast the same vote in {percent(found.identical)} of {votes}."


def _states_way(archive: Archive, matrix: Matrix, rows: Ints, first: str, second: str) -> Agreement | None:
    """The agreement with the United States first, as the State Department counts, when it is the second named."""
    if second != "USA":
        return None
    return agreement(side(archive, matrix, rows, second), side(archive, matrix, rows, first))


def _lines(a: str, b: str, found: Agreement, states: Agreement | None) -> tuple[str, ...]:
    if found.identical is None or found.soft is None or found.opposite is None or found.coincidence is None:
        return ()
    return (
        f"The same vote {plural(round(found.identical * found.shared), 'time')} in {found.shared:,} shared. "
        f"Counting an abstention against a yes or no as half an agreement: {percent(found.soft)}. "
        f"Opposite votes (yes against no): {percent(found.opposite)}.",
        f"Voting coincidence as the US State Department counts it (absences as one half, over the "
        f"{(states or found).cast_a:,} votes {b if states else a} cast): "
        f"{percent((states or found).coincidence or 0.0)}.",
        f"Not voting while the other did: {a} {found.absent_a}, {b} {found.absent_b}.",
    )
