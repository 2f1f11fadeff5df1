"""Lists of decisions: by words, topic, period and position, and the newest ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from db.archive import Archive
from db.names import fold
from db.queries import search as full_text
from db.queries.decisions import latest as newest
from db.queries.decisions import within
from db.records import Decision, Outcome, Position
from db.topics import topics
from handlers import refusals
from handlers.answer import Answer, Table, unique
from handlers.counted import without_topics
from handlers.question import Kind, Question
from handlers.topical import on_topics
from handlers.wording import (
    VERBS,
    day,
    described,
    full_date,
    leaving_out,
    plural,
    reach,
    series,
    sources_of,
    span,
    start,
    topics_named,
    with_article,
)

SHOWN = 10
EVERY = 100_000
"""More decisions than there are: a search counts all its hits."""
LIKENESS, PLACE, RECENT, RECORDED = 0.6, 0.15, 0.17, 0.08
"""Weights of a hit's score: likeness of the title to the words, place in the full-text order, time, a recorded vote."""


async def answer(archive: Archive, question: Question) -> Answer:
    """The decisions that match: those found by words best first, those of a topic or period newest first."""
    found = await matching(archive, question)
    if not found:
        return await refusals.not_found(archive, question.but(kind=Kind.NOT_FOUND))
    order = "best" if question.words and question.order not in {"first", "last"} else "newest"
    if question.order == "first":
        order = "oldest"
        found = sorted(found, key=lambda one: (one.day, one.id))
    elif order == "newest":
        found = sorted(found, key=lambda one: (one.day, one.id), reverse=True)
    shown = found[: question.limit or SHOWN]
    if len(shown) < len(found):
        count = f"{plural(len(found), 'decision')} match; the {order} {len(shown)} are shown"
    else:
        count = f"{plural(len(found), 'decision')} {'matches' if len(found) == 1 else 'match'}"
    return await _listed(archive, question, f"{start(_sought(archive, question))}: {count}.", shown, len(found))


async def latest(archive: Archive, question: Question) -> Answer:
    """The newest final decisions; those adopted without a vote too when `order` is "all"."""
    limit, recorded = question.limit or SHOWN, question.order != "all"
    adopted = question.measure == "adopted"
    if question.period or question.words or adopted:
        found = [one for one in await matching(archive, question) if one.recorded or not recorded]
        found = [one for one in found if one.outcome is Outcome.ADOPTED or not adopted]
        shown = sorted(found, key=lambda one: (one.day, one.id), reverse=True)[:limit]
    else:
        shown = await newest(archive, question.body, limit, question.topic, recorded)
    if not shown:
        return await refusals.not_found(archive, question.but(kind=Kind.NOT_FOUND))
    what = "recorded final vote" if recorded else "final decision"
    who = question.body.title if question.body else "General Assembly and Security Council"
    if limit == 1:
        one = shown[0]
        tally = f" {_tally(one)}" if one.tally else ""
        text = f"the newest {what} of the {who}{_on(archive, question)}: {described(one)},{tally}"
        return await _listed(archive, question, f"{start(text)}.", shown, 1)
    text = f"the newest {plural(len(shown), what)} of the {who}{_on(archive, question)}, to {full_date(shown[0].day)}"
    return await _listed(archive, question, f"{start(text)}.", shown, len(shown))


async def matching(archive: Archive, question: Question) -> list[Decision]:
    """Every final decision that the words, topic, body, period and members' positions leave in; best first."""
    period, body = question.period, question.body
    if question.words:
        found = await full_text.search(archive, question.words, body, period.since, period.until, limit=EVERY)
        found = [one for one in found if one.month_only or period.covers(one.day)]
        belongs = await on_topics(archive, question)
        found = [one for one in found if belongs is None or one.id in belongs]
        found = ranked(question.words, found)
    else:
        topic = "" if question.or_topics else question.topic
        found = (await within(archive, body, period.since, period.until, topic))[::-1]
        if question.or_topics or question.and_topics:
            on = await on_topics(archive, question) or set()
            found = [one for one in found if one.id in on]
    found = await without_topics(archive, question, found)
    if question.members and question.positions:
        keep = await _with_positions(archive, question.members, question.positions)
        found = [one for one in found if one.id in keep]
    return found


def ranked(words: str, found: Sequence[Decision]) -> list[Decision]:
    """Full-text hits in the order of a score of the title's likeness, their place, their time and a recorded vote."""
    if not found:
        return []
    oldest = min(one.day for one in found).toordinal()
    width = max(one.day for one in found).toordinal() - oldest or 1
    sought = fold(words)
    scores = {
        one.id: LIKENESS * fuzz.token_set_ratio(sought, fold(one.title)) / 100
        + PLACE * (1 - place / len(found))
        + RECENT * (one.day.toordinal() - oldest) / width
        + RECORDED * one.recorded
        for place, one in enumerate(found)
    }
    return sorted(found, key=lambda one: -scores[one.id])


async def _with_positions(archive: Archive, members: Sequence[str], positions: Sequence[Position]) -> set[int]:
    """Row ids of the decisions on which each of the members took one of the positions."""
    matrix = await archive.matrix()
    wanted = [int(position) for position in positions]
    mask = np.ones(len(matrix.ids), dtype=np.bool_)
    for iso3 in members:
        mask &= np.isin(matrix.column(iso3), wanted)
    return {int(id_) for id_ in matrix.ids[mask]}


async def _listed(archive: Archive, question: Question, headline: str, shown: Sequence[Decision], total: int) -> Answer:
    took = await _positions(archive, question.members, shown)
    return Answer(
        question=question,
        headline=headline,
        facts={"rows": [_row(one, took) for one in shown], "total": total},
        table=Table(
            ("Symbol", "Date", "Title", "Yes-No-Abstain", *(archive.roster.common(iso3) for iso3 in question.members)),
            tuple(
                (
                    one.key,
                    day(one),
                    one.title,
                    _tally(one),
                    *(
                        VERBS.get(took[one.id, iso3], "–") if (one.id, iso3) in took else "–"
                        for iso3 in question.members
                    ),
                )
                for one in shown
            ),
        ),
        notes=(*question.notes, reach(archive, question.body)),
        sources=unique(sources_of(archive, shown)),
        coverage=archive.coverage,
    )


async def _positions(
    archive: Archive, members: Sequence[str], shown: Sequence[Decision]
) -> Mapping[tuple[int, str], Position]:
    if not members:
        return {}
    matrix = await archive.matrix()
    ids = {one.id for one in shown}
    rows = [(index, int(id_)) for index, id_ in enumerate(matrix.ids) if int(id_) in ids]
    columns = {iso3: matrix.column(iso3) for iso3 in members}
    return {
        (id_, iso3): Position(int(column[index]))
        for index, id_ in rows
        for iso3, column in columns.items()
        if column[index]
    }


def _row(one: Decision, took: Mapping[tuple[int, str], Position]) -> dict[str, Any]:
    positions = {iso3: position.word for (id_, iso3), position in took.items() if id_ == one.id}
    return {
        "decision": one.key,
        "title": one.title,
        "date": one.day.isoformat()[: 7 if one.month_only else 10],
        "yes": one.tally.yes if one.tally else None,
        "no": one.tally.no if one.tally else None,
        "abstain": one.tally.abstain if one.tally else None,
        **({"positions": positions} if positions else {}),
    }


def _tally(one: Decision) -> str:
    if one.tally:
        return f"{one.tally}, vetoed" if one.vetoed_by else str(one.tally)
    return "without a vote" if one.adoption == "without_vote" else "tally not known"


def _sought(archive: Archive, question: Question) -> str:
    """What was looked for: "General Assembly decisions on climate change in 2022 on which France voted no"."""
    text = f"{question.body.title} decisions" if question.body else "decisions"
    text += _on(archive, question)
    if question.members and question.positions:
        who = series(with_article(archive, iso3) for iso3 in question.members)
        text += f" on which {who} {series((VERBS[position] for position in question.positions), 'or')}"
    return text


def _on(archive: Archive, question: Question) -> str:
    text = ""
    if question.topic:
        several = question.or_topics or question.and_topics
        text += f" on {topics_named(question) if several else topics()[question.topic].name}"
    if question.words:
        text += f" {'about' if not question.topic else 'with'} “{question.words}”"
    if when := question.period.label or span(question.period):
        text += f" {when}"
    return text + leaving_out(archive, question)
