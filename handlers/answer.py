"""What an answer carries: data only. `bot/` turns it into a card, a chart or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from db.records import Coverage, Decision
from handlers.question import Option, Question


@dataclass(frozen=True, slots=True)
class Link:
    """A source that a reader can open."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of members under a heading ("Voted no (18)"); `members` are ISO codes."""

    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads, all text, for lists of decisions, rankings and years."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question.

    `headline` says in its first words what was understood; `lines` are further sentences; `notes` are caveats and
    what was assumed. `facts` follows the contract for the question's kind and is plain JSON data. `decision` is the
    decision a card is about, where there is one.
    """

    question: Question
    headline: str
    facts: dict[str, Any]
    coverage: Coverage
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    table: Table | None = None
    sources: tuple[Link, ...] = ()
    options: tuple[Option, ...] = ()
    decision: Decision | None = None
    names: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of answer, by its name in the contract."""
        return self.question.kind.value

    @property
    def text(self) -> str:
        """The whole answer without layout: sentences, lists of members, the rows of a table, notes."""
        rows = [" · ".join(row) for row in self.table.rows] if self.table else []
        options = [f"{n}. {option.label}" for n, option in enumerate(self.options, 1)]
        return "\n".join([self.headline, *self.lines, *self._lists(), *rows, *options, *self.notes])

    def _lists(self) -> list[str]:
        """Each list of members in a line; none for one whose members the headline names."""
        found = []
        for listing in self.listings:
            names = [self.names.get(iso3, iso3) for iso3 in listing.members]
            if not all(name in self.headline for name in names):
                found.append(f"{listing.title}: {', '.join(names)}.")
        return found


def document(decision: Decision) -> Link | None:
    """The UN document of a decision, None where it has no symbol (an oral amendment, an early vote)."""
    symbol = re.sub(r" \(.*\)$", "", decision.symbol or decision.draft).replace(" ", "")
    if not symbol.startswith(("A/", "S/")):
        return None
    return Link(symbol, f"https://undocs.org/{quote(symbol, safe='/')}")


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as one JSON object, by the contract of `rollcall ask --json`."""
    question = answer.question
    return {
        "question": question.text,
        "kind": answer.kind,
        "understood": {
            "members": list(question.members),
            "groups": list(question.groups),
            "decisions": [one.symbol if one.official else one.key for one in question.decisions],
            "topic": question.topic or question.words or None,
            "body": question.body.value if question.body else None,
            "since": question.period.since.isoformat() if question.period.since else None,
            "until": question.period.until.isoformat() if question.period.until else None,
            "position": question.positions[0].word if question.positions else None,
        },
        "text": answer.text,
        "facts": answer.facts,
        "sources": [{"title": link.title, "url": link.url} for link in answer.sources],
        "coverage": {
            "ga_through": answer.coverage.ga_through.isoformat(),
            "sc_through": answer.coverage.sc_through.isoformat(),
        },
    }


def unique(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links without repetition, in order."""
    return tuple(dict.fromkeys(links))
