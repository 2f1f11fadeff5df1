"""Where two members, or a member and a group, cast different votes: opposite ones, or one of them an abstention."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Mask, Matrix
from db.queries.decisions import by_ids, topic_ids
from db.records import Body, Decision, Position
from db.topics import topics
from handlers.alignment import parties, party_name, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.counted import gaps, seats, whole_only
from handlers.measures import NO, YES, Agreement, agreement, is_cast
from handlers.memberships import memberships
from handlers.question import Question
from handlers.series_sentences import label_and_day
from handlers.wording import VERBS, data_sets, day, percent, plural, reach, scope, start

SHOWN = 20
TOPICS = 5


async def answer(archive: Archive, question: Question) -> Answer:
    """The votes that the first two parties of the question cast differently, newest first, and on what topics.

    With the measure "opposite" only those in which one said yes and the other no; with two positions only those in
    which the first party took the first and the second the second.
    """
    if len([*question.members, *question.groups, *question.against]) < 2:
        return _too_few(archive, question)
    matrix = await archive.matrix()
    body = question.body or Body.GA
    rows = await selected(archive, matrix, question, body)
    first, second = parties(question)
    a, b = side(archive, matrix, rows, first), side(archive, matrix, rows, second)
    found = agreement(a, b)
    opposite = ((a == YES) & (b == NO)) | ((a == NO) & (b == YES))
    at = np.flatnonzero(_asked(question, a, b, opposite))
    # newest first; the later table row first within a day
    at = at[np.lexsort((-matrix.ids[rows[at]], -matrix.first[rows[at]]))]
    decisions = await by_ids(archive, [int(id_) for id_ in matrix.ids[rows[at]]])
    opposed = [one for one, cell in zip(decisions, opposite[at], strict=True) if cell]
    by_topic = await _by_topic(archive, question, opposed or decisions)
    names = party_name(archive, first), party_name(archive, second)
    shown = question.limit or SHOWN
    return Answer(
        question=question,
        headline=start(_headline(archive, question, body, names, found, decisions, len(opposed))),
        lines=_lines(question, found, decisions, len(opposed), by_topic),
        facts={
            "a": first,
            "b": second,
            "switched": [],
            "opposed": [one.key for one in opposed],
            "differed": [one.key for one in decisions],
            "shared": found.shared,
            "identical": rounded(found.identical),
            "opposite": rounded(found.opposite),
            "opposed_count": len(opposed),
            "differed_count": len(decisions),
            "total": len(decisions),
            "topics": [{"topic": topic, "opposed": count} for topic, count in by_topic],
            "body": body.value,
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "topic": question.topic or question.words or None,
        },
        notes=(*question.notes, *_notes(archive, question, body, len(decisions), shown), reach(archive, body)),
        table=_table(archive, matrix, (first, second), (a[at], b[at]), decisions[:shown]) if decisions else None,
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


def _asked(question: Question, a: Cells, b: Cells, opposite: Mask) -> Mask:
    """Which of the votes are asked for."""
    if len(question.positions) == 2:
        first, second = question.positions
        each: Mask = (a == int(first)) & (b == int(second))
        return each
    different: Mask = is_cast(a) & is_cast(b) & (a != b)
    return opposite if question.measure == "opposite" else different


def _too_few(archive: Archive, question: Question) -> Answer:
    return Answer(
        question=question,
        headline="A comparison needs two decisions, or two members or groups; the question names fewer.",
        facts={"a": None, "b": None, "switched": []},
        notes=(*question.notes, reach(archive, question.body)),
        coverage=archive.coverage,
    )


async def _by_topic(archive: Archive, question: Question, decisions: Sequence[Decision]) -> list[tuple[str, int]]:
    """How many of the decisions belong to each wide topic, most first; within an asked topic, to its parts."""
    ids = {one.id for one in decisions}
    counts = []
    for topic in topics().values() if ids else ():
        if topic.parent == question.topic and (count := len(ids.intersection(await topic_ids(archive, topic.id)))):
            counts.append((topic.id, count))
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:TOPICS]


def _headline(
    archive: Archive,
    question: Question,
    body: Body,
    names: tuple[str, str],
    found: Agreement,
    decisions: Sequence[Decision],
    opposed: int,
) -> str:
    a, b = names
    where = scope(archive, question, body)
    if not found.shared or found.opposite is None:
        return f"{a} and {b} cast no vote together {where}."
    of = f"{plural(found.shared, 'vote')} in which both cast one"
    if len(question.positions) == 2:
        first, second = (VERBS[position] for position in question.positions)
        return f"{a} {first} and {b} {second} {plural(len(decisions), 'time')} in the {of}, {where}."
    did = "opposite votes (yes against no)" if question.measure == "opposite" else "different votes"
    if not decisions:
        return f"{a} and {b} never cast {did} {where}; both voted in {found.shared:,}."
    share = percent(len(decisions) / found.shared)
    text = f"{a} and {b} cast {did} {plural(len(decisions), 'time')} in the {of} ({share}), {where}"
    if question.measure == "opposite":
        return f"{text}."
    return f"{text}: {opposed:,} opposite (yes against no), {len(decisions) - opposed:,} in which one abstained."


def _lines(
    question: Question,
    found: Agreement,
    decisions: Sequence[Decision],
    opposed: int,
    by_topic: Sequence[tuple[str, int]],
) -> tuple[str, ...]:
    if not found.shared or found.identical is None or found.opposite is None:
        return ()
    same = round(found.identical * found.shared)
    lines = [f"They cast the same vote {plural(same, 'time')} ({percent(found.identical)})."]
    if question.measure == "opposite":
        rest = plural(found.shared - same - opposed, "time")
        lines[0] = f"{lines[0][:-1]}; {rest} one abstained and the other said yes or no."
    if decisions:
        newest = decisions[0]
        lines.append(f"Newest: {label_and_day(newest)}, “{newest.title}”.")
    if by_topic:
        said = "; ".join(f"{topics()[topic].name} {count:,}" for topic, count in by_topic)
        kind = "Opposite" if opposed else "Such"
        lines.append(f"{kind} votes by topic, most first: {said}. One vote can belong to several topics or to none.")
    return tuple(lines)


def _notes(archive: Archive, question: Question, body: Body, count: int, shown: int) -> list[str]:
    named = [*question.members, *question.groups, *question.against]
    first, second = named[:2]
    notes = []
    if len(named) > 2:
        notes.append("Only the first two are compared.")
    notes.append("Votes that one of the two missed are left out.")
    groups = [party for party in (first, second) if party in archive.roster.groups]
    if groups:
        notes.append("A group's position on a decision is that of most of its members that voted; ties are left out.")
        for group in groups:
            other = second if group == first else first
            if other in archive.roster.groups[group].spans:
                notes.append(f"{start(party_name(archive, other))} itself counts in that position while it belongs.")
    if count > shown:
        notes.append(f"The table shows the newest {shown} of {count:,}.")
    return [
        *notes,
        *seats(question, (first, second)),
        *memberships(archive, question, (first, second)),
        *whole_only(body),
        *gaps(question, body),
    ]


def _table(
    archive: Archive,
    matrix: Matrix,
    sides: tuple[str, str],
    cells: tuple[Cells, Cells],
    decisions: Sequence[Decision],
) -> Table:
    names = [
        archive.roster.groups[party].short if party in archive.roster.groups else archive.roster.common(party)
        for party in sides
    ]
    return Table(
        ("Decision", "Date", "Title", *names, "Yes-No-Abstain"),
        tuple(
            (one.key, day(one), one.title, Position(int(a)).word, Position(int(b)).word, str(one.tally))
            for one, a, b in zip(decisions, *cells, strict=False)
        ),
    )
