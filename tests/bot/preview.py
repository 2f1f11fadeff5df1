"""Pictures of answers, as the simulator's Discord shows them: `python -m tests.bot.preview [--to FOLDER] QUESTION …`.

Run by hand, to see what a change looks like; it needs a Chromium (Debian's package `chromium`), which no test does.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import simcord

from bot import charts, duties, registration
from bot.app import RollcallBot
from bot.settings import Settings, default_database_url
from db.archive import Archive
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.chromium import Chromium

WIDTH, HEIGHT = 640, 2_400
"""Room for a message, in pixels of the page."""
SCALE = 1.5
"""Pixels of the picture for one of the page."""
READY = "window.simcordPreview?.ready === true && [...document.images].every(one => one.complete)"
SURFACE = ".message-surface"
SETTLED = 8.0
"""Seconds that an answer may take; few, since the simulator waits for all of the bot's own clocks that end sooner."""


class Stage:
    """A server in the simulator with the bot and Ada, who may manage it, and a browser that sees what she sees."""

    def __init__(self, env: simcord.Env, chromium: Chromium, clerk: Clerk) -> None:
        self.env, self.clerk, self._chromium = env, clerk, chromium
        env.backend.bot_user.name = "Rollcall"
        self.guild = env.create_guild("Model UN")
        role = self.guild.create_role("chair", permissions=discord.Permissions(manage_guild=True))
        self.ada = self.guild.add_member(env.create_user("Ada"), roles=[role])

    async def photograph(self, channel: simcord.ChannelHandle) -> bytes:
        """A PNG of the newest message that Ada sees in a channel."""
        async with self.env.preview(
            channel, viewers=[self.ada], layout="message", display="fixed", width=WIDTH, height=HEIGHT
        ) as preview:
            return await self._chromium.photograph(preview.url, READY, SURFACE, width=WIDTH, height=HEIGHT, scale=SCALE)


@asynccontextmanager
async def stage(database: str, program: str) -> AsyncIterator[Stage]:
    """The bot over an archive, on a stage, with a Chromium by its name or path."""
    archive = await Archive.open(database)
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    clerk = await Clerk.create(archive)
    await clerk.warm()
    await charts.warm()
    duties.ASK_EVERY = 3600  # each picture would wait for the next claim to lead
    bot = RollcallBot(Settings(_env_file=None), clerk, store)
    async with Chromium(program) as chromium, simcord.run(bot, shard_count=1, settle_timeout=SETTLED) as env:
        registration._ids.clear()  # the preview would show the ids that make a command's name one to click
        yield Stage(env, chromium, clerk)
    await store.close()
    await archive.close()


async def main(arguments: argparse.Namespace) -> None:
    """Ask each question in a channel of its own and write what the person who asked sees."""
    async with stage(arguments.database, arguments.chromium) as on:
        for number, question in enumerate(arguments.questions, 1):
            channel = on.guild.create_text_channel(f"question-{number}")
            await on.ada.send(channel, f"<@{on.env.backend.bot_user.id}> {question}")
            path = arguments.to / f"{number:02}-{re.sub(r'[^a-z0-9]+', '-', question.lower()).strip('-')[:40]}.png"
            path.write_bytes(await on.photograph(channel))
            sys.stderr.write(f"{path}\n")


def options(description: str) -> argparse.ArgumentParser:
    """What every script of pictures takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--database", default=default_database_url(), metavar="URL")
    parser.add_argument("--chromium", default="chromium", metavar="PROGRAM")
    return parser


if __name__ == "__main__":
    asked = options("Write pictures of Rollcall's answers.")
    asked.add_argument("questions", nargs="+", metavar="QUESTION")
    asked.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
    asyncio.run(main(asked.parse_args()))
