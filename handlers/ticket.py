"""A Question as one short line, so that a button can hold it in its id and ask it again after a restart."""

from __future__ import annotations

from datetime import date

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body, Position
from handlers.question import Bound, Kind, Period, Question

TEXTS = {
    "t": "topic",
    "o": "order",
    "x": "measure",
    "e": "term",
    "r": "series",
    "w": "words",
}
LISTS = {
    "m": "members",
    "g": "groups",
    "a": "against",
    "c": "among",
    "y": "without",
    "v": "without_topics",
    "h": "or_topics",
    "i": "and_topics",
}
LEFT_OUT = frozenset({"also", "text", "reason", "options", "residue", "notes", "premise"})
"""What a question that is answered again does not need: how it was worded, and what was said about the reading."""
BETWEEN = "~"
INNER = ";"


def ticket(question: Question) -> str:
    """The question as a line, such as `alignment~mUSA;RUS~s20150101`."""
    period = question.period
    parts = [question.kind.value]
    parts += [letter + INNER.join(values) for letter, slot in LISTS.items() if (values := getattr(question, slot))]
    parts += [letter + _plain(value) for letter, slot in TEXTS.items() if (value := getattr(question, slot))]
    if question.decisions:
        parts.append("d" + INNER.join(decision.key for decision in question.decisions))
    if question.body:
        parts.append("b" + question.body.value)
    if question.positions:
        parts.append("p" + "".join(str(int(position)) for position in question.positions))
    if question.bounds:
        parts.append("k" + INNER.join(map(str, question.bounds)))
    if question.limit is not None:
        parts.append(f"n{question.limit}")
    if period.since:
        parts.append(f"s{period.since:%Y%m%d}")
    if period.until:
        parts.append(f"u{period.until:%Y%m%d}")
    if period.label:
        parts.append("l" + _plain(period.label))
    if question.versus:
        parts.append("f" + INNER.join(_span(one) for one in question.versus))
    return BETWEEN.join(parts)


async def from_ticket(archive: Archive, line: str) -> Question | None:
    """The question of a line; None where the line is not ours, or names a decision that the archive does not have."""
    kind, *parts = line.split(BETWEEN)
    slots = {part[0]: part[1:] for part in parts if part}
    try:
        period = Period(_day(slots.pop("s", "")), _day(slots.pop("u", "")), slots.pop("l", ""))
        question = Question(line, Kind(kind), period=period)
        for letter, value in slots.items():
            if letter in LISTS:
                question = question.but(**{LISTS[letter]: tuple(value.split(INNER))})
            elif letter in TEXTS:
                question = question.but(**{TEXTS[letter]: value})
            elif letter == "d":
                keys = value.split(INNER)
                decisions = tuple(await by_keys(archive, keys))
                if len(decisions) != len(keys):
                    return None
                question = question.but(decisions=decisions)
            elif letter == "b":
                question = question.but(body=Body(value))
            elif letter == "p":
                question = question.but(positions=tuple(Position(int(digit)) for digit in value))
            elif letter == "k":
                question = question.but(bounds=tuple(map(Bound.of, value.split(INNER))))
            elif letter == "f":
                question = question.but(versus=tuple(_period(one) for one in value.split(INNER)))
            elif letter == "n":
                question = question.but(limit=int(value))
            else:
                return None
    except ValueError:
        return None
    known = archive.roster.members.keys() | archive.roster.groups.keys()
    parties = (*question.members, *question.groups, *question.against, *question.among, *question.without)
    return question if known.issuperset(parties) else None


def _span(period: Period) -> str:
    """A further period: its ends and its label, parted by commas."""
    ends = (f"{end:%Y%m%d}" if end else "" for end in (period.since, period.until))
    return ",".join((*ends, _plain(period.label).replace(INNER, " ")))


def _period(text: str) -> Period:
    since, until, label = text.split(",", 2)
    return Period(_day(since), _day(until), label)


def _plain(text: str) -> str:
    return text.replace(BETWEEN, " ").strip()


def _day(digits: str) -> date | None:
    return date.fromisoformat(digits) if digits else None
