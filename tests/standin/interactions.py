"""Builders of interactions: a command used, a value being typed, a button clicked, a choice made in a menu."""

import secrets
from collections.abc import Sequence

from .payloads import DM, PERMISSIONS, Json, member, snowflake

IN_GUILD, IN_BOT_DM, IN_PRIVATE = 0, 1, 2
"""Where an interaction took place: a guild, a DM with the bot, a DM between others."""

BY_GUILD, BY_USER = 0, 1
"""How a command came along: the bot is in the guild, or the person installed it for themselves."""

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
"""Kinds of interaction."""

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
"""Kinds of command."""

SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2
"""Kinds of option that hold further options."""


def option(name: str, value: str | int | float, kind: int, *, focused: bool = False) -> Json:
    """Return a filled option of a command; `focused` marks the one being typed."""
    base: Json = {"name": name, "type": kind, "value": value}
    return {**base, "focused": True} if focused else base


def command_data(command: Json, path: Sequence[str], options: Sequence[Json]) -> Json:
    """Return the data of a slash command; `path` holds the names of group and subcommand below the command."""
    inner = list(options)
    for depth, name in enumerate(reversed(path)):
        inner = [{"name": name, "type": SUBCOMMAND_GROUP if depth else SUBCOMMAND, "options": inner}]
    return {"id": command["id"], "name": command["name"], "type": CHAT_INPUT, "options": inner}


def message_menu_data(command: Json, target: Json) -> Json:
    """Return the data of a message command (an entry of the context menu) used on the message `target`."""
    base: Json = {"id": command["id"], "name": command["name"], "type": MESSAGE_MENU}
    return base | {"target_id": target["id"], "resolved": {"messages": {target["id"]: target}}}


def component_data(custom_id: str, values: Sequence[str] | None = None) -> Json:
    """Return the data of a click on a button, or, with `values`, of a choice in a menu."""
    if values is None:
        return {"custom_id": custom_id, "component_type": 2, "id": 1}
    return {"custom_id": custom_id, "component_type": 3, "id": 1, "values": list(values)}


def interaction(
    kind: int,
    data: Json,
    person: Json,
    channel: Json,
    *,
    application_id: str,
    user_install: bool = False,
    context: int | None = None,
    on: Json | None = None,
    locale: str = "en-US",
) -> Json:
    """Return an interaction; `on` is the message whose component was used.

    With `user_install` the person brought the command along and the guild does not have the bot. The context follows
    from the channel unless it is given: a DM is taken to be one with the bot.
    """
    guild_id: str | None = channel.get("guild_id")
    by_channel = IN_GUILD if guild_id else IN_BOT_DM if channel["type"] == DM else IN_PRIVATE
    made: Json = {
        "id": snowflake(),
        "application_id": application_id,
        "type": kind,
        "data": data,
        "token": secrets.token_urlsafe(48),
        "version": 1,
        "channel": channel | {"permissions": PERMISSIONS},
        "channel_id": channel["id"],
        "locale": locale,
        "app_permissions": PERMISSIONS,
        "entitlements": [],
        "authorizing_integration_owners": {"1": person["id"]} if user_install else {"0": guild_id or "0"},
        "attachment_size_limit": 10 * 1024 * 1024,
        "context": by_channel if context is None else context,
    }
    if guild_id:
        made["guild_id"] = guild_id
        made["guild_locale"] = "en-US"
        made["guild"] = {"id": guild_id, "locale": "en-US", "features": []}
        made["member"] = {**member(person), "permissions": PERMISSIONS}
    else:
        made["user"] = person
    return made | ({"message": on} if on else {})
