"""Who votes most, and least, like a member."""

from __future__ import annotations

from db.archive import Archive
from db.records import Body
from handlers import closer, movers
from handlers.alignment import at_the_end, over_the_same, party_name, remaining, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.measures import agreements, coincidences, is_cast
from handlers.question import Question
from handlers.wording import data_sets, group_name, percent, plural, reach, scope, series, start, with_article

SHOWN = 10
MEASURES = {
    "soft": "Measure: the same vote counts 1, an abstention against a yes or no ½, opposite votes 0; absences are left "
    "out.",
    "identical": "Measure: share of shared votes in which both cast the same.",
    "coincidence": "Measure: voting coincidence as the US State Department counts it since 2022: over the votes that "
    "the first cast, the same vote counts 1, opposite votes 0, everything else, absences included, ½.",
}
LEAST_SHARE = 0.5
"""A member is ranked when it cast a vote in at least this part of the votes held while it had a seat …"""
LEAST_OF_MOST = 0.1
"""… and in at least this part of what the member that shared most did: a handful of votes would lead by chance."""


async def answer(archive: Archive, question: Question) -> Answer:
    """All members, or those in `among`, ranked by agreement with one, closest or furthest first."""
    if question.among:
        return await closer.answer(archive, question)
    if question.order in movers.MOVED:
        return await movers.answer(archive, question)
    whole = await archive.matrix()
    matrix = remaining(archive, whole, question)
    body = question.body or Body.GA
    within = question.groups[0] if question.members and question.groups else None
    among = frozenset(matrix.members)
    compared: tuple[str, ...] = ()
    if within:
        last, among = at_the_end(archive, question, body, within)
        question, said = over_the_same(archive, question, within, last)
        compared = (said,)
    rows = await selected(archive, matrix, question, body)
    of = (*question.members, *question.groups)[0]
    block = matrix.cells[rows]
    measure = question.measure if question.measure in MEASURES else "soft"
    own = side(archive, whole, rows, of)
    found = agreements(own, block)
    share = coincidences(own, block) if measure == "coincidence" else getattr(found, measure)
    seats = (block[is_cast(own)] != 0).sum(axis=0)
    others = [index for index, member in enumerate(matrix.members) if member != of and member in among]
    most = max((int(found.shared[index]) for index in others), default=0)
    ranked = [i for i in others if found.shared[i] >= max(1, seats[i] * LEAST_SHARE, most * LEAST_OF_MOST)]
    furthest = question.order == "furthest"
    ranked.sort(
        key=lambda i: (share[i] if furthest else -share[i], -found.shared[i], archive.roster.common(matrix.members[i]))
    )
    shown = ranked[: question.limit or SHOWN]
    name = party_name(archive, of)
    order = "furthest from" if furthest else "closest to"
    if within:
        order = f"in {group_name(archive, within)}, {order}"
    left_out = sum(1 for i in others if found.shared[i]) - len(ranked)
    notes = [*question.notes, *compared]
    if left_out > 0:
        notes.append(
            f"{plural(left_out, 'member')} that voted in fewer than half of the votes held while seated, or in fewer "
            f"than a tenth as many as the rest, {'is' if left_out == 1 else 'are'} left out."
        )
    return Answer(
        question=question,
        headline=start(_headline(archive, matrix.members, name, order, scope(archive, question, body), shown)),
        lines=(MEASURES[measure],),
        facts={
            "of": of,
            "order": "furthest" if furthest else "closest",
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "rows": [
                {
                    "member": matrix.members[i],
                    "shared": int(found.shared[i]),
                    "identical": rounded(found.identical[i]),
                    "soft": rounded(found.soft[i]),
                    **({"coincidence": rounded(share[i])} if measure == "coincidence" else {}),
                }
                for i in shown
            ],
        },
        table=Table(
            ("Member", "Coincidence" if measure == "coincidence" else "Agreement", "Identical", "Shared votes"),
            tuple(
                (
                    archive.roster.common(matrix.members[i]),
                    percent(float(share[i] if measure == "coincidence" else found.soft[i])),
                    percent(float(found.identical[i])),
                    f"{int(found.shared[i]):,}",
                )
                for i in shown
            ),
        ),
        notes=(*notes, reach(archive, body)),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def _headline(archive: Archive, members: tuple[str, ...], name: str, order: str, where: str, shown: list[int]) -> str:
    if not shown:
        return f"{name} cast no vote {where}, so nobody can be ranked."
    first = series(with_article(archive, members[i]) for i in shown[:3])
    return f"{order} {name} {where}: {first}."
