"""The command tree as a whole, and when it is sent to Discord."""

from __future__ import annotations

import pytest
import simcord

from bot.app import INTENTS, RollcallBot
from bot.registration import shapes, sync_if_changed
from bot.settings import Settings
from db.store import Store
from handlers.clerk import Clerk

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
COMMANDS = {
    "ask": ["question"],
    "tally": ["resolution"],
    "summary": ["resolution"],
    "vote": ["country", "resolution"],
    "alignment": ["a", "b", "since", "until", "topic", "body"],
    "allies": ["country", "order", "since", "until"],
    "search": ["text"],
    "latest": ["body"],
    "help": [],
    "about": [],
}


def test_the_commands_and_their_options(simcord_bot: RollcallBot) -> None:
    found = {c.name: c.to_dict(simcord_bot.tree) for c in simcord_bot.tree.get_commands()}
    assert {name: [o["name"] for o in payload["options"]] for name, payload in found.items()} == COMMANDS


def test_they_work_in_servers_in_private_and_installed_by_a_user(simcord_bot: RollcallBot) -> None:
    for command in simcord_bot.tree.get_commands():
        payload = command.to_dict(simcord_bot.tree)
        assert sorted(payload["contexts"]) == [0, 1, 2], command.name
        assert sorted(payload["integration_types"]) == [0, 1], command.name


def test_every_text_is_there_and_fits(simcord_bot: RollcallBot) -> None:
    for command in simcord_bot.tree.get_commands():
        payload = command.to_dict(simcord_bot.tree)
        for part in [payload, *payload["options"]]:
            assert 1 < len(part["description"]) <= 100, part["name"]
            assert part["name"] == part["name"].lower()
            assert len(part.get("choices") or []) <= 25


def test_members_and_resolutions_are_completed(simcord_bot: RollcallBot) -> None:
    for command in simcord_bot.tree.get_commands():
        for option in command.to_dict(simcord_bot.tree)["options"]:
            assert bool(option.get("autocomplete")) == (option["name"] in {"resolution", "country", "a", "b"})


def test_no_privileged_intent_and_no_ping(simcord_bot: RollcallBot) -> None:
    assert not any([INTENTS.members, INTENTS.presences, INTENTS.message_content])
    assert simcord_bot.allowed_mentions
    allowed: dict[str, object] = {**simcord_bot.allowed_mentions.to_dict()}
    assert allowed == {"parse": []}


async def test_sent_at_the_first_start_only(
    simcord_env: simcord.Env, settings: Settings, clerk: Clerk, store: Store
) -> None:
    assert _sent(simcord_env) == 1
    await simcord_env.restart_bot(RollcallBot(settings, clerk, store))
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
    simcord_env: simcord.Env, settings: Settings, clerk: Clerk, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    simcord_env.inject_error("GET", "/applications/*/commands", status=500)
    await simcord_env.restart_bot(RollcallBot(settings, clerk, store))
    assert simcord_env.bot.is_ready()
    assert "stay in force" in caplog.text


def test_what_discord_adds_is_no_change(simcord_bot: RollcallBot) -> None:
    ours = [command.to_dict(simcord_bot.tree) for command in simcord_bot.tree.get_commands()]
    theirs = [
        {
            **payload,
            "id": "1",
            "version": "2",
            "contexts": payload["contexts"][::-1],
            "options": [{**option, "name_localizations": None} for option in payload["options"]],
        }
        for payload in reversed(ours)
    ]
    assert shapes(theirs) == shapes(ours)


def _sent(env: simcord.Env) -> int:
    return sum(r.method == "PUT" and r.path.endswith("/commands") for r in env.http_requests)
