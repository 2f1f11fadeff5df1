"""One decision's roll at a glance: the permanent members under the names they had, the groups, lists by region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from db.archive import Archive
from db.queries.votes import positions
from db.records import Decision, Position
from handlers.blocs import PEOPLES_REPUBLIC, REGIONAL, Split, permanent_members, regional_splits
from handlers.wording import by_name, with_article

SOVIET_UNION = "the Soviet Union"
RUSSIA = date(1991, 12, 24)
"""From this day the seat is the Russian Federation's (letter of its President to the Secretary-General)."""
NO_REGION = "No regional group"


@dataclass(frozen=True, slots=True)
class Roll:
    """What a card shows of a roll call beside the tally.

    `cast` are the positions by ISO code, empty where there is no roll call; `permanent` the names, at the time, of the
    permanent members by position; `splits` the regional groups' votes by the group's short name, empty before December
    1963.
    """

    cast: Mapping[str, Position]
    permanent: Mapping[Position, tuple[str, ...]]
    splits: Mapping[str, Split]

    def count(self, position: Position) -> int:
        """How many members are known to have taken the position."""
        return sum(taken is position for taken in self.cast.values())


NO_ROLL = Roll({}, {}, {})


async def roll_of(archive: Archive, decision: Decision) -> Roll:
    """The roll of a decision; all of it is empty where no position is known."""
    cast = await positions(archive, decision.id)
    if all(position is Position.UNKNOWN for position in cast.values()):
        return NO_ROLL
    five = permanent_members(decision)
    if "TWN" in cast and "CHN" not in cast:  # on the day of resolution 2758 (XXVI) it still had the seat
        five = ("TWN", *five[1:])
    permanent: dict[Position, tuple[str, ...]] = {}
    for position in Position:
        took = [name_then(archive, decision, iso3) for iso3 in five if cast.get(iso3, Position.UNKNOWN) is position]
        if took:
            permanent[position] = tuple(sorted(took, key=lambda name: name.removeprefix("the ")))
    splits = regional_splits(archive, decision, cast)
    return Roll(cast, permanent, {archive.roster.groups[group].short: split for group, split in splits.items()})


def name_then(archive: Archive, decision: Decision, iso3: str) -> str:
    """A permanent member's name at the time, in a sentence: "the Soviet Union", "the Republic of China"."""
    if iso3 == "RUS" and decision.day < RUSSIA:
        return SOVIET_UNION
    return with_article(archive, _seat(decision, iso3))


def region(archive: Archive, decision: Decision, iso3: str) -> str:
    """The short name of a member's regional group on the day of a decision; empty where it was in none."""
    groups = archive.roster.groups
    return next((groups[one].short for one in REGIONAL if _seat(decision, iso3) in groups[one].on(decision.day)), "")


def by_region(archive: Archive, decision: Decision, members: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Members under their regional groups of the day, each list by name; those in no group come last."""
    found: dict[str, list[str]] = defaultdict(list)
    for iso3 in by_name(archive, members):
        found[region(archive, decision, iso3) or NO_REGION].append(iso3)
    order = [*(archive.roster.groups[one].short for one in REGIONAL), NO_REGION]
    return {name: tuple(found[name]) for name in order if name in found}


def _seat(decision: Decision, iso3: str) -> str:
    """The member that held the seat: the Council's source has one key, CHN, for both Chinas."""
    return "TWN" if iso3 == "CHN" and decision.day < PEOPLES_REPUBLIC else iso3
