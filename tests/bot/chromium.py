"""A Chromium without a window, told over its DevTools protocol what to photograph: for scripts, no test needs it."""

from __future__ import annotations

import asyncio
import base64
import json
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--remote-debugging-port=0",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 30.0
"""Seconds that a start, or a page, may take."""
PAUSE = 0.05


class Chromium:
    """A browser that runs within `async with`, with a profile of its own that is gone afterwards."""

    def __init__(self, program: str = "chromium") -> None:
        self._program = program
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process: asyncio.subprocess.Process | None = None
        self._origin = ""

    async def __aenter__(self) -> Self:
        folder = self._profile.name
        quiet = asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            self._program, *FLAGS, f"--user-data-dir={folder}", stdout=quiet, stderr=quiet
        )
        async with asyncio.timeout(PATIENCE):
            while not (found := _port(folder)):  # noqa: ASYNC110 (a file that another program writes)
                await asyncio.sleep(PAUSE)
        self._origin = f"http://127.0.0.1:{found}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            await self._process.wait()
        self._profile.cleanup()

    async def photograph(
        self, url: str, ready: str, element: str, *, width: int, height: int, scale: float = 1.0
    ) -> bytes:
        """A PNG of an element (a selector) of a page, once the JavaScript `ready` says that the page is."""
        async with aiohttp.ClientSession(self._origin) as session, session.put("/json/new") as opened:
            tab = await opened.json()
            async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = _Page(socket)
                size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
                await page.send("Emulation.setDeviceMetricsOverride", **size)
                await page.send("Page.navigate", url=url)
                async with asyncio.timeout(PATIENCE):
                    there = f"{ready} && !!document.querySelector('{element}')"
                    while not await page.value(there):  # noqa: ASYNC110 (a page says nothing of itself)
                        await asyncio.sleep(PAUSE)
                    await page.value("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
                found = await page.value(f"JSON.stringify(document.querySelector('{element}').getBoundingClientRect())")
                box = {side: json.loads(found)[side] for side in ("x", "y", "width", "height")}
                shot = await page.send("Page.captureScreenshot", clip={**box, "scale": 1}, captureBeyondViewport=True)
            await session.get(f"/json/close/{tab['id']}")
        return base64.b64decode(shot["data"])


def _port(profile: str) -> str:
    """The port on which the browser of a profile listens; empty before it does."""
    file = Path(profile, "DevToolsActivePort")
    return file.read_text().partition("\n")[0] if file.exists() else ""


class _Page:
    """A tab's DevTools socket: a command at a time, each with its answer."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)

    async def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """The result of a command."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while (answer := await self._socket.receive_json()).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def value(self, script: str) -> Any:  # noqa: ANN401 (whatever the script gives)
        """What a piece of JavaScript gives, waited for."""
        result = await self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return result["result"].get("value")
