"""Questions in plain words: direct messages, mentions of the bot, and replies to it."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import errors
from bot.admission import shortened, turn, visit
from bot.commands.help import help_reply
from bot.memory import memory_of
from bot.preferences import elsewhere, preferences_for
from bot.replies import noted, reply_in_channel, send_in_channel

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
"""Messages that a person wrote, as against "somebody joined" and the like."""
TYPING = 1.0
"""Seconds that an answer waits for Discord to show that it is coming."""
UNREADABLE = "I can only read messages that mention me: please mention me in your reply, or use /ask."


async def hear(bot: RollcallBot, message: discord.Message) -> None:
    """Answer a message that is meant for the bot; leave all others alone. Never raises."""
    if message.author.bot or message.webhook_id or message.type not in WRITTEN or not addressed(bot, message):
        return
    if not may_write(message):
        log.info("message %s: not allowed to write in channel %s", message.id, message.channel.id)
        return
    try:
        async with visit(bot, "message", message.author.id, message.guild.id if message.guild else None):
            await _answer(bot, message)
    except Exception as error:  # one bad message must not end in silence
        await errors.message_failed(message, error)


def addressed(bot: RollcallBot, message: discord.Message) -> bool:
    """Whether a message is a direct one, mentions the bot, or replies to it."""
    if message.guild is None:
        return True
    return _mentioned(bot, message) or _to_bot(bot, message)


def question_of(bot: RollcallBot, message: discord.Message) -> str:
    """The message without the mentions of the bot."""
    own = bot.user.id if bot.user else 0
    return " ".join(re.sub(rf"<@!?{own}>", " ", message.content).split())


def may_write(message: discord.Message) -> bool:
    """Whether the bot can answer where the message was written; a direct message can always be answered."""
    if message.guild is None:
        return True
    allowed = message.channel.permissions_for(message.guild.me)
    in_thread = isinstance(message.channel, discord.Thread)
    return allowed.view_channel and (allowed.send_messages_in_threads if in_thread else allowed.send_messages)


async def _answer(bot: RollcallBot, message: discord.Message) -> None:
    found = await preferences_for(bot, message.guild.id if message.guild else None, message.author.id)
    if message.guild is not None and not found.allow(message.channel):
        # One line for whoever calls the bot by its name. Who replies to a card of a watch may well talk to the others.
        if bot.user and bot.user.id in message.raw_mentions:
            await message.reply(elsewhere(bot, message.guild, found), mention_author=False)
        return
    text = question_of(bot, message)
    if not text:
        # Discord keeps the text of a reply that does not mention the bot to itself, as no privileged intent is asked.
        # A bare mention has a text, the mention.
        if message.guild is not None and not message.content:
            await message.reply(UNREADABLE, mention_author=False)
        else:
            await send_in_channel(message, await help_reply(bot))
        return
    memory, key = memory_of(bot), (message.author.id, message.channel.id)
    await _seem_to_type(message.channel)
    await turn()
    text, notes = shortened(text)
    answer = await bot.clerk.ask(text, memory.get(key), found.defaults)
    memory.put(key, answer)
    await reply_in_channel(message, noted(answer, notes), bot)


async def _seem_to_type(channel: discord.abc.Messageable) -> None:
    """Show that the answer is coming. A Discord that has no time for that gets the answer all the same."""
    with suppress(discord.DiscordException, aiohttp.ClientError, OSError):  # a time-out is an OSError
        async with asyncio.timeout(TYPING):
            await channel.typing()


def _mentioned(bot: RollcallBot, message: discord.Message) -> bool:
    return bot.user is not None and any(user.id == bot.user.id for user in message.mentions)


def _to_bot(bot: RollcallBot, message: discord.Message) -> bool:
    referred = message.reference.resolved if message.reference else None
    return isinstance(referred, discord.Message) and referred.author == bot.user
