"""The clerk calls the roll: takes a text or a Question and gives the Answer. The one door for every face."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import cached_property

from db.archive import Archive
from db.queries.coverage import sessions
from db.queries.decisions import within
from db.queries.titles import TitleLine, load_titles
from handlers import (
    alignment,
    brief,
    cohesion,
    comparison,
    count,
    extremes,
    glossary,
    out_of_scope,
    periods_compared,
    positions,
    ranking,
    record,
    refusals,
    search,
    series,
    several,
    summary,
    tally,
    trend,
    two_answers,
    vetoes,
    voting_map,
)
from handlers.answer import Answer
from handlers.conversation.followup import Exchange, exchange, follow_up, lost
from handlers.official_symbols import in_symbols
from handlers.question import Defaults, Kind, Question
from handlers.suggestions import Suggestions
from handlers.understand.defaults import with_defaults
from handlers.understand.form import Form, read_form
from handlers.understand.languages import warm
from handlers.understand.parts import says_something, two_questions
from handlers.understand.reader import Reader
from handlers.understand.vocabulary import build

Handler = Callable[[Archive, Question], Awaitable[Answer]]

HANDLERS: dict[Kind, Handler] = {
    Kind.TALLY: tally.answer,
    Kind.COUNTRY_VOTE: positions.country_vote,
    Kind.WHO_VOTED: positions.who_voted,
    Kind.SUMMARY: summary.answer,
    Kind.BRIEF: brief.answer,
    Kind.ALIGNMENT: alignment.answer,
    Kind.RANKING: ranking.answer,
    Kind.COHESION: cohesion.answer,
    Kind.RECORD: record.answer,
    Kind.SERIES: series.answer,
    Kind.COMPARISON: comparison.answer,
    Kind.VETO: vetoes.answer,
    Kind.EXTREMES: extremes.answer,
    Kind.COUNT: count.answer,
    Kind.TREND: trend.answer,
    Kind.VOTING_MAP: voting_map.answer,
    Kind.SEARCH: search.answer,
    Kind.LATEST: search.latest,
    Kind.DEFINITION: glossary.answer,
    Kind.HELP: refusals.help,
    Kind.CLARIFY: refusals.clarify,
    Kind.NOT_FOUND: refusals.not_found,
    Kind.OUT_OF_SCOPE: out_of_scope.answer,
}

NOTHING_SET = Defaults()


class Clerk:
    """Understands and answers over one archive."""

    def __init__(self, archive: Archive, reader: Reader, titles: Sequence[TitleLine]) -> None:
        self.archive = archive
        self.reader = reader
        self._titles = titles

    @classmethod
    async def create(cls, archive: Archive) -> Clerk:
        """A clerk for an open archive; reads its names and titles once."""
        titles = await load_titles(archive)
        # In a thread: a running bot makes a new clerk after each import, and answers with the old one meanwhile.
        vocabulary = await asyncio.to_thread(build, archive)
        await asyncio.to_thread(vocabulary.know, titles)
        return cls(archive, Reader(archive, vocabulary, await sessions(archive)), titles)

    @cached_property
    def suggestions(self) -> Suggestions:
        """What an autocomplete box offers. Indexed at first need: the terminal never asks for it."""
        return Suggestions(self.archive, self.reader.vocabulary, self._titles)

    async def warm(self) -> None:
        """Load what a first question would wait for: votes, decisions, names in other languages, suggestions."""
        await self.archive.matrix()
        await within(self.archive, None, None, None, final=False)  # each is kept once it was read
        await asyncio.to_thread(warm)
        await asyncio.to_thread(lambda: self.suggestions)
        gc.collect(1)
        gc.freeze()  # all of this stays: a collection that goes through it again would hold everybody up

    async def ask(self, text: str, last: Exchange | None = None, defaults: Defaults = NOTHING_SET) -> Answer:
        """The answer to a question in plain words, read with the last exchange where it leans on that.

        Two questions in one message are both answered, the second read after the first.
        """
        part, second = two_questions(text)
        if second and says_something(self.reader.slots(second)):
            first = await self._ask_one(part, last, defaults)
            after = await self._ask_one(second, exchange(first, last), defaults)
            if answer := two_answers.both(first, after, second):
                return replace(answer, question=answer.question.but(text=text))
        return await self._ask_one(text, last, defaults)

    async def _ask_one(self, text: str, last: Exchange | None, defaults: Defaults) -> Answer:
        question = await follow_up(self._reader(defaults), text, last) if last else None
        if question is not None:
            return await self.answer(with_defaults(question, defaults))
        question = await self.understand(text, defaults)
        if last and question.kind is Kind.HELP and not question.reason:
            question = lost(text, last) or question
        return await self.answer(question)

    async def understand(self, text: str, defaults: Defaults = NOTHING_SET) -> Question:
        """The Question that a text asks. Never raises for what a person types."""
        return with_defaults(await self._reader(defaults).read(text), defaults)

    def _reader(self, defaults: Defaults) -> Reader:
        return replace(self.reader, home=defaults.home)

    async def fill(
        self,
        kind: Kind,
        *,
        members: Sequence[str] = (),
        decisions: Sequence[str] = (),
        series: str = "",
        positions: Sequence[str] = (),
        since: str = "",
        until: str = "",
        when: str = "",
        topic: str = "",
        body: str = "",
        order: str = "",
        measure: str = "",
        words: str = "",
        limit: int | None = None,
        defaults: Defaults = NOTHING_SET,
    ) -> Question:
        """The Question of a slash command's options, each as typed or picked; empty texts are options left out.

        An option that is not clear becomes a `clarify` or `not_found` Question, as it would in a sentence.
        """
        form = Form(
            kind,
            members=tuple(filter(None, members)),
            decisions=tuple(filter(None, decisions)),
            series=series,
            positions=tuple(filter(None, positions)),
            since=since,
            until=until,
            when=when,
            topic=topic,
            body=body,
            order=order,
            measure=measure,
            words=words,
            limit=limit,
        )
        return with_defaults(await read_form(self._reader(defaults), form), defaults)

    async def answer(self, question: Question) -> Answer:
        """The answer to a Question."""
        handler = HANDLERS[question.kind]
        if question.versus:
            answer = await periods_compared.answer(self.archive, question, handler)
        elif question.also:
            answer = await several.answer(self.archive, question, handler)
        else:
            answer = await handler(self.archive, question)
        headline = f"{question.premise} {answer.headline}" if question.premise else answer.headline
        named = {iso3 for listing in answer.listings for iso3 in listing.members}
        options = answer.options or question.options
        names = {iso3: self.archive.roster.common(iso3) for iso3 in named}
        without = [*question.without, *question.without_topics]
        facts = {**answer.facts, "without": without} if without else answer.facts
        answer = replace(answer, headline=headline, options=options, names=names, facts=facts)
        return in_symbols(answer)
