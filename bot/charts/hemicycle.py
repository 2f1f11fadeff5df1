"""The seats of one decision in a half circle: yes, abstentions and no from left to right, then those that did not vote.

Where the seats are few, as in the Security Council, they carry their members' codes.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from math import cos, floor, hypot, pi, sin

from bot.charts.decision import Ballot, ballot, recorded
from bot.charts.picture import Picture
from bot.charts.sheet import Sheet, width_of
from bot.charts.style import LOOKS, MUTED, SMALL, WIDTH
from db.archive import Archive
from db.records import Position
from handlers.answer import Answer

RADIUS = 250.0
"""From the middle to the outermost seats, in units."""
INNER = 0.36
"""The innermost row is at least this part of the radius away: the tally stands within."""
LARGEST = 62.0
"""Between two seats at most: few seats then stand in two rows, with codes that are read at a glance."""
CODE = 15.0
"""Size of a code at most."""
GAP = 0.87
"""A seat's diameter, of the distance between two."""
NAMED = 28.0
"""Seats at least this large carry their members' codes: the Council's, and the early Assembly's."""
LEFT_TO_RIGHT = (Position.YES, Position.ABSTAIN, Position.NO, Position.ABSENT)

fits = recorded


async def of(answer: Answer, archive: Archive) -> partial[Picture] | None:
    """The drawing of the decision that the answer is about."""
    vote = await ballot(answer, archive)
    return partial(draw, vote) if vote else None


def draw(vote: Ballot) -> Picture:
    """The picture of a vote."""
    return compose(vote).picture(f"{vote.name} seats", vote.alt("Seats by vote"))


def compose(vote: Ballot) -> Sheet:
    """The sheet of a vote."""
    counts = {position: vote.counts[position] for position in LEFT_TO_RIGHT}
    places, between = seats(sum(counts.values()))
    size = between * GAP
    code = min(CODE, size * 0.3)
    inner = min(hypot(x, y) for x, y in places)
    figures = str(vote.tally).replace("-", "–")
    sheet = Sheet(vote.title, vote.subtitle, vote.source, RADIUS + between + 44)
    foot = sheet.top + RADIUS + between / 2
    named = size >= NAMED and vote.listed == Counter(counts)
    taken = iter(places)
    for position, count in counts.items():
        look = LOOKS[position]
        here = [(WIDTH / 2 + x, foot - y) for _, (x, y) in zip(range(count), taken, strict=False)]
        sheet.shapes(here, size, look, "disc")
        if not named:
            sheet.marks(here, size * 0.72, look)
            continue
        members = sorted(iso3 for iso3, at in vote.cast.items() if at is position)
        for iso3, (x, y) in zip(members, here, strict=True):
            sheet.text(x, y - size * 0.14, iso3, code, colour=look.ink, bold=True, align="center")
            if iso3 in vote.vetoed_by:
                sheet.text(x, y + size * 0.19, "veto", SMALL, colour=look.ink, bold=True, align="center")
            else:
                sheet.marks([(x, y + size * 0.22)], code, look)
    room = 2 * (inner - between) - 10
    large = min(48.0, 10 * room / width_of(figures, 10, bold=True))
    sheet.text(WIDTH / 2, foot - 14 - large * 0.4, figures, large, bold=True, align="center")
    sheet.text(WIDTH / 2, foot, "yes – no – abstain", SMALL, colour=MUTED, align="center")
    sheet.legend(sheet.bottom - 12, [(LOOKS[p], f"{LOOKS[p].word} {n}") for p, n in counts.items() if n])
    return sheet


def seats(number: int) -> tuple[list[tuple[float, float]], float]:
    """Places (x, y) for so many seats around (0, 0), from left to right, and the distance between two.

    Seats are as large as the half circle allows; the rows are filled in proportion to their length.
    """
    between = LARGEST
    while sum(_rows(between)) < number:
        between -= 0.25
    rows = _rows(between)
    while len(rows) > 1 and sum(rows[:-1]) >= number:
        rows = rows[:-1]
    shares = [number * room / sum(rows) for room in rows]
    taken = [floor(share) for share in shares]
    for index in sorted(range(len(rows)), key=lambda i: taken[i] - shares[i])[: number - sum(taken)]:
        taken[index] += 1
    places = []
    for row, count in enumerate(taken):
        radius = RADIUS - row * between
        for seat in range(count):
            angle = pi * (1 - seat / (count - 1)) if count > 1 else pi / 2
            places.append((angle, radius * cos(angle), radius * sin(angle)))
    return [(x, y) for _, x, y in sorted(places, reverse=True)], between


def _rows(between: float) -> list[int]:
    """How many seats fit each row, the outermost first."""
    rows = floor(RADIUS * (1 - INNER) / between) + 1
    return [floor(pi * (RADIUS - row * between) / between) + 1 for row in range(rows)]
