""" "The last Ukraine resolution", "the most recent vote on Iran": the newest decision on what is named."""

from __future__ import annotations

import re

from db.archive import Archive
from db.queries.decisions import within
from db.series import series_of
from handlers.understand.references import Referred, fits
from handlers.understand.slots import Slots
from handlers.wording import described

NEWEST = re.compile(
    r"(?:^|\bthe |\bon |\btheir |\bits )(?:last|latest|newest|most recent)(?: (?!two\b|\d)\S+){0,6}? "
    r"(?:resolution|vote|text|draft)\b",
    re.IGNORECASE,
)


async def settle_newest(archive: Archive, slots: Slots, referred: Referred) -> None:
    """Put the newest recorded decision on the topic or yearly text named in the place of words that ask for it."""
    if "latest" not in slots.cues or referred.decisions or referred.choices or not NEWEST.search(slots.text.text):
        return
    if slots.series:
        found = await series_of(archive, slots.series[0])
    elif slots.topics:
        found = await within(archive, slots.body, slots.period.since, slots.period.until, slots.topics[-1])
    else:
        return
    found = [one for one in found if one.recorded and one.final and fits(slots, one)]
    if not found:
        return
    one = max(found, key=lambda decision: (decision.day, decision.id))
    referred.decisions.append(one)
    slots.series.clear()
    slots.cues.discard("latest")
    slots.notes.append(f"Taken to mean {described(one)}, the newest recorded vote on it in our data.")
