"""Picking from what the last answer offered: by a number, an ordinal, or the words of an option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

from db.names import fold
from db.queries.decisions import by_keys
from handlers.conversation.exchange import Exchange, phrases, table
from handlers.question import Kind, Option, Question
from handlers.understand.fold import folded
from handlers.understand.reader import Reader

T = TypeVar("T")
ASIDE = frozenset({Kind.OUT_OF_SCOPE, Kind.HELP})
ASKS_BACK = frozenset({Kind.CLARIFY, Kind.NOT_FOUND})
BY_DAY = {-2: -1, -3: 0}
"""What "the newest one" and "the oldest one" count as, whatever the order of the list: the place among all by day."""
LONGEST = 8
"""Words of the longest text that is taken for the words of an option."""
ALIKE = 88
"""Likeness, of 100, from which a misspelt label still counts."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An ordinal inside a longer text ("who voted no on the second one"): its number, and the text around it."""

    number: int
    before: str
    after: str


async def picked(reader: Reader, text: str, last: Exchange) -> Question | None:
    """The Question that a text picks from the last answer; None when it picks nothing."""
    aside = last.question.kind in ASIDE or (last.question.kind is Kind.CLARIFY and not last.answer_options)
    if aside and last.earlier is not None and (last.earlier.listed or last.earlier.members):
        last = last.earlier  # what came between offered nothing to pick
    options = last.answer_options
    asks_back = last.question.kind in ASKS_BACK and bool(options)
    number = number_in(text)
    if number is None:
        chosen = chosen_by_words(text, options, asks_back)
        return (await reader.read(chosen.question)).but(text=text) if chosen else None
    if options and number not in BY_DAY and (asks_back or not (last.listed or last.members)):
        if option := at(options, number):
            return (await reader.read(option.question)).but(text=text)
        return _beyond(text, len(options), options)
    listed = last.listed or last.members
    if not listed:
        return None
    if number in BY_DAY:
        found = sorted(await by_keys(reader.archive, last.listed), key=lambda one: one.day)
        return Question(text, Kind.SUMMARY, decisions=(found[BY_DAY[number]],)) if found else None
    if not (row := at(listed, number)):
        return _beyond(text, len(listed))
    if last.members:
        prior, group = last.question, row in reader.archive.roster.groups
        members = prior.members[:1] if group else (*prior.members[:1], row)
        groups = (*prior.groups[:1], row) if group else prior.groups[:1]
        pair = {"members": members, "groups": groups if group or not prior.members else ()}
        return prior.but(text=text, kind=Kind.ALIGNMENT, **pair, among=(), order="", limit=None)
    found = await by_keys(reader.archive, [row])
    return Question(text, Kind.SUMMARY, decisions=tuple(found)) if found else None


def number_in(text: str) -> int | None:
    """The number that a whole text picks ("2", "the second one", "number 3"); -1 for the last one."""
    keys = [token.key for token in folded(text).tokens]
    if not keys or len(keys) > LONGEST:
        return None
    told = [key for key in keys if key not in around()]
    if len(told) == 1 and len(keys) > 1 and keys[-1] == "one" and told[0] in table()["by_day"]:
        return int(table()["by_day"][told[0]])
    if not told and keys[-1:] == ["one"] and keys[:-1] in ([], ["number"], ["option"], ["choice"], ["no"]):
        return 1
    if len(told) != 1:
        return None
    return _number(told[0])


def placed(text: str) -> Placed | None:
    """An ordinal with "one" in a longer text, taken out of it."""
    clean = folded(text)
    for i, token in enumerate(clean.tokens[:-1]):
        number = table()["ordinals"].get(token.key)
        if number is None or clean.tokens[i + 1].key != "one" or token.key in {"one", "two", "three"}:
            continue
        start = i - 1 if i and clean.tokens[i - 1].key == "the" else i
        return Placed(number, clean.text[: clean.tokens[start].start], clean.text[clean.tokens[i + 1].end :])
    return None


def chosen_by_words(text: str, options: Sequence[Option], asks_back: bool) -> Option | None:
    """The option whose label or value the text is; after a question back, also the only one with all its words."""
    said = fold(text)
    for option in options:
        if said and said in {fold(option.label), fold(option.value), fold(option.question)}:
            return option
    if not asks_back:
        return None
    if len(options) == 1 and said in phrases("yes"):
        return options[0]
    keys = [token.key for token in folded(text).tokens]
    words = [key for key in keys if key not in around() and (len(key) > 3 or key.isdigit() or key == said)]
    if not words or len(keys) > LONGEST or (keys[0] == "and" and len(words) < len(keys) - 1):
        return None
    holding = [one for one in options if set(words) <= set(fold(f"{one.label} {one.value}").split())]
    if len(holding) == 1:
        return holding[0]
    exact = [one for one in options if " ".join(words) == fold(one.label)]
    if exact:
        return exact[0]
    close = [one for one in options if fuzz.ratio(" ".join(words), fold(one.label)) >= ALIKE]
    return close[0] if len(close) == 1 else None


def at(listed: Sequence[T], number: int) -> T | None:
    """The entry of that number, counted from 1; -1 is the last."""
    if number == -1:
        return listed[-1] if listed else None
    return listed[number - 1] if 1 <= number <= len(listed) else None


def around() -> frozenset[str]:
    """The words that may stand around a pick."""
    return frozenset(table()["around"]["words"])


def _number(key: str) -> int | None:
    if key.isdigit() and key.isascii():
        return int(key) if len(key) <= 2 else None
    found = table()["ordinals"].get(key)
    return int(found) if found is not None else None


def _beyond(text: str, count: int, options: Sequence[Option] = ()) -> Question:
    many = f"The last answer listed {count}: give a number from 1 to {count}."
    reason = many if count > 1 else "The last answer listed one only."
    return Question(text, Kind.CLARIFY, reason=reason, options=tuple(options))
