"""The clerk calls the roll: takes a text or a Question and gives the Answer. The one door for every face."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from db.archive import Archive
from handlers import alignment, positions, ranking, tally
from handlers.answer import Answer
from handlers.question import Kind, Question

Handler = Callable[[Archive, Question], Awaitable[Answer]]

HANDLERS: dict[Kind, Handler] = {
    Kind.TALLY: tally.answer,
    Kind.COUNTRY_VOTE: positions.country_vote,
    Kind.WHO_VOTED: positions.who_voted,
    Kind.ALIGNMENT: alignment.answer,
    Kind.RANKING: ranking.answer,
}


class Clerk:
    """Understands and answers over one archive."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    async def ask(self, text: str) -> Answer:
        """The answer to a question in plain words."""
        return await self.answer(await self.understand(text))

    async def understand(self, text: str) -> Question:
        """The Question that a text asks. Never raises for what a person types."""
        raise KeyError(text)

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
        """The Question of a slash command's options, each as typed or picked; one that is not clear becomes a
        `clarify` or `not_found` Question, as in a sentence."""
        raise KeyError(kind)

    async def answer(self, question: Question) -> Answer:
        """The answer to a Question."""
        return await HANDLERS[question.kind](self.archive, question)

    def suggest_members(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Members and groups for an autocomplete box: (label, value), best first."""
        return []

    async def suggest_decisions(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Decisions for an autocomplete box: (label of at most 100 characters, key), best first."""
        return []
