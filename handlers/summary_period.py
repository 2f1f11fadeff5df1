"""A year, a session, a topic in numbers: votes and adoptions without one, the most contested, who stood alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from db.archive import Archive
from db.queries.decisions import within
from db.queries.search import search
from db.records import Body, Decision, Outcome, RollCall, Tally
from db.topics import topics
from handlers.alignment import selected
from handlers.answer import Answer, Table
from handlers.measures import NO
from handlers.question import Question
from handlers.wording import (
    data_sets,
    day,
    full_date,
    label,
    plural,
    reach,
    series,
    sources_of,
    span,
    start,
    with_article,
)

CONTESTED = 3
LONE_NAMED = 6
LATE = timedelta(days=400)
"""Adoptions without a vote that begin so much later than the votes were not recorded before by the source."""


async def period(archive: Archive, question: Question) -> Answer:
    """The summary of a period or topic, in the General Assembly unless the question names the Council."""
    body = question.body or Body.GA
    since, until = question.period.since, question.period.until
    found = await within(archive, body, since, until, question.topic)
    if question.words:
        hits = {one.id for one in await search(archive, question.words, body, limit=5_000)}
        found = [one for one in found if one.id in hits]
    recorded = [one for one in found if one.tally and _cast(one.tally)]
    unvoted = [one for one in found if one.adoption == "without_vote" or (one.tally and not _cast(one.tally))]
    contested = most_contested(recorded)
    lone = await lone_no(archive, question, body)
    outcomes = Counter(one.outcome for one in recorded)
    lines = [
        _no_against(recorded),
        f"{plural(outcomes[Outcome.VETOED], 'draft')} vetoed, {outcomes[Outcome.FAILED]} not adopted otherwise."
        if body is Body.SC
        else "",
        _contested(contested),
        _alone(archive, lone),
    ]
    return Answer(
        question=question,
        headline=start(_headline(question, body, recorded, unvoted)),
        lines=tuple(line for line in lines if line),
        facts={
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
            "body": body.value,
            "topic": question.topic or question.words or None,
            "votes": len(recorded),
            "without_vote": len(unvoted),
            "contested": [
                {
                    "decision": one.key,
                    "date": day_fact(one),
                    "yes": one.tally.yes,
                    "no": one.tally.no,
                    "abstain": one.tally.abstain,
                }
                for one in contested
                if one.tally
            ],
            "lone_no": dict(lone),
        },
        table=Table(
            ("Most contested", "Date", "Title", "Yes-No-Abstain"),
            tuple((one.key, day(one), one.title, str(one.tally)) for one in contested),
        )
        if contested
        else None,
        notes=(*question.notes, *_notes(question, body, recorded, unvoted), reach(archive, body)),
        sources=(*sources_of(archive, contested), *data_sets(archive, body)),
        coverage=archive.coverage,
    )


def _cast(tally: Tally) -> int:
    """Votes cast. The Council's source lists all members as not voting where a text was adopted without a vote."""
    return tally.yes + tally.no + tally.abstain


def most_contested(decisions: Sequence[Decision], limit: int = CONTESTED) -> list[Decision]:
    """The decisions with the smallest gap between yes and no as a share of both, more votes against first on a tie."""

    def gap(one: Decision) -> tuple[float, int, int]:
        tally = one.tally
        if tally is None:
            return (2.0, 0, one.id)
        return (abs(tally.yes - tally.no) / (tally.yes + tally.no), -tally.no, one.id)

    whole = [
        one
        for one in decisions
        if one.tally and one.tally.yes + one.tally.no and one.tally.no and one.roll_call is not RollCall.SUSPECT
    ]
    return sorted(whole, key=gap)[:limit]


async def lone_no(archive: Archive, question: Question, body: Body) -> list[tuple[str, int]]:
    """The members that were the only ones to vote no, with how often, most often first."""
    matrix = await archive.matrix()
    cells = matrix.cells[await selected(archive, matrix, question, body)] == NO
    times = cells[cells.sum(axis=1) == 1].sum(axis=0)
    found = [(matrix.members[i], int(times[i])) for i in np.flatnonzero(times)]
    return sorted(found, key=lambda pair: (-pair[1], archive.roster.common(pair[0])))


def day_fact(decision: Decision) -> str:
    """The date for facts, to the precision of its source: "2014-03-27", "1974-12"."""
    return decision.day.isoformat()[: 7 if decision.month_only else 10]


def _headline(question: Question, body: Body, recorded: Sequence[Decision], unvoted: Sequence[Decision]) -> str:
    words = [f"the {body.title}"]
    if question.topic:
        words.append(f"on {topics()[question.topic].name}")
    if question.words:
        words.append(f"on “{question.words}”")
    if when := question.period.label or span(question.period):
        words.append(when)
    if not recorded and not unvoted:
        return f"{' '.join(words)}: no decision in the archive."
    text = f"{' '.join(words)}: {plural(len(recorded), 'recorded final vote')}"
    if unvoted:
        text += f" and {plural(len(unvoted), 'text')} adopted without a vote"
    return text + "."


def _no_against(recorded: Sequence[Decision]) -> str:
    unopposed = sum(one.tally is not None and one.tally.no == 0 for one in recorded)
    return f"Nobody voted no in {unopposed:,} of them." if recorded else ""


def _contested(found: Sequence[Decision]) -> str:
    if not found:
        return ""
    said = series(f"{label(one)} ({one.tally}, “{one.title}”)" for one in found)
    return f"Most contested, by the gap between yes and no as a share of both: {said}."


def _alone(archive: Archive, lone: Sequence[tuple[str, int]]) -> str:
    if not lone:
        return ""
    named = [f"{with_article(archive, iso3)} ({times})" for iso3, times in lone[:LONE_NAMED]]
    if len(lone) > LONE_NAMED:
        named.append(plural(len(lone) - LONE_NAMED, "other member"))
    return f"Alone in voting no (how often): {series(named)}."


def _notes(question: Question, body: Body, recorded: Sequence[Decision], unvoted: Sequence[Decision]) -> list[str]:
    notes = []
    if question.groups:
        notes.append("Groups are not summed up here: ask how united one was, or how it voted.")
    if body is Body.GA and recorded:
        if not unvoted:
            notes.append("The archive has no adoption without a vote for this selection; that need not mean none.")
        elif unvoted[0].day - recorded[0].day > LATE:
            notes.append(
                f"The first adoption without a vote in this selection is of {full_date(unvoted[0].day)}; that need not "
                "mean none before."
            )
    partial = sum(one.roll_call in {RollCall.PARTIAL, RollCall.SUSPECT} for one in recorded)
    if partial:
        notes.append(f"The roll call of {plural(partial, 'vote')} is not whole; lone votes are not counted there.")
    return notes
