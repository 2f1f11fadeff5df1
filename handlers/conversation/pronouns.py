"""Words that point back: "they" and "its" at the last members, "it" and "that resolution" at the last decision."""

from __future__ import annotations

import re
from functools import cache

from handlers.conversation.exchange import phrases
from handlers.conversation.turn import MOST, Turn
from handlers.question import Kind, Option, Question
from handlers.understand.phrase import roster_name


def points(turn: Turn) -> bool:
    """Whether a word points at the last decision ("it", "that resolution")."""
    said = f" {' '.join(turn.keys)} "
    for thing in phrases("things"):
        if thing in {"that", "this"}:
            if re.search(rf"\b(on|for|against|about|of|did|was) {thing} $", said):
                return True
        elif thing == "it":
            if _it(turn) and not _is_member(turn, said):
                return True
        elif f" {thing} " in said:
            return True
    return bool(re.search(rf" its ({'|'.join(phrases('of_texts'))}) ", said))


def _it(turn: Turn) -> bool:
    """Whether "it" stands there and means nobody named before it ("… where it voted against the US")."""
    first_voter = min((mention.span.i for mention in turn.slots.voters), default=99)
    keys = turn.keys
    return any(
        key == "it" and (i < first_voter or i == len(keys) - 1 or keys[i - 1] in phrases("beside") | {"on", "about"})
        for i, key in enumerate(keys)
    )


def _is_member(turn: Turn, said: str) -> bool:
    """Whether "it" is the last member, where one member or group was asked about."""
    return len(turn.people) == 1 and _acts(said)


def _acts(said: str) -> bool:
    """Whether "it" does what a member does: "did it vote …", "was it alone"."""
    acts, did, was = ("|".join(map(re.escape, phrases(name))) for name in ("acts", "did", "was"))
    pattern = rf" (?:(?:did|does|do|has|had|would|will|can) it (?:{acts})|it (?:{did})|(?:was|is|been) it (?:{was})) "
    return bool(re.search(pattern, said))


def which_one(turn: Turn) -> Question | None:
    """A question back where "it" does what a member does and several were asked about."""
    if len(turn.people) < 2 or not _acts(f" {' '.join(turn.keys)} "):
        return None
    tokens = turn.slots.text
    place = next(token for token in tokens.tokens if token.key == "it")
    options = tuple(
        Option(name, f"{tokens.text[: place.start]}{name}{tokens.text[place.end :]}", party)
        for party in turn.people[:MOST]
        if (name := roster_name(turn.archive, party))
    )
    return Question(turn.text, Kind.CLARIFY, options=options, reason="Which of them do you mean?")


@cache
def _two() -> re.Pattern[str]:
    ranked = sorted(phrases("two"), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, ranked))})\b", re.IGNORECASE)


def with_members(turn: Turn, text: str) -> tuple[str, bool]:
    """The text with "they", "their", "it" put as the last members' names, where they mean these."""
    if not turn.people:
        return text, False
    if len(turn.last.pair) == 2 and (two := _two().search(text)) and not turn.slots.voters:
        return f"{text[: two.start()]}{turn.named(turn.last.pair)}{text[two.end() :]}", True
    tokens = turn.reader.slots(text).text
    said = f" {tokens.keys(0, len(tokens.tokens))} "
    first_voter = min((mention.span.i for mention in turn.slots.voters), default=99)
    name = turn.named(turn.people)
    parts, end, found = [], 0, False
    asks_who = tokens.keys(0, 1) in {"who", "which"}
    for i, token in enumerate(tokens.tokens):
        before = tokens.tokens[i - 1].key if i else ""
        after = tokens.tokens[i + 1].key if i + 1 < len(tokens.tokens) else ""
        others = {one.key for one in tokens.tokens[:i]} & phrases("anybody")
        if others or (asks_who and after in phrases("reflexive")):
            continue
        member = token.key in phrases("members") and (i < first_voter or before in phrases("beside"))
        if token.key == "its" and len(turn.people) == 1 and i < first_voter and after not in phrases("reflexive"):
            member = not re.search(rf" its ({'|'.join(phrases('of_texts'))}) ", said)
        if token.key == "it" and i < first_voter:
            member = _is_member(turn, said)
        asks_for_list = token.key == "they" and re.search(r"\bwho (were|are)$", tokens.keys(0, i))
        if not member or asks_for_list:
            continue
        owner = "'s" if token.key in phrases("owners") else ""
        parts += [tokens.text[end : token.start], name, owner]
        end, found = token.end, True
    return ("".join([*parts, tokens.text[end:]]), True) if found else (text, False)
