"""One turn of a conversation: what was typed, read by itself, beside the question before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from db.archive import Archive
from db.names import fold
from db.queries.decisions import by_keys
from db.records import Decision
from handlers.conversation.exchange import LEANED_ON, Exchange, phrases, table
from handlers.question import Kind, Option, Period, Question
from handlers.series_votes import find, inside
from handlers.understand.fold import folded
from handlers.understand.phrase import in_words, names
from handlers.understand.reader import Reader
from handlers.understand.slots import Slots
from handlers.wording import VERBS, day, label, series, topic_name

OF_ONE = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.WHO_VOTED, Kind.SUMMARY, Kind.COHESION, Kind.COMPARISON})
"""Kinds whose decision is the subject, where they have one."""
MOST = 5
READ_WITH = "Read with your last question"
NAME = r"((?:the |la |el )?[\w.'’-]+(?: [\w.'’-]+){0,3}?)"
"""A name of up to four words, with its article."""
SHORT = 4
"""Words of the longest text that loses its end ("France too") without an opener."""


@dataclass(slots=True)
class Turn:
    """`text` is as typed, `bare` without its opener ("and", "what about"); `slots` are those of `bare`."""

    reader: Reader
    text: str
    bare: str
    opener: str
    slots: Slots
    last: Exchange
    prior: Question

    @property
    def archive(self) -> Archive:
        """The archive."""
        return self.reader.archive

    @property
    def keys(self) -> list[str]:
        """The folded words of the bare text."""
        return [token.key for token in self.slots.text.tokens]

    def said(self, name: str) -> bool:
        """Whether the whole text is one of a list's phrases, in English or in words that stand for it."""
        return not {fold(self.bare), fold(self.text), " ".join(self.keys)}.isdisjoint(phrases(name))

    @property
    def parties(self) -> tuple[str, ...]:
        """The members and groups of the last question."""
        return (*self.prior.members, *self.prior.groups)

    @property
    def people(self) -> tuple[str, ...]:
        """The members and groups last asked about, in the last question or before it."""
        return self.parties or self.last.people

    def named(self, parties: tuple[str, ...]) -> str:
        """Their names in a sentence."""
        groups = self.archive.roster.groups
        of = tuple(one for one in parties if one not in groups)
        return names(self.archive, of, tuple(one for one in parties if one in groups))

    async def decisions(self) -> list[Decision]:
        """What "it" can be: the decision of the last question, else those that its answer listed."""
        if self.prior.decisions and self.prior.kind is not Kind.SERIES:
            return list(self.prior.decisions)
        return await by_keys(self.archive, self.last.rows)

    def noted(self, question: Question, *kept: str) -> Question:
        """The question with a sentence on what was taken from the last one, and those that its own words call for."""
        question = question.but(notes=tuple(dict.fromkeys((*question.notes, *self.slots.notes))))
        what = list(dict.fromkeys((*kept, *self._carried(question))))
        if not what:
            what = [label(one) for one in question.decisions]
        if not what and question.kind is self.prior.kind:
            what = [str(table()["kinds"].get(question.kind.value, ""))]
        if not any(what) or question.kind in {Kind.CLARIFY, Kind.NOT_FOUND}:
            return question.but(text=self.text)
        said = f"{READ_WITH}: {', '.join(filter(None, what))}."
        return question.but(text=self.text, notes=(said, *question.notes))

    def _carried(self, question: Question) -> list[str]:
        """The names of what a question shares with the last one and the text does not say."""
        prior, slots = self.prior, self.slots
        said = {key for mention in (*slots.voters, *slots.places) for key in mention.keys}
        members = tuple(m for m in question.members if m in self.people and m not in said)
        groups = tuple(g for g in question.groups if g in self.people and g not in said)
        found = [names(self.archive, (one,)) for one in members] + [names(self.archive, (), (one,)) for one in groups]
        if not slots.symbols:
            mine = {one.key for one in prior.decisions} | set(self.last.rows[:1] if len(self.last.rows) == 1 else ())
            found += [label(one) for one in question.decisions if one.key in mine]
        counted = not question.decisions
        if counted and question.topic and question.topic == prior.topic and question.topic not in slots.topics:
            found.append(topic_name(question.topic))
        if counted and question.words and question.words == prior.words:
            found.append(f"“{question.words}”")
        if counted and question.period and question.period == prior.period and not slots.period:
            found.append(question.period.label)
        if question.body and question.body is prior.body and not slots.body and counted:
            found.append(question.body.title)
        if counted and question.against and question.against == prior.against and not slots.opposed:
            found.append(f"against {self.named(question.against)}")
        if question.positions and question.positions == prior.positions and not slots.positions:
            found.append(series(VERBS[position] for position in question.positions))
        return found


@cache
def _opening() -> re.Pattern[str]:
    ranked = sorted(phrases("openers") | {str(one) for one in table()["openers"]}, key=len, reverse=True)
    return re.compile(rf"\W*({'|'.join(map(re.escape, ranked))})(?=\W+\w)[\s,:;–-]*", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    ranked = sorted(phrases("closers"), key=len, reverse=True)
    return re.compile(rf"(?<=\w)[\s,]+({'|'.join(map(re.escape, ranked))})\W*$", re.IGNORECASE)


def framed(text: str, frames: str = "frames") -> str:
    """The name in a question that is about nothing else ("what did the US do"); empty for any other text."""
    return next((found[1] for frame in _frames(frames) if (found := frame.match(text))), "")


@cache
def _frames(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"^\W*{re.escape(str(one)).replace(re.escape('{}'), NAME)}\W*$", re.IGNORECASE)
        for one in table()[name]
    )


def without_opener(text: str) -> tuple[str, str]:
    """What a text asks without the words that carry it on, and these words."""
    text = folded(text).text
    opener: list[str] = []
    while (found := _opening().match(text)) and folded(text[found.end() :]).tokens:
        opener.append(found[1].lower())
        text = text[found.end() :]
    while (opener or len(text.split()) <= SHORT) and (found := _closing().search(text)):
        text = text[: found.start()]
    if opener and fold(text) in table()["alone"]:
        text = str(table()["alone"][fold(text)])
    return text, " ".join(opener)


def usable(last: Exchange) -> Question | None:
    """The last question in a form that can be carried on; None when there is nothing in it to lean on."""
    prior = last.question
    if prior.kind is Kind.OUT_OF_SCOPE:
        if prior.decisions:
            kind = Kind.COUNTRY_VOTE if prior.members else Kind.COHESION if prior.groups else Kind.SUMMARY
            return prior.but(kind=kind, notes=(), options=())
        return prior.but(kind=Kind.RECORD, notes=(), options=()) if prior.members else None
    if prior.kind not in LEANED_ON:
        return None
    if prior.versus and prior.kind is Kind.TREND:
        prior = prior.but(kind=Kind.ALIGNMENT)  # what two periods of agreement are called in an answer
    return prior.but(notes=(), options=(), residue=())


async def in_period(archive: Archive, decision: Decision, period: Period) -> list[Decision]:
    """The votes of a decision's yearly series in a period, oldest first."""
    found = await find(archive, Question(decision.title, Kind.SERIES, decisions=(decision,)))
    return [one for one in found.votes if inside(period, one)]


def sister_of(decision: Decision) -> str:
    """How a note says that a vote was found by another one's title."""
    return f"the yearly text of {label(decision)}"


def no_sister(text: str, decision: Decision, period: Period) -> Question:
    """There is no vote under that title in the period."""
    when = period.label or "in that period"
    reason = f"No vote under the title of {label(decision)}, “{decision.title}”, {when} is in our data."
    return Question(text, Kind.NOT_FOUND, words=decision.title, reason=reason, period=period)


def which(archive: Archive, question: Question, choices: list[Decision]) -> Question:
    """A question back: which of the listed decisions is meant."""
    options = tuple(
        Option(f"{label(one)}: {one.title} ({day(one)})", asked, one.key)
        for one in choices[:MOST]
        if (asked := in_words(archive, question.but(decisions=(one,))))
    )
    return Question(question.text, Kind.CLARIFY, options=options, reason="Which of the decisions listed do you mean?")
