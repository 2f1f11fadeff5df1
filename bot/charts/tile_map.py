"""The world map of one decision: an equal square for each member, with its code, its position's colour and mark."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from bot.charts.decision import Ballot, ballot, recorded
from bot.charts.picture import Picture
from bot.charts.sheet import Sheet
from bot.charts.style import LINE, LOOKS, MUTED, PANEL, ROOM, Look
from db.archive import Archive
from db.records import Body
from handlers.answer import Answer
from handlers.positions import ORDER

LAYOUT = Path(__file__).parents[1] / "data" / "tiles.csv"
BETWEEN = 1.2
"""Units between two squares."""
CODE = 6.9
"""Size of a code: the widest, WSM, just fits."""
MARK = 9.0
CODE_ABOVE, MARK_BELOW = 4.2, 5.2
"""How far above and below a square's middle its code and its mark stand, in units."""
BLANK = Look("Not a member then", "", PANEL, PANEL, LINE, "")
NO_RECORD = "Not a member, or no record"
"""What a blank square means where the source leaves out members of the day."""
LEGEND_ROW = 13.6
"""The row of squares beside which the legend stands: the South Pacific is empty."""


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """The square of each member, present and past, as (column, row) from the north-west."""
    with LAYOUT.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["iso3"]: (int(row["column"]), int(row["row"])) for row in rows}


def fits(answer: Answer) -> bool:
    """Whether there is an Assembly's roll call to put on a map."""
    decision = answer.decision
    return recorded(answer) and decision is not None and decision.body is Body.GA and decision.roll_call != "none"


async def of(answer: Answer, archive: Archive) -> partial[Picture] | None:
    """The drawing of the decision that the answer is about."""
    vote = await ballot(answer, archive)
    if vote is None or not vote.cast:
        return None
    taken = {tiles()[iso3] for iso3 in vote.cast}
    members = sorted(archive.roster.members.items())
    blank = [one for iso3, one in members if one.present and tiles()[iso3] not in taken]
    gaps = any(one.belonged(vote.day) for one in blank)
    return partial(draw, vote, [one.iso3 for one in blank], NO_RECORD if gaps else BLANK.word)


def draw(vote: Ballot, blank: Sequence[str], why: str) -> Picture:
    """The picture of a vote; `blank` are members of today without a position in it, `why` says why."""
    return compose(vote, blank, why).picture(f"{vote.name} map", vote.alt("World map"))


def compose(vote: Ballot, blank: Sequence[str], why: str) -> Sheet:
    """The sheet of a vote."""
    layout = tiles()
    columns, rows = (max(place[axis] for place in layout.values()) + 1 for axis in (0, 1))
    pitch = ROOM / columns
    sheet = Sheet(vote.title, vote.subtitle, vote.source, pitch * rows)
    middle = {
        iso3: (sheet.left + (column + 0.5) * pitch, sheet.top + (row + 0.5) * pitch)
        for iso3, (column, row) in layout.items()
    }
    looks = dict.fromkeys(blank, BLANK) | {iso3: LOOKS[position] for iso3, position in vote.cast.items()}
    for look in (*LOOKS.values(), BLANK):
        here = [middle[iso3] for iso3, its in looks.items() if its is look]
        sheet.shapes(here, pitch - BETWEEN, look, "square")
        sheet.marks([(x, y + MARK_BELOW) for x, y in here], MARK, look)
    for iso3, look in looks.items():
        x, y = middle[iso3]
        sheet.text(x, y - (CODE_ABOVE if look.mark else 0), iso3, CODE, colour=look.ink, bold=True, align="center")
    for iso3 in vote.asked:
        if iso3 in vote.cast:
            x, y = middle[iso3]
            sheet.ring(x - pitch / 2, y - pitch / 2, pitch, pitch)
    _legend(sheet, vote, sheet.top + LEGEND_ROW * pitch, why if blank else "")
    return sheet


def _legend(sheet: Sheet, vote: Ballot, y: float, why: str) -> None:
    """One line for each position, with its figure, and one for the blank squares."""
    for position in ORDER:
        look, count, listed = LOOKS[position], vote.counts[position], vote.listed[position]
        if not count and not listed:
            continue
        sheet.swatch(sheet.left, y, look)
        known = f" ({listed} known)" if listed != count else ""
        sheet.text(sheet.left + 21, y, f"{look.word} {count}{known}")
        y += 19
    if why:
        sheet.swatch(sheet.left, y, BLANK)
        sheet.text(sheet.left + 21, y, why, colour=MUTED)
