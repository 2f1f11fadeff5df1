"""The word lists of handlers/data/cues.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from db.ingest.edition import load_toml

FILES = Path(__file__).parent.parent / "data"


@cache
def cues() -> dict[str, Any]:
    """The whole file: cues, positions, bodies, fillers, sets."""
    return load_toml(FILES / "cues.toml")


def words(name: str) -> frozenset[str]:
    """One of the file's sets."""
    return frozenset(cues()["sets"][name])
