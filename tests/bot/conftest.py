"""The bot over the filled archive, in the simulator's Discord."""

from __future__ import annotations

import pytest
import simcord

from bot.app import RollcallBot
from bot.settings import Settings
from db.archive import Archive
from handlers.clerk import Clerk


@pytest.fixture(scope="session")
async def clerk(archive: Archive) -> Clerk:
    opened = await Clerk.create(archive)
    await opened.warm()
    return opened


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None)


@pytest.fixture
def simcord_bot(settings: Settings, clerk: Clerk) -> RollcallBot:
    return RollcallBot(settings, clerk)


@pytest.fixture
def guild(simcord_env: simcord.Env) -> simcord.GuildHandle:
    return simcord_env.create_guild("Model UN")


@pytest.fixture
def channel(guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    return guild.create_text_channel("general")


@pytest.fixture
def ada(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    return guild.add_member(simcord_env.create_user("ada"))
