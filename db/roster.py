"""Who there is: members and groups with their names, read once from the archive."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from db import models
from db.records import Group, Member, Name, Span


@dataclass(frozen=True, slots=True)
class Roster:
    """All members and groups, by key, and every name that people use for them."""

    members: dict[str, Member]
    groups: dict[str, Group]
    member_names: tuple[Name, ...]
    group_names: tuple[Name, ...]

    def common(self, iso3: str) -> str:
        """The name used in answers."""
        return self.members[iso3].common


async def load_roster(connection: AsyncConnection) -> Roster:
    """Read members and groups with their spans and names."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for span in await connection.execute(select(models.table(models.MemberSpan))):
        spans[span.iso3].append(Span(span.since, span.until))
    after: dict[str, list[str]] = defaultdict(list)
    for row in await connection.execute(select(models.table(models.Successor))):
        after[row.iso3].append(row.successor)
    members = {
        row.iso3: Member(
            row.iso3, row.iso2, row.name, row.common,
            tuple(sorted(spans[row.iso3], key=lambda span: span.since)), tuple(sorted(after[row.iso3])),
        )
        for row in await connection.execute(select(models.table(models.Member)))
    }  # fmt: skip
    belonging: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in await connection.execute(select(models.table(models.BlocSpan))):
        belonging[row.bloc][row.iso3].append(Span(row.since, row.until))
    groups = {
        row.id: Group(
            row.id, row.name, row.short, row.kind, row.note, row.source,
            {iso3: tuple(found) for iso3, found in belonging[row.id].items()},
        )
        for row in await connection.execute(select(models.table(models.Bloc)))
    }  # fmt: skip
    member_names = tuple(
        Name(row.name, row.iso3, row.kind) for row in await connection.execute(select(models.table(models.MemberName)))
    )
    group_names = tuple(
        Name(row.name, row.bloc, "alias") for row in await connection.execute(select(models.table(models.BlocName)))
    )
    return Roster(members, groups, member_names, group_names)
