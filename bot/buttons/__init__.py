"""The buttons under a card: which there are, and in which rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from bot import limits
from bot.buttons.ask import AskButton, ChoiceButton, Choices, ShowButton, choices
from bot.buttons.chart import HemicycleButton, MapButton
from bot.buttons.compare import CompareButton
from bot.buttons.download import DownloadButton
from bot.buttons.member import MemberButton
from bot.buttons.pages import Look, PageButton
from bot.buttons.pressed import TicketButton, offer
from bot.cards import rows_shown
from bot.charts import chart_names
from db.archive import Archive
from db.records import Decision, Position
from handlers.answer import Answer
from handlers.neighbours import neighbours
from handlers.question import Kind, Question
from handlers.roll import Roll
from handlers.spreadsheet import MOST, total
from handlers.ticket import ticket

__all__ = ["DYNAMIC", "AskButton", "ChoiceButton", "Choices", "buttons_under", "choices"]

DYNAMIC = (
    AskButton, ChoiceButton, CompareButton, DownloadButton, HemicycleButton, MapButton, MemberButton, PageButton,
    ShowButton,
)  # fmt: skip
"""Every kind of button, so that a bot that starts knows those of earlier runs."""
MANY = 15
"""Members from which a list opens by region."""
POSITIONS = {
    Position.YES: "Yes",
    Position.NO: "No",
    Position.ABSTAIN: "Abstained",
    Position.ABSENT: "Absent",
    Position.UNKNOWN: "Unknown",
}
LAST = 4
"""The last row of buttons."""


async def buttons_under(answer: Answer, archive: Archive, roll: Roll, *, pictured: bool = False) -> Choices:
    """The options of an answer, and what more there is to its decision or its table."""
    view = choices(answer, limits.BUTTONS - limits.ROW)
    if answer.decision is not None and not view.children:
        offer(view, _who(answer.decision, roll))
        offer(view, _looks(answer, answer.decision, roll))
        offer(view, [item async for item in _series(archive, answer.decision)])
    else:
        offer(view, _between(answer.question))
        offer(view, _rows(answer, pictured=pictured))
    return view


def _who(decision: Decision, roll: Roll) -> Iterator[TicketButton]:
    """Who voted how, with the figures of the tally; a position that nobody is known to have taken has no button."""
    tally = decision.tally
    if tally is None:
        return
    counts = {Position.YES: tally.yes, Position.NO: tally.no, Position.ABSTAIN: tally.abstain}
    counts[Position.ABSENT] = tally.absent or 0
    for position, word in POSITIONS.items():
        if known := roll.count(position):
            count = counts.get(position, known)
            line = ticket(Question("", Kind.WHO_VOTED, decisions=(decision,), positions=(position,)))
            yield PageButton(f"{word} {count}", line, Look.REGION if known > MANY else Look.ALPHABET, row=0)


def _looks(answer: Answer, decision: Decision, roll: Roll) -> Iterator[TicketButton]:
    """One country, another vote, the charts, the roll call as a file."""
    line = ticket(Question("", Kind.TALLY, decisions=(decision,)))
    if roll.cast:
        yield MemberButton("One country…", line, 1)
        yield CompareButton("Compare with…", line, 1)
    asked = answer.question.members if answer.kind == Kind.COUNTRY_VOTE else ()
    drawn = ticket(Question("", Kind.COUNTRY_VOTE, members=asked, decisions=(decision,))) if asked else line
    for kind, name in ((MapButton, "Map"), (HemicycleButton, "Hemicycle")):
        if kind.verb in chart_names(answer):
            yield kind(name, drawn, 1)
    if roll.cast:
        yield DownloadButton("CSV", line, 1)


async def _series(archive: Archive, decision: Decision) -> AsyncIterator[TicketButton]:
    """The votes before and after in a yearly series, and all of it."""
    beside = await neighbours(archive, decision)
    if beside is None:
        return
    for one, label in ((beside.before, "‹ {}"), (beside.after, "{} ›")):
        if one is not None:
            line = ticket(Question("", Kind.TALLY, decisions=(one,)))
            yield PageButton(label.format(one.day.year), line, Look.CARD, row=2)
    line = ticket(Question("", Kind.SERIES, decisions=(decision,)))
    yield ShowButton(f"All {beside.votes} votes", line, 2)


def _between(question: Question) -> Iterator[TicketButton]:
    """What else there is between two members or groups whose agreement is told."""
    others = (question.against, question.among, question.versus)
    if question.kind is Kind.ALIGNMENT and len([*question.members, *question.groups]) == 2 and not any(others):
        yield ShowButton("Year by year", ticket(question.but(kind=Kind.TREND)), LAST)
        yield ShowButton("Where they differed", ticket(question.but(kind=Kind.COMPARISON)), LAST)


def _rows(answer: Answer, *, pictured: bool) -> Iterator[TicketButton]:
    """The rest of a table, and all of it as a file."""
    rows = total(answer)
    if not rows:
        return
    line, row = ticket(answer.question), LAST if answer.options else None
    if answer.kind == Kind.RANKING:  # which knows of more than it counts
        yield PageButton("All members", line, Look.TABLE, row=row)
    elif rows > rows_shown(answer, pictured=pictured):
        yield PageButton(f"All {rows}" if rows <= MOST else "More", line, Look.TABLE, row=row)
    yield DownloadButton("CSV", line, row)
