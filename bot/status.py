"""What an operator's tools can ask a running bot: `/health` and `/metrics` on a local port, where a port is set."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from bot import metrics
from bot.errors import StartFailed

if TYPE_CHECKING:
    from bot.app import RollcallBot

PAUSE = 0.5
"""Seconds between two measurements of the event loop's lag."""


@asynccontextmanager
async def reporting(bot: RollcallBot) -> AsyncIterator[None]:
    """Answer on the port of the settings as long as this lasts; without one, do nothing. Raises StartFailed."""
    host, port = bot.settings.status_host, bot.settings.status_port
    if port is None:
        yield
        return
    app = web.Application()
    app.router.add_get("/health", partial(_healthy, bot))
    app.router.add_get("/metrics", _measured)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    state = metrics.State(bot)
    REGISTRY.register(state)
    lag = asyncio.create_task(_measure_lag(), name="lag")
    try:
        await _open(runner, host, port)
        yield
    finally:
        lag.cancel()
        with suppress(asyncio.CancelledError):
            await lag
        REGISTRY.unregister(state)
        await runner.cleanup()


async def _open(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise StartFailed(f"STATUS_PORT: {host}:{port} cannot be opened ({error.strerror or error}).") from error


def health(bot: RollcallBot) -> dict[str, Any]:
    """How the bot is. `status` is "ok", "starting" before the first connection, "disconnected", or "ending"."""
    shards = {str(number): not shard.is_closed() for number, shard in bot.shards.items()}
    if bot.admission.ending:
        status = "ending"
    elif not shards or not bot.is_ready():
        status = "starting"
    else:
        status = "ok" if all(shards.values()) else "disconnected"
    coverage = bot.clerk.archive.coverage
    return {
        "status": status,
        "shards": shards,
        "servers": len(bot.guilds),
        "queue": bot.admission.waiting,
        "edition": coverage.edition,
        "coverage": {"ga_through": str(coverage.ga_through), "sc_through": str(coverage.sc_through)},
    }


async def _healthy(bot: RollcallBot, _: web.Request) -> web.Response:
    found = health(bot)
    return web.json_response(found, status=200 if found["status"] == "ok" else 503)


async def _measured(_: web.Request) -> web.Response:
    return web.Response(body=generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _measure_lag() -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(PAUSE)
        metrics.LAG.observe(max(loop.time() - before - PAUSE, 0))
