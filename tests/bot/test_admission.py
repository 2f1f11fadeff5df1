"""The door: not too often, not too many, not too long, not too much; and what a person is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import simcord

from bot import admission
from bot.admission import AT_ONCE, LONGEST, WAITING, Admission, Pace
from bot.app import RollcallBot
from bot.errors import Refused
from handlers.clerk import Clerk
from tests.bot.test_cards import shown
from tests.bot.test_conversation import mention, said
from tests.bot.test_decision_buttons import answered, tally, typed

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


def refusals(env: simcord.Env) -> int:
    """How many commands were refused; nothing else went wrong."""
    assert all(isinstance(error, Refused) for error in env.errors)
    return len(env.errors)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(simcord_bot: RollcallBot) -> Clock:
    """The clock of the bot's door; two requests at once are all that it lets a person have, three a server."""
    clock = Clock()
    simcord_bot.admission.people = Pace(burst=2, seconds=5, clock=clock)
    simcord_bot.admission.servers = Pace(burst=3, seconds=5, clock=clock)
    return clock


def test_a_pace_is_a_burst_and_then_one_at_a_time() -> None:
    clock = Clock()
    pace = Pace(burst=3, seconds=10, clock=clock)
    for _ in range(3):
        assert pace.wait(1) == 0
        pace.spend(1)
    assert pace.wait(1) == 10
    assert pace.wait(2) == 0
    clock.now += 4
    assert pace.wait(1) == 6
    clock.now += 6
    assert pace.wait(1) == 0
    pace.spend(1)
    assert pace.wait(1) == 10
    clock.now += 100
    for _ in range(3):
        assert pace.wait(1) == 0
        pace.spend(1)
    assert pace.wait(1) == 10


def test_what_a_pace_holds_is_bounded() -> None:
    clock = Clock()
    pace = Pace(burst=3, seconds=10, clock=clock, entries=50)
    for key in range(200):
        pace.spend(key)
        pace.tell(key)
    assert len(pace) == 50
    clock.now += 1_000
    pace.spend(7)
    assert len(pace) == 1


async def test_a_person_who_asks_too_fast_is_told_when_to_try_again(
    simcord_env: simcord.Env,
    clock: Clock,
    ada: simcord.MemberActor,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
) -> None:
    card = await tally(ada, channel, "A/RES/68/262")
    await tally(ada, channel, "A/RES/68/262")
    refused = answered(await ada.slash(channel, "tally", resolution="68/262"))
    assert refused.content == "You are asking faster than I can look things up. Please try again in 5 seconds."
    assert refused.ephemeral
    pressed = answered(await ada.click(card, label="CSV"))
    assert "try again in 5 seconds" in pressed.content
    assert pressed.ephemeral
    menu = answered(await ada.context_menu(channel, "Find the votes in this", card))
    assert "try again in 5 seconds" in menu.content

    bo = guild.add_member(simcord_env.create_user("bo"))
    assert "100 yes" in shown(answered(await bo.slash(channel, "tally", resolution="68/262")).embeds[0])
    clock.now += 5
    assert "100 yes" in shown(answered(await ada.slash(channel, "tally", resolution="68/262")).embeds[0])
    assert refusals(simcord_env) == 2


async def test_messages_get_one_refusal_and_then_silence(
    simcord_env: simcord.Env, clock: Clock, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    for _ in range(2):
        await mention(simcord_env, ada, channel, "tally of 68/262")
    for _ in range(3):
        await mention(simcord_env, ada, channel, "tally of 68/262")
    contents = [message.content for message in channel.history() if message.author.id != ada.id]
    assert sum("try again in 5 seconds" in content for content in contents) == 1
    assert len(contents) == 3
    clock.now += 5
    await mention(simcord_env, ada, channel, "tally of 68/262")
    assert "100 yes" in said(channel)


async def test_a_server_has_a_pace_of_its_own(
    simcord_env: simcord.Env, clock: Clock, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
) -> None:
    people = [guild.add_member(simcord_env.create_user(f"p{number}")) for number in range(4)]
    for person in people[:3]:
        await tally(person, channel, "A/RES/68/262")
    refused = answered(await people[3].slash(channel, "tally", resolution="68/262"))
    assert refused.content == "This server is asking faster than I can look things up. Please try again in 5 seconds."
    elsewhere = simcord_env.create_guild("Another")
    bo = elsewhere.add_member(people[3].user)
    assert answered(await bo.slash(elsewhere.create_text_channel("a"), "tally", resolution="68/262")).embeds
    assert refusals(simcord_env) == 1


async def test_an_answer_that_takes_too_long_is_given_up(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    simcord_bot: RollcallBot,
) -> None:
    async def slowly(*_: object) -> None:
        await asyncio.sleep(60)

    with monkeypatch.context() as patched:
        patched.setattr(admission, "SECONDS", 0.05)
        patched.setattr(Clerk, "answer", slowly)
        assert "within 20 seconds" in answered(await ada.slash(channel, "tally", resolution="68/262")).content
        await mention(simcord_env, ada, channel, "tally of 68/262")
        assert channel.last_message
        assert "within 20 seconds" in channel.last_message.content
    assert simcord_bot.admission.under_way == simcord_bot.admission.waiting == 0
    assert "100 yes" in shown((await tally(ada, channel, "A/RES/68/262")).embeds[0])
    assert refusals(simcord_env) == 1


async def enter(door: Admission, person: int, until: asyncio.Event, order: list[int]) -> None:
    async with door.admitted(person, None):
        await admission.turn()
        order.append(person)
        await until.wait()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_the_queue_is_first_come_first_served_and_full_at_some_point() -> None:
    door, end, order = Admission(), asyncio.Event(), list[int]()
    most = AT_ONCE + WAITING
    tasks = [asyncio.create_task(enter(door, person, end, order)) for person in range(most)]
    await until(lambda: door.under_way == most and len(order) == AT_ONCE)
    assert door.waiting == WAITING
    with pytest.raises(Refused, match=r"busy.*try again"):
        await enter(door, most, end, order)
    end.set()
    await asyncio.gather(*tasks)
    assert order == list(range(most))
    await enter(door, most + 1, end, order)
    assert door.under_way == door.waiting == 0


async def test_busy_is_said_kindly(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "AT_ONCE", 0)
    monkeypatch.setattr(admission, "WAITING", 0)
    refused = answered(await ada.slash(channel, "tally", resolution="68/262"))
    assert refused.content == "I am busy: too many questions are waiting. Please try again in half a minute."
    assert refused.ephemeral
    assert refusals(simcord_env) == 1


async def test_who_is_sending_takes_no_turn_and_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "SECONDS", 0.05)
    door, end = Admission(), asyncio.Event()

    async def send_slowly(person: int) -> str:
        async with door.admitted(person, None):
            await admission.turn()
            admission.done()
            await end.wait()
        return "sent"

    slow = [asyncio.create_task(send_slowly(person)) for person in range(AT_ONCE + 5)]
    await until(lambda: door.under_way == AT_ONCE + 5 and not door.waiting)
    await asyncio.sleep(0.1)
    end.set()
    assert set(await asyncio.gather(*slow)) == {"sent"}


async def test_a_turn_given_up_while_waiting_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    door, end, order = Admission(), asyncio.Event(), list[int]()
    tasks = [asyncio.create_task(enter(door, person, end, order)) for person in range(AT_ONCE)]
    await until(lambda: len(order) == AT_ONCE)
    monkeypatch.setattr(admission, "SECONDS", 0.01)
    with pytest.raises(Refused, match="within"):
        await enter(door, 100, end, order)
    assert door.waiting == 0
    end.set()
    await asyncio.gather(*tasks)
    await asyncio.gather(*(enter(door, 200 + person, end, order) for person in range(AT_ONCE + 1)))


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 1_900])
async def test_a_long_question_is_cut_and_the_answer_says_so(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, length: int
) -> None:
    asked = "How did Hungary vote on ES-11/7?" + "!" * (length - 32)
    await mention(simcord_env, ada, channel, asked)
    text = said(channel)
    assert "Hungary voted no" in text
    assert ("I read the first 500 characters" in text) == (length > LONGEST)


async def test_the_option_of_ask_takes_no_more(simcord_bot: RollcallBot) -> None:
    ask = simcord_bot.tree.get_command("ask")
    assert ask
    (option,) = ask.to_dict(simcord_bot.tree)["options"]
    assert option["max_length"] == LONGEST


async def test_forms_and_choices_pass_the_door(
    clock: Clock, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    card = await tally(ada, channel, "A/RES/68/262")
    form = await typed(ada, card, "One country…", "France")  # the press and the form are a request each
    assert "try again in 5 seconds" in form.content
