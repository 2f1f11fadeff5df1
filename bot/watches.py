"""The background task that posts new decisions where somebody watches for them."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.errors import recorded
from bot.limits import escaped
from bot.registration import mention
from bot.watch_posts import Post, post
from db.queries import arrivals, watches
from db.queries.watches import Watch
from db.records import Body
from handlers.watching import What, Wish, named
from handlers.wording import series

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

EVERY = 15 * 60.0
"""Seconds between two looks at the archive. New data that are taken over wake the task by themselves."""
RETRY = 60.0
"""Seconds until what Discord failed to take is tried again: short enough for it to know the message by its nonce."""
ENDING = 5.0
"""Seconds that a post under way may take when the bot ends."""
GONE = "the channel is gone"
NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
}
RATE_LIMITED, SERVER_ERROR = 429, 500
FAILURES = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)
"""What sending a message can end in that is nobody's mistake. A time-out is an OSError."""


def wish_of(watch: Watch) -> Wish:
    """What a kept watch asks for."""
    return Wish(What(watch.what), watch.value, Body(watch.body) if watch.body else None)


class Watcher:
    """Posts the decisions that have come, once each, in one task, which `bot.duties` starts and ends."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None
        self._nap: asyncio.Task[None] | None = None
        self._woken = self._ending = False

    def start(self) -> None:
        """Begin, unless it has begun; at once, to catch up with what came while the bot was away."""
        if self._task is None or self._task.done():
            self._ending = False
            self._task = asyncio.create_task(self._run(), name="watches")

    async def stop(self) -> None:
        """End, after the post that is under way."""
        self._ending = True
        self.wake()
        if self._task:
            await asyncio.wait({self._task}, timeout=ENDING)
            self._task.cancel()

    def wake(self) -> None:
        """Look at the archive now: something may have come."""
        self._woken = True
        if self._nap:
            self._nap.cancel()

    async def _run(self) -> None:
        while not self._ending:
            self._woken = False
            try:
                whole = await self._round()
            except Exception as error:  # a database that is away now comes back
                recorded(error, "watches")
                whole = False
            if not self._woken:
                self._nap = asyncio.create_task(asyncio.sleep(EVERY if whole else RETRY))
                await asyncio.wait({self._nap})

    async def _round(self) -> bool:
        """Post what came since the last time. Returns False where Discord was in trouble: it is worth trying soon."""
        bot = self._bot
        if not await watches.any_active(bot.store) or not await bot.clerk.archive.is_current():
            return True  # what was imported is taken over first, which wakes this task again
        newest = await arrivals.note(bot.store, bot.clerk.archive)
        whole = True
        posts: dict[tuple[Wish, int], Post | None] = {}
        for watch in await watches.due(bot.store, newest):
            if self._ending:
                return False
            try:
                key = (wish_of(watch), watch.through)
                if key not in posts:
                    posts[key] = await post(bot, key[0], await arrivals.between(bot.store, watch.through, newest))
                whole &= await self._deliver(watch, newest, posts[key])
            except Exception as error:  # the other watches go on; this one is tried again in the next round
                recorded(error, f"watch {watch.id}")
        return whole

    async def _deliver(self, watch: Watch, newest: int, message: Post | None) -> bool:
        """Post once, or note why not. Returns False where Discord was in trouble."""
        # Moved first, so that nothing is posted twice when the process ends between here and the answer of Discord.
        if not await watches.move(self._bot.store, watch, watch.through, newest) or message is None:
            return True
        try:
            channel = self._bot.get_partial_messageable(watch.channel_id, guild_id=watch.guild_id)
            # Discord gives back the message that it took before under the same nonce, instead of posting it again.
            nonce = f"watch-{watch.id}-{watch.through}"
            await channel.send(message.text, embeds=message.embeds, view=message.view, nonce=nonce)
        except FAILURES as failure:
            await watches.move(self._bot.store, watch, newest, watch.through)
            if in_trouble(failure):
                log.warning("watch %d could not be posted and is tried again: %s", watch.id, failure)
                return False
            if not isinstance(failure, (discord.Forbidden, discord.NotFound)):
                raise
            await self._pause(watch, failure)
        return True

    async def _pause(self, watch: Watch, failure: BaseException) -> None:
        """Pause all watches of a channel that cannot be posted in, and tell those that made them."""
        why = reason(self._bot, watch, failure)
        paused = await watches.pause(self._bot.store, watch.channel_id, why)
        log.info("channel %d: %d watches paused: %s", watch.channel_id, len(paused), why)
        by_owner: dict[int, list[Watch]] = defaultdict(list)
        for one in paused:
            by_owner[one.owner_id].append(one)
        for owner_id, theirs in by_owner.items():
            if watch.guild_id is not None and owner_id:
                await self._tell(owner_id, watch, theirs, why)

    async def _tell(self, owner_id: int, watch: Watch, paused: list[Watch], why: str) -> None:
        guild = self._bot.get_guild(watch.guild_id or 0)
        what = series(escaped(named(self._bot.clerk.archive, wish_of(one))) for one in paused)
        channel = "a channel" if why == GONE else f"<#{watch.channel_id}>"
        where = f"{channel} of {escaped(guild.name)}" if guild else channel
        text = f"I stopped posting in {where}, which was to be told of {what}: {why}. {way_out(self._bot, why)}."
        try:
            direct = await self._bot.create_dm(discord.Object(owner_id))
            await direct.send(text)
        except FAILURES as failure:
            log.info("the owner of watch %d could not be told that it is paused: %s", watch.id, failure)


def lacking(allowed: discord.Permissions, channel: object) -> list[str]:
    """The permissions that posting in a channel needs and the bot does not have, by Discord's names."""
    unneeded = "send_messages" if isinstance(channel, discord.Thread) else "send_messages_in_threads"
    return [name for flag, name in NEEDED.items() if flag != unneeded and not getattr(allowed, flag)]


def reason(bot: RollcallBot, watch: Watch, failure: BaseException) -> str:
    """Why nothing can be posted in the channel of a watch."""
    if isinstance(failure, discord.NotFound):
        return GONE
    if watch.guild_id is None:
        return "Discord does not let me write to you"
    guild = bot.get_guild(watch.guild_id)
    channel = guild.get_channel_or_thread(watch.channel_id) if guild else None
    missing = lacking(channel.permissions_for(guild.me), channel) if guild and channel else []
    return f"I need {series(missing)} there" if missing else "Discord does not let me post there"


def way_out(bot: RollcallBot, why: str) -> str:
    """What can be done about a watch that is paused."""
    if why == GONE:
        return f"{mention(bot, 'watch remove')} clears it away"
    return f"{mention(bot, 'watch add')} there goes on with it"


def in_trouble(failure: BaseException) -> bool:
    """Whether Discord is in trouble, as against a message or a channel that it refuses: such a refusal has a code."""
    if not isinstance(failure, discord.HTTPException):
        return True
    return failure.status == RATE_LIMITED or failure.status >= SERVER_ERROR or failure.code == 0
