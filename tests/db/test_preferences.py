"""What servers and persons have set, kept in a database."""

from __future__ import annotations

from datetime import date

from db.queries import preferences
from db.queries.preferences import Owner, Preference, Scope
from db.store import Store
from tests.databases import Databases

SERVER, PERSON = Owner(Scope.GUILD, 81384788765712384), Owner(Scope.USER, 81384788765712384)


async def test_a_change_leaves_the_rest_and_outlasts_a_restart(databases: Databases) -> None:
    url = databases.empty().url
    store = await Store.open(url)
    assert await preferences.get(store, SERVER) is None
    await preferences.put(store, SERVER, home="HUN", channels=frozenset({30, 4}))
    await preferences.put(store, SERVER, since=date(2015, 1, 1), quiet=True)
    await store.close()
    store = await Store.open(url)
    kept = await preferences.get(store, SERVER)
    assert kept == Preference("HUN", "", date(2015, 1, 1), None, frozenset({4, 30}), True)
    await store.close()


async def test_a_server_and_a_person_of_the_same_number_are_apart(databases: Databases) -> None:
    store = await Store.open(databases.empty().url)
    await preferences.put(store, SERVER, home="HUN")
    await preferences.put(store, PERSON, home="FRA")
    assert await preferences.delete(store, SERVER)
    assert not await preferences.delete(store, SERVER)
    assert await preferences.get(store, SERVER) is None
    assert await preferences.get(store, PERSON) == Preference("FRA")
    await store.close()


async def test_what_was_set_can_be_unset(databases: Databases) -> None:
    store = await Store.open(databases.empty().url)
    await preferences.put(store, PERSON, home="FRA", until=date(2020, 1, 1), channels=frozenset({1}))
    await preferences.put(store, PERSON, home="", until=None, channels=frozenset())
    assert await preferences.get(store, PERSON) == Preference()
    await store.close()
