"""A delegate's brief: what a member did on a topic, the votes that matter, who is near and far, where it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Ints, Matrix
from db.named import named_decisions
from db.records import Body, Decision, Position, RollCall
from handlers import ranking, refusals
from handlers.answer import Answer, Table, unique
from handlers.counted import gaps, seats, whole_only
from handlers.measures import ABSENT
from handlers.question import Kind, Question
from handlers.record import EARLY, EARLY_UNTIL
from handlers.stances import CAST, FOUR, Record, read
from handlers.summary_topic import EVERY, YEARLY, Text, is_recorded, on_topic, texts
from handlers.wording import data_sets, day, label, percent, plural, reach, scope, series, sources_of, with_article

SHOWN = 8
NEAREST = 3
CHANGES = 5
NAMED = 6
"""So many votes with a roll call that is not whole are named one by one."""
CONTESTED = 0.1
"""Part of the votes cast that must be no for a vote to count as contested."""
RECENT = 10
"""Years back from the topic's newest vote that come before older ones."""
MATTERS = (
    "Votes shown: the newest on each yearly text and well-known ones, contested ones first (a tenth of the votes cast "
    "were no, or well known), by year and by the part against; those over ten years older than the last come after."
)
MEASURE = (
    "Agreement: the same vote counts 1, an abstention against a yes or no ½, opposite votes 0; absences are left out, "
    "and so are members that voted in fewer than half of these votes while seated, or in few of them."
)
Took = Mapping[int, Position]
Rows = Sequence[dict[str, Any]]


async def answer(archive: Archive, question: Question) -> Answer:
    """The brief for the first member named, on the question's topic or words."""
    if not question.members or not (question.topic or question.words):
        reason = "Which topic is the brief about?" if question.members else "Which member is the brief for?"
        return await refusals.clarify(archive, question.but(kind=Kind.CLARIFY, reason=reason))
    member, body, period = question.members[0], question.body or Body.GA, question.period
    matrix = await archive.matrix()
    both = await on_topic(archive, question, None)
    found = [one for one in both if one.body is body]
    rows = matrix.select(body, period.since, period.until, [one.id for one in found])
    record = _record(archive, matrix, rows, question)
    took = _positions(archive, matrix, found, member)
    all_texts = texts(found)
    shown = _that_matter(all_texts, took)
    ranked = await _ranked(archive, question)
    changes = _changes(all_texts, took)
    ids = set(matrix.ids[rows[record.fits]].tolist())
    alone = [one for one in reversed(found) if one.id in ids]
    partial = [one for one in reversed(found) if one.roll_call is not RollCall.COMPLETE and one.id in took]
    council = "" if question.body else _council(archive, matrix, question, both)
    both_counted = None if council else body
    lines = (
        _shares(record),
        _agreeing(archive, ranked),
        _changed(changes, any(text.yearly for text in all_texts)) if record.cast else "",
        _alone(record, alone) if record.cast else "",
        council,
        *_not_counted(partial, took),
    )
    return Answer(
        question=question,
        headline=_headline(archive, member, record, scope(archive, question, body)),
        lines=tuple(filter(None, lines)),
        facts={
            "member": member,
            "topic": question.topic or question.words,
            "body": body.value,
            "since": period.since.isoformat() if period.since else None,
            "until": period.until.isoformat() if period.until else None,
            **{position.word: record.counts[position] for position in FOUR},
            "decisions": [{"decision": one.key, "position": took[one.id].word} for one in shown],
            **{order: [row["member"] for row in members[:NEAREST]] for order, members in ranked.items()},
            "agreement": {order: members[:NEAREST] for order, members in ranked.items()},
            "changed": changes[:CHANGES],
            "lone_no": record.lone_no,
            "alone": [one.key for one in alone],
            "not_counted": [one.key for one in partial],
        },
        table=_table(archive, member, shown, took),
        notes=(*question.notes, *_notes(question, body, found, matrix.years[rows]), reach(archive, both_counted)),
        sources=unique((*sources_of(archive, shown), *data_sets(archive, both_counted))),
        coverage=archive.coverage,
    )


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


def _that_matter(all_texts: Sequence[Text], took: Took) -> list[Decision]:
    """The newest vote on each yearly text and well-known single ones, half of the places for these; then others."""
    known_of = [(text.yearly, [one for one in text.votes if one.id in took]) for text in all_texts]
    held = [(yearly, votes[-1]) for yearly, votes in known_of if votes]
    newest = max((one.day.year for _, one in held), default=0)

    def weight(one: Decision) -> tuple[bool, bool, bool, int, float, int]:
        unknown, old = took[one.id] is Position.UNKNOWN, one.day.year < newest - RECENT
        return (unknown, old, not is_contested(one), -one.day.year, -_against(one), -one.id)

    def known(one: Decision) -> bool:
        return is_named(one) and one.day.year >= newest - RECENT

    yearly = sorted((one for more, one in held if more), key=weight)
    single = sorted((one for more, one in held if not more), key=lambda one: (not known(one), weight(one)))
    shown = yearly[: SHOWN - min(sum(map(known, single)), SHOWN // 2)]
    return sorted([*shown, *single[: SHOWN - len(shown)]], key=weight)


def is_named(decision: Decision) -> bool:
    """Whether the decision is a well-known one."""
    return decision.key in named_decisions()


def is_contested(decision: Decision) -> bool:
    """Whether at least a tenth of those that voted said no, or the decision is well known."""
    return is_named(decision) or _against(decision) >= CONTESTED


def _against(decision: Decision) -> float:
    """The part of the votes cast that were no."""
    tally = decision.tally
    return tally.no / (tally.yes + tally.no + tally.abstain) if tally and is_recorded(decision) else 0.0


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


async def _ranked(archive: Archive, question: Question) -> dict[str, Rows]:
    """All others, nearest first; and furthest first those that are not among the nearest shown."""
    asked = question.but(
        kind=Kind.RANKING, members=question.members[:1], groups=(), order="closest", measure="soft", limit=EVERY
    )
    closest: Rows = (await ranking.answer(archive, asked)).facts["rows"]
    furthest = sorted(closest[NEAREST:], key=lambda row: (row["soft"], -row["shared"]))
    return {"closest": closest, "furthest": furthest}


def _headline(archive: Archive, iso3: str, record: Record, where: str) -> str:
    name = with_article(archive, iso3)
    if not record.votes:
        return f"Brief for {name}: there are no {where.removeprefix('in ')} in the archive."
    if not record.seated:
        return f"Brief for {name}: it has no position in any of the {record.votes:,} {where.removeprefix('in ')}."
    return f"Brief for {name}, {where}: {_counts(record)}."


def _counts(record: Record) -> str:
    counts = record.counts
    return (
        f"{counts[Position.YES]:,} yes, {counts[Position.NO]:,} no, "
        f"{plural(counts[Position.ABSTAIN], 'abstention')}, {plural(counts[Position.ABSENT], 'absence')}"
    )


def _shares(record: Record) -> str:
    if not record.seated:
        return ""
    absent = record.counts[Position.ABSENT]
    missed = f"Absent from {absent or 'none'} of the {plural(record.seated, 'vote')} on which it has a position."
    if not record.cast:
        return missed
    words = zip(CAST, ("yes", "no", "abstaining"), strict=True)
    shares = series(f"{percent(record.counts[p] / record.cast)} {word} ({record.counts[p]:,})" for p, word in words)
    return f"Of the {plural(record.cast, 'vote')} it cast: {shares}. {missed}"


def _agreeing(archive: Archive, ranked: Mapping[str, Rows]) -> str:
    if not ranked["closest"]:
        return ""
    return f"Closest on it: {_said(archive, ranked['closest'])}; furthest: {_said(archive, ranked['furthest'])}."


def _said(archive: Archive, rows: Rows) -> str:
    shown = rows[:NEAREST]
    text = series(
        f"{with_article(archive, row['member'])} {percent(row['soft'])} ({plural(row['shared'], 'shared vote')})"
        for row in shown
    )
    level = sum(row["soft"] == shown[-1]["soft"] for row in rows[NEAREST:])
    return f"{text}, level with {plural(level, 'other')}" if level else text or "nobody else"


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
    no = f", in {record.lone_no:,} of them as the only no" if record.lone_no else ""
    if record.lone_no == len(alone):
        no = ", as the only no"
    return f"It stood alone in {plural(len(alone), 'vote')}{no}; newest: {newest}."


def _council(archive: Archive, matrix: Matrix, question: Question, both: Sequence[Decision]) -> str:
    """What the member did in the Council; nothing where it had no seat."""
    council = [one for one in both if one.body is Body.SC]
    rows = matrix.select(Body.SC, question.period.since, question.period.until, [one.id for one in council])
    record = _record(archive, matrix, rows, question)
    if not record.seated:
        return ""
    votes = plural(record.seated, "vote")
    text = f"In the Security Council, {votes} on it while it had a seat: {_counts(record)}"
    vetoed = sum(question.members[0] in one.vetoed_by for one in council)
    return f"{text}; {plural(vetoed, 'draft')} vetoed, alone or with others." if vetoed else f"{text}."


def _not_counted(partial: Sequence[Decision], took: Took) -> list[str]:
    """The votes whose roll calls are not whole: with the position where it is known, and those where it is not."""
    known = [f"{label(one)}: {took[one.id].word}" for one in partial if took[one.id] is not Position.UNKNOWN]
    unknown = [label(one) for one in partial if took[one.id] is Position.UNKNOWN]
    return [
        f"{said}: {series([*some[:NAMED], *([plural(len(some) - NAMED, 'other')] if len(some) > NAMED else [])])}."
        for said, some in (("Not counted, as the roll call is not whole", known), ("Position not known", unknown))
        if some
    ]


def _table(archive: Archive, iso3: str, shown: Sequence[Decision], took: Took) -> Table | None:
    if not shown:
        return None
    return Table(
        ("Decision", "Date", "Title", "Yes-No-Abstain", archive.roster.common(iso3)),
        tuple((one.key, day(one), one.title, str(one.tally), took[one.id].word) for one in shown),
    )


def _notes(question: Question, body: Body, found: Sequence[Decision], years: Ints) -> list[str]:
    notes = [MATTERS, *((YEARLY,) if body is Body.GA else ()), MEASURE] if len(years) else []
    if len(question.members) + len(question.groups) > 1:
        notes.append("The brief is for the first member named only.")
    unvoted = sum(one.adoption == "without_vote" for one in found)
    if unvoted:
        notes.append(f"Beside the votes, {plural(unvoted, 'text')} on it adopted without a vote.")
    if body is Body.GA and (years < EARLY_UNTIL).any():
        notes.append(EARLY)
    return [*notes, *seats(question, question.members[:1]), *whole_only(body), *gaps(question, body)]
