"""The gateway: one websocket a shard, with sessions that can be resumed, and faults on demand."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web

from .compression import Packing, packing
from .payloads import Json
from .waiting import Signal
from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
"""Opcodes."""

GUILDS, GUILD_MEMBERS, PRESENCES, GUILD_MESSAGES = 1 << 0, 1 << 1, 1 << 8, 1 << 9
DM_MESSAGES, MESSAGE_CONTENT = 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
"""Intents; the privileged ones are granted to no bot here unless a test says so."""

CONTENT_KEYS: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
"""What a message that does not concern the bot carries without the intent to read it."""


@dataclass(slots=True)
class Session:
    """A shard's session: it outlives its connection, and `history` is what a RESUME can ask for again."""

    shard: tuple[int, int]
    intents: int
    sharded: bool
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    history: list[Json] = field(default_factory=list)
    connection: "Connection | None" = None


class Connection:
    """One open websocket."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, packing: Packing) -> None:
        self.socket = socket
        self.request = request
        self.packing = packing
        self.session: Session | None = None
        self.ended_here = False
        """Whether the stand-in closed it: only a client's own 1000 or 1001 gives its session up."""

    async def close(self, code: int) -> None:
        """End the connection with a close code."""
        self.ended_here = True
        await self.socket.close(code=code)

    async def send(self, op: int, data: Any = None, **more: Any) -> None:  # noqa: ANN401 - JSON
        """Send one frame; a connection that has gone swallows it."""
        frame = self.packing.pack(json.dumps({"op": op, "d": data, "s": None, "t": None} | more))
        try:
            await (self.socket.send_str(frame) if isinstance(frame, str) else self.socket.send_bytes(frame))
        except ClientConnectionResetError:
            return


class Gateway:
    """Serves the websocket at `/gateway`.

    `acknowledge`: whether heartbeats are answered. `refuse`: a close code to answer the next IDENTIFY with.
    `granted`: the privileged intents the bot may ask for. `heartbeat_seconds`: the interval told in HELLO; a change
    holds for connections made afterwards.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.acknowledge = True
        self.refuse: int | None = None
        self.granted = 0
        self.heartbeat_seconds = 41.25
        self.received: list[Json] = []
        """Every frame that bots have sent."""
        self.sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._signal = Signal()
        self._tasks: set[asyncio.Task[None]] = set()
        world.announce = self.announce

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        try:
            packed = packing(request.query.get("compress"))
        except (ValueError, ImportError):
            return web.Response(status=400, text="no such compression")
        socket = web.WebSocketResponse(compress=False, timeout=1)
        await socket.prepare(request)
        connection = Connection(socket, request, packed)
        self._connections.add(connection)
        try:
            await connection.send(HELLO, {"heartbeat_interval": int(self.heartbeat_seconds * 1000)})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._receive(connection, frame.data)
        finally:
            self._connections.discard(connection)
            if connection.session and connection.session.connection is connection:
                connection.session.connection = None
                if socket.close_code in (1000, 1001) and not connection.ended_here:
                    self.sessions.pop(connection.session.id, None)
            self._signal.ring()
        return socket

    def announce(self, event: str, data: Json, guild_id: str | None) -> None:
        """Pass an event on to the shard it belongs to, if that shard's intents cover it."""
        for session in self._sessions_of(guild_id):
            shown = _as_seen_by(session, event, data, self.world.bot["id"])
            if shown is not None:
                self._dispatch(session, event, shown)

    async def ready(self, timeout: float = 30, sessions: int = 1) -> None:  # noqa: ASYNC109 - the words of a test
        """Wait until so many sessions with READY have a connection."""
        await self._signal.until(
            lambda: True if sum(bool(s.connection and s.history) for s in self.sessions.values()) >= sessions else None,
            timeout,
            lambda: f"no {sessions} sessions in {timeout} s; received {[frame.get('op') for frame in self.received]}",
        )

    async def next_frame(self, op: int, after: int = 0, timeout: float = 30) -> Json:  # noqa: ASYNC109
        """Return the first frame with an opcode among those received from the index `after` on, waiting for it."""
        return await self._signal.until(
            lambda: next((frame for frame in self.received[after:] if frame["op"] == op), None),
            timeout,
            lambda: f"no frame with op {op} within {timeout} s",
        )

    async def drop(self, code: int | None = None) -> None:
        """End every connection: with a close code, or without a word where there is none."""
        for connection in list(self._connections):
            if code is not None:
                await connection.close(code)
            elif connection.request.transport:
                connection.request.transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Send RECONNECT on every connection."""
        for connection in list(self._connections):
            await connection.send(RECONNECT)

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Send INVALID_SESSION on every connection; what is not resumable is forgotten."""
        for connection in list(self._connections):
            if connection.session and not resumable:
                self.sessions.pop(connection.session.id, None)
            await connection.send(INVALID_SESSION, resumable)

    async def close(self) -> None:
        """End everything."""
        await self.drop(1001)
        for task in list(self._tasks):
            await task

    async def _receive(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            await connection.close(4002)
            return
        self.received.append(frame)
        op, data = frame.get("op"), frame.get("d")
        if op == HEARTBEAT:
            if self.acknowledge:
                await connection.send(HEARTBEAT_ACK)
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        elif op not in (PRESENCE, VOICE, REQUEST_MEMBERS):
            await connection.close(4001)
        elif connection.session is None:
            await connection.close(4003)
        self._signal.ring()

    async def _identify(self, connection: Connection, data: Json) -> None:
        refusal, self.refuse = self.refuse, None
        number, of = data.get("shard", (0, 1))
        if connection.session:
            refusal = 4005
        elif data["token"].removeprefix("Bot ") != self.world.token:
            refusal = 4004
        elif not 0 <= number < of:
            refusal = 4010
        elif data["intents"] & PRIVILEGED & ~self.granted:
            refusal = 4014
        if refusal:
            await connection.close(refusal)
            return
        session = Session((number, of), data["intents"], "shard" in data, connection=connection)
        connection.session = self.sessions[session.id] = session
        own = [guild for guild in self.world.guilds.values() if _shard_of(guild["id"], of) == number]
        ready: Json = {
            "v": 10,
            "user": self.world.bot | {"mfa_enabled": False, "verified": True, "email": None},
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in own],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "application": {"id": self.world.application["id"], "flags": 0},
            "user_settings": {},
            "private_channels": [],
            "relationships": [],
            "presences": [],
        }
        self._dispatch(session, "READY", ready | ({"shard": [number, of]} if session.sharded else {}))
        for guild in own if session.intents & GUILDS else ():
            # Without the intents for members and presences, a guild comes with the bot's own membership alone.
            itself = [one for one in guild["members"] if one["user"]["id"] == self.world.bot["id"]]
            self._dispatch(
                session, "GUILD_CREATE", guild if session.intents & PRESENCES else guild | {"members": itself}
            )

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"].removeprefix("Bot ") != self.world.token:
            await connection.send(INVALID_SESSION, False)
            return
        if (data["seq"] or 0) > len(session.history):
            await connection.close(4007)
            return
        connection.session, session.connection = session, connection
        for missed in session.history[data["seq"] or 0 :]:
            await connection.send(**missed)
        self._dispatch(session, "RESUMED", {"_trace": []})

    def _dispatch(self, session: Session, event: str, data: Json) -> None:
        number = len(session.history) + 1
        # A copy: the world may change the object before a RESUME asks for it again.
        session.history.append({"op": DISPATCH, "data": json.loads(json.dumps(data)), "s": number, "t": event})
        if session.connection:
            task = asyncio.get_running_loop().create_task(session.connection.send(**session.history[-1]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._signal.ring()

    def _sessions_of(self, guild_id: str | None) -> Iterator[Session]:
        for session in list(self.sessions.values()):
            if _shard_of(guild_id, session.shard[1]) == session.shard[0]:
                yield session


def _shard_of(guild_id: str | None, shards: int) -> int:
    """Return the shard that hears of a guild; direct messages go to the first."""
    return (int(guild_id) >> 22) % shards if guild_id else 0


def _as_seen_by(session: Session, event: str, data: Json, bot_id: str) -> Json | None:
    """Return an event as a session's intents let it through, or None."""
    if not event.startswith("MESSAGE_"):
        return data
    in_guild = "guild_id" in data
    if not session.intents & (GUILD_MESSAGES if in_guild else DM_MESSAGES):
        return None
    if event == "MESSAGE_DELETE" or not in_guild or session.intents & MESSAGE_CONTENT:
        return data
    shown = data if _concerns(data, bot_id) else data | CONTENT_KEYS
    answered = shown.get("referenced_message")
    if answered and not _concerns(answered, bot_id):
        shown = shown | {"referenced_message": answered | CONTENT_KEYS}
    return shown


def _concerns(written: Json, bot_id: str) -> bool:
    """Tell whether a message is the bot's or mentions it, so that it may be read without the intent."""
    return written["author"]["id"] == bot_id or any(person["id"] == bot_id for person in written["mentions"])
