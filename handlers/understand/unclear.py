"""An option of a slash command that cannot be read, and the question back about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.question import Kind, Option, Question
from handlers.understand.reader import Reader
from handlers.understand.sentence import sentence

if TYPE_CHECKING:
    from handlers.understand.form import Form


class Unclear(Exception):
    """An option that cannot be read; `question` asks back."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.reason)
        self.question = question


def clarify(question: Question, reason: str, options: tuple[Option, ...] = ()) -> Question:
    """A question back in the place of a question."""
    return Question(question.text, Kind.CLARIFY, reason=reason, options=options)


def asking(reader: Reader, form: Form, typed: str, asked: Question) -> Unclear:
    """A question back whose options ask the whole form again with their value in the place of what was typed."""
    options = tuple(
        replace(option, question=sentence(form.instead(typed, option.value), reader.archive.roster))
        for option in asked.options
    )
    return Unclear(asked.but(text=sentence(form, reader.archive.roster), options=options))
