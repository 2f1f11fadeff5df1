"""Why a symbol leads to nothing: not yet, too high a number, or a hole in the sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.archive import Archive
from db.queries.coverage import sessions
from db.queries.numbers import numbers_under
from db.records import Body
from handlers.understand.slots import Slots
from handlers.understand.symbols import Symbol
from handlers.wording import full_date, series

HIGHEST_OLD = 3541
"""The last number of the General Assembly's 30th session (1975), up to which its numbers ran on."""
WHOLE_FROM = 74
"""From this session (2019) the sources have texts adopted without a vote too."""
SESSION = re.compile(r"A/RES/(?P<session>\d+)/(?P<number>\d+)")
SPECIAL = re.compile(r"A/RES/(?P<session>(?:ES-|S-)\d+)/(?P<number>\d+)")
DRAFT = re.compile(r"[AS]/(?!RES)")
OLD = "they have only what was put to a recorded vote before the 74th session (2019), and not all of that"


async def why_missing(archive: Archive, slots: Slots) -> str:
    """What is said of the first symbol of the text that the archive does not have, in a sentence or two."""
    symbol = next((one for one in slots.symbols if one.sure), None)
    return await _reason(archive, symbol) if symbol else ""


async def _reason(archive: Archive, symbol: Symbol) -> str:
    form = symbol.forms[0] if symbol.forms else ""
    typed = form or symbol.typed.strip()
    council = symbol.body is Body.SC or form.startswith("S/RES/")
    if symbol.number is not None and (council or symbol.number > HIGHEST_OLD):
        return await _council(archive, symbol.number)
    if found := SESSION.match(form):
        return await _session(archive, form, int(found["session"]), int(found["number"]))
    if found := SPECIAL.match(form):
        held = await numbers_under(archive, f"A/RES/{found['session']}/")
        has = f"of that session they have {ranges(held)}" if held else "they have nothing of that session"
        return f"{form} is not in our sources: {has}."
    if DRAFT.match(form):
        return (
            f"No vote on {form} is in our data. Of the Security Council's drafts they have those that were voted on, "
            "of the General Assembly's those that became resolutions."
        )
    return f"{typed} is not in our sources: {OLD}." if form.startswith("A/RES/") or symbol.body is Body.GA else ""


async def _council(archive: Archive, number: int) -> str:
    highest = (await numbers_under(archive, "S/RES/"))[-1]
    if number > highest:
        end = full_date(archive.coverage.sc_through)
        return f"There is no S/RES/{number} in our data: the highest number up to {end} is S/RES/{highest}."
    return f"S/RES/{number} is missing from our sources, though the numbers around it are there."


async def _session(archive: Archive, form: str, session: int, number: int) -> str:
    last = max(await sessions(archive))
    if session > last:
        end = full_date(archive.coverage.ga_through)
        return f"{form} would be of session {session}: our data end in session {last}, on {end}."
    if session < WHOLE_FROM:
        return f"{form} is not in our sources: {OLD}. It may have been adopted without a vote."
    held = await numbers_under(archive, f"A/RES/{session}/")
    if held and number > held[-1]:
        return f"There is no {form} in our data: the numbers of session {session} go up to A/RES/{session}/{held[-1]}."
    return f"{form} is missing from our sources, though others of session {session} are there."


def ranges(numbers: Sequence[int]) -> str:
    """ "19 and 21 to 27"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    said = [str(part[0]) if len(part) == 1 else f"{part[0]} to {part[-1]}" for part in parts]
    return f"{'number' if len(numbers) == 1 else 'numbers'} {series(said)}"
