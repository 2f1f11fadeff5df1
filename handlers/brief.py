"""A delegate's brief: what a member did on a topic, the votes that matter, who is near and far, where it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Ints, Matrix
from db.named import named_decisions
from db.records import Body, Decision, Position, RollCall
from handlers import refusals
from handlers.alignment import rounded
from handlers.answer import Answer, Table, unique
from handlers.count import gaps, seats, whole_only
from handlers.measures import ABSENT, agreements
from handlers.question import Kind, Question
from handlers.ranking import LEAST_SHARE
from handlers.record import EARLY, EARLY_UNTIL
from handlers.stances import CAST, FOUR, Record, read
from handlers.summary_topic import YEARLY, Text, is_recorded, on_topic, texts
from handlers.wording import data_sets, day, label, percent, plural, reach, scope, series, sources_of, with_article

SHOWN = 8
NEAREST = 3
CHANGES = 5
CONTESTED = 0.1
"""Part of the votes cast that must be no for a vote to count as contested."""
MATTERS = (
    "Votes shown: the newest on each yearly text and well-known ones, then others; contested ones first, newest first. "
    "Contested means that at least a tenth of those that voted said no, or that the decision is well known."
)
MEASURE = (
    "Agreement: the same vote counts 1, an abstention against a yes or no ½, opposite votes 0; absences are left out, "
    "and so are members that shared fewer than half as many votes as the rest."
)
Took = Mapping[int, Position]


async def answer(archive: Archive, question: Question) -> Answer:
    """The brief for the first member named, on the question's topic or words."""
    if not question.members:
        return await _ask(archive, question, "For which member do you want the brief?")
    member, body, period = question.members[0], question.body or Body.GA, question.period
    if not question.topic and not question.words:
        name = with_article(archive, member)
        return await _ask(archive, question, f"On which topic do you want a brief for {name}?")
    matrix = await archive.matrix()
    both = await on_topic(archive, question, None)
    found = [one for one in both if one.body is body]
    rows = matrix.select(body, period.since, period.until, [one.id for one in found])
    record = _record(archive, matrix, rows, question)
    took = _positions(archive, matrix, found, member)
    all_texts = texts(found)
    shown = _that_matter(all_texts, found, took)
    nearest = _nearest(archive, matrix, rows, member)
    changes = _changes(all_texts, took)
    alone = _decisions(matrix, rows[record.fits], found)
    council = "" if question.body else _council(archive, matrix, question, both)
    both_counted = None if council else body
    return Answer(
        question=question,
        headline=_headline(archive, member, record, scope(archive, question, body)),
        lines=tuple(
            line
            for line in (
                _shares(record),
                _agreeing(archive, nearest),
                _changed(changes, any(text.yearly for text in all_texts)) if record.cast else "",
                _alone(record, alone) if record.cast else "",
                council,
            )
            if line
        ),
        facts={
            "member": member,
            "topic": question.topic or question.words,
            "body": body.value,
            "since": period.since.isoformat() if period.since else None,
            "until": period.until.isoformat() if period.until else None,
            **{position.word: record.counts[position] for position in FOUR},
            "decisions": [{"decision": one.key, "position": took[one.id].word} for one in shown],
            **{order: [row["member"] for row in top] for order, top in nearest.items()},
            "agreement": nearest,
            "changed": changes[:CHANGES],
            "lone_no": record.lone_no,
            "alone": [one.key for one in alone],
        },
        table=_table(archive, member, shown, took),
        notes=(*question.notes, *_notes(question, body, found, matrix.years[rows]), reach(archive, both_counted)),
        sources=unique((*sources_of(archive, shown), *data_sets(archive, both_counted))),
        coverage=archive.coverage,
    )


async def _ask(archive: Archive, question: Question, reason: str) -> Answer:
    return await refusals.clarify(archive, question.but(kind=Kind.CLARIFY, reason=reason))


def _record(archive: Archive, matrix: Matrix, rows: Ints, question: Question) -> Record:
    """The first member's record on the rows; `fits` are those on which it stood alone."""
    alone = question.but(members=question.members[:1], groups=(), against=(), positions=(), measure="alone")
    return read(archive, matrix, rows, alone)


def _positions(archive: Archive, matrix: Matrix, found: Sequence[Decision], iso3: str) -> Took:
    """The member's position on each recorded vote in which it had one, unknown where the source does not give it."""
    column = matrix.column(iso3)
    took = {}
    for one in filter(is_recorded, found):
        place = int(np.searchsorted(matrix.ids, one.id))
        cell = int(column[place]) if place < len(column) and matrix.ids[place] == one.id else 0
        if one.roll_call is not RollCall.COMPLETE and cell in {0, ABSENT}:
            # who is missing from such a roll call was not therefore absent; who sat in the Council is not known then
            seated = one.body is Body.GA and archive.roster.members[iso3].belonged(one.day)
            cell = int(Position.UNKNOWN) if seated else 0
        if cell:
            took[one.id] = Position(cell)
    return took


def _that_matter(all_texts: Sequence[Text], found: Sequence[Decision], took: Took) -> list[Decision]:
    """The newest vote on each yearly text, and well-known ones, contested and newest first; then single votes."""
    held = [(text, one) for text in all_texts if (one := _newest(text, took))]
    wanted = {one.id: one for text, one in held if text.yearly}
    wanted |= {one.id: one for one in found if one.key in named_decisions() and one.id in took}
    others = {one.id: one for _, one in held if one.id not in wanted}
    listed = sorted(wanted.values(), key=_weight)[:SHOWN]
    return sorted([*listed, *sorted(others.values(), key=_weight)[: SHOWN - len(listed)]], key=_weight)


def _newest(text: Text, took: Took) -> Decision | None:
    return next((one for one in reversed(text.votes) if one.id in took), None)


def _weight(one: Decision) -> tuple[bool, int, int]:
    return (not is_contested(one), -one.day.toordinal(), -one.id)


def is_contested(decision: Decision) -> bool:
    """Whether at least a tenth of those that voted said no, or the decision is well known."""
    tally = decision.tally
    if decision.key in named_decisions():
        return True
    return tally is not None and tally.no >= CONTESTED * (tally.yes + tally.no + tally.abstain) > 0


def _changes(all_texts: Sequence[Text], took: Took) -> list[dict[str, Any]]:
    """The yearly texts in which the member's last vote differs from an earlier one, newest change first.

    `from` is its last other vote, of `from_year`; `to` its vote from `year` on, of which `decision` is the first.
    """
    found = []
    for text in all_texts:
        path = [(one, took[one.id]) for one in text.votes if took.get(one.id) in CAST]
        others = [index for index, (_, position) in enumerate(path) if position is not path[-1][1]]
        if not others:
            continue
        (before, earlier), (first, now) = path[others[-1]], path[others[-1] + 1]
        change = {
            "title": text.title,
            "from": earlier.word,
            "to": now.word,
            "from_year": before.day.year,
            "year": first.day.year,
            "decision": first.key,
        }
        found.append((first.day, change))
    return [change for _, change in sorted(found, key=lambda pair: (-pair[0].toordinal(), pair[1]["title"]))]


def _nearest(archive: Archive, matrix: Matrix, rows: Ints, iso3: str) -> dict[str, list[dict[str, Any]]]:
    """The members that agree most and least, as `ranking` has them."""
    found = agreements(matrix.column(iso3)[rows], matrix.cells[rows])
    others = [i for i, member in enumerate(matrix.members) if member != iso3 and found.shared[i]]
    most = max((int(found.shared[i]) for i in others), default=0)
    ranked = [i for i in others if found.shared[i] >= most * LEAST_SHARE]

    def top(sign: int) -> list[dict[str, Any]]:
        order = sorted(
            ranked, key=lambda i: (sign * found.soft[i], -found.shared[i], archive.roster.common(matrix.members[i]))
        )
        return [
            {"member": matrix.members[i], "shared": int(found.shared[i]), "soft": rounded(found.soft[i])}
            for i in order[:NEAREST]
        ]

    return {"closest": top(-1), "furthest": top(1)}


def _decisions(matrix: Matrix, rows: Ints, found: Sequence[Decision]) -> list[Decision]:
    """The decisions of these rows, newest first."""
    ids = {int(id_) for id_ in matrix.ids[rows]}
    return [one for one in reversed(found) if one.id in ids]


def _headline(archive: Archive, iso3: str, record: Record, where: str) -> str:
    name = with_article(archive, iso3)
    if not record.votes:
        return f"Brief for {name}: there are no {where.removeprefix('in ')} in the archive."
    if not record.seated:
        return f"Brief for {name}: it has no position in any of the {record.votes:,} {where.removeprefix('in ')}."
    counts = record.counts
    return (
        f"Brief for {name}, {where}: {counts[Position.YES]:,} yes, {counts[Position.NO]:,} no, "
        f"{plural(counts[Position.ABSTAIN], 'abstention')}, {plural(counts[Position.ABSENT], 'absence')}."
    )


def _shares(record: Record) -> str:
    if not record.seated:
        return ""
    absent = record.counts[Position.ABSENT]
    missed = f"Absent from {absent:,} of the {plural(record.seated, 'vote')} on which it has a position."
    if not record.cast:
        return missed
    words = zip(CAST, ("yes", "no", "abstaining"), strict=True)
    shares = series(f"{percent(record.counts[p] / record.cast)} {word} ({record.counts[p]:,})" for p, word in words)
    return f"Of the {plural(record.cast, 'vote')} it cast: {shares}. {missed}"


def _agreeing(archive: Archive, nearest: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    if not nearest["closest"]:
        return ""
    said = {
        order: series(
            f"{with_article(archive, row['member'])} {percent(row['soft'])} ({plural(row['shared'], 'shared vote')})"
            for row in rows
        )
        for order, rows in nearest.items()
    }
    return f"Closest on it: {said['closest']}; furthest: {said['furthest']}."


def _changed(changes: Sequence[Mapping[str, Any]], yearly: bool) -> str:
    if not changes:
        return "On no text voted on more than once does its last vote differ from an earlier one." if yearly else ""
    said = [
        f"“{one['title']}”, {one['from']} in {one['from_year']} → {one['to']} from {one['year']} on"
        for one in changes[:CHANGES]
    ]
    more = f"; and {len(changes) - CHANGES:,} more" if len(changes) > CHANGES else ""
    return f"Where its last vote differs from an earlier one (newest change first): {'; '.join(said)}{more}."


def _alone(record: Record, alone: Sequence[Decision]) -> str:
    if not alone:
        return "It never stood alone on it."
    newest = label(alone[0]) if day(alone[0]) in label(alone[0]) else f"{label(alone[0])} ({day(alone[0])})"
    no = f", {record.lone_no:,} of them as the only no" if record.lone_no else ""
    return f"It stood alone in {plural(len(alone), 'vote')}{no}; newest: {newest}."


def _council(archive: Archive, matrix: Matrix, question: Question, both: Sequence[Decision]) -> str:
    """What the member did in the Council; nothing where it had no seat."""
    council = [one for one in both if one.body is Body.SC]
    rows = matrix.select(Body.SC, question.period.since, question.period.until, [one.id for one in council])
    record = _record(archive, matrix, rows, question)
    if not record.seated:
        return ""
    counts, party = record.counts, question.members[0]
    text = (
        f"In the Security Council, {plural(record.seated, 'vote')} on it while it had a seat: "
        f"{counts[Position.YES]:,} yes, {counts[Position.NO]:,} no, {plural(counts[Position.ABSTAIN], 'abstention')}, "
        f"{plural(counts[Position.ABSENT], 'absence')}"
    )
    vetoed = sum(party in one.vetoed_by for one in council)
    return f"{text}; {plural(vetoed, 'draft')} vetoed, alone or with others." if vetoed else f"{text}."


def _table(archive: Archive, iso3: str, shown: Sequence[Decision], took: Took) -> Table | None:
    if not shown:
        return None
    return Table(
        ("Decision", "Date", "Title", "Yes-No-Abstain", archive.roster.common(iso3)),
        tuple((one.key, day(one), one.title, str(one.tally), took[one.id].word) for one in shown),
    )


def _notes(question: Question, body: Body, found: Sequence[Decision], years: Ints) -> list[str]:
    notes = [MATTERS, YEARLY, MEASURE] if len(years) else []
    if len(question.members) + len(question.groups) > 1:
        notes.append("The brief is for the first member named only.")
    unvoted = sum(one.adoption == "without_vote" for one in found)
    if unvoted:
        notes.append(f"Beside the votes, {plural(unvoted, 'text')} on it adopted without a vote.")
    if body is Body.GA and (years < EARLY_UNTIL).any():
        notes.append(EARLY)
    return [*notes, *seats(question, question.members[:1]), *whole_only(body), *gaps(question, body)]
