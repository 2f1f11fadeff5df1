"""Follow-ups: what a text asks that leans on the question before it ("and China?", "who abstained?", "the second one").

A text that stands on its own is never bent: it is a follow-up when it picks from the last answer, points at the last
question ("they", "that resolution"), or is short of what its kind needs. What was taken over is said in the answer.
"""

from __future__ import annotations

from handlers import glossary
from handlers.conversation.ellipsis import asked, compared, excepted, ranked
from handlers.conversation.exchange import LEANED_ON, Exchange, exchange, phrases
from handlers.conversation.fragments import fragment
from handlers.conversation.listing import listed
from handlers.conversation.pairs import paired
from handlers.conversation.pending import of_all_choices, of_choices
from handlers.conversation.picks import picked
from handlers.conversation.pronouns import points
from handlers.conversation.repeats import repeated
from handlers.conversation.turn import READ_WITH, Turn, framed, usable, without_opener
from handlers.conversation.yearly import shifted, through_the_years
from handlers.question import Kind, Question
from handlers.understand.details import details
from handlers.understand.fold import folded
from handlers.understand.home import with_home
from handlers.understand.reader import Reader

__all__ = ["Exchange", "exchange", "follow_up", "lost"]

UNANSWERED = frozenset({Kind.CLARIFY, Kind.NOT_FOUND, Kind.HELP, Kind.OUT_OF_SCOPE})
DANGLING = 3
LONGEST = 200
"""Characters of the longest text that is read as a follow-up."""
CHOOSE = "Which one do you mean? Give its number, or ask another question."
LOST = (
    "What that asks of the last answer was not understood. Name a country, a group, a year, a topic or a vote (“and "
    "China?”, “in 2014”, “who abstained?”), or ask a whole question."
)


READINGS = (
    repeated,
    through_the_years,
    paired,
    listed,
    excepted,
    ranked,
    compared,
    asked,
    fragment,
)
"""The ways to read a text with the last question, in the order in which they are tried."""


async def follow_up(reader: Reader, text: str, last: Exchange) -> Question | None:
    """The Question that the text asks after the last exchange, or None when it stands on its own."""
    if len(text) > LONGEST:
        return None
    if chosen := await picked(reader, text, last):
        return chosen
    if answer := await _completed(reader, text, last):
        return answer
    if last.question.kind is Kind.DEFINITION and (on_term := await _of_term(reader, text, last.question.term)):
        return on_term
    asked_back = last.question.kind is Kind.CLARIFY
    if asked_back and (both := await of_all_choices(reader, text, last)):
        return both
    if asked_back and (choice := await of_choices(_turn(reader, text, last, last.question, asked_back))):
        return choice
    prior = usable(last)
    if prior is None and last.earlier is not None:
        last = last.earlier
        prior = usable(last)
    if prior is None:
        return None
    turn = _turn(reader, text, last, prior, asked_back)
    if not turn.slots.text.tokens or turn.slots.cues & {"help", "greeting", "thanks"}:
        return None
    if turn.said("whys") or ("why" in turn.slots.cues and _leans(turn)):
        return await _why(turn)
    for read in READINGS:
        if question := await read(turn):
            return question
    return lost(text, last) if _dangling(turn) else None


def _dangling(turn: Turn) -> bool:
    """Whether a text goes on with something that was not found out, and says too little by itself ("and alone?")."""
    slots = turn.slots
    named = [slots.voters, slots.symbols, slots.named, slots.series, slots.terms, slots.not_members, slots.topics]
    says = any(named) or bool(slots.period or slots.places or slots.bodies or slots.residue)
    return turn.opener.startswith(tuple(phrases("strong"))) and not says and len(turn.keys) <= DANGLING


def _turn(reader: Reader, text: str, last: Exchange, prior: Question, asked_back: bool) -> Turn:
    """The text beside the question that it can lean on."""
    bare, opener = without_opener(text)
    bare = shifted(bare, prior)
    slots = reader.slots(bare)
    name = framed(bare) or (framed(bare, "pending_frames") if prior.kind is Kind.CLARIFY else "")
    if name and (inside := reader.slots(name)).voters and not inside.residue:
        bare, opener, slots = name, opener or "and", inside
    if opener and slots.residue and not (whole := reader.slots(text)).residue:
        bare, slots = text, whole  # "et la Chine ?": the opener shows the language
    if asked_back and slots.symbols:
        opener = opener or "and"  # a symbol in answer to "which vote do you mean?" goes on with what was asked
    return Turn(reader, text, bare, opener, slots, last, prior)


def lost(text: str, last: Exchange) -> Question | None:
    """A question back where a text says nothing by itself, nor with the last question; None where there is none."""
    if last.question.kind is Kind.CLARIFY and last.answer_options:
        return Question(text, Kind.CLARIFY, options=last.answer_options, reason=CHOOSE)
    if usable(last) is None and (last.earlier is None or usable(last.earlier) is None):
        return None
    return Question(text, Kind.CLARIFY, reason=LOST)


async def _completed(reader: Reader, text: str, last: Exchange) -> Question | None:
    """The missing piece of a question that was asked back without choices ("Which decision do you mean?")."""
    asked_back = last.question
    if asked_back.kind is not Kind.CLARIFY or last.answer_options or asked_back.residue:
        return None
    if last.earlier is not None and without_opener(text)[1]:
        return None  # "and Singapore?": goes on with the question before
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


def _leans(turn: Turn) -> bool:
    """Whether a question for reasons is about the last answer ("why did Chile do that")."""
    slots = turn.slots
    own = slots.symbols or slots.named or slots.series or slots.topics or slots.period or slots.residue or slots.places
    return not own and (points(turn) or bool({"that", "so", "they", "it"} & set(turn.keys)))


async def _of_term(reader: Reader, text: str, term: str) -> Question | None:
    """A question on what was explained ("who has used it most?"): with the term in the place of "it"."""
    clean = folded(text)
    places = [token for token in clean.tokens if token.key in {"it", "one", "that", "them"}]
    if not places or reader.slots(text).terms:
        return None
    name = glossary.terms()[term].name.lower()
    question = await reader.read(f"{clean.text[: places[0].start]}the {name}{clean.text[places[0].end :]}")
    if question.kind not in LEANED_ON:
        return None
    return question.but(text=text, notes=(f"{READ_WITH}: {name}.", *question.notes))


async def _why(turn: Turn) -> Question:
    """ "Why?": not in a voting record; the vote it is about is kept."""
    decisions = tuple((await turn.decisions())[:1]) if len(turn.last.rows) < 2 or turn.prior.decisions else ()
    named = details(turn.archive, turn.text, turn.slots, Kind.OUT_OF_SCOPE)
    own = bool(named.members or named.groups)
    question = Question(
        turn.text,
        Kind.OUT_OF_SCOPE,
        members=named.members if own else turn.prior.members,
        groups=named.groups if own else turn.prior.groups,
        topic=turn.prior.topic,
        period=turn.prior.period,
        decisions=decisions,
        reason="why_question",
    )
    return turn.noted(question)
