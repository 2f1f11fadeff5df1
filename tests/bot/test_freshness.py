"""New data are taken over by a running bot, without a restart and without a wrong answer meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import simcord

from bot.app import RollcallBot
from bot.settings import Settings
from db.archive import Archive
from db.ingest.importing import import_files
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.test_cards import shown
from tests.databases import SqliteFile
from tests.db.ingest.test_importing import CUBA, FORGET, silent
from tests.db.ingest.undl import rows_of, text_of

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


@pytest.fixture
async def lacking(own_sqlite: SqliteFile) -> AsyncIterator[Archive]:
    """A copy of the archive in which one decision is missing."""
    for statement in FORGET:
        own_sqlite.ask(statement, CUBA)
    opened = await Archive.open(own_sqlite.url)
    yield opened
    await opened.close()


@pytest.fixture
async def simcord_bot(lacking: Archive, store: Store) -> RollcallBot:
    return RollcallBot(Settings(_env_file=None), await Clerk.create(lacking), store)


async def test_an_import_is_taken_over(
    simcord_env: simcord.Env,
    simcord_bot: RollcallBot,
    lacking: Archive,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    tmp_path: Path,
) -> None:
    before = await ada.slash(channel, "tally", resolution=CUBA)
    assert before.response
    assert "185 yes" not in shown(before.response.embeds[0])
    assert not await simcord_bot.freshness.look()

    path = tmp_path / "ga_voting.csv"
    path.write_text(text_of(rows_of(CUBA)), encoding="utf-8")
    await import_files(lacking.engine, [str(path)], silent)
    between = await ada.slash(channel, "tally", resolution=CUBA)
    assert between.response
    assert shown(between.response.embeds[0]) == shown(before.response.embeds[0])
    assert await simcord_bot.freshness.look()
    assert not await simcord_bot.freshness.look()

    after = await ada.slash(channel, "tally", resolution=CUBA)
    assert after.response
    assert "185 yes, 2 no, 2 abstentions" in shown(after.response.embeds[0])
    about = await ada.slash(channel, "about")
    assert about.response
    assert "data edition July 2026 + ga_voting.csv" in str(about.response.embeds[0].footer.text)
