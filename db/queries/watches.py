"""Who wants to be told of which new decisions, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from db import models
from db.store import Store

TABLE = models.table(models.Watch)


@dataclass(frozen=True, slots=True)
class Watch:
    """A wish to be told of new decisions in a channel.

    `guild_id` is None in direct messages. `owner_id` is who made it, 0 once that person wished to be forgotten. `what`,
    `value` and `body` are those of `handlers.watching.Wish`. `through` is the number of the last arrival that was dealt
    with; `paused` says why nothing is posted, empty while all is well.
    """

    id: int
    guild_id: int | None
    channel_id: int
    owner_id: int
    what: str
    value: str = ""
    body: str = ""
    through: int = 0
    paused: str = ""


async def add(store: Store, new: Watch) -> Watch:
    """Keep a new watch; returned with its id."""
    values = {column: getattr(new, column) for column in TABLE.c.keys() if column != "id"}  # noqa: SIM118 (columns)
    async with store.engine.begin() as connection:
        id_ = (await connection.execute(insert(TABLE).values(values).returning(TABLE.c.id))).scalar_one()
    return replace(new, id=id_)


async def in_guild(store: Store, guild_id: int) -> list[Watch]:
    """A server's watches, oldest first."""
    return await _found(store, TABLE.c.guild_id == guild_id)


async def in_channel(store: Store, channel_id: int) -> list[Watch]:
    """A channel's watches, oldest first."""
    return await _found(store, TABLE.c.channel_id == channel_id)


async def of_person(store: Store, user_id: int) -> list[Watch]:
    """The watches that a person made, in servers and in direct messages."""
    return await _found(store, TABLE.c.owner_id == user_id)


async def due(store: Store, newest: int) -> list[Watch]:
    """The watches that have not been told of the arrivals up to that number, paused ones left out."""
    return await _found(store, TABLE.c.paused == "", TABLE.c.through < newest)


async def any_active(store: Store) -> bool:
    """Whether there is a watch that is not paused."""
    query = select(func.count()).select_from(TABLE).where(TABLE.c.paused == "")
    async with store.engine.connect() as connection:
        return bool((await connection.execute(query)).scalar())


async def move(store: Store, watch: Watch, through: int, to: int) -> bool:
    """Set how far a watch has been told, if it still stands at `through` and is not paused. Returns whether it did.

    Whoever moves a watch has the task of posting: nobody else can have it at the same time.
    """
    where = (TABLE.c.id == watch.id, TABLE.c.through == through, TABLE.c.paused == "")
    return bool(await _write(store, update(TABLE).where(*where).values(through=to)))


async def pause(store: Store, channel_id: int, why: str) -> list[Watch]:
    """Pause all watches of a channel. Returns those that were not paused before."""
    paused = [watch for watch in await in_channel(store, channel_id) if not watch.paused]
    where = (TABLE.c.channel_id == channel_id, TABLE.c.paused == "")
    await _write(store, update(TABLE).where(*where).values(paused=why))
    return paused


async def resume(store: Store, watch_id: int) -> None:
    """Let a paused watch go on where it stopped."""
    await _write(store, update(TABLE).where(TABLE.c.id == watch_id).values(paused=""))


async def remove(store: Store, watch_id: int) -> bool:
    """Forget a watch. Returns whether there was one."""
    return bool(await _write(store, delete(TABLE).where(TABLE.c.id == watch_id)))


async def remove_guild(store: Store, guild_id: int) -> int:
    """Forget a server's watches. Returns how many there were."""
    return await _write(store, delete(TABLE).where(TABLE.c.guild_id == guild_id))


async def forget_person(store: Store, user_id: int) -> tuple[int, int]:
    """Forget a person's watches in direct messages, and that those in servers are that person's: how many of each."""
    own = TABLE.c.owner_id == user_id
    removed = await _write(store, delete(TABLE).where(own, TABLE.c.guild_id.is_(None)))
    return removed, await _write(store, update(TABLE).where(own).values(owner_id=0))


async def _found(store: Store, *where: ColumnElement[bool]) -> list[Watch]:
    async with store.engine.connect() as connection:
        rows = await connection.execute(select(TABLE).where(*where).order_by(TABLE.c.id))
        return [Watch(**row._mapping) for row in rows]


async def _write(store: Store, statement: Any) -> int:  # noqa: ANN401 (an UPDATE or a DELETE)
    async with store.engine.begin() as connection:
        return int((await connection.execute(statement)).rowcount)
