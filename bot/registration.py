"""Commands are sent to Discord only when they changed; the ids that it gave them are kept, to mention them by."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)

SLASH = discord.AppCommandType.chat_input
_ids: WeakKeyDictionary[RollcallBot, dict[str, int]] = WeakKeyDictionary()


async def sync_if_changed(bot: RollcallBot) -> bool:
    """Compare our commands with those that Discord has, send ours if they differ, and tell whether they did."""
    if bot.application_id is None:
        raise app_commands.MissingApplicationID
    # Asking Discord beats a stored fingerprint: it holds after a change of machine, of token, or by another program.
    held = await bot.http.get_global_commands(bot.application_id)
    ours = shapes(command.to_dict(bot.tree) for command in bot.tree.get_commands())
    if shapes(held) == ours:
        _ids[bot] = {one["name"]: int(one["id"]) for one in held if one["type"] == SLASH.value}
        return False
    _ids[bot] = {one.name: one.id for one in await bot.tree.sync() if one.type is SLASH}
    log.info("commands sent to Discord: %s", ", ".join(sorted(ours)))
    return True


def mention(bot: RollcallBot, name: str) -> str:
    """A slash command that can be clicked ("compare countries" for a subcommand); plain while its id is not known."""
    id_ = _ids.get(bot, {}).get(name.split()[0])
    return f"</{name}:{id_}>" if id_ else f"`/{name}`"


def shapes(commands: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Commands by name, reduced to what we set: Discord adds defaults and ids, and keeps no order of contexts."""
    return {
        command["name"]: (
            command["type"],
            command.get("description") or "",
            str(command.get("default_member_permissions") or ""),
            sorted(command.get("contexts") or ()),
            sorted(command.get("integration_types") or ()),
            [_option(option) for option in command.get("options") or ()],
        )
        for command in commands
    }


def _option(option: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        option["name"],
        option["type"],
        option["description"],
        bool(option.get("required")),
        bool(option.get("autocomplete")),
        [(choice["name"], choice["value"]) for choice in option.get("choices") or ()],
        tuple(option.get(limit) for limit in ("min_length", "max_length", "min_value", "max_value")),
        [_option(inner) for inner in option.get("options") or ()],
    )
