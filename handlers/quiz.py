"""The quiz: how did a member vote? Which questions are worth asking, and their right answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from db.archive import Archive
from db.matrix import Ints, Matrix
from db.named import named_decisions
from db.queries.decisions import by_ids, by_keys, decision, topic_ids
from db.queries.votes import positions
from db.records import Decision, Position
from handlers.question import Question
from handlers.wording import day, with_article

ROUNDS = 4
CHOICES = (Position.YES, Position.NO, Position.ABSTAIN)
CONTESTED = 0.15
"""Share of those voting that must have said no or abstained: of 190 to 0 there is nothing to guess."""
KNOWN = 12
"""Well-known votes of a topic or a period that are enough for a quiz; with fewer the other contested ones are in."""
FAMILIAR = ("g20", "nordic", "visegrad")
"""Groups whose members people have a guess about, beside the permanent members and those below."""
IN_THE_NEWS = (
    "CHL", "CUB", "EGY", "ESP", "GRC", "IRN", "IRQ", "ISR", "KEN", "NGA", "PAK", "PRK", "SUN", "SYR", "UKR", "VNM",
    "YUG",
)  # fmt: skip

VETO = re.compile(r"(?<!first)(?<!double) veto(?= \(|$)")
"""What the name of a draft that fell says at its end: "Goa veto (1961)"."""
TELLING = ("veto", "adopted", "rejected")
"""Words in the name of a decision that tell how the vote went."""


@dataclass(frozen=True, slots=True)
class Round:
    """One question: what the member did on the decision, always yes, no or an abstention."""

    decision: Decision
    member: str
    position: Position


async def rounds(archive: Archive, question: Question, random: Random, count: int = ROUNDS) -> list[Round]:
    """Questions within a Question's members, groups, topic, body and period; fewer where there are not so many.

    Well-known votes come first, no vote and (unless it was asked for) no member twice, and the right answers are
    spread over yes, no and abstain.
    """
    matrix = await archive.matrix()
    rows = await _worth_asking(archive, matrix, question)
    asked = [matrix.members.index(iso3) for iso3 in _members(archive, question) if iso3 in matrix.members]
    found: list[tuple[int, int]] = []
    right = _balanced(random, count)
    while rows.size and right:
        wanted = right.pop()
        once = [column for column in asked if len(asked) == 1 or column not in {used for _, used in found}]
        left = np.setdiff1d(rows, [row for row, _ in found])
        if pick := _pick(matrix, left, once or asked, (wanted,), random) or _pick(
            matrix, left, once or asked, CHOICES, random
        ):
            found.append(pick)
        else:
            break
    decisions = await by_ids(archive, [int(matrix.ids[row]) for row, _ in found])
    return [
        Round(one, matrix.members[column], Position(int(matrix.cells[row, column])))
        for one, (row, column) in zip(decisions, found, strict=True)
    ]


async def round_of(archive: Archive, key: str, member: str) -> Round | None:
    """The question about a decision and a member; None where there is no such vote."""
    found = await decision(archive, key)
    position = (await positions(archive, found.id)).get(member) if found else None
    return Round(found, member, position) if found and position in CHOICES else None


def asked(archive: Archive, one: Round) -> str:
    """The question in words, without a symbol that would give it away: "How did Hungary vote on …?"."""
    return f"How did {with_article(archive, one.member)} vote on “{title(one.decision)}”?"


def where(one: Round) -> str:
    """The body and the date of the vote."""
    return f"{one.decision.body.title}, {day(one.decision)}"


def title(one: Decision) -> str:
    """The name people know a decision by; its title where that name tells how the vote went."""
    return _known_as(one.key) or one.title


def _known_as(key: str) -> str:
    """The name of a well-known decision, empty where there is none that keeps the answer to itself."""
    named = named_decisions().get(key)
    name = VETO.sub("", named.name) if named else ""
    return "" if any(word in name.lower() for word in TELLING) else name


async def _worth_asking(archive: Archive, matrix: Matrix, question: Question) -> Ints:
    """Rows of contested votes; only well-known ones where there are enough of them."""
    period = question.period
    ids = await topic_ids(archive, question.topic) if question.topic else None
    rows = matrix.select(question.body, period.since, period.until, ids)
    cells = matrix.cells[rows]
    yes, no, abstained = (np.count_nonzero(cells == int(position), axis=1) for position in CHOICES)
    rows = rows[no + abstained >= np.maximum(CONTESTED * (yes + no + abstained), 1)]
    known = {one.id for one in await by_keys(archive, [key for key in named_decisions() if _known_as(key)])}
    famous = np.isin(matrix.ids[rows], list(known))
    chosen: Ints = rows[famous] if np.count_nonzero(famous) >= KNOWN else rows
    return chosen


def _members(archive: Archive, question: Question) -> tuple[str, ...]:
    """Who is asked about: those named, else members that people know."""
    groups = archive.roster.groups
    named = (*question.members, *(iso3 for group in question.groups for iso3 in sorted(groups[group].spans)))
    known = (iso3 for group in FAMILIAR if group in groups for iso3 in sorted(groups[group].spans))
    return tuple(dict.fromkeys(named or (*known, *IN_THE_NEWS)))


def _balanced(random: Random, count: int) -> list[Position]:
    """Right answers, each about as often as the others, in any order."""
    right: list[Position] = []
    while len(right) < count:
        right += random.sample(CHOICES, len(CHOICES))
    right = right[:count]
    random.shuffle(right)
    return right


def _pick(
    matrix: Matrix, rows: Ints, columns: Sequence[int], wanted: Iterable[Position], random: Random
) -> tuple[int, int] | None:
    """A row and a column with one of the positions: first the member by lot, then the vote."""
    cast = np.isin(matrix.cells[rows][:, columns], [int(position) for position in wanted])
    having = np.flatnonzero(cast.any(axis=0))
    if not having.size:
        return None
    place = int(having[random.randrange(having.size)])
    fitting = np.flatnonzero(cast[:, place])
    return int(rows[fitting[random.randrange(fitting.size)]]), columns[place]
