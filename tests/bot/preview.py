"""Pictures of real answers, drawn by the simulator's preview: `python -m tests.bot.preview --to FOLDER QUESTION …`.

Run by hand, for the README and to see what a change looks like. It needs Playwright's Python package and a Chromium
(`--chromium PATH` for one that Playwright did not bring along), neither of which the tests need.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from importlib import import_module
from pathlib import Path

import simcord

from bot.app import RollcallBot
from bot.settings import Settings, default_database_url
from db.archive import Archive
from db.store import Store
from handlers.clerk import Clerk

WIDTH, HEIGHT = 760, 900


async def main(arguments: argparse.Namespace) -> None:
    """Ask each question in a channel of its own and write what the person who asked sees."""
    archive = await Archive.open(arguments.database)
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    bot = RollcallBot(Settings(_env_file=None), await Clerk.create(archive), store)
    playwright = await import_module("playwright.async_api").async_playwright().start()
    async with simcord.run(bot, shard_count=1, settle_timeout=60) as env:
        env.backend.bot_user.name = "Rollcall"
        guild = env.create_guild("Model UN")
        ada = guild.add_member(env.create_user("Ada"))
        for number, question in enumerate(arguments.questions, 1):
            channel = guild.create_text_channel(f"question-{number}")
            await ada.send(channel, f"<@{env.backend.bot_user.id}> {question}")
            path = arguments.to / f"{number:02}-{re.sub(r'[^a-z0-9]+', '-', question.lower()).strip('-')[:40]}.png"
            size = {"width": arguments.width, "height": arguments.height}
            async with env.preview(channel, viewers=[ada], layout="channel", **size) as preview:
                # The preview would start a browser of Playwright's own; this one may be the system's. It closes it.
                browser = await playwright.chromium.launch(executable_path=arguments.chromium)
                preview._capture_manager._browser = browser
                await preview.screenshot(path, mode="viewport", allow_incomplete=True)
            sys.stderr.write(f"{path}\n")
    await playwright.stop()
    await store.close()
    await archive.close()


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write pictures of Rollcall's answers.")
    parser.add_argument("questions", nargs="+", metavar="QUESTION")
    parser.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
    parser.add_argument("--database", default=default_database_url(), metavar="URL")
    parser.add_argument("--chromium", metavar="PATH")
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--height", type=int, default=HEIGHT)
    return parser


if __name__ == "__main__":
    asyncio.run(main(options().parse_args()))
