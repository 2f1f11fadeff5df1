"""The routes by which a bot answers an interaction: the callback, `@original`, and messages that follow."""

import time
from typing import Any

from .journal import Request
from .limits import Refusal, check_choices
from .payloads import Json
from .world import EPHEMERAL, FIRST_REPLY_WITHIN, LAST_REPLY_WITHIN, LOADING, Pending, World

MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
"""Kinds of callback."""

MESSAGE_TYPE = {1: 20, 2: 23, 3: 23}
"""Kind of the answering message by kind of command: 20 for a slash command, 23 for a context menu entry."""


class Replies:
    """Keeps each interaction to Discord's rules: one callback within 3 seconds, a token good for 15 minutes."""

    def __init__(self, world: World) -> None:
        self.world = world

    def callback(self, request: Request, interaction_id: str, token: str) -> tuple[int, Any]:
        """Take the first answer to an interaction."""
        pending = self.world.interactions.get(interaction_id)
        late = pending is not None and time.monotonic() - pending.since > FIRST_REPLY_WITHIN
        if pending is None or pending.payload["token"] != token or (late and pending.callback is None):
            raise Refusal(404, 10062, "Unknown interaction")
        if pending.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        self._carry_out(pending, request)
        pending.callback = request.json
        self.world.changed.ring()
        if request.query.get("with_response") not in ("1", "true"):
            return 204, None
        return 200, self._response(pending)

    def follow_up(self, request: Request, _application: str, token: str) -> tuple[int, Any]:
        """Take a further message; the first after a deferral takes the place of the thinking one."""
        pending = self._by_token(token)
        if pending.callback is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        original = self.world.messages.get(pending.original or "")
        if original and original["flags"] & LOADING:
            return 200, self.world.edit(original, request.json, request.files, self._channel(pending))
        written = self.world.post(request.json, request.files, self._channel(pending), **self._marks(pending))
        pending.followups.append(written["id"])
        return 200, written

    def read(self, _: Request, _application: str, token: str, name: str) -> tuple[int, Any]:
        """Give a message of an interaction."""
        return 200, self._message(self._by_token(token), name)

    def edit(self, request: Request, _application: str, token: str, name: str) -> tuple[int, Any]:
        """Change a message of an interaction."""
        pending = self._by_token(token)
        written = self._message(pending, name)
        return 200, self.world.edit(written, request.json, request.files, self._channel(pending))

    def delete(self, _: Request, _application: str, token: str, name: str) -> tuple[int, Any]:
        """Remove a message of an interaction."""
        self.world.delete(self._message(self._by_token(token), name)["id"])
        return 204, None

    def _carry_out(self, pending: Pending, request: Request) -> None:
        kind, data = request.json["type"], request.json.get("data") or {}
        channel, on = self._channel(pending), pending.payload.get("message")
        if kind == MESSAGE:
            pending.original = self.world.post(data, request.files, channel, **self._marks(pending))["id"]
        elif kind == DEFERRED_MESSAGE:
            flags = LOADING | (data.get("flags") or 0)
            pending.original = self.world.post({"flags": flags}, (), channel, **self._marks(pending))["id"]
        elif kind in (DEFERRED_UPDATE, UPDATE) and on:
            pending.original = on["id"]
            if kind == UPDATE:
                self.world.edit(self.world.message(on["id"]), data, request.files, channel)
        elif kind == CHOICES:
            check_choices(data["choices"])
        elif kind != MODAL:
            raise Refusal(400, 50035, "Invalid Form Body", {"type": {"_errors": [{"message": f"{kind}"}]}})

    def _response(self, pending: Pending) -> Json:
        kind = (pending.callback or {})["type"]
        about: Json = {"id": pending.payload["id"], "type": pending.payload["type"]}
        resource: Json = {"type": kind}
        if pending.original:
            written = self.world.messages[pending.original]
            about |= {
                "response_message_id": written["id"],
                "response_message_loading": bool(written["flags"] & LOADING),
                "response_message_ephemeral": bool(written["flags"] & EPHEMERAL),
            }
            if kind in (MESSAGE, UPDATE):
                resource["message"] = written
        return {"interaction": about} | ({"resource": resource} if len(resource) > 1 else {})

    def _marks(self, pending: Pending) -> Json:
        payload = pending.payload
        person = payload["member"]["user"] if "member" in payload else payload["user"]
        metadata: Json = {
            "id": payload["id"],
            "type": payload["type"],
            "user": person,
            "authorizing_integration_owners": payload["authorizing_integration_owners"],
        }
        if payload.get("message"):
            metadata["interacted_message_id"] = payload["message"]["id"]
        kind = MESSAGE_TYPE.get(payload["data"].get("type"), 0) if pending.original is None else 0
        return {"interaction_metadata": metadata, "application_id": payload["application_id"], "type": kind}

    def _channel(self, pending: Pending) -> Json:
        own: Json = pending.payload["channel"]
        return self.world.channels.get(own["id"], own)

    def _by_token(self, token: str) -> Pending:
        for pending in self.world.interactions.values():
            if pending.payload["token"] == token:
                if time.monotonic() - pending.since > LAST_REPLY_WITHIN:
                    raise Refusal(401, 50027, "Invalid Webhook Token")
                return pending
        raise Refusal(404, 10015, "Unknown Webhook")

    def _message(self, pending: Pending, name: str) -> Json:
        if name == "@original":
            name = pending.original or ""
        if name not in (pending.original, *pending.followups):
            raise Refusal(404, 10008, "Unknown Message")
        return self.world.message(name)
