"""Which members took a position most, or least, often."""

from __future__ import annotations

import numpy as np

from db.archive import Archive
from db.records import Body, Position
from handlers.alignment import at_the_end, over_the_same, remaining, selected
from handlers.answer import Answer, Table
from handlers.measures import is_cast, outvoted_on
from handlers.question import Question
from handlers.wording import VERBS, data_sets, percent, reach, scope, series, start, with_article

SHOWN = 10
LEFT_OUT = "Members with a seat in fewer than half of these votes are left out."
LEAST_SEATED = 0.5
"""A member is ranked when it had a seat in at least this part of the votes."""


async def answer(archive: Archive, question: Question) -> Answer:
    """Members ranked by how often they took the position that the measure names ("members_no")."""
    outvoted = question.measure == "members_outvoted"
    position = Position.NO if outvoted else Position.of(question.measure.removeprefix("members_"))
    verb = "was outvoted" if outvoted else VERBS[position]
    matrix = remaining(archive, await archive.matrix(), question)
    body = question.body or Body.GA
    among, notes = frozenset(matrix.members), [*question.notes, LEFT_OUT]
    if question.groups:
        last, among = at_the_end(archive, question, body, question.groups[0])
        question, said = over_the_same(archive, question, question.groups[0], last)
        notes.append(said)
    rows = await selected(archive, matrix, question, body)
    cells = matrix.cells[rows]
    if outvoted:
        took, base = (part.sum(axis=0) for part in outvoted_on(cells, cells))
        notes.append("Outvoted: said no where more said yes, or yes where more said no; abstentions are left out.")
    else:
        took = (cells == int(position)).sum(axis=0)
        base = ((cells != 0) if position is Position.ABSENT else is_cast(cells)).sum(axis=0)
    seated = (cells != 0).sum(axis=0) >= max(1, len(rows) * LEAST_SEATED)
    fewest = question.order == "fewest"
    ranked = sorted(
        (int(i) for i in np.flatnonzero(seated) if matrix.members[i] in among),
        key=lambda i: (took[i] if fewest else -took[i], archive.roster.common(matrix.members[i])),
    )
    shown = ranked[: question.limit or SHOWN]
    where = scope(archive, question, body)
    of = "votes in which it said yes or no" if outvoted else "votes it cast"
    of = "votes held while it had a seat" if position is Position.ABSENT else of
    named = series(f"{with_article(archive, matrix.members[i])} {int(took[i]):,}" for i in shown[:3])
    headline = f"{verb} {'least' if fewest else 'most'} often {where}: {named}."
    return Answer(
        question=question,
        headline=start(headline) if shown else f"No vote is counted {where}.",
        facts={
            "what": f"{'fewest' if fewest else 'most'}_{question.measure.removeprefix('members_')}_by_member",
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "rows": [{"member": matrix.members[i], "count": int(took[i]), "of": int(base[i])} for i in shown],
        },
        table=Table(
            ("Member", start(verb), "Share", f"Of the {of}"),
            tuple(
                (
                    archive.roster.common(matrix.members[i]),
                    f"{int(took[i]):,}",
                    percent(took[i] / base[i]) if base[i] else "–",
                    f"{int(base[i]):,}",
                )
                for i in shown
            ),
        ),
        notes=(*notes, reach(archive, body)),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )
