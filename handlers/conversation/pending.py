"""A fragment after a question back ("and Pakistan?" after "which of the votes on Ukraine?"): put into each choice."""

from __future__ import annotations

from dataclasses import replace

from db.names import fold
from handlers.conversation.exchange import LEANED_ON, Exchange, phrases
from handlers.conversation.fragments import fragment, is_fragment
from handlers.conversation.turn import MOST, Turn
from handlers.question import Kind, Option, Question
from handlers.understand.phrase import in_words
from handlers.understand.reader import Reader


async def of_choices(turn: Turn) -> Question | None:
    """The choices with what the fragment names in them; the one question where that makes them the same."""
    asked_back = turn.last.question
    if asked_back.kind is not Kind.CLARIFY or not turn.last.answer_options:
        return None
    choices: list[tuple[Option, Question]] = []
    for option in turn.last.answer_options[:MOST]:
        question = await turn.reader.read(option.question)
        if question.kind in LEANED_ON:
            choices.append((option, question.but(notes=())))
    if len(choices) < 2 or not is_fragment(replace(turn, prior=choices[0][1])):
        return None
    if inside := _in_period(turn, choices):
        return inside
    found: list[tuple[Option, Question]] = []
    for option, question in choices:
        changed = await fragment(replace(turn, last=Exchange(question), prior=question))
        if changed is None or changed.kind in {Kind.CLARIFY, Kind.NOT_FOUND}:
            return changed
        if all(changed != other for _, other in found):
            found.append((option, changed))
    return found[0][1] if len(found) == 1 else _asked_back(turn, found)


async def of_all_choices(reader: Reader, text: str, last: Exchange) -> Question | None:
    """ "Both": the votes of all members on offer, where that is what the choices differ in."""
    if len(last.answer_options) > MOST or fold(text) not in phrases("both") | phrases("everybody"):
        return None
    found = [await reader.read(option.question) for option in last.answer_options]
    alike = {(one.kind, one.decisions) for one in found}
    if len(found) < 2 or len(alike) > 1 or found[0].kind is not Kind.COUNTRY_VOTE:
        return None
    members = dict.fromkeys(iso3 for one in found for iso3 in one.members)
    return found[0].but(text=text, members=tuple(members))


def _in_period(turn: Turn, choices: list[tuple[Option, Question]]) -> Question | None:
    """A year alone says which of the decisions on offer is meant."""
    slots = turn.slots
    if not slots.period or slots.voters or slots.symbols or slots.topics:
        return None
    left = [pair for pair in choices if any(slots.period.covers(one.day) for one in pair[1].decisions)]
    if len(left) == 1:
        return left[0][1].but(text=turn.text)
    return _asked_back(turn, left) if left else None


def _asked_back(turn: Turn, found: list[tuple[Option, Question]]) -> Question:
    options = tuple(
        Option(option.label, asked, option.value)
        for option, question in found
        if (asked := in_words(turn.archive, question))
    )
    reason = turn.last.question.reason
    return Question(turn.text, Kind.CLARIFY, members=found[0][1].members, options=options, reason=reason)
