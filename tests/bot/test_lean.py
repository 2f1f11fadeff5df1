"""Ten thousand servers fit into memory, and what is kept of each still tells where the bot may write."""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import INTENTS, RollcallBot
from bot.settings import Settings
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.processes import ROOT
from tests.bot.servers import CATEGORY, SEND, VIEW, big_server, entered
from tests.standin import Standin, payloads
from tests.standin.payloads import Json

SERVERS = 10_000
MEGABYTES = 400


@pytest.mark.usefixtures("archive")
async def test_ten_thousand_servers_fit_into_memory(database_url: str) -> None:
    command = (sys.executable, "-m", "tests.bot.servers", database_url, str(SERVERS))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
    out, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0
    assert int(out) < MEGABYTES


async def test_the_permissions_are_those_of_the_library(clerk: Clerk, store: Store) -> None:
    chance = random.Random(7)
    servers = [big_server(chance) for _ in range(20)]
    lean = await entered(RollcallBot(Settings(_env_file=None), clerk, store), *servers)
    whole = await entered(discord.AutoShardedClient(intents=INTENTS), *servers)
    seen = set()
    for server in servers:
        ours, theirs = lean._get_guild(int(server["id"])), whole._get_guild(int(server["id"]))
        writable = [channel for channel in server["channels"] if channel["type"] != CATEGORY]
        assert len(ours.channels) == len(writable)
        for channel in writable:
            id_ = int(channel["id"])
            allowed = ours.get_channel(id_).permissions_for(ours.me)
            assert allowed == theirs.get_channel(id_).permissions_for(theirs.me)
            seen.add((allowed.view_channel, allowed.send_messages))
    assert len(seen) > 2


@pytest.fixture
async def online(
    standin: Standin, clerk: Clerk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RollcallBot]:
    """A bot in this process, about to connect to the stand-in."""
    monkeypatch.setattr(Route, "BASE", standin.base_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    bot = RollcallBot(Settings(_env_file=None, discord_api_url=standin.base_url), clerk, store)
    running = asyncio.create_task(bot.start(standin.token))
    yield bot
    await until(lambda: bool(clerk.archive.by_key))  # a statement that is broken off would leave its connection open
    await bot.close()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_role_that_the_bot_is_given_counts(standin: Standin, online: RollcallBot) -> None:
    """A channel is closed to everyone but one role, which the bot is given later, and loses again."""
    server = standin.guild()
    (room,) = server["channels"]
    role: Json = server["roles"][0] | {"id": payloads.snowflake(), "name": "bots", "permissions": "0", "position": 1}
    room["permission_overwrites"] = [
        {"id": server["id"], "type": 0, "allow": "0", "deny": str(SEND | VIEW)},
        {"id": role["id"], "type": 0, "allow": str(SEND | VIEW), "deny": "0"},
    ]
    await standin.gateway.ready(timeout=30)
    await until(lambda: online.get_guild(int(server["id"])) is not None)
    guild = online.get_guild(int(server["id"]))
    assert guild
    channel = guild.get_channel(int(room["id"]))
    assert channel

    def writable() -> bool:
        return channel.permissions_for(guild.me).send_messages

    assert not writable()
    server["roles"].append(role)
    standin.world.announce("GUILD_ROLE_CREATE", {"guild_id": server["id"], "role": role}, server["id"])
    itself = payloads.member(standin.world.bot) | {"guild_id": server["id"]}
    standin.world.announce("GUILD_MEMBER_UPDATE", itself | {"roles": [role["id"]]}, server["id"])
    await until(writable)
    renamed = {key: value for key, value in server.items() if key not in {"channels", "members", "threads"}}
    standin.world.announce("GUILD_UPDATE", renamed | {"name": "Renamed"}, server["id"])
    await until(lambda: guild.name == "Renamed")
    assert writable()
    standin.world.announce("GUILD_MEMBER_UPDATE", itself, server["id"])
    await until(lambda: not writable())


async def until(so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(10):
        while not so():  # noqa: ASYNC110 (the gateway has no event for it)
            await asyncio.sleep(0.02)
