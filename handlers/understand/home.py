"""Home: the member that "we", "our country" and, where it can be nobody else, "us" stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.records import Member
from handlers.understand.fold import FLAG, Folded, Token
from handlers.understand.spans import Sort
from handlers.understand.tongues import words_of
from handlers.understand.vocabulary import Vocabulary
from handlers.understand.wordlists import words

HOME = words("home")
VOTER = words("voter") | words("home_owns")
NOT_HOME_BEFORE, NOT_HOME_AFTER = words("not_we_before"), words("not_we_after")
BEFORE_US, BEFORE_EITHER, AFTER_US = words("us_home_before"), words("us_either_before"), words("us_home_after")


@dataclass(frozen=True, slots=True)
class AtHome:
    """A text in which home stands by its name: `said` are the words that were put so, as typed.

    Without a home `said` are the words that nobody can be put for. `unsure` is an "us" that can be home or the United
    States.
    """

    text: Folded
    said: tuple[str, ...] = ()
    unsure: bool = False


def at_home(text: Folded, vocabulary: Vocabulary, home: Member | None) -> AtHome:
    """The text with the home member's name in the place of "we", "our country", "us"."""
    found = _spoken_of(text)
    if home is None:
        return AtHome(text, _typed(text, found))
    sure, either = _us(text)
    found |= sure
    if not found:
        return AtHome(text, unsure=bool(either) and home.iso3 != "USA")
    readings = [one for one in vocabulary.lexicon.readings(home.common) if one.sort is Sort.MEMBER]
    keys = words_of(home.common) if len(readings) == 1 else (f"{FLAG}{home.iso2.lower()}",)  # "Guinea": one of four
    tokens: list[Token] = []
    n = 0
    while n < len(text.tokens):
        end = found.get(n, n)
        if end == n:
            tokens.append(text.tokens[n])
        else:
            first, last = text.tokens[n], text.tokens[end - 1]
            tokens += [Token(text.typed(n, end), key, first.start, last.end) for key in keys]
        n = max(end, n + 1)
    return AtHome(Folded(text.text, tuple(tokens)), _typed(text, found))


def with_home(text: Folded, name: str) -> str:
    """The text with a name put for the words that speak of home."""
    parts, end = [], 0
    for i, j in sorted(_spoken_of(text).items()):
        owns = "'s" if text.tokens[i].key == "our" and j == i + 1 else ""
        parts += [text.text[end : text.tokens[i].start], name, owns]
        end = text.tokens[j - 1].end
    return "".join([*parts, text.text[end:]])


def _typed(text: Folded, found: Mapping[int, int]) -> tuple[str, ...]:
    return tuple(text.typed(i, j) for i, j in sorted(found.items()))


def _spoken_of(text: Folded) -> dict[int, int]:
    """Where the text speaks of home without a doubt: start and end of the words."""
    keys = [token.key for token in text.tokens]
    found = {}
    for i, key in enumerate(keys):
        before, after = keys[i - 1] if i else "", keys[i + 1] if i + 1 < len(keys) else ""
        if key in {"our", "my"} and after in HOME:
            found[i] = i + 2
            continue
        votes = key == "we" and before not in NOT_HOME_BEFORE and after not in NOT_HOME_AFTER
        if votes or (key == "our" and VOTER & set(keys[i + 1 : i + 3])):
            found[i] = i + 1
    return found


def _us(text: Folded) -> tuple[dict[int, int], int]:
    """Where a small "us" is the pronoun, and where it can be either (0 for nowhere)."""
    keys = [token.key for token in text.tokens]
    sure: dict[int, int] = {}
    either = 0
    for i, token in enumerate(text.tokens):
        if token.key != "us" or token.text != "us" or not i:
            continue
        after = keys[i + 1] if i + 1 < len(keys) else ""
        plain = not after or after in AFTER_US or after.isdigit()
        if keys[i - 1] in BEFORE_US and plain:
            sure[i] = i + 1
        elif keys[i - 1] in BEFORE_US | BEFORE_EITHER:
            either = i
    return sure, either
