"""The bundled edition read anew with the csv module alone, to check handlers against."""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "db" / "data"


@cache
def decisions() -> dict[str, dict[str, str]]:
    """The rows of decisions.csv.gz by key."""
    return {row["key"]: row for row in csv.DictReader(_text("decisions"))}


@cache
def roll_calls() -> dict[str, dict[str, str]]:
    """For each key the letters of the members that have one."""
    return {
        row.pop("key"): {iso3: letter for iso3, letter in row.items() if letter}
        for row in csv.DictReader(_text("votes"))
    }


def of_group(group: str, day: str) -> set[str]:
    """The members of a group on an ISO day, from the lines of groups.toml."""
    groups = tomllib.loads((DATA / "groups.toml").read_text(encoding="utf-8"))["group"]
    lines = next(row["members"] for row in groups if row["id"] == group)
    found = set()
    for iso3, since, *until in (line.split() for line in lines):
        if since <= day and (not until or day <= until[0]):
            found.add(iso3)
    return found


def _text(name: str) -> io.StringIO:
    return io.StringIO(gzip.decompress((DATA / "edition" / f"{name}.csv.gz").read_bytes()).decode("utf-8"), newline="")
