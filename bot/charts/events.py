"""Events of note beside the years of a chart (bot/data/events.toml): those that concern the members that it shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from db.ingest.edition import load_toml

FILE = Path(__file__).parents[1] / "data" / "events.toml"
MOST = 5
"""Events named on one chart."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `parties` are the members (ISO codes) and groups (ids) that it concerns; `source` is a
    UN document symbol, a number of the UN Treaty Series or an address."""

    date: date
    label: str
    parties: frozenset[str]
    source: str

    @property
    def words(self) -> str:
        """The label behind its year."""
        return f"{self.date.year} {self.label}"


@dataclass(frozen=True, slots=True)
class President:
    """A president of the United States, in office from `since` until the next."""

    name: str
    since: date


@cache
def events() -> tuple[Event, ...]:
    """All events, oldest first."""
    return tuple(
        Event(row["date"], row["label"], frozenset((*row["members"], *row.get("groups", ()))), row["source"])
        for row in load_toml(FILE)["event"]
    )


@cache
def presidents() -> tuple[President, ...]:
    """The presidents of the United States since 1945, each term of office that does not follow his own as one."""
    return tuple(President(row["name"], row["since"]) for row in load_toml(FILE)["president"])


def concerning(parties: Collection[str], first: int, last: int, most: int = MOST) -> tuple[Event, ...]:
    """At most so many events of the years from `first` to `last` that concern one of the parties, oldest first.

    Events that concern all of them come before others; among equals the one furthest in time from those chosen is
    taken, so that labels spread over the years.
    """
    found = [one for one in events() if first <= one.date.year <= last and one.parties & set(parties)]
    chosen: list[Event] = []
    while found and len(chosen) < most:
        chosen.append(max(found, key=lambda one: (len(one.parties & set(parties)), _away(one, chosen), one.date)))
        found.remove(chosen[-1])
    return tuple(sorted(chosen, key=lambda one: one.date))


def _away(event: Event, chosen: list[Event]) -> int:
    """Days to the nearest event chosen."""
    return min((abs((event.date - one.date).days) for one in chosen), default=0)
