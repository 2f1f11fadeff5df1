"""The REST API: the routes a bot of this kind needs; every other one answers 404 and is recorded as unknown."""

import re
from collections.abc import Callable
from typing import Any

from . import payloads
from .journal import Request
from .limits import Refusal
from .replies import Replies
from .world import World

Answer = tuple[int, Any]
"""HTTP status and JSON body; a body of None is left out."""

Route = tuple[str, re.Pattern[str], Callable[..., Answer]]

TOKENLESS = ("/interactions/", "/webhooks/", "/gateway")
"""Routes beginning so need no bot token (`/gateway/bot` does)."""


class Rest:
    """Answers requests from the world. `gateway_url` is what `/gateway` and `/gateway/bot` tell."""

    def __init__(self, world: World, shards: int) -> None:
        self.world = world
        self.shards = shards
        self.gateway_url = ""
        replies = Replies(world)
        one = r"([^/]+)"
        table: list[tuple[str, str, Callable[..., Answer]]] = [
            ("GET", "/gateway", self._gateway),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("GET", "/users/@me", lambda _: (200, self._me())),
            ("POST", "/users/@me/channels", self._open_dm),
            ("GET", "/applications/@me", lambda _: (200, world.application)),
            ("GET", "/oauth2/applications/@me", lambda _: (200, world.application)),
            ("GET", f"/applications/{one}/commands", self._commands),
            ("PUT", f"/applications/{one}/commands", self._register),
            ("GET", f"/applications/{one}/guilds/{one}/commands", self._commands),
            ("PUT", f"/applications/{one}/guilds/{one}/commands", self._register),
            ("GET", f"/guilds/{one}/roles", lambda _, guild: (200, world.guilds[guild]["roles"])),
            ("GET", f"/guilds/{one}/channels", lambda _, guild: (200, world.guilds[guild]["channels"])),
            ("GET", f"/channels/{one}", lambda _, channel: (200, world.channel(channel))),
            ("POST", f"/channels/{one}/typing", self._typing),
            ("POST", f"/channels/{one}/messages", self._post),
            ("GET", f"/channels/{one}/messages/{one}", lambda _, _channel, message: (200, world.message(message))),
            ("PATCH", f"/channels/{one}/messages/{one}", self._edit),
            ("DELETE", f"/channels/{one}/messages/{one}", self._delete),
            ("POST", f"/interactions/{one}/{one}/callback", replies.callback),
            ("POST", f"/webhooks/{one}/{one}", replies.follow_up),
            ("GET", f"/webhooks/{one}/{one}/messages/{one}", replies.read),
            ("PATCH", f"/webhooks/{one}/{one}/messages/{one}", replies.edit),
            ("DELETE", f"/webhooks/{one}/{one}/messages/{one}", replies.delete),
        ]
        self._routes: list[Route] = [(method, re.compile(path), serve) for method, path, serve in table]

    def knows(self, request: Request) -> bool:
        """Tell whether there is a route for a request."""
        return self._find(request) is not None

    def answer(self, request: Request) -> Answer:
        """Do what a request asks for and return the answer, refusals included."""
        try:
            found = self._find(request)
            if found is None:
                raise Refusal(404, 0, "404: Not Found")
            if not request.authorized and (not request.path.startswith(TOKENLESS) or request.path == "/gateway/bot"):
                raise Refusal(401, 0, "401: Unauthorized")
            serve, parts = found
            return serve(request, *parts)
        except Refusal as refusal:
            return refusal.status, refusal.body

    def _find(self, request: Request) -> tuple[Callable[..., Answer], tuple[str, ...]] | None:
        for method, path, serve in self._routes:
            if method == request.method and (match := path.fullmatch(request.path)):
                return serve, match.groups()
        return None

    def _gateway(self, _: Request) -> Answer:
        return 200, {"url": self.gateway_url}

    def _gateway_bot(self, _: Request) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return 200, {"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit}

    def _me(self) -> payloads.Json:
        return self.world.bot | {"mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}

    def _open_dm(self, request: Request) -> Answer:
        person = next((p for p in self._people() if p["id"] == str(request.json["recipient_id"])), None)
        if person is None:
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return 200, self.world.dm_with(person)

    def _people(self) -> list[payloads.Json]:
        members = [member["user"] for guild in self.world.guilds.values() for member in guild["members"]]
        known = [person for channel in self.world.channels.values() for person in channel.get("recipients", [])]
        return [*known, *members, *(written["author"] for written in self.world.messages.values())]

    def _commands(self, _: Request, _application: str, guild_id: str | None = None) -> Answer:
        return 200, self.world.commands.get(guild_id, [])

    def _register(self, request: Request, _application: str, guild_id: str | None = None) -> Answer:
        return 200, self.world.register(request.json, guild_id)

    def _typing(self, _: Request, channel_id: str) -> Answer:
        self.world.channel(channel_id)
        return 204, None

    def _post(self, request: Request, channel_id: str) -> Answer:
        return 200, self.world.post(request.json, request.files, self.world.channel(channel_id))

    def _edit(self, request: Request, channel_id: str, message_id: str) -> Answer:
        written = self.world.message(message_id)
        if written["author"]["id"] != self.world.bot["id"]:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        return 200, self.world.edit(written, request.json, request.files, self.world.channel(channel_id))

    def _delete(self, _: Request, _channel: str, message_id: str) -> Answer:
        self.world.delete(message_id)
        return 204, None
