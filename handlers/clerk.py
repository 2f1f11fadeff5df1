"""The clerk calls the roll: takes a text or a Question and gives the Answer. The one door for every face."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import cached_property

from db.archive import Archive
from db.queries.coverage import sessions
from db.queries.titles import TitleLine, load_titles
from handlers import (
    alignment,
    brief,
    cohesion,
    comparison,
    count,
    extremes,
    glossary,
    positions,
    ranking,
    record,
    refusals,
    search,
    series,
    summary,
    tally,
    trend,
    vetoes,
)
from handlers.answer import Answer
from handlers.question import Kind, Question
from handlers.suggestions import Suggestions
from handlers.understand.followup import Exchange, follow_up
from handlers.understand.form import Form, read_form
from handlers.understand.languages import warm
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
    Kind.SEARCH: search.answer,
    Kind.LATEST: search.latest,
    Kind.DEFINITION: glossary.answer,
    Kind.HELP: refusals.help,
    Kind.CLARIFY: refusals.clarify,
    Kind.NOT_FOUND: refusals.not_found,
    Kind.OUT_OF_SCOPE: refusals.out_of_scope,
}


class Clerk:
    """Understands and answers over one archive."""

    def __init__(self, archive: Archive, reader: Reader, titles: Sequence[TitleLine]) -> None:
        self.archive = archive
        self.reader = reader
        self._titles = titles

    @classmethod
    async def create(cls, archive: Archive) -> Clerk:
        """A clerk for an open archive; reads its names and titles once."""
        vocabulary = build(archive)
        titles = await load_titles(archive)
        vocabulary.know(titles)
        return cls(archive, Reader(archive, vocabulary, await sessions(archive)), titles)

    @cached_property
    def _suggestions(self) -> Suggestions:
        """Indexed at first need: the terminal never asks for them."""
        return Suggestions(self.archive, self.reader.vocabulary, self._titles)

    async def warm(self) -> None:
        """Load what a first question would wait for: the vote matrix, names in other languages, suggestions."""
        await self.archive.matrix()
        await asyncio.to_thread(warm)
        await asyncio.to_thread(lambda: self._suggestions)

    async def ask(self, text: str, last: Exchange | None = None) -> Answer:
        """The answer to a question in plain words, read with the last exchange where it leans on that."""
        question = await follow_up(self.reader, text, last) if last else None
        return await self.answer(question or await self.understand(text))

    async def understand(self, text: str) -> Question:
        """The Question that a text asks. Never raises for what a person types."""
        return await self.reader.read(text)

    async def fill(
        self,
        kind: Kind,
        *,
        members: Sequence[str] = (),
        decisions: Sequence[str] = (),
        since: str = "",
        until: str = "",
        topic: str = "",
        body: str = "",
        order: str = "",
        measure: str = "",
        words: str = "",
    ) -> Question:
        """The Question of a slash command's options, each as typed or picked.

        An option that is not clear becomes a `clarify` or `not_found` Question, as it would in a sentence.
        """
        form = Form(kind, tuple(members), tuple(decisions), since, until, topic, body, order, measure, words)
        return await read_form(self.reader, form)

    async def answer(self, question: Question) -> Answer:
        """The answer to a Question."""
        answer = await HANDLERS[question.kind](self.archive, question)
        named = {iso3 for listing in answer.listings for iso3 in listing.members}
        options = answer.options or question.options
        return replace(answer, options=options, names={iso3: self.archive.roster.common(iso3) for iso3 in named})

    def suggest_members(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Members and groups for an autocomplete box: (label, value), best first."""
        return self._suggestions.members(typed, limit)

    async def suggest_decisions(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Decisions for an autocomplete box: (label of at most 100 characters, key), best first."""
        return self._suggestions.decisions(typed, limit)
