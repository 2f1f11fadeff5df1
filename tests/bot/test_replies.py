"""How answers arrive: charts with them, quiet replies, where cards or files are not allowed; and all within limits."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot import limits
from bot.app import RollcallBot
from bot.charts.picture import ALT
from bot.limits import size
from bot.preferences import change, owner_of
from bot.replies import reply_of
from handlers.clerk import Clerk
from tests.bot.test_cards import checked, shown
from tests.bot.test_conversation import mention
from tests.bot.test_decision_buttons import answered, rows, tally, typed
from tests.standin.limits import check_message

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
PICTURED = "who votes most like france in 2023"
QUESTIONS = sorted((Path(__file__).parents[1] / "questions").glob("*.jsonl"))


def some_questions(count: int) -> list[str]:
    """Of all kinds, the same ones at every run."""
    every = [json.loads(line)["question"] for path in QUESTIONS for line in path.read_text("utf-8").splitlines()]
    return random.Random(5).sample(every, count)


@pytest.mark.parametrize("part", range(5))
async def test_a_hundred_answers_keep_all_limits(clerk: Clerk, part: int) -> None:
    for question in some_questions(100)[part::5]:
        made = await reply_of(await clerk.ask(question), clerk)
        parts = made.parts(None)
        checked(parts["embed"])
        components = parts["view"].to_components() if "view" in parts else []
        payload: dict[str, Any] = {"embeds": [parts["embed"].to_dict()], "components": components}
        check_message(payload, files=int("file" in parts))
        assert len(components) <= 5
        assert size(made.text) <= limits.MESSAGE
        assert len(json.dumps(payload)) < 20_000
        if "file" in parts:
            assert 0 < size(parts["file"].description or "") <= ALT


async def test_a_chart_comes_with_its_answer(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    answer = answered(await ada.slash(channel, "ask", question=PICTURED))
    (picture,) = answer.attachments
    assert "94.8%" in (picture.description or "")
    assert (answer.embeds[0].image.url or "").endswith(picture.filename)
    assert "1. 🇬🇧 **United Kingdom**" in shown(answer.embeds[0])


async def test_a_chart_comes_with_a_message_too(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mention(simcord_env, ada, channel, PICTURED)
    assert channel.last_message
    assert len(channel.last_message.attachments) == 1


async def test_a_slow_chart_does_not_hold_up_the_answer(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def slow(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("bot.replies.PATIENCE", 0.01)
    monkeypatch.setattr("bot.replies.picture_of", slow)
    answer = answered(await ada.slash(channel, "ask", question=PICTURED))
    assert not answer.attachments
    assert "10. " in shown(answer.embeds[0])
    assert "took longer" in caplog.text


@pytest.mark.parametrize("denied", ["attach_files", "embed_links"])
async def test_without_a_permission_there_is_no_chart(
    simcord_env: simcord.Env, ada: simcord.MemberActor, guild: simcord.GuildHandle, denied: str
) -> None:
    assert simcord_env.bot.user
    bare = guild.create_text_channel(
        "bare", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(**{denied: False})}
    )
    await mention(simcord_env, ada, bare, PICTURED)
    assert bare.last_message
    for answer in (bare.last_message, answered(await ada.slash(bare, "ask", question=PICTURED))):
        assert not answer.attachments
        assert bool(answer.embeds) == (denied == "attach_files")
        assert "United Kingdom" in (shown(answer.embeds[0]) if answer.embeds else answer.content)


async def test_without_cards_the_buttons_work_in_plain_text(
    simcord_env: simcord.Env, ada: simcord.MemberActor, guild: simcord.GuildHandle
) -> None:
    assert simcord_env.bot.user
    bare = guild.create_text_channel(
        "bare", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(embed_links=False)}
    )
    card = await tally(ada, bare, "A/RES/79/7")
    listed = answered(await ada.click(card, label="Yes 187"))
    assert "**Africa (54)**" in listed.content
    assert "**Asia-Pacific (53)**" in answered(await ada.click(listed, label="›")).content
    assert "France voted yes" in (await typed(ada, card, "One country…", "France")).content


async def test_quiet_answers_are_seen_by_who_asked(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle, simcord_bot: RollcallBot
) -> None:
    await change(simcord_bot, owner_of(simcord_bot, guild.id, ada.id), quiet=True)
    card = await tally(ada, channel, "A/RES/79/7")
    assert card.ephemeral
    assert answered(await ada.click(card, label="All 32 votes")).ephemeral


async def test_the_home_country_is_filled_in(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle, simcord_bot: RollcallBot
) -> None:
    await change(simcord_bot, owner_of(simcord_bot, guild.id, ada.id), home="FRA")
    asked = answered(await ada.slash(channel, "ask", question="how did we vote on 79/7?"))
    assert "France voted yes" in shown(asked.embeds[0])
    form = await ada.click(await tally(ada, channel, "A/RES/79/7"), label="One country…")
    assert form.modal
    assert form.modal["components"][0]["component"]["value"] == "France"


async def test_did_you_mean(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    missed = answered(await ada.slash(channel, "ask", question="how did the us vote on 73/8 cuba embargo 2018"))
    (field,) = missed.embeds[0].fields
    assert field.name == "Did you mean"
    first = rows(missed)[0][0]
    assert first.startswith("1. ")
    assert first.removeprefix("1. ") in (field.value or "").splitlines()[0]
    chosen = answered(await ada.click(missed, label=first))
    assert first.removeprefix("1. ") in (chosen.embeds[0].author.name or "")
