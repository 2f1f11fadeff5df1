"""The menu "Find the votes in this": over texts, embeds and forwarded messages, after a restart."""

from __future__ import annotations

import pytest
import simcord

from bot.commands.find_votes import texts_of
from tests.bot.processes import Restart
from tests.bot.test_cards import shown

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
MENU = "Find the votes in this"
NEWS = (
    "On 24 February 2025 the UN General Assembly passed a Ukrainian text 93-18 with 65 abstentions. The same day the "
    "Security Council adopted resolution 2774 by 10-0."
)


async def test_it_lists_them_for_whoever_asks(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    bo = guild.add_member(simcord_env.create_user("bo"))
    message = await bo.send(channel, NEWS)
    found = await ada.context_menu(channel, MENU, message)
    assert found.response
    assert found.ephemeral
    text = shown(found.response.embeds[0])
    assert "2 votes found in this message." in text
    assert "A/RES/ES-11/7" in text
    assert "“93-18 with 65 abstentions”" in text
    assert found.response.embeds[0].url == message.jump_url
    opened = await ada.select(found.response, ["S/RES/2774(2025)"])
    assert opened.response
    assert opened.ephemeral
    assert "S/RES/2774(2025)" in (opened.response.embeds[0].author.name or "")


async def test_a_list_from_before_a_restart_still_opens(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, restart: Restart
) -> None:
    found = await ada.context_menu(channel, MENU, await ada.send(channel, NEWS))
    assert found.response
    await restart()
    opened = await ada.select(found.response, ["A/RES/ES-11/7"])
    assert opened.response
    assert opened.response.embeds[0].title == "Advancing a comprehensive, just and lasting peace in Ukraine"


async def test_a_message_without_any(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    found = await ada.context_menu(channel, MENU, await ada.send(channel, "Who brings pizza to the 24/7 shift?"))
    assert found.response
    assert found.ephemeral
    assert "No votes found in this message." in shown(found.response.embeds[0])
    assert not found.response.components


async def test_the_text_of_an_embed_is_read(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    asked = await ada.slash(channel, "tally", resolution="A/RES/68/262")
    assert asked.response
    found = await ada.context_menu(channel, MENU, asked.response)
    assert found.response
    assert "A/RES/68/262" in shown(found.response.embeds[0])


async def test_a_forwarded_message_is_read(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    elsewhere = guild.create_text_channel("press")
    forwarded = await ada.forward(await ada.send(elsewhere, NEWS), channel)
    assert any(NEWS in text for text in texts_of(forwarded))
    found = await ada.context_menu(channel, MENU, forwarded)
    assert found.response
    assert "2 votes found" in shown(found.response.embeds[0])


async def test_a_message_full_of_symbols(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    text = "Security Council resolutions " + ", ".join(str(number) for number in range(1400, 1440))
    found = await ada.context_menu(channel, MENU, await ada.send(channel, text))
    assert found.response
    assert "the first 25 in the text are listed" in shown(found.response.embeds[0])
    assert len(found.response.components[0]["components"][0]["options"]) == 25


async def test_what_was_typed_cannot_ping_or_link(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    text = "The UN resolutions A/RES/77/999 @everyone and [resolution 2999](https://example.org) **passed**"
    found = await ada.context_menu(channel, MENU, await ada.send(channel, text))
    assert found.response
    assert "](https://example.org" not in shown(found.response.embeds[0])
    assert not found.response.message.mention_everyone


async def test_what_is_written_next_can_lean_on_the_list(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await ada.context_menu(channel, MENU, await ada.send(channel, NEWS))
    await ada.send(channel, f"<@{simcord_env.backend.bot_user.id}> how did France vote on the second one?")
    assert channel.last_message
    assert "France abstained on S/RES/2774(2025)" in shown(channel.last_message.embeds[0])
