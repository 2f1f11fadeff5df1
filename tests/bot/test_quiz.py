"""The quiz in a channel: answers, the clock, the host, the score, two at once, a restart, a direct message."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot import quiz
from bot.app import RollcallBot
from bot.preferences import change
from bot.quiz import NO_CARDS, OVER, RUNNING, SECONDS, TOO_FEW
from bot.quiz_table import Game, tables_of
from db.queries.preferences import Owner, Scope
from db.queries.votes import positions
from db.records import Position
from handlers.clerk import Clerk
from handlers.question import Kind
from tests.bot import test_cards
from tests.bot.processes import Restart

# A round's clock, longer than what the simulator waits for, runs only when a test advances the time.
pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=SECONDS - 5)
LABELS = {Position.YES: "Yes", Position.NO: "No", Position.ABSTAIN: "Abstained"}


@pytest.fixture(autouse=True)
def same_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The questions of the lot 1, each time."""
    monkeypatch.setattr(quiz, "lot", lambda: 1)


@pytest.fixture
def bo(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    return guild.add_member(simcord_env.create_user("bo"))


def bot_of(env: simcord.Env) -> RollcallBot:
    """The bot that runs now."""
    assert isinstance(env.bot, RollcallBot)
    return env.bot


def newest(channel: simcord.ChannelHandle) -> discord.Message:
    """The round on the table."""
    return [one for one in channel.history() if not one.flags.ephemeral][-1]


def now(channel: simcord.ChannelHandle, message: discord.Message) -> str:
    """What a message says now."""
    return next(shown(one) for one in channel.history() if one.id == message.id)


def shown(message: discord.Message) -> str:
    """All that a message says."""
    (embed,) = message.embeds
    return "\n".join([message.content, embed.author.name or "", embed.title or "", test_cards.shown(embed)])


async def labels(clerk: Clerk, message: discord.Message) -> tuple[str, str]:
    """The label of the right answer, looked up in the roll call, and one of the others."""
    game = Game.of(message)
    assert game
    found = (await clerk.fill(Kind.TALLY, decisions=[game.key])).decisions[0]
    right = LABELS[(await positions(clerk.archive, found.id))[game.member]]
    return right, next(label for label in LABELS.values() if label != right)


async def start(who: simcord.MemberActor, channel: simcord.ChannelHandle, **options: str) -> discord.Message:
    await who.slash(channel, "quiz", **options)
    return newest(channel)


async def test_four_rounds_and_the_score(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    bo: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    clerk: Clerk,
) -> None:
    message = await start(ada, channel)
    for number in range(1, 5):
        card = shown(message)
        assert f"round {number} of 4" in card
        assert "How did " in card
        right, wrong = await labels(clerk, message)
        told = await ada.click(message, label=right)
        assert told.followups[-1].ephemeral
        assert told.followups[-1].content.startswith("Your answer: ")
        await bo.click(message, label=right if number == 1 else wrong)
        await ada.click(message, label="Next ›")
        answered = now(channel, message)
        assert f"<@{ada.id}>: {number}" in answered
        assert f"<@{bo.id}>: 1" in answered
        assert f"({2 if number == 1 else 1} of 2)" in answered
        assert "](https://" in answered, "the source"
        message = newest(channel)
    assert "Final score" in shown(message)
    assert not message.components
    sent = [one.json for one in simcord_env.http_requests if "/webhooks/" in one.path and one.json]
    named = [one for one in sent if "<@" in (one.get("content") or "")]
    assert len(named) == 4 + 3, "four answers, three further questions"
    assert all(one["allowed_mentions"] == {"parse": []} for one in named), "nobody is pinged"
    assert len(tables_of(bot_of(simcord_env)).held) == 0


async def test_the_clock_ends_a_round(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, clerk: Clerk
) -> None:
    first = await start(ada, channel)
    right, _ = await labels(clerk, first)
    await ada.click(first, label=right)
    await simcord_env.advance_time(SECONDS + 1)
    assert f"<@{ada.id}>: 1" in now(channel, first)
    assert "round 2 of 4" in shown(newest(channel))
    assert f"<@{ada.id}>: 1" in shown(newest(channel))


async def test_a_quiz_that_nobody_plays_ends(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    first = await start(ada, channel)
    await simcord_env.advance_time(SECONDS + 1)
    assert newest(channel).id == first.id
    assert "Nobody answered, so the quiz ends here." in shown(newest(channel))
    again = await start(ada, channel)
    assert "round 1 of 4" in shown(again)


async def test_one_answer_each(ada: simcord.MemberActor, channel: simcord.ChannelHandle, clerk: Clerk) -> None:
    message = await start(ada, channel)
    right, wrong = await labels(clerk, message)
    await ada.click(message, label=wrong)
    told = await ada.click(message, label=right)
    assert told.followups
    assert "You have answered already" in told.followups[-1].content
    await ada.click(message, label="Next ›")
    assert "none of 1 answer" in now(channel, message)


async def test_only_the_host_goes_on(
    ada: simcord.MemberActor, bo: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await start(ada, channel)
    told = await bo.click(message, label="Next ›")
    assert told.response
    assert told.ephemeral
    assert f"Only <@{ada.id}>" in told.response.content
    assert newest(channel).id == message.id


async def test_one_quiz_at_a_time_in_a_channel(
    ada: simcord.MemberActor, bo: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    await start(ada, channel)
    refused = await bo.slash(channel, "quiz")
    assert refused.response
    assert refused.ephemeral
    assert refused.response.content == RUNNING
    elsewhere = await start(bo, guild.create_text_channel("other"))
    assert "round 1 of 4" in shown(elsewhere)


async def test_a_restart_keeps_the_question_and_the_score(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    bo: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    clerk: Clerk,
    restart: Restart,
) -> None:
    first = await start(ada, channel)
    right, _ = await labels(clerk, first)
    await ada.click(first, label=right)
    await ada.click(first, label="Next ›")
    second = newest(channel)
    await restart()
    right, _ = await labels(clerk, second)
    await bo.click(second, label=right)
    await simcord_env.advance_time(SECONDS + 1)
    card = now(channel, second)
    assert f"<@{ada.id}>: 1" in card
    assert f"<@{bo.id}>: 1" in card
    assert "round 3 of 4" in shown(newest(channel))


async def test_a_press_that_comes_too_late(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, clerk: Clerk
) -> None:
    first = await start(ada, channel)
    tables = tables_of(bot_of(simcord_env))
    place, table = next(iter(tables.held.items()))
    assert table
    assert tables.end(place, table)
    assert not tables.end(place, table)
    late = await ada.click(first, label="Yes")
    assert late.followups
    assert late.followups[-1].content == OVER


async def test_in_a_direct_message_the_answer_comes_at_once(simcord_env: simcord.Env, clerk: Clerk) -> None:
    cy = simcord_env.create_user("cy")
    await cy.slash("quiz")
    first = newest(cy.dm_channel)
    right, _ = await labels(clerk, first)
    await cy.click(first, label=right)
    assert "round 2 of 4" in shown(newest(cy.dm_channel))
    assert f"<@{cy.id}>: 1" in shown(newest(cy.dm_channel))


async def test_with_quiet_replies_it_is_a_game_for_one(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, clerk: Clerk
) -> None:
    ada, bo = (guild.add_member(simcord_env.create_user(name)) for name in ("ada", "bo"))
    await change(bot_of(simcord_env), Owner(Scope.GUILD, guild.id), quiet=True)
    started = await ada.slash(channel, "quiz")
    assert started.ephemeral
    assert not (await bo.slash(channel, "quiz")).followups, "another person's game is no hindrance"
    assert started.response
    right, _ = await labels(clerk, started.response.message)
    answered = await ada.click(started.response, label=right)
    assert all(one.flags.ephemeral for one in channel.history())
    assert answered.followups
    assert "round 2 of 4" in shown(answered.followups[-1].message)


async def test_limits_that_leave_nothing(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    told = await ada.slash(channel, "quiz", country="South Sudan", topic="apartheid")
    assert told.response
    assert told.response.content == TOO_FEW
    again = await start(ada, channel, country="Hungary")
    assert "Hungary" in shown(again)


async def test_where_cards_are_not_allowed(
    simcord_env: simcord.Env, ada: simcord.MemberActor, guild: simcord.GuildHandle
) -> None:
    assert simcord_env.bot.user
    denied = discord.PermissionOverwrite(embed_links=False)
    bare = guild.create_text_channel("bare", overwrites={simcord_env.bot.user: denied})
    told = await ada.slash(bare, "quiz")
    assert told.ephemeral
    assert told.response
    assert told.response.content == NO_CARDS


async def test_a_country_that_is_none(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    told = await ada.slash(channel, "quiz", country="Freedonia")
    assert told.response
    assert "Freedonia" in shown(told.response.message)


def test_ids_fit(simcord_bot: RollcallBot) -> None:
    line = "record~mHUN~gasia_pacific~tunilateral_coercive_measures~s19900101"
    game = Game(3, 2**63 - 1, 9_999, line, "HUN", "S/15255/Rev.2(as corrected)")
    for item in (quiz.NextButton(game), *(quiz.AnswerButton(p, game.member, game.key) for p in LABELS)):
        assert len(item.custom_id) <= 100, item.custom_id
