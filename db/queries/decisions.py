"""Finding decisions: by key, symbol, draft, time, topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from db import models
from db.archive import Archive
from db.named import archive_key, named_decisions
from db.records import Body, Decision, Outcome, RollCall, Tally

TABLE = models.table(models.Decision)
CHUNK = 500
"""Decisions made into records at a time: some milliseconds of work, between which others have their turn."""


async def decision(archive: Archive, key: str) -> Decision | None:
    """The decision with that key."""
    found = await by_keys(archive, [key])
    return found[0] if found else None


async def by_keys(archive: Archive, keys: Sequence[str]) -> list[Decision]:
    """The decisions with those keys, or official symbols, in that order; unknown ones are left out."""
    keys = [archive_key(key) for key in keys]
    if archive.by_key:
        return [archive.by_key[key] for key in dict.fromkeys(keys) if key in archive.by_key]
    rows = await _fetch(archive, select(TABLE).where(TABLE.c.key.in_(keys)))
    place = {key: index for index, key in enumerate(keys)}
    return sorted(rows, key=lambda found: place[found.key])


async def by_ids(archive: Archive, ids: Sequence[int]) -> list[Decision]:
    """The decisions with those row ids, in that order."""
    wanted, held = [int(id_) for id_ in ids], archive.decisions
    if not archive.by_key and (missing := [id_ for id_ in wanted if id_ not in held]):
        async with archive.engine.connect() as connection:
            for start in range(0, len(missing), CHUNK):
                part = select(TABLE).where(TABLE.c.id.in_(missing[start : start + CHUNK]))
                held.update({one.id: one for one in records(archive, (await connection.execute(part)).all())})
    return [held[id_] for id_ in wanted if id_ in held]


async def of_rows(archive: Archive, rows: Iterable[Any]) -> list[Decision]:
    """The decisions of rows that have `id` and `key`, in that order.

    An import may have given rows other ids since the archive was read. Where all decisions are held, keys count.
    """
    if archive.by_key:
        return [archive.by_key[row.key] for row in rows if row.key in archive.by_key]
    return await by_ids(archive, [row.id for row in rows])


async def under_symbols(archive: Archive, symbols: Sequence[str]) -> list[Decision]:
    """Every vote that stands under one of the symbols, final ones first, then newest first."""
    query = select(TABLE).where(or_(TABLE.c.key.in_(symbols), TABLE.c.symbol.in_(symbols), TABLE.c.draft.in_(symbols)))
    found = await _fetch(archive, query)
    return sorted(found, key=lambda one: (one.key not in symbols, not one.final, -one.day.toordinal(), one.id))


async def numbered(archive: Archive, number: int, body: Body | None = None) -> list[Decision]:
    """Resolutions known by a bare number: the Council's (`S/RES/242(1967)`) and the Assembly's before 1976."""
    stems = [f"S/RES/{number}"] * (body is not Body.GA) + [f"A/RES/{number}"] * (body is not Body.SC)
    found = await _fetch(
        archive, select(TABLE).where(or_(*(TABLE.c.key.like(f"{stem}%") for stem in stems))).order_by(TABLE.c.key)
    )
    return [one for one in found if re.fullmatch(rf"[AS]/RES/{number}[A-Z]?\(.+", one.key)]


async def starting(archive: Archive, stem: str) -> list[Decision]:
    """Decisions whose symbol is the stem with a letter behind it: A/RES/41/46 finds A/RES/41/46A to D."""
    query = select(TABLE).where(TABLE.c.key.like(f"{stem}%")).order_by(TABLE.c.key)
    return [one for one in await _fetch(archive, query) if not one.key[len(stem) : len(stem) + 1].isdigit()]


async def latest(
    archive: Archive, body: Body | None, limit: int, topic: str = "", recorded: bool = True
) -> list[Decision]:
    """The newest final decisions, newest first; with `recorded` only those that were put to a recorded vote."""
    query = select(TABLE).where(TABLE.c.final, *_where(body, None, None, topic))
    if recorded:
        query = query.where(TABLE.c.yes.is_not(None))
    return await _fetch(archive, query.order_by(TABLE.c.day.desc(), TABLE.c.id.desc()).limit(limit))


async def within(
    archive: Archive,
    body: Body | None,
    since: date | None,
    until: date | None,
    topic: str = "",
    final: bool = True,
) -> list[Decision]:
    """All decisions of a body, period and topic, oldest first; paragraph and amendment votes too unless `final`."""
    query = select(TABLE).where(*_where(body, since, until, topic))
    if final:
        query = query.where(TABLE.c.final)
    return await _fetch(archive, query.order_by(TABLE.c.day, TABLE.c.id))


async def topic_ids(archive: Archive, topic: str) -> list[int]:
    """The row ids of the decisions that belong to a topic."""
    if topic in archive.topics:
        return archive.topics[topic]
    column = models.table(models.DecisionTopic).c.decision_id
    async with archive.engine.connect() as connection:
        query: Select[Any] = select(column).where(models.table(models.DecisionTopic).c.topic == topic)
        return list((await connection.execute(query)).scalars().all())


async def topics_of(archive: Archive, decision_id: int) -> list[str]:
    """The topics that a decision belongs to, in the order of their ids."""
    if archive.topics:
        return sorted(topic for topic, ids in archive.topics.items() if decision_id in ids)
    table = models.table(models.DecisionTopic).c
    async with archive.engine.connect() as connection:
        query: Select[Any] = select(table.topic).where(table.decision_id == decision_id).order_by(table.topic)
        return list((await connection.execute(query)).scalars().all())


def _where(body: Body | None, since: date | None, until: date | None, topic: str) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if body is not None:
        clauses.append(TABLE.c.body == body.value)
    if since is not None:
        month = since.replace(day=1)  # a date known to the month stands as its first day
        clauses.append(or_(TABLE.c.day >= since, and_(TABLE.c.month_only, TABLE.c.day >= month)))
    if until is not None:
        clauses.append(TABLE.c.day <= until)
    if topic:
        belongs = select(models.table(models.DecisionTopic).c.decision_id).where(
            models.table(models.DecisionTopic).c.topic == topic
        )
        clauses.append(TABLE.c.id.in_(belongs))
    return clauses


async def _fetch(archive: Archive, query: Select[Any]) -> list[Decision]:
    """The decisions of a query. Making records takes longer than finding them, so each is made once and kept."""
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(query.with_only_columns(TABLE.c.id, TABLE.c.key))).all()
    return await of_rows(archive, rows)


def records(archive: Archive, rows: Iterable[Any]) -> list[Decision]:
    """Rows of the decision table as records.

    Added are the announced tally where it is known to differ, and the official symbol of well-known texts whose
    source row has none (such a number is only given to what was adopted).
    """
    return [_with_announced(archive, _with_symbol(_record(row))) for row in rows]


def _with_symbol(found: Decision) -> Decision:
    named = named_decisions().get(found.key)
    if named is None or not named.symbol:
        return found
    return replace(found, symbol=named.symbol, outcome=Outcome.ADOPTED, official=True)


def _with_announced(archive: Archive, found: Decision) -> Decision:
    announced = archive.corrections.get((found.key, "announced"))
    if announced is None:
        return found
    yes, no, abstain = map(int, announced.value.split("-"))
    return replace(found, announced=Tally(yes, no, abstain), note=announced.reason)


def _record(row: Any) -> Decision:  # noqa: ANN401 (a row of any select on the table)
    return Decision(
        id=row.id,
        key=row.key,
        body=Body(row.body),
        symbol=row.symbol,
        official=row.key == row.symbol,
        draft=row.draft,
        session=row.session,
        day=row.day,
        month_only=row.month_only,
        title=row.display_title,
        original_title=row.title,
        agenda_item=row.agenda_item,
        subjects=tuple(subject for subject in row.subjects.split("|") if subject),
        committee=row.committee,
        meeting=row.meeting,
        kind=row.kind,
        final=row.final,
        adoption=row.adoption,
        outcome=Outcome(row.outcome),
        tally=None if row.yes is None else Tally(row.yes, row.no, row.abstain, row.absent),
        announced=None,
        vetoed_by=tuple(row.vetoed_by.split("|")) if row.vetoed_by else (),
        roll_call=RollCall(row.roll_call),
        source=row.source,
    )
