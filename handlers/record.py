"""What a member or group, or several together, did over many votes: counts, shares, and the decisions one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from db.archive import Archive
from db.matrix import Ints, Matrix
from db.queries.decisions import by_ids
from db.records import Body, Decision, Position, RollCall
from handlers import refusals
from handlers.alignment import party_name, remaining, selected, without_a_seat
from handlers.answer import Answer, Table, unique
from handlers.counted import gaps, seats, whole_only
from handlers.memberships import memberships
from handlers.question import Kind, Question
from handlers.stances import CAST, FOUR, OPPOSITE, Record, own, read, subjects, together, wanted
from handlers.wording import VERBS, data_sets, day, label, percent, plural, reach, scope, series, sources_of, start

SHOWN = 15
KEPT = 200
"""Without a position asked, the facts name the decisions one by one when there are no more than this."""
GROUP = (
    "A group's position on a vote is that of most of its members of that day that voted; it is absent where none of "
    "them voted, and has no position where the first two are level."
)
STANDING_ALONE = (
    "Standing alone: the only no, the only yes, or the only abstention when all others that voted were on one side."
)
TOGETHER_ALONE = "Votes count in which exactly these members did so, all of them and nobody else."
NOT_WHOLE = "Not counted, as their roll calls are not whole in our sources, though what was asked is known: {}."
NOT_KNOWN = "Not known, as our sources do not give a position that matters: {}."
EARLY = "Votes of the early sessions include motions and rejected drafts."
EARLY_UNTIL = 1976
"""Votes before this year can be motions or rejected drafts."""
NO_OPPOSITE = "The other side of a yes is a no: an abstention has no opposite, so none is counted here."


async def answer(archive: Archive, question: Question) -> Answer:
    """The record of the first party named; of several, the votes in which all took the same position."""
    if not question.members and not question.groups:
        return await refusals.clarify(archive, question.but(kind=Kind.CLARIFY, reason="Whose record do you mean?"))
    matrix = remaining(archive, await archive.matrix(), question)
    body = question.body or Body.GA
    rows = await selected(archive, matrix, question, body)
    if question.decisions:
        rows = rows[np.isin(matrix.ids[rows], [one.id for one in question.decisions])]
    record = read(archive, matrix, rows, question)
    listed = _in_order(matrix, rows[record.fits], question)
    asked = _asks_for_list(question)
    kept = listed if asked or len(listed) <= KEPT else listed[: question.limit or SHOWN]
    decisions = await by_ids(archive, [int(id_) for id_ in matrix.ids[kept]])
    shown = decisions[: question.limit or SHOWN]
    positions = _positions(archive, matrix, kept[: len(shown)], question) if len(question.positions) != 1 else []
    partial = await _not_whole(archive, matrix, question, body)
    where = scope(archive, question, body)
    parties = subjects(question)
    period = question.period
    return Answer(
        question=question,
        headline=start(_headline(archive, question, record, where)),
        lines=(
            *_lines(archive, question, body, record),
            *partial.values(),
            *_newest(question, shown if asked else []),
        ),
        facts={
            "member": parties[0],
            "members": list(parties),
            "against": list(question.against),
            "body": body.value,
            "since": period.since.isoformat() if period.since else None,
            "until": period.until.isoformat() if period.until else None,
            "topic": question.topic or question.words or None,
            **{position.word: record.counts[position] for position in FOUR},
            "lone_no": record.lone_no,
            "positions": [position.word for position in question.positions],
            "total": len(listed),
            "of": record.base,
            "level": record.level,
            "not_counted": [key for keys in partial for key in keys],
            "decisions": [one.key for one in decisions] if len(kept) == len(listed) else [],
        },
        table=_table(archive, question, shown, positions),
        notes=(*question.notes, *_notes(archive, question, body, matrix.years[rows]), reach(archive, body)),
        sources=unique((*sources_of(archive, shown), *data_sets(archive, body))),
        coverage=archive.coverage,
    )


def _asks_for_list(question: Question) -> bool:
    several = len(subjects(question)) > 1
    return bool(question.positions or question.against or several or question.measure == "alone")


def _in_order(matrix: Matrix, rows: Ints, question: Question) -> Ints:
    """Newest first; oldest first where the question asks for the first."""
    order = np.lexsort((-matrix.ids[rows], -matrix.first[rows]))
    ordered: Ints = rows[order[::-1] if question.order == "first" else order]
    return ordered


def _positions(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> list[str]:
    first = subjects(question)[0]
    cells = own(archive, matrix, rows, first)
    return [Position(int(cell)).word if cell else "–" for cell in cells]


def _headline(archive: Archive, question: Question, record: Record, where: str) -> str:
    names = series(party_name(archive, party) for party in subjects(question))
    if not record.votes:
        return f"{names}: there are no {where.removeprefix('in ')} in the archive."
    if not record.seated:
        among = f"any of the {record.votes:,} {where.removeprefix('in ')}"
        if _all_of(question) == "it":
            return f"{names} has no position in {among}."
        return f"{names}: {_all_of(question)} together have no position in {among}."
    if not _asks_for_list(question):
        counts = record.counts
        return (
            f"{names} {where}: {counts[Position.YES]:,} yes, {counts[Position.NO]:,} no, "
            f"{plural(counts[Position.ABSTAIN], 'abstention')}, {plural(counts[Position.ABSENT], 'absence')}."
        )
    did, base = _did(archive, question), _base(question, record)
    count = int(record.fits.sum())
    if not count and not record.base:
        return f"{names} cast no vote {where}, absent from all {record.seated:,} in which it had a seat."
    if not count:
        return f"{names} {did} in 0 of the {base}, {where}."
    if len(subjects(question)) > 1 or question.against or question.measure == "alone":
        share = f", {percent(count / record.base)} of the {base}" if record.base else ""
        return f"{names} {did} {_times(count)}{share}, {where}."
    return f"{names} {did} in {percent(count / record.base)} of the {base} ({count:,}), {where}."


def _all_of(question: Question) -> str:
    number = len(subjects(question)) + len(question.against)
    return {1: "it", 2: "both"}.get(number, "all of them")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _did(archive: Archive, question: Question) -> str:
    """The predicate: "voted no", "both abstained", "voted yes while Russia voted no", "alone voted no"."""
    did = series((VERBS[p] for p in question.positions), "or")
    all_of = {1: "", 2: "both "}.get(len(subjects(question)), "all ")
    if question.measure == "alone":
        return f"alone {did}" if did else "stood alone"
    if not question.against:
        return f"{all_of}{did}" if did else "voted the same way"
    others = series(party_name(archive, party) for party in question.against)
    if len(question.positions) == 1 and question.positions[0] in OPPOSITE:
        return f"{all_of}{did} while {others} {VERBS[OPPOSITE[question.positions[0]]]}"
    return f"{'voted the same way' if all_of else 'voted one way'} and {others} the other (yes against no)"


def _base(question: Question, record: Record) -> str:
    """What a share is of: "88 votes it cast", "1,200 votes in which all of them cast one"."""
    votes = plural(record.base, "vote")
    several = len(subjects(question)) + len(question.against) > 1
    if Position.ABSENT in question.positions:
        return f"{votes} in which {_all_of(question)} had a seat"
    if several:
        return f"{votes} in which {_all_of(question)} cast one"
    return f"{votes} on which it had a position" if question.groups else f"{votes} it cast"


def _lines(archive: Archive, question: Question, body: Body, record: Record) -> list[str]:
    if record.votes and not record.seated:
        return without_a_seat(archive, question, body)
    if not record.seated or (len(subjects(question)) == 1 and question.against):
        return []
    counts = record.counts
    if len(subjects(question)) > 1:
        if question.positions or question.measure == "alone":
            return []
        abstained = "" if question.against else f", {plural(counts[Position.ABSTAIN], 'abstention')}"
        return [f"Together: {counts[Position.YES]:,} yes, {counts[Position.NO]:,} no{abstained}."]
    lines = []
    if record.cast:
        words = ("yes", "no", "abstaining")
        shares = series(
            f"{percent(counts[p] / record.cast)} {word} ({counts[p]:,})" for p, word in zip(CAST, words, strict=True)
        )
        lines.append(f"Of the {plural(record.cast, 'vote')} cast: {shares}. {_absences(record)}")
    if record.level:
        lines.append(f"In {plural(record.level, 'vote')} more its first two positions were level.")
    if question.measure == "alone" and question.positions == (Position.NO,):
        return lines
    if question.groups:
        lines.append(f"Votes in which only its members, and nobody else, voted no: {record.lone_no:,}.")
    elif record.lone_no:
        lines.append(f"It was the only one to vote no {_times(record.lone_no)}.")
    else:
        lines.append("It was never the only one to vote no.")
    return lines


def _absences(record: Record) -> str:
    absent, seated = record.counts[Position.ABSENT], record.seated
    if not absent:
        return "Absent from none."
    return (
        f"Absent from {absent:,} of the {plural(seated, 'vote')} in which it had a seat ({percent(absent / seated)})."
    )


def _newest(question: Question, shown: Sequence[Decision]) -> list[str]:
    """The first row of the table in a sentence."""
    if not shown:
        return []
    word = "First" if question.order == "first" else "Newest"
    return [f"{word}: {label(shown[0])}, “{shown[0].title}”{_dated(shown[0])}."]


def _dated(decision: Decision) -> str:
    """The date in brackets, unless the decision's label says it."""
    return "" if day(decision) in label(decision) else f" ({day(decision)})"


async def _not_whole(archive: Archive, matrix: Matrix, question: Question, body: Body) -> dict[tuple[str, ...], str]:
    """Votes not counted since their roll calls are not whole, that fit or may: a sentence for the keys of each sort."""
    parties = (*subjects(question), *question.against)
    if question.measure == "alone" or any(party in archive.roster.groups for party in parties):
        return {}  # what the others did is not known
    rows = await selected(archive, replace(matrix, counted=~matrix.counted), question, body)
    columns = [matrix.column(iso3)[rows] for iso3 in question.members]
    others = [matrix.column(iso3)[rows] for iso3 in question.against]
    fits = may = np.zeros(len(rows), dtype=np.bool_)
    for position in wanted(question):
        # who is missing from such a roll call was not therefore absent
        if position is not Position.ABSENT:
            fits = fits | together(columns, others, position)
            may = may | together(columns, others, position, int(Position.UNKNOWN))
    lines = {}
    for mask, said in ((fits, NOT_WHOLE), (may & ~fits, NOT_KNOWN)):
        ids = matrix.ids[_in_order(matrix, rows[mask], question)]
        found = [one for one in await by_ids(archive, [int(id_) for id_ in ids]) if one.final]
        if found := [one for one in found if one.roll_call in {RollCall.PARTIAL, RollCall.SUSPECT}]:
            words = _own_words(matrix, found, question) if mask is fits else [""] * len(found)
            named = (f"{label(one)}{_dated(one)}{word}" for one, word in zip(found, words, strict=True))
            lines[tuple(one.key for one in found)] = said.format(series(named))
    return lines


def _own_words(matrix: Matrix, found: Sequence[Decision], question: Question) -> list[str]:
    """What the one member did on each decision, where the question leaves it open."""
    if len(question.members) > 1 or question.against or len(question.positions) == 1:
        return [""] * len(found)
    column = matrix.column(question.members[0])
    rows = [int(np.flatnonzero(matrix.ids == one.id)[0]) for one in found]
    return [f": {Position(int(column[row])).word}" for row in rows]


def _table(archive: Archive, question: Question, shown: Sequence[Decision], positions: Sequence[str]) -> Table | None:
    if not shown:
        return None
    columns = ("Decision", "Date", "Title", "Yes-No-Abstain")
    rows = [(one.key, day(one), one.title, str(one.tally)) for one in shown]
    if not positions:
        return Table(columns, tuple(rows))
    first = subjects(question)[0]
    named = archive.roster.groups[first].short if first in archive.roster.groups else archive.roster.common(first)
    with_own = tuple((*row, position) for row, position in zip(rows, positions, strict=True))
    return Table((*columns, named if question.against else "Vote"), with_own)


def _notes(archive: Archive, question: Question, body: Body, years: Ints) -> list[str]:
    notes, named = [], (*question.members, *question.against)
    if any(party in archive.roster.groups for party in (*question.groups, *question.against)):
        notes.append(GROUP)
    if question.measure == "alone" and not question.positions:
        notes.append(STANDING_ALONE)
    if question.measure == "alone" and len(question.members) > 1:
        notes.append(TOGETHER_ALONE)
    if question.against and not any(position in OPPOSITE for position in wanted(question)):
        notes.append(NO_OPPOSITE)
    if body is Body.GA and (years < EARLY_UNTIL).any():
        notes.append(EARLY)
    return [
        *notes,
        *seats(question, named),
        *memberships(archive, question, named),
        *whole_only(body),
        *gaps(question, body),
    ]
