"""How united a group votes, who breaks ranks, and how it split on one decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.archive import Archive
from db.matrix import Cells, Ints, Matrix
from db.queries.decisions import by_ids
from db.records import Body
from handlers.alignment import group_cells, group_positions, rounded, selected
from handlers.answer import Answer, Table
from handlers.counted import gaps, whole_only
from handlers.measures import attina_hix, is_cast
from handlers.question import Question
from handlers.split import CAST, group_key, on_one, set_name
from handlers.wording import data_sets, described, percent, plural, reach, scope, series, start, with_article

SHOWN = 10
NAMED = 3
MEASURE = (
    "Cohesion is the mean Attinà–Hix agreement over decisions on which at least two members voted: 1 when all that "
    "voted did alike, 0 when yes, no and abstention were level; absences are left out."
)
BREAK = (
    "A break is a vote other than that of most of the group's members that voted; where the first two are level there "
    "is none."
)


@dataclass(frozen=True, slots=True, eq=False)
class Unity:
    """How a set of members voted: for each decision that at least two voted on, `counts` (yes, no, abstain) and
    `agreement`; for each member `breaks` and `led`, the votes it cast where the others had a position to break."""

    counts: Ints
    agreement: npt.NDArray[np.float64]
    kept: Ints
    breaks: Ints
    led: Ints

    @property
    def decisions(self) -> int:
        """Decisions on which at least two members voted."""
        return len(self.kept)

    @property
    def unanimous(self) -> int:
        """Decisions on which all members that voted did alike."""
        return int((self.counts.max(axis=1, initial=0) == self.counts.sum(axis=1)).sum())

    @property
    def cohesion(self) -> float | None:
        """Mean Attinà–Hix agreement; None without decisions."""
        return float(self.agreement.mean()) if self.decisions else None


def unity(matrix: Matrix, rows: Ints, cells: Cells) -> Unity:
    """The unity of the members whose `cells`, shape (decisions, members), are not 0 on the rows."""
    counts = np.stack([(cells == int(position)).sum(axis=1) for position in CAST], axis=1)
    kept = np.flatnonzero(counts.sum(axis=1) >= 2)
    cells, counts = cells[kept], counts[kept]
    distinct, place = np.unique(
        counts, axis=0, return_inverse=True
    )  # few tallies recur: the formula runs once for each
    worth = np.array([attina_hix(*map(int, tally)) for tally in distinct], dtype=np.float64)
    most = group_positions(matrix, rows[kept], cells)[:, None]
    led = is_cast(cells) & (most != 0)
    return Unity(
        counts=counts,
        agreement=worth[place.reshape(-1)] if len(kept) else np.zeros(0),
        kept=kept,
        breaks=(led & (cells != most)).sum(axis=0),
        led=led.sum(axis=0),
    )


async def answer(archive: Archive, question: Question) -> Answer:
    """The unity of a group over many decisions, or its split on the one that is named."""
    if len(question.decisions) == 1:
        return await on_one(archive, question, question.decisions[0])
    matrix = await archive.matrix()
    body = question.body or Body.GA
    rows = await selected(archive, matrix, question, body)
    if question.decisions:
        rows = rows[np.isin(matrix.ids[rows], [one.id for one in question.decisions])]
    found = unity(matrix, rows, _cells(archive, matrix, rows, question))
    defectors = [
        (matrix.members[index], int(found.breaks[index]), int(found.led[index]))
        for index in np.flatnonzero(found.breaks)
    ]
    defectors.sort(key=lambda row: (-row[1], archive.roster.common(row[0])))
    where = scope(archive, question, body)
    name = set_name(archive, question)
    said = start(_headline(archive, question, name, where, found, defectors))
    own = _own(archive, question, matrix, found, defectors)  # who is asked about comes before all others
    return Answer(
        question=question,
        headline=own[0] if own else said,
        lines=(*own[1:], *((said,) if own else ()), *await _most_divided(archive, matrix, rows, found)),
        facts={
            "group": group_key(question),
            "decisions": found.decisions,
            "unanimous": found.unanimous,
            "cohesion": rounded(found.cohesion),
            "defectors": [{"member": iso3, "breaks": breaks, "votes": led} for iso3, breaks, led in defectors],
            "years": _years(matrix.years[rows[found.kept]], found),
        },
        notes=(
            *question.notes,
            MEASURE,
            BREAK,
            *_dates(archive, question),
            *whole_only(body),
            *gaps(question, body),
            reach(archive, body),
        ),
        table=_table(archive, defectors[: question.limit or SHOWN]),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def _years(years: Ints, found: Unity) -> list[dict[str, int | float | None]]:
    """Cohesion in each year with a decision, `years` being those of the decisions found."""
    return [
        {"year": int(year), "decisions": int(count), "cohesion": rounded(float(found.agreement[years == year].mean()))}
        for year, count in zip(*np.unique(years, return_counts=True), strict=True)
    ]


def _dates(archive: Archive, question: Question) -> tuple[str, ...]:
    if not question.groups:
        return ()
    note = archive.roster.groups[question.groups[0]].note
    return (f"On each decision the group is its members of that day. {note}".strip(),)


def _cells(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> Cells:
    """The cells of the group (or of the members named where there is no group), 0 elsewhere."""
    if question.groups:
        return group_cells(archive, matrix, rows, question.groups[0])
    if len(question.members) < 2:
        return matrix.cells[rows]
    cells = matrix.cells[rows].copy()
    cells[:, [iso3 not in question.members for iso3 in matrix.members]] = 0
    return cells


def _headline(
    archive: Archive,
    question: Question,
    name: str,
    where: str,
    found: Unity,
    defectors: Sequence[tuple[str, int, int]],
) -> str:
    if found.cohesion is None:
        return f"{name}: there is no vote {where} on which two or more members voted."
    text = (
        f"{name} voted as one on {found.unanimous:,} of {plural(found.decisions, 'decision')} "
        f"({percent(found.unanimous / found.decisions)}) {where}; cohesion {found.cohesion:.3f} (Attinà–Hix, 0 to 1)"
    )
    if not defectors:
        return text + "."
    most = series(f"{with_article(archive, iso3)} ({breaks:,})" for iso3, breaks, _ in defectors[:NAMED])
    return f"{text}. Most often away from the majority: {most}."


def _own(
    archive: Archive, question: Question, matrix: Matrix, found: Unity, defectors: Sequence[tuple[str, int, int]]
) -> list[str]:
    """How often the members asked about broke ranks with their group."""
    lines, where = [], scope(archive, question, question.body or Body.GA)
    for iso3 in question.members if question.groups else ():
        index = matrix.members.index(iso3) if iso3 in matrix.members else -1
        if index < 0 or not found.led[index]:
            lines.append(f"{start(with_article(archive, iso3))} cast no vote as a member of the group {where}.")
            continue
        breaks, led = int(found.breaks[index]), int(found.led[index])
        rank = next((place for place, row in enumerate(defectors, 1) if row[0] == iso3), None)
        place = f", number {rank} of the {len(defectors)} that did so" if rank else ""
        lines.append(
            f"{start(with_article(archive, iso3))} broke ranks with {set_name(archive, question)} in {breaks:,} of its "
            f"{plural(led, 'vote')} as a member ({percent(breaks / led)}) {where}{place}."
        )
    return lines


async def _most_divided(archive: Archive, matrix: Matrix, rows: Ints, found: Unity) -> list[str]:
    if not found.decisions or found.unanimous == found.decisions:
        return []
    index = int(np.lexsort((-found.counts.sum(axis=1), found.agreement))[0])
    (one,) = await by_ids(archive, [int(matrix.ids[rows[found.kept[index]]])])
    yes, no, abstain = map(int, found.counts[index])
    return [f"Most divided on {described(one)}: {yes} yes, {no} no, {plural(abstain, 'abstention')} within the group."]


def _table(archive: Archive, defectors: Sequence[tuple[str, int, int]]) -> Table | None:
    if not defectors:
        return None
    return Table(
        ("Member", "Breaks", "Of votes", "Share"),
        tuple(
            (archive.roster.common(iso3), f"{breaks:,}", f"{led:,}", percent(breaks / led))
            for iso3, breaks, led in defectors
        ),
    )
