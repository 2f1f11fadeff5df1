"""Suggestions for members and decisions."""

from __future__ import annotations

import pytest
import simcord

from bot.app import RollcallBot
from handlers.clerk import Clerk
from tests.standin.limits import check_choices

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


@pytest.mark.parametrize(
    ("command", "option", "typed", "value"),
    [
        ("vote", "country", "Hung", "HUN"),
        ("alignment", "a", "france", "FRA"),
        ("alignment", "b", "russia", "RUS"),
        ("allies", "country", "brazil", "BRA"),
        ("tally", "resolution", "68/262", "A/RES/68/262"),
        ("summary", "resolution", "ES-11/1", "A/RES/ES-11/1"),
        ("vote", "resolution", "territorial integrity of ukraine", "A/RES/68/262"),
    ],
)
async def test_finds(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, option: str, typed: str, value: str
) -> None:
    found = await ada.autocomplete(channel, command, option, typed)
    check_choices(found)
    assert value in [choice["value"] for choice in found]


@pytest.mark.parametrize("typed", ["", " ", "the", "zzzzqqq", "*" * 100, "🇭🇺", 'A/RES/"; DROP', "ES-"])
@pytest.mark.parametrize(("command", "option"), [("vote", "country"), ("tally", "resolution")])
async def test_takes_whatever_is_typed(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, option: str, typed: str
) -> None:
    check_choices(await ada.autocomplete(channel, command, option, typed))


@pytest.mark.parametrize(("command", "option"), [("vote", "country"), ("tally", "resolution")])
async def test_a_failure_is_logged_and_suggests_nothing(
    simcord_bot: RollcallBot,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    command: str,
    option: str,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the roster fell down")

    monkeypatch.setattr(Clerk, "suggest_members", fail)
    monkeypatch.setattr(Clerk, "suggest_decisions", fail)
    assert await ada.autocomplete(channel, command, option, "x") == []
    assert "the roster fell down" in caplog.text


async def test_what_discord_would_refuse_is_left_out(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [("x" * 300, f"K{n}") for n in range(60)] + [("", "E"), ("long", "v" * 101), ("twice", "K1")]
    monkeypatch.setattr(Clerk, "suggest_members", lambda *_: many[::-1])
    found = await ada.autocomplete(channel, "vote", "country", "x")
    check_choices(found)
    assert len(found) == 25
    assert len({choice["value"] for choice in found}) == 25
