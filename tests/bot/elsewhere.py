"""Interactions as they come from elsewhere: in another language, or from a conversation that the bot is not in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import simcord.interactions


def coming(monkeypatch: pytest.MonkeyPatch, **fields: object) -> None:
    """From here on the simulator's interactions have these fields."""
    made: Callable[..., tuple[Any, dict[str, Any]]] = simcord.interactions.base_payload

    def changed(*args: Any, **named: Any) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401
        record, payload = made(*args, **named)
        return record, payload | fields

    monkeypatch.setattr(simcord.interactions, "base_payload", changed)
