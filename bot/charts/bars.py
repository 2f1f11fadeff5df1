"""A ranking as bars: who votes most, or least, like a member, with the number of votes each share is of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.charts.picture import Picture
from bot.charts.sheet import Sheet, width_of
from bot.charts.source import source_line, votes_counted
from bot.charts.style import ACCENT, BODY, INK, LINE, MUTED, ON_ACCENT, PANEL, SMALL
from db.archive import Archive
from db.records import Body
from handlers.alignment import party_name
from handlers.answer import Answer
from handlers.wording import group_name, percent, plural

MOST = 20
"""Bars of a picture: a longer ranking is cut, and says so."""
ROW = 25.0
THICK = 17.0
NAMES = 185.0
"""Widest column of names, in units; a longer name is written smaller."""
MEASURES = {
    "soft": "Agreement: the same vote counts 1, an abstention against a yes or no ½; absences are left out.",
    "identical": "Identical votes, of those in which both cast one.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One member: its share from 0 to 1, and how many votes that is of."""

    name: str
    share: float
    shared: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking, ready to be drawn."""

    title: str
    subtitle: str
    source: str
    rows: tuple[Row, ...]


def fits(answer: Answer) -> bool:
    """Whether there is anybody to rank."""
    return answer.kind == "ranking" and bool(answer.facts.get("rows"))


async def of(answer: Answer, archive: Archive) -> partial[Picture]:
    """The drawing of the ranking that the answer gives."""
    facts, question = answer.facts, answer.question
    body = question.body or Body.GA
    measure = question.measure if question.measure in MEASURES else "soft"
    rows = tuple(Row(_name(archive, row["member"]), row[measure], row["shared"]) for row in facts["rows"][:MOST])
    cut = f"The first {MOST} of {len(facts['rows'])}. " if len(facts["rows"]) > MOST else ""
    order = "furthest from" if facts["order"] == "furthest" else "closest to"
    who = "Who"
    if question.among:
        who = "Which of these"
    elif question.members and question.groups:
        who = f"Who in {group_name(archive, question.groups[0])}"
    return partial(
        draw,
        Ranking(
            title=f"{who} votes {order} {party_name(archive, facts['of'])}",
            subtitle=f"{cut}{votes_counted(answer, archive, body)}. {MEASURES[measure]}",
            source=source_line(answer, archive, body),
            rows=rows,
        ),
    )


def _name(archive: Archive, party: str) -> str:
    return archive.roster.groups[party].short if party in archive.roster.groups else archive.roster.common(party)


def draw(ranking: Ranking) -> Picture:
    """The picture of a ranking."""
    said = "; ".join(f"{row.name} {percent(row.share)} of {plural(row.shared, 'vote')}" for row in ranking.rows)
    return compose(ranking).picture(ranking.title, f"Bars. {ranking.title}. {ranking.subtitle} {said}.")


def compose(ranking: Ranking) -> Sheet:
    """The sheet of a ranking; its bars are drawn on the scale from 0 to 100%."""
    sheet = Sheet(ranking.title, ranking.subtitle, ranking.source, ROW * len(ranking.rows) + 18)
    names = min(NAMES, max(width_of(row.name) for row in ranking.rows))
    votes = max(width_of(f"{row.shared:,} votes", SMALL) for row in ranking.rows)
    left, right = sheet.left + names + 10, sheet.right - votes - 10
    foot = sheet.top + ROW * len(ranking.rows)
    for tick in (0, 0.5, 1):
        x = left + tick * (right - left)
        sheet.line([x, x], [sheet.top, foot], LINE)
        sheet.text(x, foot + 10, f"{tick:.0%}", SMALL, colour=MUTED, align="center")
    for index, row in enumerate(ranking.rows):
        y = sheet.top + (index + 0.5) * ROW
        sheet.text(left - 10, y, row.name, min(BODY, BODY * names / width_of(row.name)), align="right")
        sheet.bar(left, y - THICK / 2, right - left, THICK, PANEL)
        length = row.share * (right - left)
        sheet.bar(left, y - THICK / 2, length, THICK, ACCENT)
        said = percent(row.share)
        within = length > width_of(said, SMALL, bold=True) + 14
        sheet.text(
            left + length + (-7 if within else 7), y, said, SMALL,
            colour=ON_ACCENT if within else INK, bold=True, align="right" if within else "left",
        )  # fmt: skip
        sheet.text(sheet.right, y, plural(row.shared, "vote"), SMALL, colour=MUTED, align="right")
    return sheet
