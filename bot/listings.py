"""Lists of members: with flags, under their regions or from letter to letter, on a card or in pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import limits
from bot.flags import flag
from bot.limits import cut, escaped, packed, size
from db.archive import Archive
from db.records import Decision
from handlers.answer import Listing
from handlers.roll import by_region
from handlers.wording import by_name

LONG = 40
"""Members from which a list is told by region."""
SPARE = 40
"""Characters kept for a sentence that says what was left out."""
PAGE = 1_100
"""Characters of a page of names: some fifty, a screen on a telephone."""


def named(archive: Archive, iso3: str) -> str:
    """A member with its flag of today, where it has one: "🇭🇺 Hungary", "Yugoslavia"."""
    member = archive.roster.members[iso3]
    # No line ends between a flag and its name.
    return f"{flag(member.iso2)}\N{NO-BREAK SPACE}{escaped(member.common)}".strip()


def sections(archive: Archive, decision: Decision | None, listing: Listing) -> list[tuple[str, list[str]]]:
    """The names of a list under the headings of a card: a long one by region, where there were any."""
    title = cut(listing.title, limits.FIELD_NAME - SPARE)
    if decision and len(listing.members) > LONG:
        regions = by_region(archive, decision, listing.members)
        if len(regions) > 1:
            parts = [
                (f"{name} ({len(inside)})", [named(archive, iso3) for iso3 in inside])
                for name, inside in regions.items()
            ]
            first, names = parts[0]
            return [(f"{title}: {first}", names), *parts[1:]]
    return [(title, [named(archive, iso3) for iso3 in listing.members])]


def fields(title: str, names: Sequence[str], room: int) -> list[tuple[str, str]]:
    """A list of members as fields; one that needs several says from which letter to which each goes."""
    runs = packed(names, limits.FIELD_VALUE - SPARE)
    found: list[tuple[str, str]] = []
    done = 0
    for run in runs or [["–"]]:
        name = f"{title}: {_letters(run)}" if len(runs) > 1 else title
        value = ", ".join(run)
        if size(name) + size(value) + SPARE > room:
            kept = packed(run, room - size(name) - SPARE)[0] if room > 4 * SPARE else []
            done += len(kept)
            if kept:
                found.append((name, f"{', '.join(kept)} … and {len(names) - done} more"))
            elif found:
                found[-1] = (found[-1][0], f"{found[-1][1]} … and {len(names) - done} more")
            break
        found.append((name, value))
        room -= size(name) + size(value)
        done += len(run)
    return found


def pages(archive: Archive, decision: Decision | None, members: Iterable[str], *, regional: bool) -> list[str]:
    """The members in pages: under their regional groups, or from A to Z."""
    groups = by_region(archive, decision, members) if decision and regional else {}
    if len(groups) < 2:
        names = (named(archive, iso3) for iso3 in by_name(archive, members))
        return [", ".join(run) for run in packed(names, PAGE)] or ["Nobody."]
    found: list[str] = []
    for name, inside in groups.items():
        for number, run in enumerate(packed((named(archive, one) for one in inside), PAGE - SPARE)):
            part = f"**{name} ({len(inside)})**{', continued' if number else ''}\n{', '.join(run)}"
            if found and size(found[-1]) + size(part) <= PAGE:
                found[-1] += f"\n\n{part}"
            else:
                found.append(part)
    return found


def _letters(names: Sequence[str]) -> str:
    """From which letter to which the names go: "A–L"."""
    first, last = (next((letter.upper() for letter in name if letter.isalpha()), "") for name in (names[0], names[-1]))
    return first if first == last else f"{first}–{last}"
