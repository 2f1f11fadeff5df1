"""Suggestions while a person types. A failure is logged and suggests nothing: Discord shows no error there."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord.app_commands import Choice

from bot import limits
from bot.limits import cut, size

if TYPE_CHECKING:
    from bot.app import RollcallBot

log = logging.getLogger(__name__)


async def members(interaction: discord.Interaction[RollcallBot], typed: str) -> list[Choice[str]]:
    """Members and groups; the value picked is the ISO code or the group's id."""
    try:
        return _choices(interaction.client.clerk.suggest_members(typed, limits.CHOICES))
    except Exception:  # whatever it is, the person can still type on
        log.exception("no suggestions of members for %r", typed)
        return []


async def decisions(interaction: discord.Interaction[RollcallBot], typed: str) -> list[Choice[str]]:
    """Decisions; the value picked is the decision's key."""
    try:
        return _choices(await interaction.client.clerk.suggest_decisions(typed, limits.CHOICES))
    except Exception:  # as above
        log.exception("no suggestions of decisions for %r", typed)
        return []


def _choices(found: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """At most 25 different choices that Discord takes; one refused choice would lose them all."""
    kept = {value: label for label, value in found if label.strip() and 0 < size(value) <= limits.CHOICE}
    return [Choice(name=cut(label, limits.CHOICE), value=value) for value, label in kept.items()][: limits.CHOICES]
