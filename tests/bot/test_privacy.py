"""/privacy: what it says is kept, and the button that deletes one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.memory import MINUTES, memory_of
from db.queries import preferences, watches
from db.queries.preferences import Owner, Preference, Scope
from db.queries.watches import Watch
from db.store import Store
from tests.bot.test_panel import said

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
DELETE = "Delete what is mine"


async def test_it_says_what_is_kept_and_how_long(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    result = await ada.slash(channel, "privacy")
    assert result.response
    assert result.response.ephemeral
    text = said(result.response)
    assert f"{MINUTES} minutes" in text
    assert "Nothing in the database" in text
    pressed = await ada.click(result.response, label=DELETE)
    assert pressed.response
    assert pressed.response.content == "There was nothing of yours to delete."


async def test_what_is_kept_about_a_person_is_told_and_deleted(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    store: Store,
) -> None:
    bo = simcord_env.create_user("bo")
    await preferences.put(store, Owner(Scope.USER, ada.id), home="KEN")
    await preferences.put(store, Owner(Scope.USER, bo.id), home="FRA")
    await preferences.put(store, Owner(Scope.GUILD, guild.id), home="HUN")
    ours = await watches.add(store, Watch(0, guild.id, channel.id, ada.id, "all"))
    await watches.add(store, Watch(0, None, 5, ada.id, "vetoes"))
    await ada.slash(channel, "tally", resolution="68/262")

    result = await ada.slash(channel, "privacy")
    assert result.response
    assert (
        "In the database: your home country, Kenya, 1 watch in direct messages and your id in 1 watch of servers."
        in said(result.response)
    )
    pressed = await ada.click(result.response, label=DELETE)
    assert pressed.response
    assert pressed.response.ephemeral
    assert pressed.response.content == (
        "Deleted: your home country, 1 watch, your id in 1 watch of servers and your last questions, in memory."
    )
    assert await preferences.get(store, Owner(Scope.USER, ada.id)) is None
    assert await watches.of_person(store, ada.id) == []
    assert memory_of(simcord_env.bot).get((ada.id, channel.id)) is None
    # What is the server's or another person's stays.
    assert [one.id for one in await watches.in_guild(store, guild.id)] == [ours.id]
    assert await preferences.get(store, Owner(Scope.GUILD, guild.id)) == Preference(home="HUN")
    assert await preferences.get(store, Owner(Scope.USER, bo.id)) == Preference(home="FRA")


async def test_no_question_reaches_the_store(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, store: Store
) -> None:
    await ada.slash(channel, "ask", question="How did Hungary vote on ES-11/7?")
    assert simcord_env.bot.user
    await ada.send(channel, f"{simcord_env.bot.user.mention} How did Hungary vote on ES-11/7?")
    assert memory_of(simcord_env.bot).get((ada.id, channel.id))
    folder = Path(store.engine.url.database or "").parent
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "rollcall.kept.sqlite3" in files
    assert not [name for name, held in files.items() if b"ES-11" in held or b"Hungary" in held]
