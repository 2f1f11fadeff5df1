"""What a person does in Discord: write, use a command, type in an option, click, choose from a menu."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import interactions, payloads
from .limits import walk
from .payloads import DM, Json
from .world import LOADING, Pending, World

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a command or component, on its way to the bot."""

    world: World
    pending: Pending

    @property
    def id(self) -> str:
        """The interaction's id."""
        own: str = self.pending.payload["id"]
        return own

    async def callback(self, timeout: float = 20) -> Json:  # noqa: ASYNC109 - the words of a test
        """Wait for the bot's first answer and return it as it was sent."""
        return await self.world.changed.until(
            lambda: self.pending.callback, timeout, lambda: f"no callback within {timeout} s"
        )

    async def choices(self, timeout: float = 20) -> list[Json]:  # noqa: ASYNC109
        """Wait for the answer to an autocomplete question and return its choices."""
        answer = await self.callback(timeout)
        assert answer["type"] == 8, answer
        found: list[Json] = answer["data"]["choices"]
        return found

    async def answer(self, timeout: float = 15) -> Json:  # noqa: ASYNC109
        """Wait until the bot is done thinking and return its message, as the person sees it now."""

        def done() -> Json | None:
            written = self.world.messages.get(self.pending.original or "")
            return written if written and not written["flags"] & LOADING else None

        return await self.world.changed.until(done, timeout, lambda: f"no answer within {timeout} s")

    @property
    def followups(self) -> list[Json]:
        """The messages that came after the first, so far."""
        return [self.world.messages[one] for one in self.pending.followups if one in self.world.messages]


class Person:
    """Somebody who uses the bot.

    Where no channel is given, the place is their DM with the bot; a DM or group channel that the world does not have
    (`payloads.dm_channel`) is one without the bot, where only commands of a user install can be used.
    """

    def __init__(self, world: World, user: Json) -> None:
        self.world = world
        self.user = user

    @property
    def dm(self) -> Json:
        """The person's DM channel with the bot."""
        return self.world.dm_with(self.user)

    def write(
        self,
        content: str,
        channel: Json | None = None,
        *,
        mention: bool = False,
        reply_to: Json | None = None,
        ping: bool = True,
    ) -> Json:
        """Write a message and return it.

        `mention` puts the bot's mention before the text. A reply mentions whom it answers, unless its author turned
        that off (`ping=False`): the bot then gets a reply in a guild without its text.
        """
        place = channel or self.dm
        bot = self.world.bot
        to_bot = ping and reply_to is not None and reply_to["author"]["id"] == bot["id"]
        text = f"<@{bot['id']}> {content}" if mention else content
        mentions = [bot] if mention or to_bot else []
        written = payloads.message(self.user, place, text, mentions=mentions, reply_to=reply_to)
        self.world.keep(written, place)
        return written

    def slash(self, name: str, channel: Json | None = None, *, user_install: bool = False, **options: Value) -> Use:
        """Use a slash command, `name` with its subcommands parted by blanks; it must have been registered."""
        return self._command(interactions.COMMAND, name, channel, None, options, user_install)

    def complete(self, name: str, focused: str, channel: Json | None = None, **options: Value) -> Use:
        """Type in the option `focused` of a slash command, other options being filled already."""
        return self._command(interactions.AUTOCOMPLETE, name, channel, focused, options, False)

    def use_on_message(self, name: str, target: Json, channel: Json | None = None) -> Use:
        """Use a message command (an entry of the context menu) on a message."""
        place = channel or self.dm
        command = self.world.command(name, interactions.MESSAGE_MENU, place.get("guild_id"))
        return self._send(interactions.COMMAND, interactions.message_menu_data(command, target), place)

    def click(self, label: str, message: Json, values: Sequence[str] | None = None) -> Use:
        """Click the button whose label, or the menu whose placeholder, or either whose custom id is `label`."""
        current = self.world.messages.get(message["id"], message)
        for part in walk(current["components"]):
            if label in (part.get("label"), part.get("placeholder"), part.get("custom_id")):
                assert not part.get("disabled"), f"{label!r} is disabled"
                data = interactions.component_data(part["custom_id"], values)
                place = (self.world.channels | self.world.elsewhere)[current["channel_id"]]
                return self._send(interactions.COMPONENT, data, place, on=current)
        raise AssertionError(f"no component {label!r} in {current['components']}")

    def _command(
        self,
        kind: int,
        name: str,
        channel: Json | None,
        focused: str | None,
        options: dict[str, Value],
        user_install: bool,
    ) -> Use:
        place = channel or self.dm
        first, *path = name.split()
        command = self.world.command(first, interactions.CHAT_INPUT, place.get("guild_id"))
        assert not user_install or interactions.BY_USER in command["integration_types"], f"/{first} is for guilds only"
        declared = command
        for step in path:
            declared = next(entry for entry in declared["options"] if entry["name"] == step)
        kinds = {entry["name"]: entry["type"] for entry in declared.get("options", [])}
        assert set(options) <= set(kinds), f"/{name} has the options {sorted(kinds)}, not {sorted(options)}"
        filled = [interactions.option(key, value, kinds[key], focused=key == focused) for key, value in options.items()]
        data = interactions.command_data(command, path, filled)
        return self._send(kind, data, place, user_install=user_install)

    def _send(self, kind: int, data: Json, place: Json, *, on: Json | None = None, user_install: bool = False) -> Use:
        known = place["id"] in self.world.channels
        if not known:
            self.world.elsewhere[place["id"]] = place
        made = interactions.interaction(
            kind,
            data,
            self.user,
            place,
            application_id=self.world.application["id"],
            on=on,
            user_install=user_install,
            context=interactions.IN_PRIVATE if place["type"] == DM and not known else None,
        )
        self._check_context(made)
        pending = self.world.interactions[made["id"]] = Pending(made)
        self.world.announce("INTERACTION_CREATE", made, place.get("guild_id"))
        return Use(self.world, pending)

    def _check_context(self, made: Json) -> None:
        for command in self.world.commands[None]:
            if command["id"] == made["data"].get("id") and command.get("contexts") is not None:
                assert made["context"] in command["contexts"], f"{command['name']!r} is not offered there"
