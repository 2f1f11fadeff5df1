"""The options of a slash command as a Question: each is read by the same finders as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.names import fold
from db.queries.decisions import decision as by_key
from db.queries.search import search
from db.records import Body, Position
from db.series import all_series, series_of
from db.topics import topics
from handlers.question import Kind, Option, Period, Question
from handlers.understand.options import MOST, clarify_decisions, not_found
from handlers.understand.parties import with_party
from handlers.understand.reader import Reader
from handlers.understand.references import by_words, clear, refer
from handlers.understand.sentence import sentence
from handlers.understand.slots import Slots
from handlers.understand.topics_asked import COUNTING, settle_topics, with_topics
from handlers.understand.unclear import Unclear, asking, clarify
from handlers.wording import group_name, span, start

OF_A_SERIES = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.SUMMARY})
"""Kinds that tell all the years of a yearly text where none of them is named."""
SMALL = 3
"""Letters of words that say nothing of a topic ("the", "and")."""
DATES = (
    "I could not read “{}” as a time: write a year (2022), a session (77th session), a month "
    "(March 2022) or a day (2022-03-02)."
)
BACKWARDS = "That period ends before it begins: “since” comes first, “until” after it."
OF_WHAT = "A summary of what? Give a resolution, a country, a topic or a time."
OF_ONE = "This is about one decision: the time, topic and body given are left out of account."
SAME = "Both are the same; name two different ones."


@dataclass(frozen=True, slots=True)
class Form:
    """What a slash command was given, each option as typed or picked.

    `when` is a whole period ("2022", "77th session") in the place of `since` and `until`; `series` names a yearly
    resolution, by a key, a name, or a decision of it; `positions` are the words of answers ("no").
    """

    kind: Kind
    members: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    series: str = ""
    positions: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    when: str = ""
    topic: str = ""
    body: str = ""
    order: str = ""
    measure: str = ""
    words: str = ""
    limit: int | None = None

    def instead(self, typed: str, value: str) -> Form:
        """The form with a value in the place of an option's text."""
        return replace(
            self,
            members=tuple(value if one == typed else one for one in self.members),
            decisions=tuple(value if one == typed else one for one in self.decisions),
            series=value if self.series == typed else self.series,
            topic=value if self.topic == typed else self.topic,
        )


async def read_form(reader: Reader, form: Form) -> Question:
    """The Question of a filled form, or the one that asks back about an unclear option."""
    question = Question(
        sentence(form, reader.archive.roster),
        form.kind,
        positions=tuple(Position.of(word) for word in form.positions),
        body=Body(form.body) if form.body else None,
        order=form.order,
        measure=form.measure,
        limit=form.limit,
    )
    try:
        for typed in form.members:
            question = with_party(reader, form, question, typed)
        question = _fitted(reader, form, question)
        for typed in form.decisions:
            question = await _with_decision(reader, form, question, typed)
        question = _with_period(reader, form, question)
        if form.series:
            question = await _with_series(reader, form, question)
        if form.topic:
            question = await _with_topic(reader, form, question)
        if form.kind is Kind.SUMMARY and form.decisions and (form.when or form.topic or form.body):
            question = question.but(notes=(*question.notes, OF_ONE))
        if form.words:
            question = await _with_words(reader, form, question)
    except Unclear as unclear:
        return unclear.question
    if question.kind is Kind.SUMMARY and not _names_something(question):
        return clarify(question, OF_WHAT)
    return question


def _names_something(question: Question) -> bool:
    return bool(
        question.members or question.decisions or question.series or question.topic or question.words or question.period
    )


def _fitted(reader: Reader, form: Form, question: Question) -> Question:
    """The question in the kind that the parties named can have."""
    groups_only = question.groups and not question.members
    if question.kind is Kind.SUMMARY and form.decisions and question.members:
        question = question.but(kind=Kind.COUNTRY_VOTE)
    if groups_only and question.kind in {Kind.COUNTRY_VOTE, Kind.SUMMARY}:
        return question.but(kind=Kind.COHESION)
    if groups_only and question.kind is Kind.BRIEF:
        whole = start(group_name(reader.archive, question.groups[0]))
        raise Unclear(clarify(question, f"{whole} is a group, and a brief is for one country. Which one?"))
    if len(form.members) > 1 and len(question.members) + len(question.groups) == 1:
        raise Unclear(clarify(question, SAME))
    return question


async def _with_decision(reader: Reader, form: Form, question: Question, typed: str) -> Question:
    """The question with the decision that a symbol, a name or words stand for."""
    if found := await by_key(reader.archive, typed):
        return question.but(decisions=(*question.decisions, found))
    slots = reader.slots(typed)
    referred = await refer(reader.archive, slots)
    if len(referred.decisions) == 1:
        notes = tuple(dict.fromkeys((*question.notes, *referred.notes)))
        return question.but(decisions=(*question.decisions, referred.decisions[0]), notes=notes)
    near = [*referred.decisions, *referred.choices]
    if not near and slots.series and not slots.period:
        if question.kind in OF_A_SERIES:
            return question.but(kind=Kind.SERIES, series=slots.series[0])
        near = (await series_of(reader.archive, slots.series[0]))[::-1]
    if not near:
        scored = await by_words(reader.archive, slots)
        if best := clear(scored):
            return question.but(decisions=(*question.decisions, best))
        near = [match.decision for match in scored if match.points >= 35]
    if near:
        raise asking(reader, form, typed, clarify_decisions(question.text, near))
    raise asking(reader, form, typed, await not_found(reader.archive, question.text, slots, typed))


def _with_period(reader: Reader, form: Form, question: Question) -> Question:
    """The question in the period of `when`, or from the beginning of `since` to the end of `until`."""
    if form.when:
        slots = _time(reader, question, form.when)
        return question.but(period=slots.period, notes=(*question.notes, *slots.notes))
    first = _time(reader, question, form.since) if form.since else None
    last = _time(reader, question, form.until) if form.until else None
    period = Period(first.period.since if first else None, last.period.until if last else None)
    for typed, end in ((form.since, period.since), (form.until, period.until)):
        if typed and end is None:
            raise _not_a_time(question, typed)
    if not period:
        return question
    if period.since and period.until and period.since > period.until:
        raise Unclear(Question(question.text, Kind.NOT_FOUND, words=f"{form.since} – {form.until}", reason=BACKWARDS))
    notes = [note for slots in (first, last) if slots for note in slots.notes]
    return question.but(
        period=replace(period, label=_label(reader, form, period)),
        notes=tuple(dict.fromkeys((*question.notes, *notes))),
    )


def _label(reader: Reader, form: Form, period: Period) -> str:
    """How a sentence says it ("since 2015"), if the two texts together read as the same period; else its days."""
    said = " ".join(f"{word} {end}" for word, end in (("since", form.since), ("until", form.until)) if end)
    read = reader.slots(f"in {form.since}" if form.since == form.until else said).period
    return read.label if (read.since, read.until) == (period.since, period.until) else span(period)


def _time(reader: Reader, question: Question, typed: str) -> Slots:
    """The slots of a text that names a period."""
    for text in (typed, f"in {typed}"):
        slots = reader.slots(text)
        if slots.period:
            return slots
    raise _not_a_time(question, typed)


def _not_a_time(question: Question, typed: str) -> Unclear:
    return Unclear(Question(question.text, Kind.NOT_FOUND, words=typed, reason=DATES.format(typed)))


async def _with_series(reader: Reader, form: Form, question: Question) -> Question:
    typed = form.series
    if typed in all_series():
        return question.but(series=typed)
    if found := await by_key(reader.archive, typed):
        return question.but(decisions=(found,))
    slots = reader.slots(typed)
    if slots.series and not slots.symbols:
        return question.but(series=slots.series[0])
    scored = [] if slots.symbols else await by_words(reader.archive, slots)
    titles = {fold(match.decision.title) for match in scored if match.whole}
    if len(titles) == 1:  # years of one text: any of them leads to the series
        return question.but(decisions=(next(match.decision for match in scored if match.whole),))
    return await _with_decision(reader, form, question, typed)


async def _with_topic(reader: Reader, form: Form, question: Question) -> Question:
    """The question on a topic, or on the texts that hold the words."""
    typed = form.topic
    if typed in topics():
        return question.but(topic=typed)
    slots = reader.slots(f"on {typed}")
    if slots.topics and not slots.residue and not slots.period:
        return await _on_topics(reader, form, question, slots)
    if await search(reader.archive, typed, question.body, limit=1):
        return question.but(words=typed)
    said = {word for word in fold(typed).split() if len(word) > SMALL}
    near = [topic.id for topic in topics().values() if said & set(fold(topic.name).split())]
    raise Unclear(Question(question.text, Kind.NOT_FOUND, words=typed, options=_topics_for(reader, form, near)))


async def _on_topics(reader: Reader, form: Form, question: Question, slots: Slots) -> Question:
    """The question on the topics of a text; asked back about where its kind takes only one of them."""
    named = with_topics(question.but(kind=Kind.RECORD, topic=slots.topics[0]), slots)
    if question.kind in COUNTING:
        return await settle_topics(reader.archive, named.but(kind=question.kind))
    keys = (named.topic, *named.or_topics, *named.and_topics)
    if len(keys) == 1:
        return named.but(kind=question.kind)
    reason = f"“{form.topic}” names several topics. Which one do you mean?"
    raise Unclear(clarify(question, reason, _topics_for(reader, form, keys)))


def _topics_for(reader: Reader, form: Form, keys: Sequence[str]) -> tuple[Option, ...]:
    """Options that ask the form again with one of the topics."""
    asked = {key: sentence(form.instead(form.topic, key), reader.archive.roster) for key in keys[:MOST]}
    return tuple(Option(topics()[key].name, text) for key, text in asked.items())


async def _with_words(reader: Reader, form: Form, question: Question) -> Question:
    """A search, with the topic, body and period that its words name; a symbol alone leads to its decision."""
    typed = form.words
    slots = reader.slots(typed)
    numbered = slots.symbols or (slots.named and any(char.isdigit() for char in typed))
    if numbered and not (slots.residue or slots.voters):
        form = replace(form, kind=Kind.TALLY, decisions=(typed,), words="")
        return await _with_decision(reader, form, question.but(kind=Kind.TALLY), typed)
    read = await reader.read(f"search {typed}")
    return read.but(text=question.text) if read.kind is question.kind else question.but(words=typed)
