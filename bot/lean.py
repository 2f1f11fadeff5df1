"""What is kept of the servers: enough to know where the bot may write, so that thousands of them fit into memory.

discord.py keeps all that Discord tells of a server, some 45 kB each. What is dropped here is never asked for: roles of
others and what these may do in a channel, topics, emoji, voice, events. Channels with the same permissions share them.
The library has no setting for this; its parsers are the only place.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import discord
from discord.state import AutoShardedConnectionState

log = logging.getLogger(__name__)

Json = Mapping[str, Any]

DROPPED = dict.fromkeys(
    (
        "emojis",
        "stickers",
        "soundboard_sounds",
        "voice_states",
        "presences",
        "stage_instances",
        "guild_scheduled_events",
    ),
    (),
)
UNSAID = {"topic": None, "last_message_id": None, "parent_id": None}
"""What is said of a channel instead of the truth."""
CATEGORY = discord.ChannelType.category.value
"""A channel that nothing can be written in, and that others stand under."""


class LeanState(AutoShardedConnectionState):
    """The library's memory of what the gateway tells, given less of it."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (the library's)
        super().__init__(*args, **options)
        self._learning: set[asyncio.Task[None]] = set()

    def parse_guild_create(self, data: Any) -> None:  # noqa: ANN401
        """Take a server in."""
        super().parse_guild_create(lean_guild(data, self.self_id))
        if guild := self._get_guild(int(data["id"])):
            share_overwrites(guild)

    def parse_guild_update(self, data: Any) -> None:  # noqa: ANN401
        """Take a change of a server in; it names all roles."""
        guild = self._get_guild(int(data["id"]))
        ids = _ids(guild) if guild else frozenset()
        roles = [role for role in data["roles"] if int(role["id"]) in ids]
        super().parse_guild_update({**data, **DROPPED, "roles": roles})

    def parse_channel_create(self, data: Any) -> None:  # noqa: ANN401
        """Take a channel in."""
        if data["type"] != CATEGORY:
            super().parse_channel_create(self._lean_channel(data))

    def parse_channel_update(self, data: Any) -> None:  # noqa: ANN401
        """Take a change of a channel in."""
        super().parse_channel_update(self._lean_channel(data))

    def parse_guild_role_create(self, data: Any) -> None:  # noqa: ANN401
        """A new role is nobody's yet: when it is given to the bot, that is told too."""

    def parse_guild_member_update(self, data: Any) -> None:  # noqa: ANN401
        """Learn of a role that the bot was given, which was left out so far. Of others, nothing is kept."""
        if int(data["user"]["id"]) != self.self_id:
            return
        super().parse_guild_member_update(data)
        guild = self._get_guild(int(data["guild_id"]))
        if guild and any(guild.get_role(int(id_)) is None for id_ in data["roles"]):
            task = asyncio.create_task(self._learn(guild, frozenset(map(int, data["roles"]))))
            self._learning.add(task)
            task.add_done_callback(self._learning.discard)

    def _lean_channel(self, data: Json) -> Any:  # noqa: ANN401
        guild = self._get_guild(int(data["guild_id"])) if data.get("guild_id") else None
        return lean_channel(data, _ids(guild)) if guild else data

    async def _learn(self, guild: discord.Guild, own: frozenset[int]) -> None:
        """Ask Discord for the roles that the bot has now, and for what these may do in each channel."""
        try:
            roles = await self.http.get_roles(guild.id)
            channels = await self.http.get_all_guild_channels(guild.id)
        except discord.HTTPException as error:
            log.warning("the roles in server %d could not be read, and old ones count: %s", guild.id, error)
            return
        for role in roles:
            if int(role["id"]) in own:
                guild._add_role(discord.Role(guild=guild, state=self, data=role))
        for data in channels:
            if channel := guild.get_channel(int(data["id"])):
                channel._update(guild, lean_channel(data, _ids(guild)))


def _ids(guild: discord.Guild) -> frozenset[int]:
    """Whose permissions count for the bot in a server: everyone's, its roles', its own."""
    return frozenset(guild._roles) | {guild._state.self_id or 0}


def share_overwrites(guild: discord.Guild) -> None:
    """Let channels with the same permissions, as most in a category have, hold one list. No list is ever changed."""
    seen: dict[tuple[object, ...], Any] = {}
    for channel in guild.channels:
        key = tuple((one.id, one.type, one.allow, one.deny) for one in channel._overwrites)
        channel._overwrites = seen.setdefault(key, channel._overwrites)


def lean_guild(data: Json, own_id: int | None) -> Any:  # noqa: ANN401 (the library's own type of it)
    """A server as GUILD_CREATE has it, without what the bot never asks for."""
    if "members" not in data:
        return data
    own = [one for one in data["members"] if int(one["user"]["id"]) == own_id]
    if not own:  # nothing tells which roles count
        return {**data, **DROPPED}
    ids = frozenset({int(data["id"]), own_id or 0, *(int(id_) for one in own for id_ in one["roles"])})
    return {
        **data,
        **DROPPED,
        "members": own,
        "roles": [role for role in data["roles"] if int(role["id"]) in ids],
        "channels": [lean_channel(one, ids) for one in data["channels"] if one["type"] != CATEGORY],
    }


def lean_channel(data: Json, ids: frozenset[int]) -> Any:  # noqa: ANN401
    """A channel without its topic and place, and with what those may do that count for the bot."""
    overwrites = [one for one in data.get("permission_overwrites", ()) if int(one["id"]) in ids]
    return {**data, **UNSAID, "permission_overwrites": overwrites}
