"""Plain words: direct messages, mentions, replies, and what is left alone."""

from __future__ import annotations

import logging

import discord
import pytest
import simcord

from handlers.clerk import Clerk
from tests.bot.test_cards import checked, shown

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
QUESTION = "How did Hungary vote on ES-11/7?"


async def test_direct_message(simcord_env: simcord.Env) -> None:
    user = simcord_env.create_user("bo")
    await user.send_dm(QUESTION)
    assert "Hungary voted no" in said(user.dm_channel)


@pytest.mark.parametrize("form", ["{0} {1}", "{1} {0}", "hey {0}, {1}", "<@!{2}> {1}"])
async def test_mention(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, form: str
) -> None:
    assert simcord_env.bot.user
    bot = simcord_env.bot.user
    await ada.send(channel, form.format(bot.mention, QUESTION, bot.id))
    assert "Hungary voted no" in said(channel)


async def test_reply_to_the_bot(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mention(simcord_env, ada, channel, QUESTION)
    await ada.send(channel, "How did France vote on 68/262?", reply_to=channel.last_message)
    assert "France voted yes" in said(channel)


async def test_nobody_is_pinged_and_the_bot_is_seen_typing(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mention(simcord_env, ada, channel, QUESTION)
    sent = [r for r in simcord_env.http_requests if r.method == "POST"]
    assert any(r.path.endswith("/typing") for r in sent)
    (answer,) = [r for r in sent if r.path.endswith("/messages")]
    assert answer.json
    assert answer.json["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert answer.json["message_reference"]


async def test_words_without_a_meaning(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mention(simcord_env, ada, channel, "florble the wug")
    assert last(channel).title in {"Not found", "Not in the voting record"}


@pytest.mark.parametrize("text", ["", "   "])
async def test_a_bare_mention_gets_help(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, text: str
) -> None:
    await mention(simcord_env, ada, channel, text)
    assert last(channel).title == "What you can ask"
    assert "</ask:" in said(channel)


async def test_a_reply_that_cannot_be_read_asks_for_a_mention(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    # The simulator counts a reply to an answer of a command as no mention, and so leaves its text out.
    result = await ada.slash(channel, "tally", resolution="68/262")
    assert result.response
    await ada.send(channel, "and France?", reply_to=result.response)
    assert channel.last_message
    assert "mention me" in channel.last_message.content


async def test_others_talk_in_peace(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    bo = guild.add_member(simcord_env.create_user("bo"))
    first = await ada.send(channel, QUESTION)
    await bo.send(channel, "no idea", reply_to=first)
    await bo.send(channel, f"{ada.user.mention} @everyone ask the bot")
    assert len(channel.history()) == 3


async def test_other_bots_are_not_answered(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    robot = guild.add_member(simcord_env.create_user("robot", bot=True))
    assert simcord_env.bot.user
    await robot.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")
    assert len(channel.history()) == 1


async def test_where_it_may_not_write_it_stays_silent(
    simcord_env: simcord.Env, ada: simcord.MemberActor, caplog: pytest.LogCaptureFixture, guild: simcord.GuildHandle
) -> None:
    assert simcord_env.bot.user
    closed = guild.create_text_channel(
        "closed", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    )
    with caplog.at_level(logging.INFO, "bot"):
        await mention(simcord_env, ada, closed, QUESTION)
    assert len(closed.history()) == 1
    assert "not allowed to write" in caplog.text


async def test_where_cards_are_not_allowed_it_writes_plain_text(
    simcord_env: simcord.Env, ada: simcord.MemberActor, guild: simcord.GuildHandle
) -> None:
    assert simcord_env.bot.user
    bare = guild.create_text_channel(
        "bare", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(embed_links=False)}
    )
    await mention(simcord_env, ada, bare, QUESTION)
    assert bare.last_message
    assert "Hungary voted no" in bare.last_message.content
    assert not bare.last_message.embeds


async def test_a_refusal_by_discord_is_no_error(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, caplog: pytest.LogCaptureFixture
) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=403)
    with caplog.at_level(logging.INFO, "bot"):
        await mention(simcord_env, ada, channel, QUESTION)
    assert "not allowed to answer there" in caplog.text
    assert "RC-" not in caplog.text


async def test_a_fault_shows_its_code(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("the archive burnt down")

    monkeypatch.setattr(Clerk, "ask", fail)
    await mention(simcord_env, ada, channel, QUESTION)
    assert channel.last_message
    code = channel.last_message.content.split("error ")[1][:7]
    assert code.startswith("RC-")
    assert code in caplog.text
    assert "the archive burnt down" in caplog.text
    assert "burnt" not in channel.last_message.content


async def mention(env: simcord.Env, who: simcord.MemberActor, where: simcord.ChannelHandle, text: str) -> None:
    assert env.bot.user
    await who.send(where, f"{env.bot.user.mention} {text}")


def last(channel: simcord.ChannelHandle) -> discord.Embed:
    assert channel.last_message
    (embed,) = channel.last_message.embeds
    return checked(embed)


def said(channel: simcord.ChannelHandle) -> str:
    return shown(last(channel))
