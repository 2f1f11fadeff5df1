"""The options of a slash command as a Question: each is read by the same finders as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from db.queries.decisions import decision as by_key
from db.records import Body, Decision
from db.topics import topics
from handlers.question import Kind, Option, Period, Question
from handlers.understand.fold import folded
from handlers.understand.options import clarify_decisions, not_found
from handlers.understand.reader import Reader
from handlers.understand.references import by_words, clear, refer
from handlers.understand.slots import read_slots
from handlers.wording import span


@dataclass(frozen=True, slots=True)
class Form:
    """What a slash command was given."""

    kind: Kind
    members: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    topic: str = ""
    body: str = ""
    order: str = ""
    measure: str = ""
    words: str = ""

    @property
    def text(self) -> str:
        """The form as a line, for the record."""
        parts = (*self.members, *self.decisions, self.topic, self.words, self.since, self.until, self.body)
        return " ".join((self.kind.value.replace("_", " "), *(part for part in parts if part)))


async def read_form(reader: Reader, form: Form) -> Question:
    """The Question of a filled form, or the one that asks back about an unclear option."""
    question = Question(form.text, form.kind, order=form.order, measure=form.measure)
    for typed in form.members:
        named = _party(reader, typed)
        if not named:
            return Question(form.text, Kind.NOT_FOUND, words=typed)
        if len(named) > 1:
            options = tuple(
                Option(
                    reader.archive.roster.common(key), form.text.replace(typed, reader.archive.roster.common(key)), key
                )
                for key in named
            )
            return question.but(kind=Kind.CLARIFY, options=options, reason=f"“{typed}” could be several members.")
        slot = "groups" if named[0] in reader.archive.roster.groups else "members"
        question = question.but(**{slot: (*getattr(question, slot), named[0])})
    for typed in form.decisions:
        found = await _decision(reader, typed, form)
        if isinstance(found, Question):
            return found
        question = question.but(decisions=(*question.decisions, found))
    period = _period(reader, form)
    if period is None:
        return Question(form.text, Kind.NOT_FOUND, words=f"{form.since} {form.until}".strip(), reason=DATES)
    question = question.but(period=period, body=Body(form.body) if form.body else None)
    if form.topic:
        question = _with_topic(reader, question, form.topic)
    if form.words:
        question = _with_topic(reader, question, form.words)
    return question


DATES = "I could not read that as a date: write a year (2022), a month (March 2022) or a day (2022-03-02)."


def _party(reader: Reader, typed: str) -> tuple[str, ...]:
    """The member or group that a text names; several when it is ambiguous."""
    roster = reader.archive.roster
    if typed in roster.members or typed in roster.groups:
        return (typed,)
    slots = reader.slots(typed)
    mentions = [*slots.voters, *slots.places]
    return mentions[0].keys if mentions else ()


async def _decision(reader: Reader, typed: str, form: Form) -> Decision | Question:
    if found := await by_key(reader.archive, typed):
        return found
    slots = reader.slots(typed)
    referred = await refer(reader.archive, slots)
    if len(referred.decisions) == 1:
        return referred.decisions[0]
    if referred.choices or referred.decisions:
        return clarify_decisions(form.text, [*referred.decisions, *referred.choices])
    scored = await by_words(reader.archive, slots)
    if best := clear(scored):
        return best
    near = [match.decision for match in scored if match.points >= 35]
    return clarify_decisions(form.text, near) if near else await not_found(reader.archive, form.text, slots, typed)


def _period(reader: Reader, form: Form) -> Period | None:
    today = datetime.now(UTC).date()
    ends: list[Period | None] = []
    for typed in (form.since, form.until):
        if not typed:
            ends.append(None)
            continue
        slots = read_slots(folded(f"in {typed}"), reader.vocabulary, today, reader.sessions)
        if not slots.period:
            return None
        ends.append(slots.period)
    first, last = ends
    period = Period(first.since if first else None, last.until if last else None)
    if period.since and period.until and period.since > period.until:
        return None
    return Period(period.since, period.until, span(period))


def _with_topic(reader: Reader, question: Question, typed: str) -> Question:
    if typed in topics():
        return question.but(topic=typed)
    slots = reader.slots(f"on {typed}")
    if slots.topics and not slots.residue:
        return question.but(topic=slots.topics[0])
    return question.but(words=typed)
