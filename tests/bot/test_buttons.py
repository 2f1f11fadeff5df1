"""Buttons that ask a question, before and after a restart: readings, what comes nearest, examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import simcord

from handlers.answer import Answer
from handlers.clerk import Clerk
from handlers.question import Defaults, Option
from tests.bot.processes import Restart
from tests.bot.test_cards import shown

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
LONG = "With the votes on every resolution of all the years that you know in mind, how did France vote on A/RES/68/262?"
Offer = Callable[..., None]


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Give a function by which the next answers to "which" offer options."""
    ask = Clerk.ask

    def offering(*options: Option) -> None:
        async def answer(clerk: Clerk, text: str, *, defaults: Defaults) -> Answer:
            found = await ask(clerk, text, defaults=defaults)
            return replace(found, options=options) if text == "which" else found

        monkeypatch.setattr(Clerk, "ask", answer)

    return offering


async def test_a_reading_is_chosen_by_anyone(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    asked = await ada.slash(channel, "ask", question="How did Korea vote on 68/262?")
    assert asked.response
    bo = guild.add_member(simcord_env.create_user("bo"))
    pressed = await bo.click(asked.response, label="South Korea")
    assert pressed.response
    assert "South Korea voted yes" in shown(pressed.response.embeds[0])
    assert pressed.response.id != asked.response.id
    assert not pressed.response.ephemeral


async def test_in_a_direct_message(simcord_env: simcord.Env) -> None:
    user = simcord_env.create_user("bo")
    await user.send_dm("How did Korea vote on 68/262?")
    assert user.dm_channel.last_message
    pressed = await user.click(user.dm_channel.last_message, label="South Korea")
    assert pressed.response
    assert "South Korea voted yes" in shown(pressed.response.embeds[0])


@pytest.mark.parametrize("question", ["How did France vote on A/RES/68/262?", LONG])
async def test_after_a_restart(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, offer: Offer, question: str, restart: Restart
) -> None:
    offer(Option("France", question), Option("Fiji", question.replace("France", "Fiji")))
    asked = await ada.slash(channel, "ask", question="which")
    assert asked.response
    await restart()
    label = "France" if question != LONG else "1. France"
    pressed = await ada.click(asked.response, label=label)
    assert pressed.response
    assert "France voted yes" in shown(pressed.response.embeds[0])


async def test_a_long_question_stands_in_the_card(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, offer: Offer
) -> None:
    offer(Option("France", LONG), Option("Fiji", LONG.replace("France", "Fiji")))
    asked = await ada.slash(channel, "ask", question="which")
    assert asked.response
    assert f"1. {LONG}" in shown(asked.response.embeds[0])


async def test_a_card_that_lost_its_questions(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(Option("France", LONG))
    asked = await ada.slash(channel, "ask", question="which")
    assert asked.response
    monkeypatch.setattr("bot.buttons.ask.CHOICES", "Something else")
    pressed = await ada.click(asked.response, label="1. France")
    assert pressed.response
    assert "ask again" in pressed.response.content
    assert pressed.ephemeral


async def test_a_fault_shows_its_code(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    offer: Offer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    offer(Option("France", "How did France vote on 68/262?"))
    asked = await ada.slash(channel, "ask", question="which")
    assert asked.response

    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the archive burnt down")

    monkeypatch.setattr(Clerk, "ask", fail)
    pressed = await ada.click(asked.response, label="France")
    assert pressed.response
    assert "RC-" in pressed.response.content
    assert "the archive burnt down" in caplog.text
