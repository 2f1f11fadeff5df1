"""What a bot does beside its answers goes on whatever fails, and ends when it is told to."""

from __future__ import annotations

import asyncio
import sys

import pytest

from bot.app import RollcallBot
from bot.repeated import Repeated
from bot.settings import Settings
from db.store import Store
from handlers.clerk import Clerk


async def test_it_ends_in_the_middle_of_its_work_and_can_begin_again() -> None:
    begun, ended = asyncio.Event(), []

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append(True)

    repeated = Repeated("work", work, every=3600)
    for times in (1, 2):
        repeated.start()
        repeated.start()
        await asyncio.wait_for(begun.wait(), 5)
        begun.clear()
        await repeated.stop()
        assert len(ended) == times
    await repeated.stop()


async def test_an_update_that_cannot_run_is_logged_and_tried_again(
    clerk: Clerk, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    bot = RollcallBot(Settings(_env_file=None, update_every=1e-6), clerk, store)
    bot.updates.start()
    async with asyncio.timeout(5):
        while caplog.text.count("RC-") < 2:  # noqa: ASYNC110 (what is logged wakes nobody)
            await asyncio.sleep(0.01)
    await bot.updates.stop()
    assert "/nowhere/python" in caplog.text


async def test_who_is_ready_only_after_the_end_begins_nothing(clerk: Clerk, store: Store) -> None:
    bot = RollcallBot(Settings(_env_file=None), clerk, store)
    await bot._async_setup_hook()
    await bot.close()
    await bot.on_ready()
    await asyncio.sleep(0.2)
    assert not bot.duties.leads
