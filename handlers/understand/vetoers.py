"""Who vetoed: of the members in a question on vetoes those that cast them, that did not, and that voted otherwise.

"Russian vetoes that China did not join", "vetoed by the US, supported by the UK", "together with", "14 votes", "which
year", "double vetoes".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from db.records import Position
from handlers.positions import SOVIET_SEAT_CEDED
from handlers.question import Bound, Kind, Period, Question
from handlers.understand.scores import NUMBERS
from handlers.understand.slots import Mention, Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words

BLOCKING = frozenset({"block", "blocked", "blocks", "blocking"})
JOINED = frozenset({"join", "joined", "joining", "joins"})
NO_DENIAL = frozenset({"about", "by", "concerning", "on", "over"})
"""What follows a "not" that says nothing of the name before it ("vetoes by Russia not joined by China")."""
DENYING = frozenset({"by", "with", "including", "joined", "vetoed", "cast", "made", "backed", "together", "used"})
BETWEEN = frozenset({"and", "or", "the", "nor"})
REACH = 5
"""Words behind a name within which its verb stands."""
ALONE, TOGETHER = words("veto_alone"), words("veto_together")
SOVIET = words("soviet")
VETO_WORDS = words("veto_words")
OR_YEARS = re.compile(r"\bor (?:in )?(?:the )?\d{2}", re.IGNORECASE)
COMPARING = frozenset({"versus", "vs", "than", "compare", "compared", "which", "more", "fewer"})
COUNCIL = 15
"""Members of the Security Council, at most."""
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(word for word, n in NUMBERS.items() if n > 1)})"
VOTES = re.compile(
    rf"\b({NUMBER}) (?:(?:yes|affirmative|positive|favou?rable) )?(?:votes?\b(?! (?:no|against))|yes\b|ayes?\b)"
    rf"|\b({NUMBER}) (?:of (?:the )?\w+ )?(?:members |countries |states |council members )?"
    r"(?:(?:voted |voting )?(?:in favou?r|for)\b|voted yes|supported|backed)",
    re.IGNORECASE,
)
SCORE = re.compile(r"(?<![\w/-])(\d{1,2}) ?(?:-|to) ?(\d{1,2})(?: ?- ?(\d{1,2}))?(?![\w/-])")
OF_MEMBERS = r"(?:permanent |council |different )*(?:members|countries|states|nations|powers|vetoes)"
VETOERS = re.compile(
    rf"\b(?:(?:by|from|with) (?:exactly |only |just |all )?|all )({NUMBER}) {OF_MEMBERS}\b|\ball (five)\b"
)
SEVERAL = re.compile(
    rf"\b(?:more than one|two or more|at least two|several|multiple) {OF_MEMBERS[:-1]}|member|country|state)\b"
)


class Role(Enum):
    """What a member did in the vetoes asked about."""

    VETOED = 1
    DID_NOT = 2
    VOTED = 3


def as_vetoes(question: Question, slots: Slots) -> Question:
    """The question on vetoes with each member in its role, and what else only vetoes have: year, number, partners."""
    if question.kind is not Kind.VETO:
        return question
    keys = [token.key for token in slots.text.tokens]
    roles = _roles(slots, keys)
    out = tuple(key for m, role in roles.items() if role is Role.DID_NOT for key in m.keys)
    voted = tuple(key for m, role in roles.items() if role is Role.VOTED for key in m.keys)
    question = question.but(
        members=tuple(key for key in question.members if key not in {*out, *voted}),
        groups=tuple(key for key in question.groups if key not in {*out, *voted}),
        without=(*question.without, *out),
        against=(*voted, *question.against),
        measure=_measure(slots, keys, question, roles),
        order=_order(slots, keys, question.order),
    )
    if question.groups == ("p5",):
        question = question.but(groups=())  # nobody else has a veto
    return _until_soviet_end(_counted(question, slots), slots)


def _roles(slots: Slots, keys: list[str]) -> dict[Mention, Role]:
    """The role of each voter named; one without words of its own has that of the name it is joined to."""
    voters = sorted(slots.voters, key=lambda mention: mention.span.i)
    roles: dict[Mention, Role] = {}
    for n, mention in enumerate(voters):
        start = voters[n - 1].span.j if n else 0
        end = voters[n + 1].span.i if n + 1 < len(voters) else len(keys)
        if (role := _role(slots, keys[start : mention.span.i], keys[mention.span.j : end], mention)) is not None:
            roles[mention] = role
    for mentions in (voters, voters[::-1]):
        for one, other in pairwise(mentions):
            first, second = sorted((one.span, other.span), key=lambda span: span.i)
            if one in roles and other not in roles and set(keys[first.j : second.i]) <= BETWEEN:
                roles[other] = roles[one]
    return roles


def _role(slots: Slots, before: list[str], after: list[str], mention: Mention) -> Role | None:
    """The role that the words around a name give it, None where they give none."""
    near = after[:REACH]
    before = [key for key in before if key != "the"]
    if before[-1:] and (before[-1] in {"non", "unlike"} or _denied(before)):
        return Role.DID_NOT
    if before[-1:] and before[-1] in {"by", "of", "from"} and any(map(_vetoes, before[-3:-1])):
        return Role.VETOED
    position = next((s for s in slots.spans if s.has(Sort.POSITION) and 0 <= s.i - mention.span.j < len(near)), None)
    if position is not None and not any(map(_vetoes, near[: position.i - mention.span.j])):
        return Role.VOTED if slots.positions else None
    denied = next((n for n, key in enumerate(near[:3]) if key in {"not", "never"}), None)
    if denied is not None and mention.sort is Sort.GROUP and {"who", "which", "what"} & set(before):
        return Role.VETOED  # "which permanent member has never vetoed": all are counted, those with none too
    if denied is not None and not any(map(_vetoes, near[:denied])) and not set(near[denied:]) & NO_DENIAL:
        return Role.DID_NOT
    if before[-1:] == ["by"] and slots.positions and _position_before(slots, mention):
        return Role.VOTED
    if any(map(_vetoes, near)) or any(map(_vetoes, before[-4:])) or mention.possessive:
        return Role.VETOED
    return None


def _position_before(slots: Slots, mention: Mention) -> bool:
    """Whether "supported by" or the like stands right before a name."""
    place = mention.span.i - 1
    while place and slots.text.tokens[place].key in {"by", "the"}:
        place -= 1
    return any(span.has(Sort.POSITION) and span.j == place + 1 for span in slots.spans)


def _denied(before: list[str]) -> bool:
    """Whether words end in "not joined by", "not with" and the like."""
    if "not" not in before:
        return False
    behind = before[len(before) - before[::-1].index("not") :]
    return bool(behind) and behind[-1] in {"by", "with", "including"} and set(behind) <= DENYING


def _vetoes(key: str) -> bool:
    return key.startswith("veto") or key in BLOCKING


def _measure(slots: Slots, keys: list[str], question: Question, roles: dict[Mention, Role]) -> str:
    """Alone, together with others, or by so many; both alone and together is a question for the split."""
    if question.measure == "failed":
        return question.measure
    text = " ".join(keys)
    number = VETOERS.search(text)
    if number or "triple" in keys:
        return f"by_{_number(number[1] or number[2]) if number else 3}"
    if {"double", "triple"} & set(keys) and not (question.members or question.groups):
        return "by_2"
    alone = "alone" in slots.cues or bool(ALONE & set(keys)) or "only veto" in text
    partners = [m for m in slots.voters if roles.get(m, Role.VETOED) is Role.VETOED and m.span.i]
    partner = any(keys[m.span.i - 1] == "with" and any(map(_vetoes, keys[: m.span.i])) for m in partners)
    joined = bool(JOINED & set(keys)) and len(question.members) > 1 and Role.DID_NOT not in roles.values()
    together = "together" in slots.cues or bool(TOGETHER & set(keys)) or partner or joined or SEVERAL.search(text)
    if alone and together:
        return "split"
    return "alone" if alone else "together" if together else ""


def _order(slots: Slots, keys: list[str], order: str) -> str:
    """By year or decade, with the most, the average, or the longest time without; else as it was."""
    text = " ".join(keys)
    if re.search(r"\b(?:without (?:a |any )?|no )veto", text):
        if re.search(r"longest|\bgap\b|stretch", text):
            return "gap"
        if re.search(r"\byears?\b", text):
            return "idle"
    by = "by_decade" if {"decade", "decades"} & set(keys) else ""
    by = by or ("by_year" if re.search(r"\b(?:which|what|record|busiest|peak) years?\b|average", text) else "")
    by = by or ("by_year" if re.search(r"\b(?:by|per|each|every|a) year\b|year by year|yearly|annual", text) else "")
    if re.search(r"\b(?:this|the) decade\b", text):
        by = ""
    if not by and "trend" in slots.cues:
        by = "by_year"
    if not by:
        return order
    if "average" in keys or "mean" in keys:
        return f"{by} average"
    least = {"fewest", "least"} & (slots.cues | set(keys))
    most = {"most", "extremes"} & slots.cues or re.search(
        r"\b(?:which|what|record|busiest|peak) (?:year|decade)\b", text
    )
    return f"{by} fewest" if least else f"{by} most" if most else by


def _counted(question: Question, slots: Slots) -> Question:
    """ "Got 14 votes", "14-1": how many said yes and no to the drafts."""
    if question.measure == "alone" and question.bounds == (Bound(Position.NO, 1, 1),):
        return question.but(bounds=())
    if slots.bounds:
        return question
    bounds: list[Bound] = []
    if found := SCORE.search(slots.text.text):
        counts = [int(count) for count in found.groups() if count is not None]
        if sum(counts) <= COUNCIL and counts[0] > counts[1]:
            casts = (Position.YES, Position.NO, Position.ABSTAIN)
            bounds = [Bound(cast, count, count) for cast, count in zip(casts, counts, strict=False)]
    elif found := VOTES.search(slots.text.text):
        count = _number(found[1] or found[2])
        bounds = [Bound(Position.YES, count, count)] if count <= COUNCIL else []
    if not bounds:
        return question
    positions = question.positions if question.against else ()
    return question.but(bounds=tuple(bounds), positions=positions)


def settle_period(slots: Slots) -> None:
    """ "In the 1970s and 80s": one stretch of time, where the words do not compare the two."""
    keys = {token.key for token in slots.text.tokens}
    if len(slots.versus) != 1 or keys & COMPARING or OR_YEARS.search(slots.text.text):
        return
    first, second = sorted((slots.period, slots.versus[0]), key=lambda one: one.since or date.min)
    if first.until and second.since and second.since - first.until <= timedelta(days=1):
        label = f"from {first.since.year} to {second.until.year}" if first.since and second.until else ""
        slots.period, slots.versus = Period(first.since, second.until, label), []


def understood(slots: Slots) -> None:
    """Take the words that only a question on vetoes understands from those that nothing explained."""
    slots.residue = [i for i in slots.residue if slots.text.tokens[i].key not in VETO_WORDS]
    slots.reference = [i for i in slots.reference if slots.text.tokens[i].key not in VETO_WORDS]


def _number(said: str) -> int:
    return int(said) if said.isdigit() else NUMBERS[said.lower()]


def _until_soviet_end(question: Question, slots: Slots) -> Question:
    """ "Soviet vetoes": those cast until Russia took the seat over."""
    names = {slots.text.keys(m.span.i, m.span.j) for m in slots.voters if m.keys == ("RUS",)}
    if not names or not names <= SOVIET:
        return question
    end, period = SOVIET_SEAT_CEDED - timedelta(days=1), question.period
    if (period.until or date.max) <= end:
        return question
    if period.since and period.since > end:
        note = "The Soviet Union ended in December 1991; Russia holds its seat, and its vetoes are counted."
        return question.but(notes=(*question.notes, note))
    label = f"{period.label} until 23 December 1991".strip()
    note = "Soviet vetoes are those cast before 24 December 1991, when Russia took over the seat."
    return question.but(period=Period(period.since, end, label), notes=(*question.notes, note))
