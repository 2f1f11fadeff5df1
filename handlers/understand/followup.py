"""Follow-ups: what a text asks that leans on the question before it ("and China?", "who abstained?", "the second one").

A text that stands on its own is never bent: it is a follow-up when it picks from the last answer, points at the last
question ("they", "that resolution"), or is short of what its kind needs. What was taken over is said in the answer.
"""

from __future__ import annotations

from db.names import fold
from handlers.question import Kind, Question
from handlers.understand.ellipsis import asked, compared, excepted, ranked
from handlers.understand.exchange import Exchange, exchange, phrases
from handlers.understand.fold import folded
from handlers.understand.fragments import fragment
from handlers.understand.home import with_home
from handlers.understand.listing import listed
from handlers.understand.picks import picked
from handlers.understand.reader import Reader
from handlers.understand.turn import Turn, usable, without_opener

__all__ = ["Exchange", "exchange", "follow_up"]

UNANSWERED = frozenset({Kind.CLARIFY, Kind.NOT_FOUND, Kind.HELP, Kind.OUT_OF_SCOPE})
LONGEST = 200
"""Characters of the longest text that is read as a follow-up."""


async def follow_up(reader: Reader, text: str, last: Exchange) -> Question | None:
    """The Question that the text asks after the last exchange, or None when it stands on its own."""
    if len(text) > LONGEST:
        return None
    if chosen := await picked(reader, text, last):
        return chosen
    if answer := await _completed(reader, text, last):
        return answer
    prior, asked_back = usable(last), last.question.kind is Kind.CLARIFY
    if prior is None and last.earlier is not None:
        last = last.earlier
        prior = usable(last)
    if prior is None:
        return None
    bare, opener = without_opener(text)
    slots = reader.slots(bare)
    if opener and slots.residue and not (whole := reader.slots(text)).residue:
        bare, slots = text, whole  # "et la Chine ?": the opener shows the language
    if asked_back and slots.symbols:
        opener = opener or "and"  # a symbol in answer to "which vote do you mean?" goes on with what was asked
    turn = Turn(reader, text, bare, opener, slots, last, prior)
    if not turn.slots.text.tokens or turn.slots.cues & {"help", "greeting", "thanks"}:
        return None
    if fold(bare) in phrases("whys") or fold(text) in phrases("whys"):
        return await _why(turn)
    for read in (listed, excepted, ranked, compared, asked, fragment):
        if question := await read(turn):
            return question
    return None


async def _completed(reader: Reader, text: str, last: Exchange) -> Question | None:
    """The missing piece of a question that was asked back without choices ("Which decision do you mean?")."""
    asked_back = last.question
    if asked_back.kind is not Kind.CLARIFY or last.answer_options or asked_back.residue:
        return None
    slots = reader.slots(text)
    if slots.cues - {"against", "compare"} or not (slots.voters or slots.symbols or slots.reference or slots.period):
        return None
    if reader.slots(asked_back.text).home and not reader.home and len(slots.voters) == 1 and slots.voters[0].sure:
        whole = with_home(folded(asked_back.text), text.strip(" ?.!"))
    else:
        whole = f"{asked_back.text.rstrip(' ?.!')} {text}"
    question = await reader.read(whole)
    if question.kind is Kind.CLARIFY:
        return question  # the pieces stay together, for the next one
    if question.kind is Kind.SUMMARY and last.earlier is not None:
        return None  # nothing is asked of it: the question before knows what
    return None if question.kind in UNANSWERED else question.but(text=text)


async def _why(turn: Turn) -> Question:
    """ "Why?": not in a voting record; the vote it is about is kept."""
    decisions = tuple((await turn.decisions())[:1]) if len(turn.last.rows) < 2 or turn.prior.decisions else ()
    question = Question(
        turn.text,
        Kind.OUT_OF_SCOPE,
        members=turn.prior.members,
        groups=turn.prior.groups,
        topic=turn.prior.topic,
        period=turn.prior.period,
        decisions=decisions,
        reason="why_question",
    )
    return turn.noted(question)
