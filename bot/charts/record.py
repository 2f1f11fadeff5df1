"""A record by topic: what a member did on the votes of each, as bars of equal length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.charts.picture import Picture
from bot.charts.sheet import Sheet, wrapped
from bot.charts.source import source_line, votes_counted
from bot.charts.style import LOOKS, MUTED, SMALL
from db.archive import Archive
from db.records import Body, Position
from handlers.alignment import party_name
from handlers.answer import Answer
from handlers.record_topics import by_topic
from handlers.stances import FOUR, subjects
from handlers.wording import plural, start, topic_name

TOPICS = 12
"""Topics of a picture: those with the most votes."""
ROW = 33.0
THICK = 21.0
NAMES = 184.0
VOTES = 70.0
"""Widths of the columns of names and of numbers of votes, in units."""
LABELLED = 36.0
"""Parts at least this wide carry their share."""
STACK = (Position.YES, Position.ABSTAIN, Position.NO, Position.ABSENT)


@dataclass(frozen=True, slots=True)
class Row:
    """One topic, and how many votes there were with each position."""

    name: str
    counts: Mapping[Position, int]

    @property
    def votes(self) -> int:
        """Votes with a position."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Record:
    """A record by topic, ready to be drawn; the first row is of all votes."""

    title: str
    subtitle: str
    source: str
    rows: tuple[Row, ...]


def fits(answer: Answer) -> bool:
    """Whether the answer is the record of one party that had a seat."""
    question = answer.question
    return (
        answer.kind == "record"
        and len(subjects(question)) == 1
        and not question.against
        and not question.versus
        and not question.decisions
        and question.measure != "alone"
        and any(answer.facts.get(position.word) for position in FOUR)
    )


async def of(answer: Answer, archive: Archive) -> partial[Picture] | None:
    """The drawing of the record that the answer is about; None where no topic has a vote."""
    question = answer.question
    body = question.body or Body.GA
    found = await by_topic(archive, question)
    if len(found) < 2:
        return None
    rows = [Row(_name(one.topic), one.counts) for one in found[: TOPICS + 1]]
    return partial(
        draw,
        Record(
            title=f"How {party_name(archive, subjects(question)[0])} voted, by topic",
            subtitle=f"{votes_counted(answer, archive, body)}. A vote can belong to several topics.",
            source=source_line(answer, archive, body),
            rows=tuple(rows),
        ),
    )


def _name(topic: str) -> str:
    """A topic's name without what its brackets add."""
    return start(topic_name(topic).split(" (")[0]) if topic else "All of these votes"


def draw(record: Record) -> Picture:
    """The picture of a record."""
    said = "; ".join(
        f"{row.name}: {', '.join(f'{row.counts[position]:,} {position.word}' for position in STACK)}"
        for row in record.rows
    )
    return compose(record).picture(record.title, f"Stacked bars. {record.title}. {record.subtitle} {said}.")


def compose(record: Record) -> Sheet:
    """The sheet of a record."""
    sheet = Sheet(record.title, record.subtitle, record.source, ROW * len(record.rows) + 36)
    left, right = sheet.left + NAMES + 10, sheet.right - VOTES
    for index, row in enumerate(record.rows):
        y = sheet.top + (index + 0.5) * ROW
        lines = wrapped(row.name, NAMES, 2, SMALL, bold=not index)
        for number, line in enumerate(lines):
            sheet.text(
                left - 10, y + (number - (len(lines) - 1) / 2) * SMALL * 1.2, line, SMALL, bold=not index, align="right"
            )
        x = left
        for position in STACK:
            width = row.counts[position] / row.votes * (right - left)
            sheet.box(x, y - THICK / 2, width, THICK, LOOKS[position])
            if width >= LABELLED:
                sheet.plate(x + width / 2, y, f"{row.counts[position] / row.votes:.0%}", LOOKS[position])
            x += width
        sheet.text(sheet.right, y, plural(row.votes, "vote"), SMALL, colour=MUTED, align="right")
    sheet.legend(sheet.bottom - 8, [(LOOKS[position], LOOKS[position].word) for position in STACK])
    return sheet
