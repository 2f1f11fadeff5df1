"""The bot over the filled archive, in the simulator's Discord."""

from __future__ import annotations

import shutil
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
import simcord

from bot import charts, duties, freshness
from bot.app import RollcallBot
from bot.settings import Settings
from db.archive import Archive
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.processes import Restart, Start, started
from tests.standin import Standin


@pytest.fixture(scope="session", autouse=True)
async def drawing_room() -> None:
    """The process that draws is there: an answer would not wait for it to start."""
    await charts.warm()


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None)


@pytest.fixture(autouse=True)
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulator's quarters of an hour are not spent on hundreds of looks at the database."""
    monkeypatch.setattr(duties, "ASK_EVERY", 3600)
    monkeypatch.setattr(freshness, "LOOK_EVERY", 600)


@pytest.fixture(scope="session")
async def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store in which nothing is kept: copying it is quicker than making its schema."""
    folder = tmp_path_factory.mktemp("store")
    await (await Store.open(f"sqlite+aiosqlite:///{folder}/rollcall.sqlite3")).close()
    return folder


@pytest.fixture
async def store(empty_store: Path, tmp_path: Path) -> AsyncIterator[Store]:
    copy = shutil.copytree(empty_store, tmp_path / "store")
    opened = await Store.open(f"sqlite+aiosqlite:///{copy}/rollcall.sqlite3")
    yield opened
    await opened.close()


@pytest.fixture
def simcord_bot(settings: Settings, clerk: Clerk, store: Store) -> RollcallBot:
    return RollcallBot(settings, clerk, store)


@pytest.fixture
def guild(simcord_env: simcord.Env) -> simcord.GuildHandle:
    return simcord_env.create_guild("Model UN")


@pytest.fixture
def channel(guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    return guild.create_text_channel("general")


@pytest.fixture
def ada(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    return guild.add_member(simcord_env.create_user("ada"))


@pytest.fixture
def boss(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    """A member who may manage the server."""
    role = guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("boss"), roles=[role])


@pytest.fixture
def restart(simcord_env: simcord.Env, settings: Settings, clerk: Clerk, store: Store) -> Restart:
    """What ends the bot and starts another over the same store."""

    async def again() -> None:
        await simcord_env.restart_bot(RollcallBot(settings, clerk, store))

    return again


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin() as running:
        yield running


@pytest.fixture
async def start(archive: Archive, database_url: str, standin: Standin) -> AsyncIterator[Start]:
    """What starts a process of the bot; those that still run are killed after the test."""
    running: list[Process] = []

    async def run(**settings: str) -> Process:
        usual = {"DISCORD_API_URL": standin.base_url, "DISCORD_TOKEN": standin.token, "DATABASE_URL": database_url}
        running.append(await started(usual | settings))
        return running[-1]

    yield run
    for process in running:
        if process.returncode is None:
            process.kill()
            await process.communicate()
