"""An answer's list in full, as the rows of a spreadsheet: raw figures, codes beside names, dates as in ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from db.archive import Archive
from db.queries.decisions import by_keys
from db.queries.votes import positions
from db.records import Body, Decision, Position
from handlers.answer import Answer, Table
from handlers.question import Kind, Question
from handlers.roll import region

MOST = 1_000
"""Rows of the longest list."""
NEWEST = 100
"""Rows of "the latest", which has no end."""
ROWS = ("rows", "switched", "defectors")
"""Where the facts of an answer keep a list of records."""
TALLY = re.compile(r"(\d+)-(\d+)-(\d+)\b.*")
"""A tally in a cell; a spreadsheet would take 9-1-5 for a date."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under column heads, all text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def whole(question: Question) -> Question:
    """The same question with as many rows as there are, where it asked for no number of them."""
    if question.limit is not None:
        return question
    return question.but(limit=NEWEST if question.kind is Kind.LATEST else MOST)


def total(answer: Answer) -> int:
    """How many rows the answer's list has, as far as the answer says; 0 where it has none."""
    if answer.table is None:
        return 0
    lists = (_listed(answer, key) for key in ROWS)
    said = answer.facts.get("total")
    return max(len(answer.table.rows), *map(len, lists), said if isinstance(said, int) else 0)


async def sheet_of(archive: Archive, answer: Answer) -> Sheet | None:
    """The sheet of an answer: of one decision the members listed, or all; else the rows of its facts, or its table."""
    if answer.decision is not None:
        listed = {iso3 for one in answer.listings for iso3 in one.members}
        return await roll_call(archive, answer.decision, listed)
    for key in ROWS:
        if rows := _listed(answer, key):
            return _records(archive, await _with_titles(archive, rows))
    return _split(answer.table) if answer.table is not None and answer.table.rows else None


async def roll_call(archive: Archive, decision: Decision, members: Set[str] = frozenset()) -> Sheet | None:
    """The members' positions on a decision, by name, or everyone's; None where there is no roll call."""
    cast = await positions(archive, decision.id)
    if not cast:
        return None
    if not members:
        members = cast.keys()
        if decision.body is Body.GA:  # the source leaves some members out of some roll calls
            members |= {iso3 for iso3, member in archive.roster.members.items() if member.belonged(decision.day)}
    rows = sorted((archive.roster.common(iso3), iso3) for iso3 in members)
    return Sheet(
        ("iso3", "member", "position", "regional_group"),
        tuple(
            (iso3, name, cast.get(iso3, Position.UNKNOWN).word, region(archive, decision, iso3)) for name, iso3 in rows
        ),
    )


def _listed(answer: Answer, key: str) -> list[Any]:
    found = answer.facts.get(key)
    return found if isinstance(found, list) else []


async def _with_titles(archive: Archive, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the titles of their decisions, where they have decisions without titles."""
    keys = [row["decision"] for row in rows if "decision" in row and not row.keys() & {"title", "topic"}]
    titles = {one.key: one.title for one in await by_keys(archive, keys)} if keys else {}
    return [{**row, **({"title": titles[row["decision"]]} if row.get("decision") in titles else {})} for row in rows]


def _split(table: Table) -> Sheet:
    """The table with each tally in three columns."""
    columns: list[str] = []
    cells: list[tuple[str, ...]] = []
    for head, column in zip(table.columns, zip(*table.rows, strict=True), strict=True):
        found = [TALLY.fullmatch(cell) for cell in column]
        if any(found):
            columns += ["Yes", "No", "Abstain"]
            cells += zip(*(match.groups() if match else ("", "", "") for match in found), strict=True)
        else:
            columns.append(head)
            cells.append(column)
    return Sheet(tuple(columns), tuple(zip(*cells, strict=True)))


def _records(archive: Archive, rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """Records as rows: a column for each key that any has, a member's name beside its code."""
    flat = [dict(_flat(archive, row.items())) for row in rows]
    columns = tuple(dict.fromkeys(key for row in flat for key in row))
    return Sheet(columns, tuple(tuple(row.get(key, "") for key in columns) for row in flat))


def _flat(archive: Archive, items: Iterable[tuple[str, Any]], before: str = "") -> Iterable[tuple[str, str]]:
    for key, value in items:
        if isinstance(value, Mapping):
            yield from _flat(archive, value.items(), f"{key}_")
            continue
        yield f"{before}{key}", "" if value is None else "; ".join(map(str, value)) if _is_list(value) else str(value)
        if key == "member" and value in archive.roster.members:
            yield f"{before}name", archive.roster.common(value)


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple))
