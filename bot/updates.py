"""Fetching new data from the UN Digital Library as often as the operator wishes, in one process of all."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.repeated import Repeated

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

HOUR = 3600.0


class Updates:
    """Runs `rollcall update` now and then, if UPDATE_EVERY says so. `bot.duties` starts and ends it."""

    def __init__(self, bot: RollcallBot) -> None:
        every = bot.settings.update_every
        self._fetching = Repeated("updates", fetch, every * HOUR) if every else None

    def start(self) -> None:
        """Begin, unless it has begun or the operator wants no updates."""
        if self._fetching:
            self._fetching.start()

    async def stop(self) -> None:
        """End; an update that is running is ended too, with the archive as it was."""
        if self._fetching:
            await self._fetching.stop()


async def fetch() -> None:
    """Run `rollcall update` in a process of its own, so that an import takes neither the loop nor its memory."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "update", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        out, _ = await process.communicate()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    level = logging.INFO if process.returncode == 0 else logging.WARNING
    log.log(level, "update: %s", " ".join(out.decode(errors="replace").split()))
