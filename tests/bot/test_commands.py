"""Each slash command, in a server and in a direct message."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.app import RollcallBot
from tests.bot.test_cards import checked, shown

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)

CASES: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("ask", {"question": "How did Hungary vote on ES-11/7?"}, "Advancing a comprehensive", ["Hungary voted no"]),
    ("tally", {"resolution": "A/RES/68/262"}, "Territorial integrity of Ukraine", ["Yes     100", "Abstain  58"]),
    ("tally", {"resolution": "es-11/1"}, "Aggression against Ukraine", ["141", "35 abstentions"]),
    (
        "summary",
        {"resolution": "S/RES/1973(2011)"},
        "Establishment of a ban on flights",
        ["China and Russia abstained"],
    ),
    ("vote", {"country": "FRA", "resolution": "A/RES/68/262"}, "Territorial integrity", ["France voted yes"]),
    (
        "vote",
        {"country": "the Americans", "resolution": "68/262"},
        "Territorial integrity",
        ["United States voted yes"],
    ),
    ("alignment", {"a": "FRA", "b": "DEU", "since": "2015"}, "How alike they vote", ["since", "2015", "Same vote"]),
    ("alignment", {"a": "France", "b": "China", "body": "SC"}, "How alike they vote", ["Security Council"]),
    ("allies", {"country": "BRA", "order": "furthest", "since": "2010"}, "Who votes alike", ["Furthest from Brazil"]),
    ("search", {"text": "right to food"}, "Decisions found", ["ight to food", "undocs.org"]),
    ("latest", {"body": "SC"}, "Latest decisions", ["Security Council", "1. **"]),
    ("latest", {}, "Latest decisions", ["1. **"]),
    ("help", {}, "What you can ask", ["/alignment", "/about"]),
    ("about", {}, "About Rollcall", ["no side", "CC BY 4.0"]),
]


@pytest.mark.parametrize(("command", "options", "title", "says"), CASES)
async def test_command(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    command: str,
    options: dict[str, Any],
    title: str,
    says: list[str],
) -> None:
    result = await ada.slash(channel, command, **options)
    embed = one(result)
    assert (embed.title or "").startswith(title)
    for words in says:
        assert words in shown(embed)


@pytest.mark.parametrize("command", ["about", "help", "tally"])
async def test_in_a_direct_message(simcord_env: simcord.Env, command: str) -> None:
    user = simcord_env.create_user("bo")
    options = {"resolution": "A/RES/68/262"} if command == "tally" else {}
    one(await user.slash(command, **options))


async def test_a_name_that_could_be_several_is_asked_back(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await ada.slash(channel, "vote", country="Korea", resolution="68/262")
    assert one(result).title == "Which one do you mean?"
    assert result.response
    assert len(result.response.components[0]["components"]) == 2


async def test_a_resolution_that_nobody_knows(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    embed = one(await ada.slash(channel, "tally", resolution="A/RES/99/999"))
    assert "99/999" in shown(embed)


async def test_help_names_every_command(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: RollcallBot
) -> None:
    text = shown(one(await ada.slash(channel, "help")))
    for command in simcord_bot.tree.get_commands():
        assert f"`/{command.name}`" in text


def one(result: simcord.InteractionResult) -> discord.Embed:
    """The one card of the answer, public and within all limits."""
    assert result.response
    assert not result.response.ephemeral
    (embed,) = result.response.embeds
    return checked(embed)
