"""Comparisons of more than two members, and of periods.

"Is A closer to B or C", "who is closer to A: B, C or D", "which of B and C votes more like A"; "in the 1980s or the
2010s", "before and after 2003".
"""

from __future__ import annotations

from datetime import timedelta

from handlers.periods_compared import COMPARED as COMPARABLE
from handlers.question import Kind, Period, Question
from handlers.understand.slots import Mention, Slots
from handlers.understand.spans import Sort
from handlers.wording import full_date

LIKENESS = frozenset({"agree", "closest", "furthest", "differ"})
MOST = 4
"""Periods that the first one is compared with."""
COMPARED = frozenset({Kind.ALIGNMENT, Kind.RANKING, Kind.RECORD})


def closer(question: Question, slots: Slots) -> Question:
    """The question as a ranking of the members and groups that are compared with one; else as it is."""
    if question.kind not in COMPARED or len(slots.voters) < 3 or question.positions or question.against:
        return question
    found = _sides(slots)
    if found is None:
        return question
    of, among = found
    order = "furthest" if {"furthest", "fewest", "differ"} & slots.cues or _less(slots) else "closest"
    return question.but(
        kind=Kind.RANKING,
        members=of.keys if of.sort is Sort.MEMBER else (),
        groups=of.keys if of.sort is Sort.GROUP else (),
        among=tuple(dict.fromkeys(mention.keys[0] for mention in among)),
        order=order,
        limit=None,
    )


def compared_periods(question: Question, slots: Slots) -> Question:
    """The question with the further periods that the text names; where they do not go with its kind, a word on it."""
    if (since := question.period.since) and _more_since(question, slots):
        day_before = since - timedelta(days=1)
        begins = since.year if (since.month, since.day) == (1, 1) else full_date(since)
        return question.but(versus=(Period(None, day_before, f"before {begins}"),))
    if not slots.versus or question.kind in {Kind.CLARIFY, Kind.NOT_FOUND}:
        return question
    if question.kind not in COMPARABLE or question.decisions or question.among:
        note = f"Several periods were named; {slots.period.label} is used."
        return question.but(notes=(*question.notes, note))
    kind = question.kind
    if kind is Kind.TREND and len({*question.members, *question.groups}) > 1:
        kind = Kind.ALIGNMENT
    return question.but(kind=kind, versus=tuple(slots.versus[:MOST]))


def _more_since(question: Question, slots: Slots) -> bool:
    """ "Has China voted with Russia more since 2014": the years before are asked about too."""
    keys = {token.key for token in slots.text.tokens}
    return (
        question.kind is Kind.ALIGNMENT and bool(keys & {"more", "less"}) and not keys & {"than"} and not slots.versus
    )


def _sides(slots: Slots) -> tuple[Mention, list[Mention]] | None:
    """The one that is compared, and those it is compared with; None where the text compares no three."""
    voters = sorted(slots.voters, key=lambda mention: mention.span.i)
    keys = [token.key for token in slots.text.tokens]
    cues = [span.i for span in slots.spans if LIKENESS & set(span.values(Sort.CUE))]
    if not cues:
        return _compared_with(slots, voters, keys)
    before = [mention for mention in voters if mention.span.i < cues[0]]
    after = [mention for mention in voters if mention.span.i > cues[0]]
    asks_who = bool({"who", "which", "what"} & set(keys))
    if len(before) == 1 and _alternatives(after, keys):
        return before[0], after
    if asks_who and not before and _alternatives(after[1:], keys):
        return after[0], after[1:]
    if asks_who and len(after) == 1 and len(before) > 1:
        return after[0], before
    if asks_who and not after and "between" in keys:
        return before[-1], before[:-1]  # "between Russia and the US, who is Turkey closer to"
    return None


def _alternatives(mentions: list[Mention], keys: list[str]) -> bool:
    """Whether two or more are named as a choice: "B or C", "B, C or D", "than C"."""
    return len(mentions) > 1 and bool({"or", "than"} & set(keys[mentions[0].span.j : mentions[-1].span.i]))


def _compared_with(slots: Slots, voters: list[Mention], keys: list[str]) -> tuple[Mention, list[Mention]] | None:
    """ "Compare Turkey with Russia and the US"."""
    first, second = voters[:2]
    joined = keys[first.span.j : second.span.i]
    between = "between" in joined and len(voters) == 3  # "where does Switzerland stand between the US and Russia"
    if between or ("compare" in slots.cues and {"with", "to"} & set(joined)):
        return first, voters[1:]
    return None


def _less(slots: Slots) -> bool:
    return any(token.key in {"less", "further", "farther"} for token in slots.text.tokens)
