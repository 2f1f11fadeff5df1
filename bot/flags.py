"""Flags as Discord shows them: two regional indicator letters."""

from __future__ import annotations

A = 0x1F1E6
"""The code point of the regional indicator letter A."""


def flag(iso2: str) -> str:
    """The flag of an ISO 3166 alpha-2 code; nothing for a state that has none in force (Yugoslavia)."""
    if len(iso2) != 2 or not (iso2.isascii() and iso2.isalpha()):
        return ""
    return "".join(chr(A + ord(letter) - ord("A")) for letter in iso2.upper())
