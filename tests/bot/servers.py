"""Servers as big as they are: tens of channels and roles each. As a program, the memory that thousands of them take."""

from __future__ import annotations

import asyncio
import random
import sys
from typing import Any, cast

import discord
import psutil  # type: ignore[import-untyped]

from bot.app import RollcallBot
from bot.settings import Settings
from db.archive import Archive
from db.queries.holding import hold_all
from db.store import Store
from handlers.clerk import Clerk
from tests.standin import payloads
from tests.standin.payloads import Json

TEXT, VOICE, CATEGORY, NEWS, FORUM = 0, 2, 4, 5, 15
BOT = payloads.user("rollcall", bot=True)
OWNER = payloads.user("owner")
TOPIC = "Everything about resolutions, drafts, amendments and the speakers' list. "
SEND, VIEW = 1 << 11, 1 << 10


def _id(chance: random.Random) -> str:
    return str(chance.getrandbits(62))


def big_server(chance: random.Random) -> Json:
    """A server with 20 to 50 channels and roles, with emoji and stickers, in which the bot has two roles."""
    server = payloads.guild(OWNER, name=f"Model UN {chance.random():.6f}", guild_id=_id(chance))
    (everyone,) = server["roles"]
    roles = [
        everyone | {"id": _id(chance), "name": f"Delegation {n}", "position": n, "permissions": str(1 << n)}
        for n in range(1, chance.randint(20, 50))
    ]
    rights = [_overwrites([everyone, *roles], chance) for _ in range(6)]  # one a category
    itself = payloads.member(BOT) | {"roles": [role["id"] for role in roles[:2]]}
    return server | {
        "roles": [everyone, *roles],
        "channels": [_channel(server["id"], rights, n, chance) for n in range(chance.randint(20, 50))],
        "members": [itself],
        "member_count": chance.randint(3, 5000),
        "emojis": [_emoji(chance) for _ in range(chance.randint(0, 50))],
        "stickers": [_sticker(server["id"], chance) for _ in range(chance.randint(0, 5))],
    }


def _channel(server_id: str, rights: list[list[Json]], position: int, chance: random.Random) -> Json:
    kind = chance.choice((TEXT, TEXT, TEXT, TEXT, VOICE, CATEGORY, NEWS, FORUM))
    made = payloads.text_channel(server_id, f"committee-{position}", channel_id=_id(chance))
    made |= {"type": kind, "position": position, "topic": TOPIC * chance.randint(0, 4) or None}
    made |= {"parent_id": _id(chance), "last_message_id": _id(chance)}
    if kind == VOICE:
        made |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    if kind == FORUM:
        made |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
    made["permission_overwrites"] = chance.choice(rights)
    if chance.random() < 0.1:  # not as its category has it
        itself = {"id": BOT["id"], "type": 1, "allow": str(VIEW | SEND), "deny": "0"}
        made["permission_overwrites"] = [*made["permission_overwrites"], itself]
    return made


def _overwrites(roles: list[Json], chance: random.Random) -> list[Json]:
    """What up to five roles may do, often everyone's and the bot's among them."""
    some = chance.sample(roles[:3], chance.randint(0, 2)) + chance.sample(roles, 3)
    rights = ((SEND, VIEW), (VIEW, SEND), (SEND | VIEW, 0), (0, SEND | VIEW))
    return [
        {"id": role_id, "type": 0, "allow": str(allow), "deny": str(deny)}
        for role_id in dict.fromkeys(role["id"] for role in some)
        for allow, deny in [chance.choice(rights)]
    ]


def _emoji(chance: random.Random) -> Json:
    flags = {"require_colons": True, "managed": False, "animated": False, "available": True}
    return {"id": _id(chance), "name": "gavel", "roles": []} | flags


def _sticker(server_id: str, chance: random.Random) -> Json:
    made = {"id": _id(chance), "name": "gavel", "description": "", "tags": "gavel", "type": 2, "format_type": 1}
    return made | {"available": True, "guild_id": server_id}


async def entered(client: discord.AutoShardedClient, *servers: Json) -> Any:  # noqa: ANN401 (the library's state)
    """Let a client that is not connected hear of servers, as from the gateway; return its memory of them."""
    if client._connection.user is None:
        await client._async_setup_hook()
        client._connection.user = discord.ClientUser(state=client._connection, data=BOT)  # type: ignore[arg-type]
        client._connection.shard_count = 1
    for server in servers:
        client._connection.parse_guild_create(cast(Any, server))
    return client._connection


async def measure(url: str, servers: int) -> None:
    """Print the resident memory, in MB, of the bot with everything loaded and in so many servers."""
    archive, store = await Archive.open(url), await Store.open(url)
    clerk = await Clerk.create(archive)
    await clerk.warm()
    await hold_all(archive)
    bot = RollcallBot(Settings(_env_file=None), clerk, store)
    chance = random.Random(1945)
    for _ in range(servers):
        await entered(bot, big_server(chance))
    assert len(bot.guilds) == servers
    sys.stdout.write(f"{psutil.Process().memory_info().rss / 1e6:.0f}\n")
    await store.close()
    await archive.close()


if __name__ == "__main__":
    asyncio.run(measure(sys.argv[1], int(sys.argv[2])))
