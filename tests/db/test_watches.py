"""Watches and the order in which decisions came, kept in a database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import delete

from db import models
from db.archive import Archive
from db.queries import arrivals, watches
from db.queries.watches import Watch
from db.store import Store
from tests.databases import Databases

HUNGARY = Watch(id=0, guild_id=1, channel_id=10, owner_id=100, what="member", value="HUN")


@pytest.fixture
async def store(databases: Databases) -> AsyncIterator[Store]:
    opened = await Store.open(databases.empty().url)
    yield opened
    await opened.close()


async def unseen(store: Store, *keys: str) -> None:
    """Make the store forget that it has seen some decisions, as if they had come now."""
    table = models.table(models.Arrival)
    async with store.engine.begin() as connection:
        await connection.execute(delete(table).where(table.c.decision.in_(keys)))


async def test_what_is_there_at_first_is_no_news(store: Store, archive: Archive) -> None:
    assert await arrivals.note(store, archive) == 0
    assert await arrivals.between(store, 0, 9) == []
    assert await arrivals.note(store, archive) == 0


async def test_what_comes_later_is_numbered_oldest_first(store: Store, archive: Archive) -> None:
    await arrivals.note(store, archive)
    await unseen(store, "A/RES/ES-11/7", "A/RES/ES-11/1", "A/RES/68/262")
    assert await arrivals.note(store, archive) == 3
    assert await arrivals.between(store, 0, 3) == ["A/RES/68/262", "A/RES/ES-11/1", "A/RES/ES-11/7"]
    assert await arrivals.between(store, 1, 2) == ["A/RES/ES-11/1"]
    await unseen(store, "A/RES/77/7")
    assert await arrivals.note(store, archive) == 4


async def test_a_watch_is_kept_and_found(store: Store) -> None:
    kept = await watches.add(store, HUNGARY)
    direct = await watches.add(store, replace(HUNGARY, guild_id=None, channel_id=20, through=5))
    assert kept == replace(HUNGARY, id=kept.id)
    assert await watches.in_guild(store, 1) == [kept]
    assert await watches.in_channel(store, 20) == [direct]
    assert await watches.of_person(store, 100) == [kept, direct]
    assert await watches.due(store, 5) == [kept]
    assert await watches.due(store, 6) == [kept, direct]


async def test_only_one_can_move_a_watch(store: Store) -> None:
    kept = await watches.add(store, HUNGARY)
    assert await watches.move(store, kept, 0, 7)
    assert not await watches.move(store, kept, 0, 7)
    assert await watches.due(store, 7) == []
    assert await watches.move(store, kept, 7, 0)
    assert await watches.due(store, 7) == [kept]


async def test_a_channel_is_paused_as_a_whole_and_resumed_one_by_one(store: Store) -> None:
    one = await watches.add(store, HUNGARY)
    two = await watches.add(store, replace(HUNGARY, what="vetoes", value=""))
    other = await watches.add(store, replace(HUNGARY, channel_id=11))
    assert await watches.pause(store, 10, "the channel is gone") == [one, two]
    assert await watches.pause(store, 10, "again") == []
    assert await watches.due(store, 1) == [other]
    assert not await watches.move(store, one, 0, 1)
    await watches.resume(store, two.id)
    assert await watches.due(store, 1) == [two, other]
    assert [found.paused for found in await watches.in_channel(store, 10)] == ["the channel is gone", ""]


async def test_nothing_is_due_where_all_is_paused_or_gone(store: Store) -> None:
    assert not await watches.any_active(store)
    kept = await watches.add(store, HUNGARY)
    assert await watches.any_active(store)
    await watches.pause(store, 10, "x")
    assert not await watches.any_active(store)
    assert await watches.remove(store, kept.id)
    assert not await watches.remove(store, kept.id)


async def test_a_server_is_forgotten(store: Store) -> None:
    await watches.add(store, HUNGARY)
    other = await watches.add(store, replace(HUNGARY, guild_id=2))
    assert await watches.remove_guild(store, 1) == 1
    assert await watches.of_person(store, 100) == [other]


async def test_a_person_is_forgotten_but_what_a_server_watches_stays(store: Store) -> None:
    kept = await watches.add(store, HUNGARY)
    await watches.add(store, replace(HUNGARY, guild_id=None, channel_id=20))
    assert await watches.forget_person(store, 100) == (1, 1)
    assert await watches.in_guild(store, 1) == [replace(kept, owner_id=0)]
    assert await watches.of_person(store, 100) == []
