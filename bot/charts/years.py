"""The years of a pair or a member: how alike two voted in each, or what one did, with events of note."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.charts.course import Course, course, figures
from bot.charts.events import Event, concerning
from bot.charts.picture import Picture
from bot.charts.sheet import Sheet
from bot.charts.source import source_line, votes_counted
from bot.charts.style import LOOKS
from bot.charts.timeline import Point, Timeline, blocks
from db.archive import Archive
from db.records import Body, Position
from handlers import trend
from handlers.alignment import party_name
from handlers.answer import Answer
from handlers.question import Kind
from handlers.wording import MISSING_YEARS, start
from handlers.years import LAST_MONTH

FEWEST = 3
"""Years with votes from which on there is a course to draw."""
STACKED = (Position.YES, Position.ABSTAIN, Position.NO, Position.ABSENT)
"""From the floor up: what lies between yes and no stands between them."""
LEGEND = 20.0
HELD = "votes held"


@dataclass(frozen=True, slots=True)
class Record:
    """What one member did in each year, ready to be drawn: counts by position."""

    name: str
    title: str
    subtitle: str
    source: str
    alt: str
    years: tuple[tuple[int, dict[Position, int]], ...]
    events: tuple[Event, ...] = ()
    terms: bool = False


def fits(answer: Answer) -> bool:
    """Whether the answer is about years, or about two parties over more than one of them."""
    if answer.question.kind is Kind.TREND:
        return len(answer.facts["rows"]) >= FEWEST
    since, until = answer.question.period.since, answer.question.period.until
    within_one = since is not None and until is not None and until.year - since.year < FEWEST - 1
    return answer.question.kind is Kind.ALIGNMENT and not within_one and answer.facts["shared"] > 0


async def of(answer: Answer, archive: Archive) -> partial[Picture] | None:
    """The drawing of an answer about years; of an alignment its years are asked for first."""
    if answer.question.kind is Kind.ALIGNMENT:
        answer = await trend.answer(archive, answer.question.but(kind=Kind.TREND))
    if len(answer.facts["rows"]) < FEWEST:
        return None
    if "member" in answer.facts:
        return partial(draw, _record(answer, archive))
    return partial(draw, _agreement(answer, archive))


def draw(data: Course | Record) -> Picture:
    """The picture of a pair's agreement, or of a member's record, over the years."""
    return compose(data).picture(data.name, data.alt)


def compose(data: Course | Record) -> Sheet:
    """The sheet of a pair's agreement, or of a member's record, over the years."""
    return course(data) if isinstance(data, Course) else _stacked(data)


def _stacked(data: Record) -> Sheet:
    """What a member did, as shares of the votes held while it had a seat."""
    axis = Timeline(
        (data.title, data.subtitle, data.source), [year for year, _ in data.years], data.events, data.terms, LEGEND
    )
    axis.grid("{:.0%}".format)
    axis.bases([Point(year, None, sum(counts.values())) for year, counts in data.years], HELD)
    width = axis.slot * 0.84
    for number, position in enumerate(STACKED):
        boxes = []
        for year, counts in data.years:
            base = sum(counts.values())
            below = sum(counts[one] for one in STACKED[:number])
            top = axis.y((below + counts[position]) / base)
            boxes.append((axis.x(year) - width / 2, top, width, axis.y(below / base) - top))
        blocks(axis.sheet, boxes, LOOKS[position])
    axis.sheet.legend(axis.sheet.bottom - LEGEND / 2, [(LOOKS[position], LOOKS[position].word) for position in STACKED])
    return axis.sheet


def _agreement(answer: Answer, archive: Archive) -> Course:
    facts = answer.facts
    measure = facts["measure"]
    a, b = (party_name(archive, facts[key]) for key in "ab")
    points = tuple(Point(row["year"], row[measure], row["shared"], whole(answer, row["year"])) for row in facts["rows"])
    what = start(f"{trend.TITLES[measure]} of {a} and {b}, year by year")
    where = votes_counted(answer, archive, Body(facts["body"]), years=False)
    named = [year for year in (facts["lowest"], facts["highest"]) if year]
    return Course(
        name=f"{facts['a']} {facts['b']} by year",
        title=what,
        subtitle=f"{where}. {start(trend.MEASURED[measure])}.",
        source=source_line(answer, archive, Body(facts["body"])),
        alt=f"{what}, {where}: {figures(points, '{:.0%}'.format)}.",
        points=points,
        unit="shared votes",
        events=concerning({facts["a"], facts["b"]}, points[0].year, points[-1].year),
        named=tuple(named),
        terms="USA" in (facts["a"], facts["b"]),
    )


def _record(answer: Answer, archive: Archive) -> Record:
    facts = answer.facts
    name = party_name(archive, facts["member"])
    years = tuple((row["year"], {position: row[position.word] for position in STACKED}) for row in facts["rows"])
    what = f"How {name} voted, year by year"
    where = votes_counted(answer, archive, Body(facts["body"]), years=False)
    told = (
        f"{year} " + "-".join(str(counts[position]) for position in (Position.YES, Position.NO, Position.ABSTAIN))
        for year, counts in years
    )
    return Record(
        name=f"{facts['member']} by year",
        title=what,
        subtitle=f"{where}, as shares of those in which there was a seat.",
        source=source_line(answer, archive, Body(facts["body"])),
        alt=f"{what}, {where} (yes-no-abstain): {', '.join(told)}.",
        years=years,
        events=concerning({facts["member"]}, years[0][0], years[-1][0]),
        terms=facts["member"] == "USA",
    )


def whole(answer: Answer, year: int) -> bool:
    """Whether the data hold all months of a year, of the body that the answer counts."""
    council = answer.question.body is Body.SC
    through = answer.coverage.sc_through if council else answer.coverage.ga_through
    ends_early = year == through.year and through.month < LAST_MONTH
    return not ends_early and (council or year not in MISSING_YEARS)
