"""A list as a file of comma-separated values that spreadsheets open, with what it is and where it comes from on top."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bot.tables import documents
from db.names import fold
from handlers.answer import Answer
from handlers.question import Question
from handlers.spreadsheet import Sheet, total
from handlers.wording import full_date, span

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet takes a text for a formula."""
NAME = 60
"""Characters of a file's name."""


def in_csv(sheet: Sheet, answer: Answer) -> bytes:
    """The sheet below lines that begin with #, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (*_about(sheet, answer), sheet.columns, *sheet.rows):
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would calculate."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def file_name(question: Question) -> str:
    """A name from what is asked: "series-cuba-embargo.csv"."""
    return f"{fold(' '.join(_asked(question)))[:NAME].strip().replace(' ', '-')}.csv"


def _asked(question: Question) -> Iterator[str]:
    """The question in the program's words, since a button keeps no others: "who voted", "A/RES/ES-11/7", "no"."""
    words = (
        question.kind.value.replace("_", " "),
        *question.members,
        *question.groups,
        *question.against,
        *(decision.key for decision in question.decisions),
        *(position.word for position in question.positions),
        question.series or question.topic,
        question.words,
        question.measure,
        question.order,
        question.period.label or span(question.period),
    )
    return filter(None, words)


def _about(sheet: Sheet, answer: Answer) -> Iterator[tuple[str, str]]:
    decision, coverage = answer.decision, answer.coverage
    if decision:
        yield "# Title", decision.title
        yield "# Decision", decision.key
        yield "# Date", decision.day.isoformat()[: 7 if decision.month_only else 10]
    yield "# Question", ", ".join(_asked(answer.question))
    yield "# Answer", answer.headline
    if total(answer) > len(sheet.rows):
        yield "# Rows", f"the first {len(sheet.rows)} of {total(answer)}"
    for note in answer.notes:
        yield "# Note", note
    listed = documents(answer)
    for link in answer.sources:
        if link.title not in listed:
            yield "# Source", f"{link.title}: {link.url}"
    reach = (
        f"to {full_date(coverage.ga_through)} (General Assembly), {full_date(coverage.sc_through)} (Security Council)"
    )
    yield "# Data", f"edition {coverage.edition}, {reach}"
