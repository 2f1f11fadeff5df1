"""The command tree as a whole, and when it is sent to Discord."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.app import INTENTS, RollcallBot
from bot.registration import shapes, sync_if_changed
from bot.settings import Settings
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.processes import Restart

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
PERIOD = ["since?", "until?", "topic?", "body?"]
COMMANDS = {
    "ask": ["question"],
    "tally": ["resolution"],
    "summary": ["resolution?", "country?", "when?", "topic?", "body?"],
    "vote": ["country", "resolution"],
    "alignment": ["a", "b", "since?", "until?", "topic?", "measure?", "body?"],
    "allies": ["country", "order?", *PERIOD, "limit?"],
    "record": ["country", "topic?", "position?", "since?", "until?", "body?"],
    "brief": ["country", "topic", "since?", "until?", "body?"],
    "series": ["resolution", "country?", "since?", "until?"],
    "compare resolutions": ["a", "b", "country?"],
    "compare countries": ["a", "b", *PERIOD],
    "bloc": ["group", "resolution?", *PERIOD],
    "vetoes": ["country?", "topic?", "since?", "until?"],
    "trend": ["a", "b?", "since?", "until?", "topic?", "measure?", "body?"],
    "extremes": ["what", *PERIOD, "limit?"],
    "search": ["text"],
    "latest": ["topic?", "body?", "limit?"],
    "map": ["since?", "until?", "topic?", "group?"],
    "quiz": ["topic?", "country?", "since?"],
    "watch add": ["what", "value?", "body?"],
    "watch list": [],
    "watch remove": ["watch"],
    "settings": [],
    "help": [],
    "about": [],
    "privacy": [],
}
"""All slash commands; an option with a question mark can be left out."""
SUGGESTED = {"resolution", "country", "group", "topic", "a", "b", "value", "watch"}
"""Options for which values are suggested while a person types."""
PAYLOAD = 8_000
"""Characters that the names, descriptions and values of one command may have in all."""
NAME = re.compile(r"[-_\w]{1,32}")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_commands_and_their_options(simcord_bot: RollcallBot, name: str) -> None:
    options = options_of(simcord_bot, name)
    assert [option["name"] + ("" if option.get("required") else "?") for option in options] == COMMANDS[name]


def test_these_are_all(simcord_bot: RollcallBot) -> None:
    assert {command.qualified_name for command in leaves(simcord_bot)} == set(COMMANDS)
    menus = [one.name for one in simcord_bot.tree.get_commands() if isinstance(one, app_commands.ContextMenu)]
    assert menus == ["Find the votes in this"]


def test_an_option_that_is_left_out_is_empty(simcord_bot: RollcallBot) -> None:
    for command in leaves(simcord_bot):
        for option in command.parameters:
            assert option.required or option.default in {"", None}, (command.qualified_name, option.name)


def test_only_setting_up_is_for_managers(simcord_bot: RollcallBot) -> None:
    manage = str(discord.Permissions(manage_guild=True).value)
    wanted = {
        payload["name"]: str(payload.get("default_member_permissions") or "") for payload in payloads(simcord_bot)
    }
    assert {name: held for name, held in wanted.items() if held} == {"watch": manage, "settings": manage}


def test_nothing_is_hidden_as_unsafe_for_work(simcord_bot: RollcallBot) -> None:
    assert not [payload["name"] for payload in payloads(simcord_bot) if payload.get("nsfw")]


def test_they_work_in_servers_in_private_and_installed_by_a_user(simcord_bot: RollcallBot) -> None:
    for payload in payloads(simcord_bot):
        assert sorted(payload["contexts"]) == [0, 1, 2], payload["name"]
        assert sorted(payload["integration_types"]) == [0, 1], payload["name"]


def test_names_are_unique_and_few_enough(simcord_bot: RollcallBot) -> None:
    names = [(payload["type"], payload["name"]) for payload in payloads(simcord_bot)]
    assert len(set(names)) == len(names)
    assert sum(kind == 1 for kind, _ in names) <= 100
    assert sum(kind == 3 for kind, _ in names) <= 5


def test_every_text_is_there_and_fits(simcord_bot: RollcallBot) -> None:
    for payload in payloads(simcord_bot):
        parts = list(within(payload)) if payload["type"] == 1 else []
        for part in parts:
            assert NAME.fullmatch(part["name"])
            assert part["name"] == part["name"].lower()
            assert 1 < len(part["description"]) <= 100, part["name"]
            options = part.get("options") or []
            assert len(options) <= 25
            assert len({option["name"] for option in options}) == len(options)
            asked = [bool(option.get("required")) for option in options]
            assert asked == sorted(asked, reverse=True), "Discord wants required options first"
            for choice in part.get("choices") or []:
                assert 0 < len(choice["name"]) <= 100
                assert len(str(choice["value"])) <= 100
            assert len(part.get("choices") or []) <= 25
        texts = [part[key] for part in parts for key in ("name", "description")]
        texts += [str(choice[key]) for part in parts for choice in part.get("choices") or [] for key in choice]
        assert sum(map(len, texts)) <= PAYLOAD, payload["name"]


def test_what_can_be_suggested_is(simcord_bot: RollcallBot) -> None:
    for name in COMMANDS:
        for option in options_of(simcord_bot, name):
            assert bool(option.get("autocomplete")) == (option["name"] in SUGGESTED), (name, option["name"])


def test_no_privileged_intent_and_no_ping(simcord_bot: RollcallBot) -> None:
    assert not any([INTENTS.members, INTENTS.presences, INTENTS.message_content])
    assert simcord_bot.allowed_mentions
    allowed: dict[str, object] = {**simcord_bot.allowed_mentions.to_dict()}
    assert allowed == {"parse": []}


async def test_sent_at_the_first_start_only(simcord_env: simcord.Env, restart: Restart) -> None:
    assert _sent(simcord_env) == 1
    await restart()
    assert _sent(simcord_env) == 1


async def test_sent_again_when_one_changed(
    simcord_env: simcord.Env, settings: Settings, clerk: Clerk, store: Store
) -> None:
    changed = RollcallBot(settings, clerk, store)
    tally = changed.tree.get_command("tally")
    assert tally
    changed.tree.remove_command("tally")
    await simcord_env.restart_bot(changed)
    assert _sent(simcord_env) == 2
    assert not await sync_if_changed(changed)
    tally.description, before = "Changed.", tally.description
    changed.tree.add_command(tally)
    assert await sync_if_changed(changed)
    tally.description = before


async def test_a_refused_registration_does_not_end_the_bot(
    simcord_env: simcord.Env, caplog: pytest.LogCaptureFixture, restart: Restart
) -> None:
    simcord_env.inject_error("GET", "/applications/*/commands", status=500)
    await restart()
    assert simcord_env.bot.is_ready()
    assert "stay in force" in caplog.text


def test_what_discord_adds_is_no_change(simcord_bot: RollcallBot) -> None:
    ours = payloads(simcord_bot)
    theirs = [
        {
            "description": "",
            **payload,
            "id": "1",
            "version": "2",
            "contexts": payload["contexts"][::-1],
            "options": [{**option, "name_localizations": None} for option in payload.get("options") or []],
        }
        for payload in reversed(ours)
    ]
    assert shapes(theirs) == shapes(ours)


def test_a_change_deep_inside_is_seen(simcord_bot: RollcallBot) -> None:
    ours = next(one for one in payloads(simcord_bot) if one["name"] == "compare")
    for index in range(3):
        theirs = copy.deepcopy(ours)
        first, second = theirs["options"]
        inside = [(first["options"][1], "description"), (second, "name"), (theirs, "default_member_permissions")]
        part, key = inside[index]
        part[key] = "8"
        assert shapes([ours]) != shapes([theirs]), key


def leaves(bot: RollcallBot) -> list[app_commands.Command[Any, ..., Any]]:
    """The commands and subcommands that can be called."""
    return [one for one in bot.tree.walk_commands() if isinstance(one, app_commands.Command)]


def payloads(bot: RollcallBot) -> list[dict[str, Any]]:
    """All commands as Discord gets them."""
    return [command.to_dict(bot.tree) for command in bot.tree.get_commands()]


def within(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A command, its subcommands and all their options."""
    yield payload
    for option in payload.get("options") or []:
        yield from within(option)


def options_of(bot: RollcallBot, name: str) -> list[dict[str, Any]]:
    """The options of a command or subcommand."""
    first, *rest = name.split()
    payload = next(one for one in payloads(bot) if one["name"] == first)
    for part in rest:
        payload = next(one for one in payload["options"] if one["name"] == part)
    return list(payload["options"])


def _sent(env: simcord.Env) -> int:
    return sum(r.method == "PUT" and r.path.endswith("/commands") for r in env.http_requests)
