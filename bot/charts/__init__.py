"""Charts of answers: which there are, and the picture of an answer.

Each chart is a module with `fits(answer)`, `of(answer, archive)`, which gathers its data and returns the drawing yet
to be done, and `draw(data)`, which runs in the worker. Matplotlib is loaded there and not before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.charts import bars, cohesion, hemicycle, record, series, tile_map, voting_map, years
from bot.charts.drawing import DrawingRoom
from bot.charts.picture import Picture
from bot.errors import recorded
from db.archive import Archive
from handlers.answer import Answer
from handlers.clerk import Clerk
from handlers.ticket import ticket

Drawing = Callable[[], Picture]
"""A picture yet to be drawn, in the worker."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One kind of chart. One that is sent `at_once` comes with the answer, any other when it is asked for."""

    fits: Callable[[Answer], bool]
    of: Callable[[Answer, Archive], Awaitable[Drawing | None]]
    at_once: bool = False


CHARTS: dict[str, Chart] = {
    "cohesion": Chart(cohesion.fits, cohesion.of, at_once=True),
    "hemicycle": Chart(hemicycle.fits, hemicycle.of),
    "map": Chart(tile_map.fits, tile_map.of),
    "ranking": Chart(bars.fits, bars.of, at_once=True),
    "record": Chart(record.fits, record.of, at_once=True),
    "series": Chart(series.fits, series.of, at_once=True),
    "voting_map": Chart(voting_map.fits, voting_map.of, at_once=True),
    "years": Chart(years.fits, years.of, at_once=True),
}
DRAWING_ROOM = DrawingRoom()


def chart_names(answer: Answer) -> tuple[str, ...]:
    """The names of the charts that can be had of an answer."""
    return tuple(name for name, chart in CHARTS.items() if chart.fits(answer))


async def picture_of(answer: Answer, clerk: Clerk, what: str = "") -> Picture | None:
    """The chart that goes with an answer at once, or the one that is asked for by name; None where there is none.

    A chart that fails is logged with a code and gives None: the answer in words never waits for a picture.
    """
    name = next((one for one in chart_names(answer) if one == what or (not what and CHARTS[one].at_once)), None)
    if name is None:
        return None
    key = (ticket(answer.question), name, answer.coverage.edition)
    try:
        if key in DRAWING_ROOM:
            return await DRAWING_ROOM.picture(key)
        drawing = await CHARTS[name].of(answer, clerk.archive)
        return await DRAWING_ROOM.picture(key, drawing) if drawing else None
    except Exception as error:
        recorded(error, f"chart {name} of a {answer.kind}")
        return None


async def warm() -> None:
    """Load what the first picture would wait for."""
    await DRAWING_ROOM.warm()
