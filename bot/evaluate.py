"""How well questions are understood: a file of questions with the facts expected, scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from handlers.answer import Answer
from handlers.question import Kind

TOLERANCE = 0.005
"""How far a share may be from the expected one."""
WITHOUT_FIGURES = frozenset({Kind.CLARIFY, Kind.NOT_FOUND, Kind.OUT_OF_SCOPE})
"""Kinds that ask back or refuse, and so state no figure."""


class Asked(Protocol):
    """Whoever takes a question in plain words and answers it."""

    async def ask(self, text: str) -> Answer:
        """The answer to a question in plain words."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One row of a file of questions: any of the `kinds` is right, each with its own facts."""

    question: str
    kinds: tuple[str, ...]
    facts: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Expected:
        """The row of a JSON object: `kind` is one or a list, `facts` one object for all kinds or a list beside them."""
        kinds = [row["kind"]] if isinstance(row["kind"], str) else list(row["kind"])
        facts = row.get("facts") or {}
        every = list(facts) if isinstance(facts, list) else [facts] * len(kinds)
        if len(every) != len(kinds):
            raise ValueError(f"{row['question']!r}: {len(kinds)} kinds, but facts for {len(every)}")
        return cls(row["question"], tuple(kinds), tuple(every))

    def is_met(self, kind: str, facts: Mapping[str, Any]) -> bool:
        """Whether an answer of this kind, with these facts, is right."""
        return any(kind == one and fits(wanted, facts) for one, wanted in zip(self.kinds, self.facts, strict=True))

    def is_contradicted(self, kind: str, facts: Mapping[str, Any]) -> bool:
        """Whether an answer states a figure that is wrong, or any figure where none can be given."""
        if kind in {*WITHOUT_FIGURES, Kind.DEFINITION, Kind.HELP}:
            return False
        if WITHOUT_FIGURES.issuperset(self.kinds):
            return True
        if kind in self.kinds:
            wanted = self.facts[self.kinds.index(kind)]
            return any(key in facts and not fits(value, facts[key]) for key, value in wanted.items())
        return any(_is_denied(value, facts.get(key)) for wanted in self.facts for key, value in wanted.items())


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was answered otherwise than expected; `confident` where a wrong figure was stated."""

    expected: Expected
    kind: str
    facts: Mapping[str, Any]
    text: str
    confident: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The score: for each kind (the first expected one of a row) how many were asked, and every miss."""

    asked: Mapping[str, int]
    misses: tuple[Miss, ...]

    @property
    def total(self) -> int:
        """Questions asked."""
        return sum(self.asked.values())

    @property
    def right(self) -> int:
        """Questions answered as expected."""
        return self.total - len(self.misses)

    @property
    def confident(self) -> int:
        """Wrong figures given with confidence."""
        return sum(miss.confident for miss in self.misses)

    @property
    def accuracy(self) -> float:
        """Share of all questions answered as expected, 0 to 1; 1 where nothing was asked."""
        return self.right / self.total if self.total else 1.0

    def missed(self, kind: str) -> int:
        """Misses among the questions of a kind."""
        return sum(miss.expected.kinds[0] == kind for miss in self.misses)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines file, empty lines left out; raises ValueError for a line that is no question."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if not isinstance(row, dict) or not row.get("question") or not row.get("kind"):
            raise ValueError(f"{path.name}, line {number}: a question and a kind are needed")
        rows.append(row)
    return rows


async def evaluate(clerk: Asked, rows: Iterable[Mapping[str, Any]]) -> Report:
    """Ask every question and compare: right when the kind is an expected one and every given fact fits the answer's."""
    asked: dict[str, int] = {}
    misses = []
    for row in rows:
        expected = Expected.of(row)
        asked[expected.kinds[0]] = asked.get(expected.kinds[0], 0) + 1
        answer = await clerk.ask(expected.question)
        if not expected.is_met(answer.kind, answer.facts):
            wrong = expected.is_contradicted(answer.kind, answer.facts)
            misses.append(Miss(expected, answer.kind, answer.facts, answer.headline, wrong))
    return Report(asked, tuple(misses))


def fits(expected: object, got: object) -> bool:
    """Whether a value of an answer is the expected one.

    An object fits when its given keys do. A list of objects fits when each is in the answer's list; any other list when
    both hold the same values, in any order. Fractions may differ by 0.005; all else must be equal.
    """
    if isinstance(expected, Mapping):
        return isinstance(got, Mapping) and all(key in got and fits(value, got[key]) for key, value in expected.items())
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        if not isinstance(got, Sequence) or isinstance(got, str):
            return False
        if any(isinstance(one, Mapping) for one in expected):
            return all(any(fits(one, other) for other in got) for one in expected)
        return {_canonical(one) for one in expected} == {_canonical(one) for one in got}
    if _is_number(expected) and _is_number(got) and (isinstance(expected, float) or isinstance(got, float)):
        return bool(abs(expected - got) <= TOLERANCE + 1e-9)  # type: ignore[operator]  # both are numbers
    return type(expected) is type(got) and expected == got


def _is_denied(expected: object, got: object) -> bool:
    """Whether an answer of another kind, in which a key can hold something else, has another number or text there."""
    same = isinstance(expected, str) and isinstance(got, str)
    return (same or (_is_number(expected) and _is_number(got))) and not fits(expected, got)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def lines(report: Report) -> list[str]:
    """The report as text: an aligned table of accuracy by kind, then every miss."""
    width = max(map(len, [*report.asked, "kind"]))
    rows = [
        f"{'kind':<{width}}  {'right':>5}  {'of':>5}  {'share':>6}",
        *(_row(kind, total - report.missed(kind), total, width) for kind, total in sorted(report.asked.items())),
        _row("all", report.right, report.total, width),
        "",
        f"Wrong figures given with confidence: {report.confident}",
    ]
    for miss in report.misses:
        rows += ["", *_miss(miss)]
    return rows


def _row(kind: str, right: int, total: int, width: int) -> str:
    share = f"{right / total:.1%}" if total else "–"
    return f"{kind:<{width}}  {right:>5}  {total:>5}  {share:>6}"


def _miss(miss: Miss) -> Iterator[str]:
    expected = miss.expected
    yield f"{'WRONG FIGURE' if miss.confident else 'miss'}: {expected.question}"
    for kind, facts in zip(expected.kinds, expected.facts, strict=True):
        yield f"  expected: {kind} {_short(facts)}"
    wanted = [key for facts in expected.facts for key in facts]
    shown = {key: miss.facts[key] for key in dict.fromkeys(wanted) if key in miss.facts} or miss.facts
    yield f"  got:      {miss.kind} {_short(shown)}"
    yield f"  said:     {miss.text}"


def _short(facts: Mapping[str, Any], width: int = 400) -> str:
    text = json.dumps(facts, ensure_ascii=False)
    return text if len(text) <= width else f"{text[: width - 1]}…"
