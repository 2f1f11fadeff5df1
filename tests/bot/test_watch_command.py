"""/watch: adding, listing and removing, and who may."""

from __future__ import annotations

import discord
import pytest
import simcord
from simcord.enums import AppCommandType
from sqlalchemy import text

from bot.commands.watch import IN_A_CHANNEL, IN_A_SERVER
from db.queries import watches
from db.queries.watches import Watch
from db.store import Store
from tests.bot.test_panel import said as written

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


async def said(who: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, **options: str) -> str:
    """What the person is told, which nobody else sees."""
    result = await who.slash(channel, command, **options)
    assert result.response
    assert result.response.ephemeral
    return result.response.content or written(result.response)


async def test_add_list_and_remove(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle, store: Store
) -> None:
    assert "Nothing is watched" in await said(boss, channel, "watch list")
    answer = await said(boss, channel, "watch add", what="member", value="Hungary", body="GA")
    assert "new votes of Hungary in the General Assembly" in answer
    assert "Data reach" in answer
    await said(boss, channel, "watch add", what="vetoes")
    listed = await said(boss, channel, "watch list")
    assert f"**{channel.mention}**\n- Votes of Hungary in the General Assembly\n- Vetoes" in listed
    choices = await boss.autocomplete(channel, "watch remove", "watch", "hung")
    assert [choice["name"] for choice in choices] == ["Votes of Hungary in the General Assembly in #general"]
    assert "Ended" in await said(boss, channel, "watch remove", watch=choices[0]["value"])
    assert "Ended" in await said(boss, channel, "watch remove", watch="vetoes in #general")
    assert "no such watch" in await said(boss, channel, "watch remove", watch="vetoes in #general")
    for topic in ("gaza", "syria"):
        await said(boss, channel, "watch add", what="topic", value=topic)
    assert "Several watches fit" in await said(boss, channel, "watch remove", watch="votes on")
    assert "Ended: Votes on Syria" in await said(boss, channel, "watch remove", watch="syria")
    assert "Ended: Votes on Gaza" in await said(boss, channel, "watch remove", watch="votes on")
    assert await watches.in_guild(store, guild.id) == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"what": "member", "value": "Korea"}, "North Korea or South Korea"),
        ({"what": "member"}, "say which"),
        ({"what": "member", "value": "EU"}, "not one country"),
        ({"what": "member", "value": "Yugoslavia"}, "no longer a member"),
        ({"what": "member", "value": "**@everyone**"}, "no member called “\\*\\*@\u200beveryone\\*\\*”"),
        ({"what": "group", "value": "France"}, "not one group"),
        ({"what": "topic", "value": "cheese"}, "no topic"),
        ({"what": "topic"}, "which topic"),
        ({"what": "all", "value": "Hungary"}, "All votes are watched whole"),
        ({"what": "vetoes", "body": "GA"}, "no veto in the General Assembly"),
    ],
)
async def test_what_is_unclear_is_asked_back(
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    store: Store,
    options: dict[str, str],
    says: str,
) -> None:
    assert says in await said(boss, channel, "watch add", **options)
    assert await watches.in_guild(store, guild.id) == []


@pytest.mark.parametrize(
    ("what", "typed", "first"),
    [
        ("member", "hun", "Hungary"),
        ("group", "nordi", "Nordic"),
        ("topic", "nukes", "Nuclear weapons and nuclear disarmament"),
    ],
)
async def test_the_box_suggests_by_what_is_watched(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, what: str, typed: str, first: str
) -> None:
    choices = await boss.autocomplete(channel, "watch add", "value", typed, what=what)
    assert first in choices[0]["name"]
    answer = await said(boss, channel, "watch add", what=what, value=choices[0]["value"])
    assert "I post here" in answer


async def test_vetoes_need_no_value(boss: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    assert await boss.autocomplete(channel, "watch add", "value", "a", what="vetoes") == []


async def test_the_same_watch_twice_and_too_many(boss: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    countries = ["FRA", "DEU", "HUN", "KEN", "BRA", "IND", "CHN", "USA", "RUS", "JPN"]
    for iso3 in countries:
        assert "I post here" in await said(boss, channel, "watch add", what="member", value=iso3)
    assert len(countries) == IN_A_CHANNEL
    assert "already" in await said(boss, channel, "watch add", what="member", value="Japan")
    assert f"can have {IN_A_CHANNEL} watches" in await said(boss, channel, "watch add", what="all")


async def test_too_many_in_a_server(
    boss: simcord.MemberActor, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, store: Store
) -> None:
    for number in range(IN_A_SERVER):
        await watches.add(store, Watch(0, guild.id, 100 + number // IN_A_CHANNEL, boss.id, "topic", str(number)))
    assert f"A server can have {IN_A_SERVER} watches" in await said(boss, channel, "watch add", what="all")
    assert len(await watches.in_guild(store, guild.id)) == IN_A_SERVER


async def test_a_long_list_fits_one_message(
    boss: simcord.MemberActor, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, store: Store
) -> None:
    for number in range(22):
        other = guild.create_text_channel(f"channel-{number}")
        for topic in ("israel_nuclear", "membership", "equitable_order"):
            await watches.add(store, Watch(0, guild.id, other.id, boss.id, "topic", topic, "GA"))
    listed = await said(boss, channel, "watch list")
    shown = listed.count("<#")
    assert shown > 5
    assert f"… and {22 - shown} more channels" in listed


async def test_others_do_not_see_the_command(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    assert not [name for name in ada.available_commands(channel) if name.startswith(("watch", "settings"))]


async def test_a_role_that_is_let_in_still_needs_manage_server(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env, guild: simcord.GuildHandle
) -> None:
    registered = simcord_env.backend.find_command("watch", guild.id, type=AppCommandType.CHAT_INPUT)
    assert registered
    guild.set_command_permissions(int(registered["id"]), {ada: True})
    for command, options in (("add", {"what": "all"}), ("list", {}), ("remove", {"watch": "1"})):
        assert "Manage Server" in await said(ada, channel, f"watch {command}", **options)


async def test_where_it_may_not_post_it_says_so(
    simcord_env: simcord.Env, boss: simcord.MemberActor, guild: simcord.GuildHandle
) -> None:
    assert simcord_env.bot.user
    closed = guild.create_text_channel(
        "closed", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(send_messages=False, embed_links=False)}
    )
    answer = await said(boss, closed, "watch add", what="all")
    assert answer == "I cannot post here: I need Send Messages and Embed Links in this channel."


async def test_in_direct_messages_each_has_their_own(simcord_env: simcord.Env) -> None:
    bo, cy = simcord_env.create_user("bo"), simcord_env.create_user("cy")
    await bo.slash("watch add", what="topic", value="Ukraine")
    listed = await bo.slash("watch list")
    assert "**Direct messages**\n- Votes on Ukraine" in written(listed.response)
    others = await cy.slash("watch list")
    assert "Nothing" in written(others.response)
    removed = await bo.slash("watch remove", watch="votes on ukraine")
    assert "Ended" in removed.response.content


async def test_a_fault_shows_its_code(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with store.engine.begin() as connection:
        await connection.execute(text("DROP TABLE watch"))
    assert "RC-" in await said(boss, channel, "watch list")
    assert "no such table" in caplog.text
    assert simcord_env.errors
