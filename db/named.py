"""Well-known decisions: the names people use, and the official symbol where the source row has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from db.ingest.edition import DATA, load_toml


@dataclass(frozen=True, slots=True)
class Named:
    """A decision under its well-known name. `symbol` is given only where the source has none: the text was adopted.
    `revokes` is the key of the decision that it took back.
    """

    decision: str
    name: str
    aliases: tuple[str, ...]
    symbol: str
    note: str
    source: str
    revokes: str = ""


@cache
def named_decisions() -> dict[str, Named]:
    """The well-known decisions by the archive's key."""
    return {
        row["decision"]: Named(
            row["decision"],
            row["name"],
            tuple(row["aliases"]),
            row.get("symbol", ""),
            row.get("note", ""),
            row["source"],
            row.get("revokes", ""),
        )
        for row in load_toml(DATA / "named_decisions.toml")["decision"]
    }


@dataclass(frozen=True, slots=True)
class Gap:
    """A matter under its well-known name of which the archive has no vote: `note` says why, in whole sentences."""

    key: str
    name: str
    aliases: tuple[str, ...]
    note: str
    related: tuple[str, ...]
    source: str


@cache
def named_gaps() -> dict[str, Gap]:
    """The well-known matters without a vote by their key."""
    return {
        row["key"]: Gap(
            row["key"], row["name"], tuple(row["aliases"]), row["note"], tuple(row["related"]), row["source"]
        )
        for row in load_toml(DATA / "named_gaps.toml")["gap"]
    }


def official_key(symbol: str) -> str:
    """The archive's key of a well-known text whose symbol its source lacks, however the symbol's parts are ordered.

    A/RES/217(III)A, A/RES/217A(III) and A/RES/217(III) are one; empty when none is meant.
    """
    exact = _official().get(_parts(symbol))
    if exact:
        return exact
    number, roman, letter = _parts(symbol)
    same = {key for (n, r, _), key in _official().items() if (n, r) == (number, roman)} if not letter else set()
    return same.pop() if len(same) == 1 else ""


def archive_key(symbol: str) -> str:
    """The archive's key of what is shown under that symbol: its own for a well-known text whose source gives none."""
    return _shown().get(symbol, symbol)


def official_numbered(number: int) -> list[str]:
    """The keys of well-known texts whose official number is this one."""
    return [key for (text, _, _), key in _official().items() if text == str(number)]


def is_well_known(number: int) -> bool:
    """Whether a well-known resolution of the Security Council has this number."""
    return any(key.startswith(f"S/RES/{number}(") for key in named_decisions())


@cache
def _shown() -> dict[str, str]:
    return {named.symbol: named.decision for named in named_decisions().values() if named.symbol}


@cache
def _official() -> dict[tuple[str, str, str], str]:
    return {_parts(named.symbol): named.decision for named in named_decisions().values() if named.symbol}


def _parts(symbol: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"A/RES/(\d+(?:/\d+)?)([A-Z]?)(?:\(([A-Z0-9-]+)\))?([A-Z]?)", symbol)
    return (found[1], found[3] or "", found[2] or found[4]) if found else (symbol, "", "")
