"""What a person sees, and the log holds, when a command fails."""

from __future__ import annotations

import re

import pytest
import simcord

from bot import errors
from bot.app import RollcallBot, serve, token_of
from bot.errors import StartFailed
from bot.settings import Settings
from handlers.clerk import Clerk

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


async def burnt(*_: object, **__: object) -> None:
    raise RuntimeError("the archive burnt down")


async def test_a_short_code_is_shown_and_logged_with_its_cause(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(Clerk, "answer", burnt)
    result = await ada.slash(channel, "tally", resolution="68/262")
    assert result.response
    found = re.search(r"RC-[0-9A-F]{6}", result.response.content)
    assert found
    assert f"{found[0]}: /tally" in caplog.text
    assert "the archive burnt down" in caplog.text
    assert "burnt" not in result.response.content
    assert simcord_env.errors


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (401, 50027)])
async def test_an_interaction_that_is_over_raises_nothing_more(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    status: int,
    code: int,
) -> None:
    simcord_env.inject_error("POST", "/interactions/*", status=status, code=code)
    await ada.slash(channel, "tally", resolution="68/262")
    assert "was over before it was answered" in caplog.text
    assert "RC-" not in caplog.text
    assert len(simcord_env.errors) == 1


async def test_a_person_who_cannot_be_told_is_logged(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    simcord_env.inject_error("POST", "/webhooks/*", status=500, times=2)
    await ada.slash(channel, "tally", resolution="68/262")
    assert "RC-" in caplog.text
    assert "could not be told" in caplog.text
    assert len(simcord_env.errors) == 1


def test_codes_are_short_and_differ(caplog: pytest.LogCaptureFixture) -> None:
    codes = {errors.recorded(RuntimeError("x"), "test") for _ in range(20)}
    assert len(codes) > 15
    assert all(re.fullmatch(r"RC-[0-9A-F]{6}", code) for code in codes)


@pytest.mark.parametrize("token", ["", "   "])
async def test_no_token_is_one_sentence_and_status_2(
    clerk: Clerk, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    settings = Settings(_env_file=None, discord_token=token)
    with pytest.raises(StartFailed, match="DISCORD_TOKEN"):
        token_of(settings)
    assert await serve(settings, clerk) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


async def test_an_event_that_fails_is_logged(simcord_bot: RollcallBot, caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise RuntimeError("odd")
    except RuntimeError:
        await simcord_bot.on_error("on_something")
    assert "on_something" in caplog.text
    assert "odd" in caplog.text
