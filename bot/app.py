"""The Discord client: what it asks of Discord, how it starts, and how it ends."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import aiohttp
import click
import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import charts, conversation, errors
from bot.admission import Admission, visit
from bot.buttons import DYNAMIC
from bot.commands import COMMANDS
from bot.commands.find_votes import OpenVote
from bot.commands.privacy import ForgetButton
from bot.duties import Duties
from bot.errors import StartFailed
from bot.forgetting import forget_server
from bot.freshness import Freshness
from bot.lean import LeanState
from bot.panel import Control
from bot.preferences import may_answer
from bot.quiz import AnswerButton, NextButton
from bot.registration import sync_if_changed
from bot.settings import Settings
from bot.status import reporting
from bot.updates import Updates
from bot.watches import Watcher
from db.damage import put_aside, usable
from db.store import Store, store_url

if TYPE_CHECKING:
    from handlers.clerk import Clerk

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None is privileged: direct messages, mentions and replies arrive with their text all the same."""
FINISHING = 3.0
"""Seconds that answers under way may take when the bot ends, and then again as many for telling who got none."""
PATIENCE = 9.0
"""Seconds after which the bot ends whatever hangs: Docker and systemd ask once and then kill, ten seconds later."""
HOW_TO_START = (
    "Set DISCORD_TOKEN to your bot's token (Discord developer portal, your application, Bot, Reset Token), "
    "in the environment or in a .env file."
)


class Tree(app_commands.CommandTree["RollcallBot"]):
    """The slash commands; all of them work in servers, in direct messages, and installed by a user."""

    def __init__(self, bot: RollcallBot) -> None:
        super().__init__(
            bot,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in COMMANDS:
            self.add_command(command)

    async def interaction_check(self, interaction: discord.Interaction[RollcallBot], /) -> bool:
        """Whether the server lets the bot answer in that channel."""
        return await may_answer(interaction)

    async def on_error(
        self, interaction: discord.Interaction[RollcallBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Show and log a short code for whatever a command did not handle."""
        await errors.interaction_failed(interaction, error, name_of(interaction))

    async def _call(self, interaction: discord.Interaction[RollcallBot]) -> None:
        """Let a command in before it is looked at. The library has no public place around a whole command."""
        if interaction.type is discord.InteractionType.autocomplete:
            await super()._call(interaction)
            return
        async with visit(interaction.client, name_of(interaction), interaction.user.id, interaction.guild_id):
            await super()._call(interaction)


def name_of(interaction: discord.Interaction[RollcallBot]) -> str:
    """A command as it is called in the log and the metrics."""
    command = interaction.command
    if isinstance(command, app_commands.ContextMenu):
        return f"menu {command.name}"
    return f"/{command.qualified_name if command else '?'}"


class RollcallBot(discord.AutoShardedClient):
    """The bot over one clerk and one store. It keeps no members and no messages in memory."""

    def __init__(self, settings: Settings, clerk: Clerk, store: Store) -> None:
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            shard_count=settings.shard_count,
            shard_ids=settings.shard_ids,  # type: ignore[arg-type]  # None is all
        )
        self.settings = settings
        self.clerk = clerk
        self.store = store
        self.tree = Tree(self)
        self.admission = Admission()
        self.watcher = Watcher(self)
        self.updates = Updates(self)
        self.freshness = Freshness(self)
        self.duties = Duties(self)
        self._ending = False

    def _get_state(self, **options: Any) -> Any:  # noqa: ANN401 (the library's own hook for this)
        return LeanState(dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options)

    async def setup_hook(self) -> None:
        """Once logged in, before the gateway: buttons of earlier runs, and the commands."""
        if self.settings.discord_api_url:
            # The library asks the API for the gateway's address at the first connection only.
            _, gateway, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        self.add_dynamic_items(*DYNAMIC, Control, ForgetButton, OpenVote, AnswerButton, NextButton)
        try:
            await sync_if_changed(self)
        except discord.HTTPException:
            log.exception("the commands could not be sent to Discord; those it has stay in force")

    async def on_ready(self) -> None:
        """Say so in the log, and begin what runs in the background."""
        if self._ending:  # the library waits two seconds for servers before it says so, whatever happens meanwhile
            return
        log.info("ready as %s, in %d servers", self.user, len(self.guilds))
        self.duties.start()
        self.freshness.start()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that the bot has left."""
        await forget_server(self, guild.id)

    async def close(self) -> None:
        """Finish what people wait for, or tell them; end the background tasks, then the connection."""
        self._ending = True
        await asyncio.gather(self.freshness.stop(), self.duties.stop(), self.admission.end(FINISHING))
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is meant for the bot."""
        await conversation.hear(self, message)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Log what an event handler did not handle."""
        log.exception("in %s", event_method)


def token_of(settings: Settings) -> str:
    """The bot's token; raises StartFailed with status 2 where there is none."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise StartFailed(HOW_TO_START, 2)
    return token


async def serve(settings: Settings, clerk: Clerk) -> int:
    """Run the bot until SIGTERM or SIGINT ends it; return the exit status, with a sentence where it cannot start."""
    try:
        await _serve(settings, clerk)
    except StartFailed as failure:
        click.echo(str(failure), err=True)
        return failure.status
    return 0


async def _serve(settings: Settings, clerk: Clerk) -> None:
    token = token_of(settings)
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url.rstrip("/")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: Ctrl+C arrives as KeyboardInterrupt
            loop.add_signal_handler(ending, stop.set)
    await clerk.archive.matrix()
    warming = asyncio.create_task(_warm(clerk))
    async with open_store(settings) as store, RollcallBot(settings, clerk, store) as bot, reporting(bot):
        running = asyncio.create_task(_run(bot, token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if stop.is_set():
            log.info("ending")
            _end_in_any_case()
            await bot.close()
            running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    warming.cancel()


async def _warm(clerk: Clerk) -> None:
    """Load what few first answers need, and for which the others need not wait: it takes a second and more."""
    await clerk.warm()
    await charts.warm()


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """The store beside the settings' archive. A file that is damaged is put aside, and a new one begun."""
    if aside := put_aside(store_url(settings.database_url), thorough=True):
        log.error("the file of settings and watches was damaged: it is put aside as %s, and a new one begun", aside)
    with usable(settings.database_url):
        store = await Store.open(settings.database_url)
    try:
        yield store
    finally:
        await store.close()


def _end_in_any_case() -> None:
    """End the process in a while even if something hangs, such as a database that does not answer."""

    def end() -> None:
        log.warning("something still hangs after %s s: ended all the same", PATIENCE)
        logging.shutdown()
        os._exit(0)

    timer = threading.Timer(PATIENCE, end)
    timer.daemon = True
    timer.start()


async def _run(bot: RollcallBot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise StartFailed("Discord refused the token: check DISCORD_TOKEN, or reset it in the portal.") from None
    except discord.ConnectionClosed as error:
        raise StartFailed(f"Discord closed the connection for good (code {error.code}).") from error
    except discord.HTTPException as error:
        raise StartFailed(f"Discord did not let the bot in: {error}.") from error
    except (aiohttp.ClientError, OSError) as error:
        raise StartFailed(f"Discord cannot be reached: {error}.") from error
