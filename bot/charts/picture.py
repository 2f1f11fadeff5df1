"""A chart as it is sent."""

from __future__ import annotations

from dataclasses import dataclass

ALT = 1_024
"""Characters that Discord takes for the description of an attachment."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, its alt text (the figures in words, at most `ALT` characters) and its file name."""

    png: bytes
    alt: str
    name: str
