"""A map of members by how they voted: the nearer two of them lie, the more alike they voted."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Matrix
from db.records import Body
from handlers.alignment import group_cells, remaining, rounded, selected
from handlers.answer import Answer, Table
from handlers.blocs import REGIONAL
from handlers.counted import gaps, seats, whole_only
from handlers.measures import Pairs, all_pairs, is_cast
from handlers.question import Period, Question
from handlers.scaling import Floats, Scaling, filled, scaled, turned
from handlers.wording import data_sets, group_name, percent, plural, reach, scope, series, start, with_article
from handlers.years import LAST_MONTH

LEAST_SHARED = 10
"""A pair that shares fewer votes than this has no distance, and a member that cast fewer has no place."""
LEAST_PART = 0.5
"""A member has a place when it cast a vote in at least this part of the votes held while it had a seat …"""
LEAST_OF_MOST = 0.1
"""… and in at least this part of what the busiest member cast."""
LEAST_PAIRS = 0.75
"""Less than this part of the pairs with a distance makes no map."""
LEAST_MEMBERS = 4
"""Three members always fit a plane: only from four on does a map say anything."""
YEARS_OF_TOPIC = 10
"""How many years are taken where a topic but no period is named: a year has few votes on one topic."""
RIGHT, UP = "USA", "RUS"
NEIGHBOURS = 3
NAMED = 5
MEASURE = (
    "Agreement counts the same vote as 1, an abstention against a yes or no as ½, opposite votes as 0, over the votes "
    "in which both cast one."
)
SEVERAL = "A member of several of these groups is counted in the first of them that is named."
METHOD = "classical multidimensional scaling (Torgerson) of the distances 1 − agreement between all pairs"


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The members that have a place, in order: their columns in the matrix, pairs, points, and what was left out.

    `estimated` is the number of pairs whose distance had to be filled in, `left_out` the columns of members that voted
    too rarely.
    """

    columns: Ints
    pairs: Pairs
    scaling: Scaling
    estimated: int
    left_out: Ints


async def answer(archive: Archive, question: Question) -> Answer:
    """Members placed in two dimensions by how alike they voted in a period.

    The distance of two members is 1 − soft agreement over the votes both cast, from at least `LEAST_SHARED` of them; a
    pair with fewer takes the mean of what the two are on average from the others. The plane is that of classical
    scaling, mirrored so that it does not flip from one question to the next: the United States to the right and Russia
    to the top, and where one of them has no place, the first member by ISO code that is off the axis.
    """
    question = _in_period(archive, question)
    body = question.body or Body.GA
    matrix = remaining(archive, await archive.matrix(), question)
    rows = await selected(archive, matrix, question, body)
    block = _block(archive, matrix, rows, question)
    placed = await asyncio.to_thread(place, matrix.members, block)  # tens of milliseconds: not on the loop
    members = [matrix.members[column] for column in placed.columns.tolist()] if placed else []
    groups = _groups(archive, question, matrix, rows, members)
    return Answer(
        question=question,
        headline=_headline(archive, question, body, rows, placed),
        lines=tuple(_lines(archive, question, members, placed)) if placed else (),
        facts=_facts(question, body, rows, members, groups, placed),
        table=_table(archive, members, groups, placed) if placed else None,
        notes=(
            *question.notes,
            MEASURE,
            *([SEVERAL] if len(question.groups) > 1 else []),
            *(_notes(archive, matrix, members, placed) if placed else ()),
            *seats(question, members),
            *whole_only(body),
            *gaps(question, body),
            reach(archive, body),
        ),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def place(members: Sequence[str], block: Cells) -> Placed | None:
    """The places of the members that voted enough; `block` has a column for each and is 0 where it had no seat.

    None where fewer than `LEAST_MEMBERS` did, or where too few pairs of them ever voted together.
    """
    cast = is_cast(block).sum(axis=0)
    least = np.maximum((block != 0).sum(axis=0) * LEAST_PART, max(LEAST_SHARED, cast.max(initial=0) * LEAST_OF_MOST))
    columns = np.flatnonzero(cast >= least)
    pairs = all_pairs(block[:, columns])
    distances = np.where(pairs.shared >= LEAST_SHARED, 1 - pairs.soft, np.nan)
    np.fill_diagonal(distances, 0.0)
    measured = np.isfinite(distances)
    if len(columns) < LEAST_MEMBERS or measured.mean() < LEAST_PAIRS or (measured.sum(axis=1) == 1).any():
        return None
    names = [members[column] for column in columns.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    first = [sorted(order, key=lambda row: names[row] != anchor) for anchor in (RIGHT, UP)]
    scaling = scaled(filled(distances))
    return Placed(
        columns=columns,
        pairs=pairs,
        scaling=Scaling(turned(scaling.points, first), scaling.held),
        estimated=int((~measured).sum() // 2),
        left_out=np.flatnonzero((cast > 0) & (cast < least)),
    )


def _in_period(archive: Archive, question: Question) -> Question:
    """The question with the latest full year where it names no period; with the latest ten where it names a topic."""
    if question.period:
        return question
    through = archive.coverage.sc_through if question.body is Body.SC else archive.coverage.ga_through
    last = through.year if through.month == LAST_MONTH else through.year - 1
    first, label, latest = last, f"in {last}", "full year"
    if question.topic or question.words:
        first = last - YEARS_OF_TOPIC + 1
        label, latest = f"from {first} to {last}", f"{YEARS_OF_TOPIC} full years"
    return question.but(
        period=Period(date(first, 1, 1), date(last, 12, 31), label),
        notes=(*question.notes, f"No period was named: counted {label}, the latest {latest} in the data."),
    )


def _block(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> Cells:
    """The cells of all members, or of those of the groups named on the days when they belonged."""
    if not question.groups:
        return matrix.cells[rows]
    block = group_cells(archive, matrix, rows, question.groups[0])
    for group in question.groups[1:]:
        block = np.maximum(block, group_cells(archive, matrix, rows, group))
    return block


def _groups(archive: Archive, question: Question, matrix: Matrix, rows: Ints, members: Sequence[str]) -> dict[str, str]:
    """The group of each member, as on the last day counted on which it had a seat; none for those that are in none.

    The groups are those named where there are two or more, else the UN regional groups.
    """
    groups = question.groups if len(question.groups) > 1 else REGIONAL
    last = np.where(matrix.cells[rows] != 0, matrix.first[rows][:, None], 0).max(axis=0, initial=0)
    found: dict[str, str] = {}
    for member in members:
        day = date.fromordinal(int(last[matrix.members.index(member)]))
        for group in groups:
            if any(span.covers(day) for span in archive.roster.groups[group].spans.get(member, ())):
                found.setdefault(member, group)
    return found


def _headline(archive: Archive, question: Question, body: Body, rows: Ints, placed: Placed | None) -> str:
    of = series(group_name(archive, group) for group in question.groups)
    what = f"voting map{f' of {of}' if of else ''} {scope(archive, question, body)}"
    if placed is None:
        return start(
            f"{what}: none can be drawn from {plural(len(rows), 'vote')}. It takes at least {LEAST_MEMBERS} members, "
            f"and {LEAST_SHARED} shared votes in three quarters of the pairs: name another period or a group."
        )
    return start(
        f"{what}: {plural(len(placed.columns), 'member')} placed by how alike they voted in "
        f"{plural(len(rows), 'vote')}; the two axes hold {percent(float(placed.scaling.held.sum()))} of the variation."
    )


def _lines(archive: Archive, question: Question, members: Sequence[str], placed: Placed) -> list[str]:
    points, soft = placed.scaling.points, placed.pairs.soft
    a, b = _least_alike(placed)
    middle = int(np.hypot(*points.T).argmin())
    lines = [
        f"Furthest apart: {with_article(archive, members[a])} and {with_article(archive, members[b])}, with "
        f"{percent(float(soft[a, b]))} agreement over {plural(int(placed.pairs.shared[a, b]), 'shared vote')}.",
        f"Nearest to the middle of the map: {with_article(archive, members[middle])}.",
    ]
    for member in question.members:
        name = start(with_article(archive, member))
        if member not in members:
            lines.append(f"{name} cast too few votes here to have a place.")
            continue
        own = members.index(member)
        order = np.argsort(np.hypot(*(points - points[own]).T), kind="stable")
        near = [with_article(archive, members[i]) for i in order if i != own][:NEIGHBOURS]
        lines.append(f"Nearest to {with_article(archive, member)} on the map: {series(near)}.")
    return lines


def _least_alike(placed: Placed) -> tuple[int, int]:
    """The pair with the least agreement over enough shared votes; of several the first by code."""
    soft = np.where(placed.pairs.shared >= LEAST_SHARED, placed.pairs.soft, np.inf)
    a, b = np.unravel_index(int(soft.argmin()), soft.shape)
    return int(a), int(b)


def _facts(
    question: Question,
    body: Body,
    rows: Ints,
    members: Sequence[str],
    groups: Mapping[str, str],
    placed: Placed | None,
) -> dict[str, Any]:
    period = question.period
    points = placed.scaling.points if placed else np.zeros((0, 2))
    held: Floats = placed.scaling.held if placed else np.zeros(2)
    return {
        "body": body.value,
        "groups": list(question.groups),
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
        "topic": question.topic or question.words or None,
        "method": METHOD,
        "decisions": len(rows),
        "explained": {axis: rounded(part) for axis, part in zip("xy", held.tolist(), strict=True)} if placed else None,
        "estimated_pairs": placed.estimated if placed else 0,
        "points": [
            {"member": member, "x": rounded(x) or 0.0, "y": rounded(y) or 0.0, "group": groups.get(member)}
            for member, (x, y) in zip(members, points.tolist(), strict=True)
        ],
    }


def _table(archive: Archive, members: Sequence[str], groups: Mapping[str, str], placed: Placed) -> Table | None:
    """How alike the members of each group vote, with each other and with the rest: means over pairs, closest first."""
    rows: list[tuple[float, tuple[str, ...]]] = []
    known = np.where(placed.pairs.shared >= LEAST_SHARED, placed.pairs.soft, np.nan)
    np.fill_diagonal(known, np.nan)
    for group in sorted(set(groups.values())):
        inside = np.array([groups.get(member) == group for member in members])
        if inside.sum() > 1 and not inside.all():
            within, beyond = _mean(known[np.ix_(inside, inside)]), _mean(known[np.ix_(inside, ~inside)])
            name, size = archive.roster.groups[group].short, plural(int(inside.sum()), "member")
            rows.append((within, (name, size, percent(within), percent(beyond))))
    rows.sort(key=lambda row: -row[0])
    columns = ("Group", "Members", "Agreement within", "With the rest")
    return Table(columns, tuple(row for _, row in rows)) if rows else None


def turn(archive: Archive, members: Collection[str]) -> str:
    """What the directions of a map mean, and which way it is turned, if one of the members turns it."""
    anchors = [
        f"{with_article(archive, anchor)} to the {side}"
        for anchor, side in ((RIGHT, "right"), (UP, "top"))
        if anchor in members
    ]
    turned = f" (turned so as to have {series(anchors)})" if anchors else ""
    return f"Only distances on the map mean something; its axes have no meaning of their own{turned}."


def _mean(shares: Floats) -> float:
    """The mean of the shares that there are; 0 without any."""
    known = shares[np.isfinite(shares)]
    return float(known.mean()) if len(known) else 0.0


def _notes(archive: Archive, matrix: Matrix, members: Sequence[str], placed: Placed) -> list[str]:
    notes = [f"Method: {METHOD}. {turn(archive, members)}"]
    if placed.estimated:
        notes.append(
            f"{plural(placed.estimated, 'pair')} with fewer than {LEAST_SHARED} shared votes took the mean of what the "
            "two are on average from the others."
        )
    if count := len(placed.left_out):
        who = series(with_article(archive, matrix.members[column]) for column in placed.left_out[:NAMED])
        notes.append(
            f"Left out for too few votes (fewer than {LEAST_SHARED}, than half of those held while seated, or than a "
            f"tenth of what the busiest member cast): {who if count <= NAMED else plural(count, 'member')}."
        )
    return notes
