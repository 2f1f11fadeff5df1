"""What servers and persons have set: one row each, made at the first change and gone when all is forgotten."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict, Unpack

from sqlalchemy import delete as delete_from
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from db import models
from db.engine import is_sqlite
from db.store import Store

TABLE = models.table(models.Preference)


class Scope(StrEnum):
    """Whose preferences: a server's, or a person's in direct messages."""

    GUILD = "guild"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Owner:
    """A server or a person, by its Discord id."""

    scope: Scope
    id: int


@dataclass(frozen=True, slots=True)
class Preference:
    """What an owner has set; `home` is an ISO alpha-3 code, `body` GA or SC, `channels` are Discord ids."""

    home: str = ""
    body: str = ""
    since: date | None = None
    until: date | None = None
    channels: frozenset[int] = frozenset()
    quiet: bool = False


class Changes(TypedDict, total=False):
    """What a change sets; the rest stays as it is."""

    home: str
    body: str
    since: date | None
    until: date | None
    channels: frozenset[int]
    quiet: bool


async def get(store: Store, owner: Owner) -> Preference | None:
    """What the owner has set; None where nothing is kept."""
    query = select(TABLE).where(TABLE.c.scope == owner.scope.value, TABLE.c.owner_id == owner.id)
    async with store.engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None:
        return None
    channels = frozenset(int(id_) for id_ in row.channels.split("|") if id_)
    return Preference(row.home, row.body, row.since, row.until, channels, row.quiet)


async def put(store: Store, owner: Owner, **changes: Unpack[Changes]) -> None:
    """Keep the changes, in one statement: two persons who set different things at once lose neither."""
    key = {"scope": owner.scope.value, "owner_id": owner.id}
    async with store.engine.begin() as connection:
        insert = sqlite.insert if is_sqlite(connection) else postgresql.insert
        new = insert(TABLE).values(key | _columns({**asdict(Preference()), **changes}))
        await connection.execute(new.on_conflict_do_update(index_elements=list(key), set_=_columns({**changes})))


async def delete(store: Store, owner: Owner) -> bool:
    """Forget all that the owner has set. Returns whether there was anything."""
    query = delete_from(TABLE).where(TABLE.c.scope == owner.scope.value, TABLE.c.owner_id == owner.id)
    async with store.engine.begin() as connection:
        return bool((await connection.execute(query)).rowcount)


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """The values as the table holds them."""
    if "channels" in values:
        values["channels"] = "|".join(str(id_) for id_ in sorted(values["channels"]))
    return values
