"""Commands are sent to Discord only when they changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from discord import app_commands

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)


async def sync_if_changed(bot: RollcallBot) -> bool:
    """Compare our commands with those that Discord has, send ours if they differ, and tell whether they did."""
    if bot.application_id is None:
        raise app_commands.MissingApplicationID
    # Asking Discord beats a stored fingerprint: it holds after a change of machine, of token, or by another program.
    held = shapes(await bot.http.get_global_commands(bot.application_id))
    ours = shapes(command.to_dict(bot.tree) for command in bot.tree.get_commands())
    if held == ours:
        return False
    await bot.tree.sync()
    log.info("commands sent to Discord: %s", ", ".join(sorted(ours)))
    return True


def shapes(commands: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Commands by name, reduced to what we set: Discord adds defaults and ids, and keeps no order of contexts."""
    return {
        command["name"]: (
            command["type"],
            command["description"],
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
        option.get("min_length"),
        option.get("max_length"),
    )
