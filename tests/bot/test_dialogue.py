"""Conversations: several turns in a direct message and in a channel, each read with the one before."""

from __future__ import annotations

import pytest
import simcord

from tests.bot.test_conversation import mention, said

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


async def test_five_turns_in_a_direct_message(simcord_env: simcord.Env) -> None:
    user = simcord_env.create_user("bo")
    for typed, expected in (
        ("How did Hungary vote on ES-11/7?", "Hungary voted no on"),
        ("and China?", "China abstained on"),
        ("who voted no?", "18 members voted no"),
        ("how did they vote on 77/7", "China voted yes on"),
        ("why?", "not in a voting record"),
    ):
        await user.send_dm(typed)
        assert expected in said(user.dm_channel), typed


@pytest.mark.parametrize("choice", ["2", "Guinea-Bissau", "the second one", "bissau"])
async def test_a_question_back_is_answered_by_a_number_or_a_word(simcord_env: simcord.Env, choice: str) -> None:
    user = simcord_env.create_user("bo")
    await user.send_dm("How did Guinea vote on ES-11/1?")
    assert "could be several members" in said(user.dm_channel)
    await user.send_dm(choice)
    assert "Guinea-Bissau " in said(user.dm_channel)
    await user.send_dm("and Ghana?")
    assert "Ghana voted yes" in said(user.dm_channel)


async def test_a_mention_and_a_reply_share_the_memory(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mention(simcord_env, ada, channel, "How did Hungary vote on ES-11/7?")
    await mention(simcord_env, ada, channel, "and China?")
    assert "China abstained" in said(channel)
    await ada.send(channel, "what about France?", reply_to=channel.last_message)
    assert "France voted yes" in said(channel)


async def test_persons_do_not_share_it(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    bo = guild.add_member(simcord_env.create_user("bo"))
    await mention(simcord_env, ada, channel, "How did Hungary vote on ES-11/7?")
    await mention(simcord_env, bo, channel, "who abstained?")
    assert "Which decision do you mean?" in said(channel)
    await mention(simcord_env, ada, channel, "who abstained?")
    assert "A/RES/ES-11/7" in said(channel)
