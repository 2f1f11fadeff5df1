"""What the stand-in's Discord holds: the bot, its guilds, channels, commands, messages and open interactions."""

import base64
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import payloads
from .journal import Upload
from .limits import Refusal, check_message, check_not_empty, walk
from .payloads import Json
from .waiting import Signal

EPHEMERAL, LOADING = 1 << 6, 1 << 7
"""Flags of a message: seen by one person only; the bot is thinking."""

FIRST_REPLY_WITHIN, LAST_REPLY_WITHIN = 3.0, 15 * 60.0
"""Seconds an interaction waits for its first answer, and during which its token is good."""


@dataclass(slots=True)
class Pending:
    """An interaction on its way: what was sent, and what became of it."""

    payload: Json
    since: float = field(default_factory=time.monotonic)
    callback: Json | None = None
    """The bot's first answer, as it sent it."""
    original: str | None = None
    """Id of the message that `@original` names."""
    followups: list[str] = field(default_factory=list)


class World:
    """All that exists. `announce` is told of each event that the gateway should pass on."""

    def __init__(self) -> None:
        self.bot = payloads.user("rollcall", bot=True)
        self.owner = payloads.user("owner")
        self.application = payloads.application(self.bot["id"], self.bot, self.owner)
        self.token = f"{base64.b64encode(self.bot['id'].encode()).decode()}.stand.in"
        self.guilds: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.elsewhere: dict[str, Json] = {}
        """Channels without the bot, where people use the commands they brought along."""
        self.messages: dict[str, Json] = {}
        self.commands: dict[str | None, list[Json]] = {None: []}
        self.interactions: dict[str, Pending] = {}
        self.uploads: dict[str, bytes] = {}
        """Attached files by the id of the attachment."""
        self.changed = Signal()
        self.announce: Callable[[str, Json, str | None], None] = lambda _event, _data, _guild: None

    def add_guild(self, *members: Json, name: str = "Model UN") -> Json:
        """Make a guild with the bot and the given users in it; call it before the bot starts."""
        made = payloads.guild(self.owner, self.bot, *members, name=name)
        self.guilds[made["id"]] = made
        self.channels |= {channel["id"]: channel for channel in made["channels"]}
        return made

    def dm_with(self, person: Json) -> Json:
        """Return the channel of direct messages between the bot and a person, made at need."""
        for channel in self.channels.values():
            if channel["type"] == payloads.DM and channel["recipients"][0]["id"] == person["id"]:
                return channel
        made = payloads.dm_channel(person)
        self.channels[made["id"]] = made
        return made

    def channel(self, channel_id: str) -> Json:
        """Return a channel; refuse an id that is not one."""
        if channel_id not in self.channels:
            raise Refusal(404, 10003, "Unknown Channel")
        return self.channels[channel_id]

    def message(self, message_id: str) -> Json:
        """Return a message; refuse an id that is not one."""
        if message_id not in self.messages:
            raise Refusal(404, 10008, "Unknown Message")
        return self.messages[message_id]

    def command(self, name: str, kind: int, guild_id: str | None = None) -> Json:
        """Return a command that the bot has registered, everywhere or in a guild."""
        registered = [*self.commands.get(guild_id, []), *self.commands[None]]
        for command in registered:
            if command["name"] == name and command["type"] == kind:
                return command
        names = sorted(command["name"] for command in registered)
        raise AssertionError(f"the bot has not registered {name!r}; it has {names}")

    def register(self, commands: list[Json], guild_id: str | None) -> list[Json]:
        """Replace the bot's commands, everywhere or in a guild, and return them as Discord keeps them."""
        known = {(old["name"], old["type"]): old["id"] for old in self.commands.get(guild_id, [])}
        kept = []
        for command in commands:
            made: Json = {"type": 1, "default_member_permissions": None, "nsfw": False, "description": ""} | command
            key = (made["name"], made["type"])
            made |= {"id": known.get(key) or payloads.snowflake(), "version": payloads.snowflake()}
            made["integration_types"] = made.get("integration_types") or [0]
            made |= {"application_id": self.application["id"]} | ({"guild_id": guild_id} if guild_id else {})
            kept.append(made)
        self.commands[guild_id] = kept
        self.changed.ring()
        return kept

    def keep(self, written: Json, channel: Json, *, new: bool = True) -> None:
        """Store a message and let the gateway tell of it, where the bot is in the channel and all can see it."""
        self.messages[written["id"]] = written
        if channel["id"] in self.channels and not written["flags"] & EPHEMERAL:
            event = "MESSAGE_CREATE" if new else "MESSAGE_UPDATE"
            self.announce(event, payloads.message_event(written, channel), channel.get("guild_id"))
        self.changed.ring()

    def post(self, body: Json, files: Sequence[Upload], channel: Json, **more: Any) -> Json:  # noqa: ANN401
        """Let the bot write a message; `more` holds what the route adds to it."""
        check_message(body, len(files))
        if not (body.get("flags") or 0) & LOADING:
            check_not_empty(body, len(files))
        reply_to = self._referenced(body.get("message_reference"))
        written = payloads.message(self.bot, channel, reply_to=reply_to, **more)
        self._fill(written, body, files)
        self.keep(written, channel)
        return written

    def edit(self, written: Json, body: Json, files: Sequence[Upload], channel: Json) -> Json:
        """Let the bot change a message: what the body does not name stays."""
        check_message(body, len(files))
        written["edited_timestamp"] = payloads.now()
        written["flags"] &= ~LOADING
        self._fill(written, body, files)
        self.keep(written, channel, new=False)
        return written

    def delete(self, message_id: str) -> None:
        """Remove a message."""
        gone = self.message(message_id)
        del self.messages[message_id]
        guild_id = self.channels.get(gone["channel_id"], {}).get("guild_id")
        event = {"id": message_id, "channel_id": gone["channel_id"]} | ({"guild_id": guild_id} if guild_id else {})
        self.announce("MESSAGE_DELETE", event, guild_id)
        self.changed.ring()

    def _referenced(self, reference: Json | None) -> Json | None:
        if reference is None:
            return None
        found = self.messages.get(str(reference["message_id"]))
        if found is None and reference.get("fail_if_not_exists", True):
            unknown = {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
            raise Refusal(400, 50035, "Invalid Form Body", {"message_reference": unknown})
        return found

    def _fill(self, written: Json, body: Json, files: Sequence[Upload]) -> None:
        described = {str(entry["id"]): entry for entry in body.get("attachments") or []}
        if "attachments" in body:
            written["attachments"] = [kept for kept in written["attachments"] if kept["id"] in described]
        for upload in files:
            index = upload.field.removeprefix("files[").removesuffix("]")
            written["attachments"].append(self._attachment(written, upload, described.get(index, {})))
        for key in ("content", "components", "embeds"):
            if key in body:
                written[key] = body[key] or ("" if key == "content" else [])
        _number(written["components"])
        addresses = {f"attachment://{kept['filename']}": kept["url"] for kept in written["attachments"]}
        written["embeds"] = [_embed(embed, addresses) for embed in written["embeds"]]
        written["flags"] |= body.get("flags") or 0

    def _attachment(self, written: Json, upload: Upload, described: Json) -> Json:
        made_id = payloads.snowflake()
        self.uploads[made_id] = upload.data
        url = f"https://cdn.invalid/attachments/{written['channel_id']}/{made_id}/{upload.filename}"
        made = {"id": made_id, "filename": upload.filename, "size": len(upload.data), "url": url, "proxy_url": url}
        made["content_type"] = upload.content_type
        return made | {key: described[key] for key in ("description", "title") if described.get(key)}


def _embed(embed: Json, addresses: dict[str, str]) -> Json:
    made: Json = {"type": "rich"} | embed
    for key in ("image", "thumbnail"):
        if key in made:
            made[key] = made[key] | {"url": addresses.get(made[key]["url"], made[key]["url"])}
    return made


def _number(components: list[Json]) -> None:
    """Give each component an id where it has none, counting from 1 in reading order, as Discord does."""
    taken: set[int] = set()
    for part in walk(components):
        if not part.get("id"):
            part["id"] = next(number for number in range(1, 10_000) if number not in taken)
        taken.add(part["id"])
