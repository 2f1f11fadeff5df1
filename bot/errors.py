"""What goes wrong: a short code that is shown and logged with its cause, and sentences for a start that fails."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from bot import logs, metrics
from db.engine import DatabaseAway

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
INVALID_TOKEN = 50027
GONE = frozenset({UNKNOWN_INTERACTION, INVALID_TOKEN})
"""Discord's codes for an interaction whose time is over: answering it again would only raise again."""
UNREPLIABLE = "message_reference"
"""What Discord finds wrong with a reply to a message that is deleted."""
OUTDATED = "This command has changed since your app loaded it. Please try again in a minute, or restart Discord."

AWAY = (
    "I cannot reach my database now (error {}). Please try again in a minute. How countries agree, and how often they "
    "voted which way, I can still tell."
)


class StartFailed(Exception):
    """The bot cannot start. The text is one sentence for the operator, `status` the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


class Refused(app_commands.AppCommandError):
    """A request that is not served now. The text is for the person: why, and when to try again.

    `again` says that the person was told so just before: a message then gets no second answer.
    """

    def __init__(self, sentence: str, *, again: bool = False) -> None:
        super().__init__(sentence)
        self.again = again


def recorded(error: BaseException, where: str) -> str:
    """Log an error with its cause and return the short code it goes by: the request's, such as RC-7F3A1C."""
    code = logs.request.get() or logs.new_id()
    metrics.ERRORS.inc()
    log.error("%s: %s", code, where, exc_info=error, extra={"code": code})
    return code


def apology(code: str) -> str:
    """What the person sees."""
    return f"Something went wrong on our side (error {code}). Please try again; if it lasts, report the code."


def explained(error: BaseException, where: str) -> str:
    """Log an error, and return what the person sees."""
    code = recorded(error, where)
    return AWAY.format(code) if isinstance(error, DatabaseAway) else apology(code)


def is_gone(error: BaseException) -> bool:
    """Whether the error says that the interaction can no longer be answered."""
    return isinstance(error, discord.HTTPException) and error.code in GONE


async def interaction_failed(interaction: discord.Interaction, error: BaseException, where: str) -> None:
    """Log what went wrong with an interaction and tell the person, if that is still possible. Never raises."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if is_gone(error):
        log.warning("%s: the interaction was over before it was answered", where)
        return
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        log.warning("%s: used in a form that is not ours any more: %s", where, error)
        sentence = OUTDATED
    elif isinstance(error, Refused):
        sentence = str(error)
    else:
        sentence = explained(error, where)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except discord.DiscordException as second:
        log.warning("%s: the person could not be told: %s", where, second)


async def message_failed(message: discord.Message, error: Exception) -> None:
    """Log what went wrong with a message and tell its author, if that is possible. Never raises."""
    where = f"message {message.id} in channel {message.channel.id}"
    if isinstance(error, discord.Forbidden):
        log.info("%s: not allowed to answer there: %s", where, error)
        return
    if isinstance(error, discord.NotFound) or (isinstance(error, discord.HTTPException) and UNREPLIABLE in error.text):
        log.info("%s: it, or its channel, was deleted before it was answered", where)
        return
    if isinstance(error, Refused) and error.again:
        return
    sentence = str(error) if isinstance(error, Refused) else explained(error, where)
    try:
        await message.reply(sentence, mention_author=False)
    except discord.DiscordException as second:
        log.warning("%s: the author could not be told: %s", where, second)
