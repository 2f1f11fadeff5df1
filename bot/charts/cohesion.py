"""How united a group voted in each year."""

from __future__ import annotations

from functools import partial

from bot.charts.course import Course, course, figures
from bot.charts.events import concerning
from bot.charts.picture import Picture
from bot.charts.source import source_line, votes_counted
from bot.charts.timeline import Point
from bot.charts.years import FEWEST, whole
from db.archive import Archive
from db.records import Body
from handlers.answer import Answer
from handlers.question import Kind
from handlers.split import set_name
from handlers.years import ENOUGH

compose = course
SCALE = "{:.2f}".format
MEASURE = (
    "Cohesion is the mean Attinà–Hix agreement: 1 when all that voted did alike, 0 when they split evenly in three."
)


def fits(answer: Answer) -> bool:
    """Whether the answer is about a group's unity over years enough."""
    return answer.question.kind is Kind.COHESION and len(answer.facts.get("years", ())) >= FEWEST


async def of(answer: Answer, archive: Archive) -> partial[Picture]:
    """The drawing of an answer about a group's unity."""
    return partial(draw, _course(answer, archive))


def draw(data: Course) -> Picture:
    """The picture of a group's cohesion over the years."""
    return compose(data).picture(data.name, data.alt)


def _course(answer: Answer, archive: Archive) -> Course:
    question, body = answer.question, answer.question.body or Body.GA
    points = tuple(
        Point(row["year"], row["cohesion"], row["decisions"], whole(answer, row["year"]))
        for row in answer.facts["years"]
    )
    what = f"Cohesion of {set_name(archive, question)}, year by year"
    where = votes_counted(answer, archive, body, years=False)
    parties = question.groups[:1] or question.members
    telling = {point.year: point.share or 0.0 for point in points if point.base >= ENOUGH}
    return Course(
        name=f"{' '.join(parties)} cohesion",
        title=what,
        subtitle=f"{where}. {MEASURE}",
        source=source_line(answer, archive, body),
        alt=f"{what}, {where}: {figures(points, SCALE)}.",
        points=points,
        unit="decisions",
        events=concerning(parties, points[0].year, points[-1].year),
        named=(min(telling, key=telling.__getitem__), max(telling, key=telling.__getitem__)) if telling else (),
        scale=SCALE,
    )
