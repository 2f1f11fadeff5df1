"""The stand-in as a whole: a server on a free port of 127.0.0.1."""

import asyncio
import json
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiohttp import BodyPartReader, web

from . import payloads
from .faults import Fault, Faults
from .gateway import Gateway
from .journal import Journal, Request, Upload
from .payloads import Json
from .people import Person
from .rest import Rest
from .world import World

PREFIX = "/api/v10"


class Standin:
    """Discord on loopback.

    Use it as `async with Standin() as standin:`, point the bot at `standin.base_url` with `standin.token`, act through
    `standin.person(...)`, and look at `standin.requests`, `standin.unknown` and the messages in `standin.world`.
    """

    def __init__(self, *, shards: int = 1) -> None:
        self.world = World()
        self.gateway = Gateway(self.world)
        self.faults = Faults()
        self.journal = Journal()
        self._rest = Rest(self.world, shards)
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self) -> Self:
        """Listen on a free port, or again on the one had before, so that a bot left running finds it."""
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, self._port = self._runner.addresses[0][:2]
        self.gateway.url = self._rest.gateway_url = f"ws://{host}:{self._port}/gateway"
        return self

    async def close(self) -> None:
        """End all connections and stop listening; the world and the journal stay."""
        if self._runner:
            await self.gateway.close()
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def base_url(self) -> str:
        """What stands in for `https://discord.com/api/v10`."""
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    @property
    def token(self) -> str:
        """The only bot token that is accepted."""
        return self.world.token

    @property
    def requests(self) -> list[Request]:
        """Every request so far."""
        return self.journal.requests

    @property
    def unknown(self) -> list[Request]:
        """The requests for routes the stand-in does not have: a test of a bot ends with none."""
        return [request for request in self.requests if not request.known]

    async def next_request(self, method: str, path: str, timeout: float = 20) -> Request:  # noqa: ASYNC109
        """Return the oldest request of a route not given out before, waiting for one; `*` stands for anything."""
        return await self.journal.next(method, path, timeout)

    def fail(self, method: str, path: str, **how: Any) -> Fault:  # noqa: ANN401 - the fields of a Fault
        """Let coming requests of a route fail: see `Fault` for the ways."""
        fault = Fault(method, path, **how)
        self.faults.add(fault)
        return fault

    def person(self, name: str) -> Person:
        """Return a new person."""
        return Person(self.world, payloads.user(name))

    def guild(self, *people: Person, name: str = "Model UN") -> Json:
        """Return a new guild with the bot and these people; its text channel is `["channels"][0]`."""
        return self.world.add_guild(*(person.user for person in people), name=name)

    async def _serve(self, http: web.Request) -> web.StreamResponse:
        request = await self._read(http)
        request.known = http.path.startswith(PREFIX) and self._rest.knows(request)
        self.journal.add(request)
        fault = self.faults.meet(request)
        if fault:
            await asyncio.sleep(fault.delay)
            if fault.drop:
                if http.transport:
                    http.transport.abort()
                return web.Response(status=500)
            if fault.status:
                return _answer(request, fault.status, fault.answer(), fault.headers())
        return _answer(request, *self._rest.answer(request))

    async def _read(self, http: web.Request) -> Request:
        body: Any = None
        files: list[Upload] = []
        if http.content_type == "multipart/form-data":
            async for part in await http.multipart():
                assert isinstance(part, BodyPartReader)
                data = bytes(await part.read(decode=True))
                if part.name == "payload_json":
                    body = json.loads(data)
                else:
                    kind = part.headers.get("Content-Type", "application/octet-stream")
                    files.append(Upload(part.name or "", part.filename or "", kind, data))
        elif raw := await http.read():
            with suppress(ValueError):
                body = json.loads(raw)
        return Request(
            http.method,
            http.path.removeprefix(PREFIX),
            dict(http.query),
            {} if body is None and files else body,
            tuple(files),
            http.headers.get("Authorization") == f"Bot {self.token}",
        )


def _answer(request: Request, status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:  # noqa: ANN401
    request.status = status
    if body is None:
        return web.Response(status=status, headers=headers)
    # Not json_response: discord.py reads a body as JSON only under this very type, without a charset.
    made = web.Response(status=status, body=json.dumps(body).encode(), headers=headers)
    made.headers["Content-Type"] = "application/json"
    return made
