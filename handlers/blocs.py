"""How the UN regional groups and the permanent members split on one decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.archive import Archive
from db.records import Body, Decision, Position
from handlers.measures import majority_position

REGIONAL = ("african", "asia_pacific", "eastern_european", "grulac", "weog")
"""The five regional groups, in alphabetical order of their UN names."""
PEOPLES_REPUBLIC = date(1971, 10, 25)
"""From this day China's seat is the People's Republic's; the Council's source has one key for both."""


@dataclass(frozen=True, slots=True)
class Split:
    """One group's positions on a decision; `unlisted` of the unknown have no position at all in the source."""

    yes: int
    no: int
    abstain: int
    absent: int
    unknown: int
    unlisted: int = 0

    @property
    def majority(self) -> Position | None:
        """The position of most members that voted; None when nobody did or the first two are level."""
        return majority_position(self.yes, self.no, self.abstain)

    def facts(self) -> dict[str, int]:
        """The counts under their names in the contract."""
        return {
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
            "absent": self.absent,
            "unknown": self.unknown,
        }

    def __str__(self) -> str:
        text = f"{self.yes}-{self.no}-{self.abstain}, {self.absent}"
        return f"{text}, {self.unknown}" if self.unknown else text


def regional_splits(archive: Archive, decision: Decision, cast: Mapping[str, Position]) -> dict[str, Split]:
    """For each regional group how its members of that day voted.

    Empty where there is no roll call, and before the groups were formed. In the Council only its members count; in
    the Assembly a group's member without a position in the source counts as unknown.
    """
    splits = {}
    for group in REGIONAL if cast else ():
        members = _members(archive, decision, group)
        found = Counter(cast[iso3] for iso3 in members if iso3 in cast)
        unlisted = 0
        if decision.body is Body.GA:
            unlisted = sum(iso3 not in cast and archive.roster.members[iso3].belonged(decision.day) for iso3 in members)
        split = Split(
            found[Position.YES],
            found[Position.NO],
            found[Position.ABSTAIN],
            found[Position.ABSENT],
            found[Position.UNKNOWN] + unlisted,
            unlisted,
        )
        if found.total() + unlisted:
            splits[group] = split
    return splits


def against_their_group(
    archive: Archive, decision: Decision, cast: Mapping[str, Position], splits: Mapping[str, Split]
) -> list[tuple[str, str]]:
    """Members that voted yes where most of their regional group voted no, or no where it voted yes, with the group.

    The fewest on a side of their group come first.
    """
    return [(iso3, group) for _, _, iso3, group in sorted(_against(archive, decision, cast, splits))]


def _against(
    archive: Archive, decision: Decision, cast: Mapping[str, Position], splits: Mapping[str, Split]
) -> Iterator[tuple[int, str, str, str]]:
    opposite = {Position.YES: Position.NO, Position.NO: Position.YES}
    for group, split in splits.items():
        wanted = opposite.get(split.majority) if split.majority is not None else None
        if wanted is None:
            continue
        count = split.yes if wanted is Position.YES else split.no
        for iso3 in _members(archive, decision, group):
            if cast.get(iso3) is wanted:
                yield count, archive.roster.common(iso3), iso3, archive.roster.groups[group].short


def in_no_group(archive: Archive, decision: Decision, cast: Mapping[str, Position]) -> frozenset[str]:
    """The members with a position that belonged to no regional group on the day (Israel until 2000)."""
    return frozenset(cast).difference(*(_members(archive, decision, group) for group in REGIONAL))


def permanent_members(decision: Decision) -> tuple[str, ...]:
    """The keys of the five permanent members in a decision's roll call."""
    china = "TWN" if decision.body is Body.GA and decision.day < PEOPLES_REPUBLIC else "CHN"
    return (china, "FRA", "GBR", "RUS", "USA")


def _members(archive: Archive, decision: Decision, group: str) -> frozenset[str]:
    """A group's members on the day, by their keys in that body's roll calls."""
    members = archive.roster.groups[group].on(decision.day)
    if decision.body is Body.SC and "TWN" in members:
        return members - {"TWN"} | {"CHN"}
    return members
