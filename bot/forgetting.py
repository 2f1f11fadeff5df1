"""Deleting what is kept about a server that the bot has left, or about a person that wishes so."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import preferences
from bot.memory import memory_of
from db.queries import watches
from db.queries.preferences import Owner, Scope

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted: whether a home country was set, and how many watches and exchanges in memory.

    `disowned` are watches in servers: they stay, but no longer say who made them.
    """

    home: bool
    watches: int
    disowned: int
    exchanges: int


async def forget_server(bot: RollcallBot, guild_id: int) -> None:
    """Delete a server's settings and watches."""
    await preferences.forget(bot, Owner(Scope.GUILD, guild_id))
    count = await watches.remove_guild(bot.store, guild_id)
    log.info("left server %d: its settings and %d watches are deleted", guild_id, count)


async def forget_person(bot: RollcallBot, user_id: int) -> Forgotten:
    """Delete what is kept about a person."""
    exchanges = memory_of(bot).forget(user_id)
    home = await preferences.forget(bot, Owner(Scope.USER, user_id))
    removed, disowned = await watches.forget_person(bot.store, user_id)
    return Forgotten(home, removed, disowned, exchanges)
