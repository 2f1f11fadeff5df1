"""From a reference to a decision: by symbol, by a name people use, or by words narrowed by time, body and topic."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log

from rapidfuzz import fuzz

from db.archive import Archive
from db.named import named_decisions, official_key, official_numbered
from db.names import fold
from db.queries.decisions import by_keys, numbered, starting, under_symbols, within
from db.queries.search import search
from db.records import Body, Decision
from db.topics import topics
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.symbols import Symbol

ENDING = re.compile(r"(?:ations?|sions?|tions?|ions?|ding|ded|ing|ies|ed|es|s|al|ian|ans?|ish|e|d)$")
"""What tells forms of one word apart, roughly ("suspending", "suspension")."""
SMALL = frozenset(
    {"a", "and", "in", "of", "on", "question", "rights", "situation", "the", "to", "un", "united", "nations"}
)
"""Words of topics' names that tell nothing by themselves."""
REVOKING = frozenset(
    {"revoke", "revoked", "revoking", "repeal", "repealed", "repealing", "rescind", "rescinded", "annulled"}
)
CLEAR = 9.0
"""Points by which the best decision must lead the next to be taken without asking."""
FEW = 40
"""A topic with no more decisions than this in the period has all of them considered."""
ALIKE = 82
"""A title this like the words needs not hold each of them."""
COMMON = 50
"""Titles that hold a word of middling weight."""
LEAST, MOST = 0.5, 1.6
"""Bounds of a word's weight."""
ENOUGH = 62.0
"""Points below which words are taken not to name a decision."""


@dataclass(slots=True)
class Referred:
    """What a text refers to: `decisions` one each, `choices` candidates to ask about, `missing` what was not found."""

    decisions: list[Decision] = field(default_factory=list)
    choices: list[Decision] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


async def refer(archive: Archive, slots: Slots) -> Referred:
    """The decisions that symbols, well-known names and yearly series (with a year) in the text stand for."""
    referred = Referred()
    for symbol in slots.symbols:
        await _symbol(archive, slots, symbol, referred)
    if slots.symbols and referred.decisions:
        if REVOKING & {token.key for token in slots.text.tokens}:
            await _named(archive, slots, referred)  # "for 3379 but later to revoke it": another decision
        return referred
    if slots.named:
        await _named(archive, slots, referred)
    return referred


async def _symbol(archive: Archive, slots: Slots, symbol: Symbol, referred: Referred) -> None:
    found = await find_symbol(archive, symbol, slots)
    if not found:
        if symbol.sure:
            referred.missing.append(symbol.typed.strip())
        return
    exact = [one for one in found if one.key in symbol.forms]
    if len(exact) == 1 or (len(found) == 1):
        chosen = (exact or found)[0]
        if chosen not in referred.decisions:
            referred.decisions.append(chosen)
        others = len(found) - 1
        if others and chosen.key == chosen.symbol:
            referred.notes.append(
                f"{others} other recorded {'vote stands' if others == 1 else 'votes stand'} under this symbol "
                "(motions, paragraphs); this is the final one."
            )
        return
    referred.choices.extend(one for one in found if one not in referred.choices)


async def find_symbol(archive: Archive, symbol: Symbol, slots: Slots | None = None) -> list[Decision]:
    """The decisions that a symbol can stand for, best first."""
    found: list[Decision] = []
    if symbol.forms:
        official = [key for form in symbol.forms if (key := official_key(form))]
        found = await by_keys(archive, official[:1]) or await under_symbols(archive, symbol.forms)
    if not found and symbol.forms:
        found = [one for form in symbol.forms for one in await starting(archive, form)]
        found = list(dict.fromkeys(one for one in found if one.final))
    if not found and symbol.number is not None:
        body = symbol.body or (slots.body if slots else None)
        found = await numbered(archive, symbol.number, body)
        if body is not Body.SC:
            found += await by_keys(archive, official_numbered(symbol.number))
        if slots is not None and slots.period:
            found = [one for one in found if fits(slots, one)]
        if len(found) > 1:
            found = _likelier(found, slots)
    return found


def _likelier(found: list[Decision], slots: Slots | None) -> list[Decision]:
    """Of decisions with one bare number, the one whose text shares words with the question, or that is well known."""
    well_known = [one for one in found if one.key in named_decisions()]
    if slots is None or not slots.reference:
        return well_known if len(well_known) == 1 else found
    words = set(slots.reference_words().split())
    sharing = [one for one in found if words & set(fold(one.title).split())]
    if len(sharing) == 1:
        return sharing
    return well_known if len(well_known) == 1 else found


async def _named(archive: Archive, slots: Slots, referred: Referred) -> None:
    keys = list(dict.fromkeys(slots.named))
    if REVOKING & {token.key for token in slots.text.tokens}:  # "when the UN revoked …": not the text revoked
        keys = [one.decision for one in named_decisions().values() if one.revokes in keys] or keys
    found = await by_keys(archive, keys)
    fitting = [
        one
        for one in found
        if (slots.body is None or one.body is slots.body or "veto" in slots.cues)
        and (not slots.period or fits(slots, one))
    ]
    if not fitting:
        return
    names = sum(1 for span in slots.spans if any(key in {d.key for d in fitting} for key in span.values(Sort.NAMED)))
    if len(fitting) == 1 or names >= len(fitting) > 1:
        referred.decisions.extend(one for one in fitting if one not in referred.decisions)
    else:
        referred.choices.extend(fitting)


def fits(slots: Slots, decision: Decision) -> bool:
    """Whether a decision lies in the named period, to the precision of its date."""
    period = slots.period
    if decision.month_only and period.since and period.until:
        return (period.since.year, period.since.month) <= (decision.day.year, decision.day.month) and (
            decision.day <= period.until
        )
    return period.covers(decision.day)


async def by_words(archive: Archive, slots: Slots, limit: int = 6) -> list[Match]:
    """The decisions that the words of a question can mean, with points from 0 to 100, best first.

    Full-text search finds candidates by all words, then by any; titles are compared with rapidfuzz; the period, body
    and topic of the question narrow.
    """
    words = fold(slots.reference_name) or slots.reference_words()
    if not words:
        return []
    period, body = slots.period, slots.body
    found = await search(archive, words, body, period.since, period.until, limit=80)
    if len(found) < limit:
        more = await search(archive, words, body, period.since, period.until, any_word=True, limit=80)
        found.extend(one for one in more if one not in found)
    answered: dict[int, set[str]] = {}  # by row id the words that a decision's topics answer for
    named = [its for topic in dict.fromkeys(slots.topics) if (its := _words_of(slots, topic))]
    for topic in dict.fromkeys(slots.topics):
        on_topic = await within(archive, body, period.since, period.until, topic)
        its = _words_of(slots, topic)
        for one in on_topic:
            answered.setdefault(one.id, set()).update(its)
        if len(on_topic) <= FEW:
            found.extend(one for one in on_topic if one not in found)
    if period:
        found = [one for one in found if fits(slots, one)]
    if slots.anniversary:
        found = [one for one in found if (one.day.month, one.day.day) == slots.anniversary and not one.month_only]
    found = [one for one in found if _on_all(one, named, answered.get(one.id, frozenset()))]
    found = await with_a_vote_of(archive, slots, found)
    weights = {word: _weight(archive, word) for word in words.split()}
    scored = [_compared(weights, one, answered.get(one.id, frozenset())) for one in found]
    scored.sort(key=lambda match: (-match.points, -match.decision.day.toordinal()))
    return scored[:limit]


def _on_all(decision: Decision, named: Sequence[Set[str]], answered: Set[str]) -> bool:
    """Whether a decision is on every topic that the words name, or its texts hold a word of the name."""
    held_by = stems(decision)
    return all(its <= answered or any(stem(word) in held_by for word in its if word not in SMALL) for its in named)


def stems(decision: Decision) -> set[str]:
    """The words of all that the source says of a decision, without their endings."""
    subjects = fold(" ".join(decision.subjects))
    texts = (fold(decision.title), fold(decision.agenda_item), subjects, fold(decision.original_title))
    return {stem(word) for text in texts for word in text.split()}


def _words_of(slots: Slots, topic: str) -> set[str]:
    """The words of a text that name a topic, or the place that it is about."""
    spans = [span for span in slots.spans if topic in span.values(Sort.TOPIC)]
    spans += [mention.span for mention in slots.places if topics()[topic].places == mention.keys]
    return {slots.text.tokens[i].key for span in spans for i in range(span.i, span.j)}


async def with_a_vote_of(archive: Archive, slots: Slots, found: list[Decision]) -> list[Decision]:
    """Leave out the Council's decisions on which the asked members had no seat, unless nothing is left."""
    members = [m.keys[0] for m in slots.voters if m.sort is Sort.MEMBER and m.sure]
    if not members or all(one.body is Body.GA for one in found):
        return found
    matrix = await archive.matrix()
    columns = [matrix.column(member) for member in members]
    seated = [
        one
        for one in found
        if one.body is Body.GA or ((row := matrix.row(one.id)) is not None and all(column[row] for column in columns))
    ]
    return seated or found


@dataclass(frozen=True, slots=True)
class Match:
    """A decision that words can mean: points from 0 to 100, and whether its texts hold every word."""

    decision: Decision
    points: float
    whole: bool


def _weight(archive: Archive, word: str) -> float:
    """How much a word tells a decision from others: 1 for one that stands in `COMMON` titles, more for a rarer one."""
    count, size = archive.title_words[word], max(len(archive.titles), 2 * COMMON)
    if not count:
        return 1.0  # it may stand there in another form
    return min(max(log(size / count) / log(size / COMMON), LEAST), MOST)


def _compared(weights: Mapping[str, float], decision: Decision, given: Set[str]) -> Match:
    """How well words, each with its weight, describe a decision; `given` are words that its topic answers for."""
    title = fold(decision.title)
    held_by = stems(decision)
    held = [word for word in weights if word in given or stem(word) in held_by]
    closeness = fuzz.token_sort_ratio(" ".join(weights), title)
    points = 55 * sum(weights[word] for word in held) / sum(weights.values()) + 0.35 * closeness + (10 if given else 0)
    if all(stem(word) in {stem(other) for other in title.split()} for word in weights):
        points += 10
    if not decision.recorded:
        points -= 8  # a question about a vote means a recorded one
    return Match(decision, points, len(held) == len(weights) or closeness >= ALIKE)


def stem(word: str) -> str:
    """A word without its ending, roughly."""
    return ENDING.sub("", word) if len(word) > 4 else word


def clear(scored: Sequence[Match]) -> Decision | None:
    """The best decision when it answers for every word and is well ahead of the rest."""
    if not scored or scored[0].points < ENOUGH or not scored[0].whole:
        return None
    if len(scored) > 1 and scored[0].points - scored[1].points < CLEAR:
        return None
    if scored[0].decision.key not in named_decisions() and any(
        match.whole and match.decision.key in named_decisions() for match in scored[1:]
    ):
        return None  # a better known decision fits the words too
    return scored[0].decision
