"""What people get when something of ours is in trouble: a chart, the archive, the store; or when the bot ends."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import simcord

from bot import admission, charts
from bot.app import RollcallBot
from bot.preferences import change, owner_of
from bot.settings import Settings
from db.archive import Archive
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.test_cards import shown
from tests.bot.test_conversation import mention, said
from tests.bot.test_decision_buttons import answered, tally
from tests.bot.test_replies import PICTURED
from tests.databases import SqliteFile

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
RIGHT = "100 yes"


@pytest.fixture
async def own(own_sqlite: SqliteFile) -> AsyncIterator[Archive]:
    """A filled archive of the test's own."""
    opened = await Archive.open(own_sqlite.url)
    yield opened
    await opened.close()


@pytest.fixture
async def simcord_bot(settings: Settings, own: Archive, store: Store) -> RollcallBot:
    return RollcallBot(settings, await Clerk.create(own), store)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process is writing to the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_chart_that_fails_leaves_the_answer(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object) -> None:
        raise ValueError("no ink")

    broken = {name: dataclasses.replace(chart, of=fail) for name, chart in charts.CHARTS.items()}
    monkeypatch.setattr(charts, "CHARTS", broken)
    answer = answered(await ada.slash(channel, "ask", question=PICTURED))
    assert "1. 🇬🇧 **United Kingdom**" in shown(answer.embeds[0])
    assert not answer.attachments
    await mention(simcord_env, ada, channel, PICTURED)
    assert "United Kingdom" in said(channel)
    assert caplog.text.count("ValueError: no ink") == 2
    card = await tally(ada, channel, "A/RES/68/262")
    assert "could not be drawn" in answered(await ada.click(card, label="Map")).content


async def test_an_archive_that_is_written_to_answers(
    own_sqlite: SqliteFile, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    with locked(own_sqlite.path):
        assert RIGHT in shown((await tally(ada, channel, "A/RES/68/262")).embeds[0])


async def test_an_archive_that_was_deleted_answers_and_is_filled_again_at_the_next_start(
    own_sqlite: SqliteFile, own: Archive, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    for file in own_sqlite.path.parent.glob("rollcall.sqlite3*"):
        file.unlink()
    assert RIGHT in shown((await tally(ada, channel, "A/RES/68/262")).embeds[0])
    again = await Archive.open(own_sqlite.url)
    assert again.coverage == own.coverage
    await again.close()


async def test_an_archive_that_fails_is_told_with_a_code_and_the_next_answer_is_right(
    simcord_env: simcord.Env,
    own: Archive,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def gone(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr(type(own.engine), "connect", gone)
        own.decisions.clear()
        assert "RC-" in answered(await ada.slash(channel, "tally", resolution="68/262")).content
    assert "disk I/O error" in caplog.text
    assert RIGHT in shown((await tally(ada, channel, "A/RES/68/262")).embeds[0])
    assert len(simcord_env.errors) == 1


async def test_a_store_that_is_locked_costs_no_answer_and_a_change_waits_for_it(
    simcord_bot: RollcallBot, store: Store, guild: simcord.GuildHandle, ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:  # fmt: skip
    owner = owner_of(simcord_bot, guild.id, ada.id)
    with locked(Path(store.engine.url.database or "")):
        changing = asyncio.create_task(change(simcord_bot, owner, home="KEN"))
        assert RIGHT in shown((await tally(ada, channel, "A/RES/68/262")).embeds[0])
        assert not changing.done()
    await asyncio.wait_for(changing, 10)
    asked = answered(await ada.slash(channel, "ask", question="how did we vote on 79/7?"))
    assert "Kenya voted yes" in shown(asked.embeds[0])


async def test_a_store_that_hangs_or_is_gone_costs_no_answer(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def hang(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("bot.preferences.PATIENCE", 0.01)
    monkeypatch.setattr("db.queries.preferences.get", hang)
    assert RIGHT in shown((await tally(ada, channel, "A/RES/68/262")).embeds[0])
    assert "could not be read" in caplog.text


async def test_who_gets_no_answer_before_the_end_is_told(
    simcord_bot: RollcallBot,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    simcord_env: simcord.Env,
) -> None:
    async def slowly(*_: object) -> None:
        asyncio.get_running_loop().call_soon(lambda: ends.append(asyncio.ensure_future(door.end(0.01))))
        await asyncio.sleep(60)

    door: admission.Admission = simcord_bot.admission
    ends: list[asyncio.Future[None]] = []
    monkeypatch.setattr(Clerk, "answer", slowly)
    result = answered(await ada.slash(channel, "tally", resolution="68/262"))
    assert result.content == "I am being restarted. Please ask again in a minute."
    await asyncio.gather(*ends)
    assert len(simcord_env.errors) == 1


async def test_a_message_that_is_deleted_meanwhile_is_no_error(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "bot"):
        simcord_env.inject_error("POST", "/channels/*/messages", status=404, code=10003, message="Unknown Channel")
        await mention(simcord_env, ada, channel, "tally of 68/262")
    assert "deleted before it was answered" in caplog.text
    assert "RC-" not in "".join(record.message for record in caplog.records if record.levelname == "ERROR")
