"""The real process, `python -m bot run`, against the stand-in on loopback."""

from __future__ import annotations

import signal

from tests.bot.processes import Start, ended
from tests.standin import Standin
from tests.standin.payloads import dm_channel


async def test_it_answers_and_ends(standin: Standin, start: Start) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start()
    await standin.gateway.ready(timeout=60)
    await standin.next_request("PUT", "/applications/*/commands", timeout=10)

    use = ada.slash("ask", room, question="How did Hungary vote on ES-11/7?")
    assert (await use.callback())["type"] == 5
    (embed,) = (await use.answer())["embeds"]
    assert "Hungary voted no" in embed["description"]

    choices = await ada.complete("vote", "country", room, country="Hung").choices()
    assert "HUN" in [choice["value"] for choice in choices]

    elsewhere = ada.slash("tally", dm_channel(standin.person("bo").user), user_install=True, resolution="68/262")
    assert "100 yes" in (await elsewhere.answer())["embeds"][0]["description"]

    asked = await ada.slash("ask", room, question="How did Korea vote on 68/262?").answer()
    pressed = await ada.click("South Korea", asked).answer()
    assert "South Korea voted yes" in pressed["embeds"][0]["description"]

    ada.write("How did France vote on 68/262?", room, mention=True)
    written = await standin.next_request("POST", "/channels/*/messages", timeout=15)
    assert "France voted yes" in written.json["embeds"][0]["description"]
    assert written.json["allowed_mentions"]["parse"] == []

    assert standin.unknown == []
    status, out, err = await ended(process, signal.SIGTERM)
    assert status == 0, err
    assert out == ""
    assert "Traceback" not in err


async def test_commands_are_sent_once_and_buttons_outlive_the_process(standin: Standin, start: Start) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    process = await start()
    await standin.gateway.ready(timeout=60)
    asked = await ada.slash("ask", room, question="How did Korea vote on 68/262?").answer()
    assert (await ended(process, signal.SIGINT))[0] == 0

    process = await start()
    await standin.gateway.ready(timeout=60)
    pressed = await ada.click("South Korea", asked).answer()
    assert "South Korea voted yes" in pressed["embeds"][0]["description"]
    assert len([r for r in standin.requests if r.matches("PUT", "/applications/*/commands")]) == 1
    assert (await ended(process, signal.SIGTERM))[0] == 0


async def test_a_wrong_token_is_one_sentence(start: Start) -> None:
    status, out, err = await ended(await start(DISCORD_TOKEN="wrong"))  # noqa: S106
    assert status == 1
    assert out == ""
    assert "DISCORD_TOKEN" in err
    assert "Traceback" not in err


async def test_no_discord_is_one_sentence(start: Start) -> None:
    status, _, err = await ended(await start(DISCORD_API_URL="http://127.0.0.1:9/api/v10"))
    assert status == 1
    assert "cannot be reached" in err
    assert "Traceback" not in err
