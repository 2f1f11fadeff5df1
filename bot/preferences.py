"""What a server, or a person in direct messages, has set; and where in a server the bot may answer."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Unpack
from weakref import WeakKeyDictionary

import discord

from bot.errors import recorded
from bot.registration import mention
from db.queries import preferences as kept
from db.queries.preferences import Changes, Owner, Preference, Scope
from db.records import Body
from handlers.question import Defaults, Period
from handlers.wording import series

if TYPE_CHECKING:
    from bot.app import RollcallBot
    from db.store import Store

PATIENCE = 1.0
"""Seconds that a question waits for what is set: Discord gives it 3 to the first sign."""
ENTRIES = 10_000
"""Servers whose preferences are held in memory."""
EVERYWHERE = frozenset({"settings", "watch", "privacy"})
"""Commands that work outside the allowed channels too: who may set up the bot can do so anywhere."""
MANAGERS_ONLY = "In a server only people with the permission *Manage Server* can do that."


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is set: `defaults` for the clerk, the `channels` in which the bot may answer (empty: everywhere), and
    whether answers to commands are `quiet`, seen only by those that asked."""

    defaults: Defaults = field(default_factory=Defaults)
    channels: frozenset[int] = frozenset()
    quiet: bool = False

    def allow(self, channel: object) -> bool:
        """Whether the bot may answer in the channel; a thread goes by its channel too."""
        ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
        return not self.channels or bool(self.channels & ids)


NOTHING_SET = Preferences()


class Held:
    """Preferences in memory, the least recently used going first; `changes` counts what was dropped as outdated.

    Only those of servers: all that happens in a server comes to one process by its shard, so no other can change what
    is held. A person is in many servers, and direct messages come to yet another process.
    """

    def __init__(self) -> None:
        self.changes = 0
        self._by_owner: OrderedDict[Owner, Preferences] = OrderedDict()

    def get(self, owner: Owner) -> Preferences | None:
        """What is held for the owner."""
        if owner in self._by_owner:
            self._by_owner.move_to_end(owner)
        return self._by_owner.get(owner)

    def put(self, owner: Owner, found: Preferences) -> None:
        """Hold what was read from the store, if it is a server's."""
        if owner.scope is not Scope.GUILD:
            return
        self._by_owner[owner] = found
        while len(self._by_owner) > ENTRIES:
            self._by_owner.popitem(last=False)

    def drop(self, owner: Owner) -> None:
        """Forget what is held for an owner whose preferences have changed."""
        self.changes += 1
        self._by_owner.pop(owner, None)


_held: WeakKeyDictionary[Store, Held] = WeakKeyDictionary()


async def preferences_for(bot: RollcallBot, guild_id: int | None, user_id: int) -> Preferences:
    """What holds in the server, or for the person in direct messages. Never raises: in doubt nothing is set."""
    owner = owner_of(bot, guild_id, user_id)
    held = _held.setdefault(bot.store, Held())
    if found := held.get(owner):
        return found
    before = held.changes
    try:
        async with asyncio.timeout(PATIENCE):
            stored = await kept.get(bot.store, owner)
    except Exception as error:  # with the store gone, questions are still answered
        recorded(error, f"the preferences of {owner.scope} {owner.id} could not be read")
        return NOTHING_SET
    found = _preferences(bot, stored) if stored else NOTHING_SET
    if held.changes == before:  # else what was read may be outdated already
        held.put(owner, found)
    return found


async def change(bot: RollcallBot, owner: Owner, **changes: Unpack[Changes]) -> None:
    """Keep what was changed."""
    await kept.put(bot.store, owner, **changes)
    _held.setdefault(bot.store, Held()).drop(owner)


async def forget(bot: RollcallBot, owner: Owner) -> bool:
    """Forget all that is set. Returns whether there was anything."""
    was_set = await kept.delete(bot.store, owner)
    _held.setdefault(bot.store, Held()).drop(owner)
    return was_set


def owner_of(bot: RollcallBot, guild_id: int | None, user_id: int) -> Owner:
    """Whose preferences hold: the server's where the bot is a member of it, else the person's.

    Somebody who installed the bot for themselves can use it in servers that know nothing of it.
    """
    if guild_id is not None and bot.get_guild(guild_id):
        return Owner(Scope.GUILD, guild_id)
    return Owner(Scope.USER, user_id)


async def set_for(interaction: discord.Interaction[RollcallBot]) -> Preferences:
    """What holds for a command or a button."""
    return await preferences_for(interaction.client, interaction.guild_id, interaction.user.id)


async def hushed(interaction: discord.Interaction[RollcallBot]) -> bool:
    """Whether only the person may see the answer: quiet replies, or a button under a card in another channel."""
    found = await set_for(interaction)
    return found.quiet or not found.allow(interaction.channel)


def may_manage(interaction: discord.Interaction[RollcallBot]) -> bool:
    """Whether the person may change what is set where the command was used.

    Discord hides such commands from others by itself, but not from somebody who installed the bot for themselves.
    """
    owner = owner_of(interaction.client, interaction.guild_id, interaction.user.id)
    return owner.scope is Scope.USER or interaction.permissions.manage_guild


async def may_answer(interaction: discord.Interaction[RollcallBot]) -> bool:
    """Whether a command may be used in its channel; where not, the person is told where it may."""
    if interaction.type is not discord.InteractionType.application_command or interaction.guild is None:
        return True
    command = interaction.command
    if command is None or command.qualified_name.split()[0] in EVERYWHERE:
        return True
    found = await set_for(interaction)
    if found.allow(interaction.channel):
        return True
    await interaction.response.send_message(elsewhere(interaction.client, interaction.guild, found), ephemeral=True)
    return False


def elsewhere(bot: RollcallBot, guild: discord.Guild, found: Preferences) -> str:
    """Where the bot may be asked, in a sentence."""
    there = [f"<#{id_}>" for id_ in sorted(found.channels) if guild.get_channel_or_thread(id_)]
    if not there:
        others = mention(bot, "settings")
        return f"The channels that I may answer in are gone. Whoever manages this server can choose others: {others}"
    return f"In this server I answer in {series(there, 'or')}; please ask me there."


def _preferences(bot: RollcallBot, found: Preference) -> Preferences:
    home = found.home if found.home in bot.clerk.archive.roster.members else ""
    body = Body(found.body) if found.body in {*Body} else None
    return Preferences(Defaults(home, body, Period(found.since, found.until)), found.channels, found.quiet)
