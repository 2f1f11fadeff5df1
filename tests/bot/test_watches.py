"""What the watches post when decisions come, over restarts and with a Discord that fails."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from itertools import count

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.app import RollcallBot
from bot.watches import EVERY, RETRY
from db.archive import Archive
from db.queries import watches
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.newcomers import VETOED, arrive
from tests.bot.processes import Restart
from tests.bot.test_cards import shown
from tests.bot.test_panel import said
from tests.databases import SqliteFile, SqliteFiles

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
numbers = count(1)
DAYS = (date(2026, 11, 2) + timedelta(days=n) for n in count())


@pytest.fixture(scope="module")
async def growing(filled_sqlite: SqliteFile, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Archive]:
    """An archive to which decisions come."""
    opened = await Archive.open(SqliteFiles(tmp_path_factory.mktemp("growing")).copy(filled_sqlite).url)
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
async def clerk(growing: Archive) -> Clerk:
    return await Clerk.create(growing)


def new(many: int = 1) -> list[str]:
    """Symbols that no decision has."""
    return [f"A/RES/99/{next(numbers)}" for _ in range(many)]


async def watch(boss: simcord.MemberActor, channel: simcord.ChannelHandle, what: str, **options: str) -> None:
    result = await boss.slash(channel, "watch add", what=what, **options)
    assert result.response
    assert "I post here" in result.response.content


async def come(env: simcord.Env, archive: Archive, *keys: str, like: str = "A/RES/ES-11/7") -> None:
    """Bring decisions and wake the task, as the taking over of new data does."""
    for key in keys:
        await arrive(archive, key, like=like, day=next(DAYS))
    bot = env.bot
    assert isinstance(bot, RollcallBot)
    bot.watcher.wake()
    await env.settle()


def posts(channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [message for message in channel.history() if "watching" in message.content]


async def test_a_new_vote_is_posted_once(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    restart: Restart,
) -> None:
    await watch(boss, channel, "member", value="Hungary")
    assert posts(channel) == []
    (key,) = new()
    await come(simcord_env, growing, key)
    (post,) = posts(channel)
    assert post.content == "**New vote** · watching votes of Hungary"
    (embed,) = post.embeds
    assert f"Hungary voted no on {key}" in shown(embed)
    assert post.components
    await come(simcord_env, growing)
    await simcord_env.advance_time(2 * EVERY)
    await restart()
    await simcord_env.settle()
    assert len(posts(channel)) == 1


@pytest.mark.parametrize(
    ("options", "like", "says"),
    [
        ({"what": "all"}, "A/RES/ES-11/7", "93 yes, 18 no, 65 abst"),
        ({"what": "all", "body": "GA"}, VETOED, ""),
        ({"what": "member", "value": "Iran", "body": "GA"}, "A/RES/ES-11/7", "Iran abstained"),
        ({"what": "member", "value": "KEN"}, "A/RES/ES-11/7", ""),  # its position is unknown
        ({"what": "member", "value": "Hungary"}, VETOED, ""),  # it was not on the Council
        ({"what": "group", "value": "European Union"}, "A/RES/ES-11/7", "The EU split"),
        ({"what": "group", "value": "asean"}, VETOED, ""),
        ({"what": "topic", "value": "ukraine"}, "A/RES/ES-11/7", "93 yes"),
        ({"what": "topic", "value": "palestine"}, "A/RES/ES-11/7", ""),
        ({"what": "topic", "value": "palestine"}, VETOED, "14 yes, 1 no, 0 abst"),
        ({"what": "vetoes"}, VETOED, "14 yes, 1 no, 0 abst"),
        ({"what": "vetoes"}, "A/RES/ES-11/7", ""),
    ],
)
async def test_what_fits_a_watch(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    options: dict[str, str],
    like: str,
    says: str,
) -> None:
    await watch(boss, channel, **options)
    await come(simcord_env, growing, *new(), like=like)
    if not says:
        assert posts(channel) == []
        return
    (post,) = posts(channel)
    assert says in shown(post.embeds[0])


async def test_in_direct_messages(simcord_env: simcord.Env, growing: Archive) -> None:
    user = simcord_env.create_user("bo")
    result = await user.slash("watch add", what="topic", value="Ukraine")
    assert "I post here" in result.response.content
    await come(simcord_env, growing, *new())
    assert user.dm_channel.last_message
    assert user.dm_channel.last_message.content == "**New vote** · watching votes on Ukraine"


async def test_many_come_in_one_message(
    simcord_env: simcord.Env, boss: simcord.MemberActor, channel: simcord.ChannelHandle, growing: Archive
) -> None:
    await watch(boss, channel, "member", value="France")
    await come(simcord_env, growing, *(keys := new(18)))
    (post,) = posts(channel)
    assert post.content == "**18 new votes** · watching votes of France"
    *cards, rest = post.embeds
    titles = [(card.author.name or "").split(" · ")[1] for card in cards]
    assert titles == keys[::-1][: len(cards)]
    assert 2 <= len(cards) <= 5
    assert rest.title == f"And {18 - len(cards)} more"
    assert rest.description
    assert f"France voted yes on {keys[-len(cards) - 1]}" in rest.description
    assert re.search(r"more: </record:\d+>$", rest.description)
    assert sum(len(embed) for embed in post.embeds) <= 6000


async def test_two_watches_of_a_channel_post_for_themselves(
    simcord_env: simcord.Env, boss: simcord.MemberActor, channel: simcord.ChannelHandle, growing: Archive
) -> None:
    await watch(boss, channel, "member", value="France")
    await watch(boss, channel, "group", value="EU")
    await come(simcord_env, growing, *new())
    assert [post.content for post in posts(channel)] == [
        "**New vote** · watching votes of France",
        "**New vote** · watching votes of the EU",
    ]


async def test_what_came_while_the_bot_was_away_is_posted_at_the_start(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    restart: Restart,
) -> None:
    await watch(boss, channel, "all")
    for key in (keys := new(2)):
        await arrive(growing, key)
    await restart()
    await simcord_env.settle()
    (post,) = posts(channel)
    assert all(key in " ".join(map(shown, post.embeds)) for key in keys)


async def test_without_notice_the_timer_finds_it(
    simcord_env: simcord.Env, boss: simcord.MemberActor, channel: simcord.ChannelHandle, growing: Archive
) -> None:
    await watch(boss, channel, "all")
    await arrive(growing, *new())
    await simcord_env.advance_time(EVERY / 2)
    assert posts(channel) == []
    await simcord_env.advance_time(EVERY)
    assert len(posts(channel)) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_discord_in_trouble_is_tried_again(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    caplog: pytest.LogCaptureFixture,
    status: int,
) -> None:
    await watch(boss, channel, "all")
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=status, times=2)
    await come(simcord_env, growing, *(keys := new()))
    assert posts(channel) == []
    await simcord_env.advance_time(RETRY)
    await come(simcord_env, growing, *(later := new()))
    (post,) = posts(channel)
    assert all(key in " ".join(map(shown, post.embeds)) for key in (*keys, *later))
    await simcord_env.advance_time(2 * EVERY)
    assert len(posts(channel)) == 1
    assert "is tried again" in caplog.text
    tried = [r.json for r in simcord_env.http_requests if r.path == f"/channels/{channel.id}/messages"]
    assert len(tried) == 3
    assert len({message["nonce"] for message in tried if message}) == 1  # so Discord knows what it took after all


async def test_a_process_that_dies_while_posting_does_not_post_twice(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    monkeypatch: pytest.MonkeyPatch,
    restart: Restart,
) -> None:
    class Killed(BaseException):
        """The end of a process, which no code gets to see."""

    sent = []

    async def posted_and_killed(*args: object, **_: object) -> None:
        sent.append(args)
        raise Killed

    await watch(boss, channel, "all")
    with monkeypatch.context() as patched:
        patched.setattr(discord.PartialMessageable, "send", posted_and_killed)
        await come(simcord_env, growing, *new())
    assert len(sent) == 1
    await restart()
    await simcord_env.settle()
    assert posts(channel) == []
    await come(simcord_env, growing, *new())
    assert len(posts(channel)) == 1


async def test_a_lost_permission_pauses_and_tells_the_owner_once(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    guild: simcord.GuildHandle,
    growing: Archive,
    store: Store,
) -> None:
    channel = guild.create_text_channel("votes")
    await watch(boss, channel, "all")
    await watch(boss, channel, "vetoes")
    forbid(simcord_env, channel, "send_messages", "embed_links")
    await come(simcord_env, growing, *(missed := new()))
    assert posts(channel) == []
    (told,) = boss.user.dm_channel.history()
    assert told.content.startswith(
        f"I stopped posting in <#{channel.id}> of Model UN, which was to be told of all votes and vetoes: "
        "I need Send Messages and Embed Links there. </watch add:"
    )
    await come(simcord_env, growing, *new())
    assert len(boss.user.dm_channel.history()) == 1
    listed = await boss.slash(channel, "watch list")
    assert listed.response
    assert "paused: I need Send Messages" in said(listed.response)

    forbid(simcord_env, channel)
    result = await boss.slash(channel, "watch add", what="all")
    assert result.response
    assert "again" in result.response.content
    await simcord_env.settle()
    (post,) = posts(channel)
    assert missed[0] in " ".join(map(shown, post.embeds))
    assert [bool(one.paused) for one in await watches.in_guild(store, guild.id)] == [False, True]


async def test_a_deleted_channel_pauses(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    growing: Archive,
) -> None:
    gone = guild.create_text_channel("gone")
    await watch(boss, gone, "all")
    simcord_env.backend.delete_channel(gone.id)
    await come(simcord_env, growing, *new())
    assert "the channel is gone" in boss.user.dm_channel.history()[0].content
    listed = await boss.slash(channel, "watch list")
    assert listed.response
    assert "paused: the channel is gone" in said(listed.response)


async def test_an_owner_who_takes_no_messages_is_logged(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    guild: simcord.GuildHandle,
    growing: Archive,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    gone = guild.create_text_channel("gone")
    await watch(boss, gone, "all")
    simcord_env.backend.delete_channel(gone.id)
    simcord_env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    with caplog.at_level(logging.INFO, "bot"):
        await come(simcord_env, growing, *new())
    assert "could not be told" in caplog.text
    assert (await watches.in_guild(store, guild.id))[0].paused


async def test_a_refusal_without_a_code_is_not_discords_and_pauses_nothing(
    simcord_env: simcord.Env, boss: simcord.MemberActor, channel: simcord.ChannelHandle, growing: Archive
) -> None:
    await watch(boss, channel, "all")
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=403)
    await come(simcord_env, growing, *new())
    await simcord_env.advance_time(RETRY)
    assert len(posts(channel)) == 1


async def test_a_message_that_discord_refuses_is_logged_and_not_sent_all_the_time(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await watch(boss, channel, "all")
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=400, code=50035, times=None)
    await come(simcord_env, growing, *new())
    await simcord_env.advance_time(EVERY / 2)
    assert caplog.text.count("RC-") == 1
    simcord_env.backend.faults.clear()
    await simcord_env.advance_time(EVERY)
    assert len(posts(channel)) == 1


async def test_one_watch_that_fails_leaves_the_others_alone(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    growing: Archive,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await watch(boss, channel, "member", value="France")
    await watch(boss, channel, "all")
    with monkeypatch.context() as patched:
        patched.setattr("handlers.positions.positions", None)
        await come(simcord_env, growing, *new())
    (post,) = posts(channel)
    assert post.content == "**New vote** · watching all votes"
    assert "RC-" in caplog.text
    await simcord_env.advance_time(EVERY)
    assert [one.content for one in posts(channel)][1:] == ["**New vote** · watching votes of France"]


async def test_leaving_a_server_deletes_its_watches(
    simcord_env: simcord.Env, boss: simcord.MemberActor, guild: simcord.GuildHandle, channel: simcord.ChannelHandle,
    store: Store,
) -> None:  # fmt: skip
    await watch(boss, channel, "all")
    assert len(await watches.in_guild(store, guild.id)) == 1
    simcord_env.backend.remove_guild(guild.id)
    await simcord_env.settle()
    assert await watches.in_guild(store, guild.id) == []


def forbid(env: simcord.Env, channel: simcord.ChannelHandle, *permissions: str) -> None:
    """Let the bot have all permissions in a channel but these."""
    denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
    env.backend.edit_channel(
        channel.id, {}, overwrites=[Overwrite(env.backend.bot_user.id, OverwriteType.MEMBER, 0, denied)]
    )
