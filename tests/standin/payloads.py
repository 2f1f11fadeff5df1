"""Builders of what Discord sends: people, places and messages of API version 10.

Ids are snowflake strings that grow in the order of making and carry the time they were made at, since discord.py
reads the age of an interaction from its id.
"""

import itertools
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
"""One JSON object."""

DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds from 1970 to the first second of 2015, from which snowflakes count."""

PERMISSIONS = str((1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 31))
"""What everybody may do: view, send, embed, attach, read the history, use commands."""

GUILD_TEXT, DM, GROUP_DM = 0, 1, 3
"""Kinds of channel."""

_counter = itertools.count(1)


def snowflake() -> str:
    """Return a new id, later than every earlier one."""
    return str(((time.time_ns() // 1_000_000 - DISCORD_EPOCH) << 22) | (next(_counter) & 0x3FFFFF))


def now() -> str:
    """Return the present instant as Discord writes it."""
    return datetime.now(UTC).isoformat()


def user(name: str, *, user_id: str | None = None, bot: bool = False) -> Json:
    """Return a user; the shown name is the login name capitalised."""
    return {
        "id": user_id or snowflake(),
        "username": name.lower(),
        "discriminator": "0",
        "global_name": name.capitalize(),
        "avatar": None,
        "bot": bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def member(person: Json) -> Json:
    """Return a user's membership of a guild."""
    return {
        "user": person,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def text_channel(guild_id: str, name: str = "general", *, channel_id: str | None = None) -> Json:
    """Return a text channel of a guild."""
    return {
        "id": channel_id or snowflake(),
        "type": GUILD_TEXT,
        "guild_id": guild_id,
        "name": name,
        "position": 0,
        "flags": 0,
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": [],
    }


def dm_channel(person: Json) -> Json:
    """Return the channel of direct messages with one person."""
    return {"id": snowflake(), "type": DM, "flags": 0, "last_message_id": None, "recipients": [person]}


def guild(owner: Json, *members: Json, name: str = "Model UN", guild_id: str | None = None) -> Json:
    """Return a guild as GUILD_CREATE carries it, with one text channel and the given users as members."""
    own_id = guild_id or snowflake()
    everyone = {
        "id": own_id,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0,
        "permissions": PERMISSIONS,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": own_id,
        "name": name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "owner_id": owner["id"],
        "region": "us-east",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "vanity_url_code": None,
        "features": [],
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
        "channels": [text_channel(own_id)],
        "threads": [],
        "members": [member(owner), *(member(m) for m in members)],
        "member_count": 1 + len(members),
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "joined_at": now(),
        "large": False,
        "unavailable": False,
    }


def message(
    author: Json,
    channel: Json,
    content: str = "",
    *,
    mentions: Sequence[Json] = (),
    reply_to: Json | None = None,
    **more: Any,  # noqa: ANN401 - any other key of a message
) -> Json:
    """Return a message as the REST API gives it; `reply_to` is the message it answers."""
    made: Json = {
        "id": snowflake(),
        "type": 19 if reply_to else 0,
        "channel_id": channel["id"],
        "author": author,
        "content": content,
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": list(mentions),
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
    }
    if reply_to:
        made["message_reference"] = {"type": 0, "channel_id": channel["id"], "message_id": reply_to["id"]}
        made["referenced_message"] = reply_to
    return made | more


def message_event(written: Json, channel: Json) -> Json:
    """Return a message as MESSAGE_CREATE carries it: in a guild with the guild and the author's membership."""
    if "guild_id" not in channel:
        return written | {"channel_type": channel["type"]}
    membership = {key: value for key, value in member(written["author"]).items() if key != "user"}
    return written | {"guild_id": channel["guild_id"], "channel_type": channel["type"], "member": membership}


def application(application_id: str, bot: Json, owner: Json) -> Json:
    """Return the bot's application as its own token sees it."""
    return {
        "id": application_id,
        "name": bot["global_name"],
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": bot,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "hook": True,
        "owner": owner,
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}, "1": {}},
    }
