"""Scores: the figures of a vote as newspapers write them ("141 to 5 with 35 abstentions", "93-18-65", "15-0")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from db.ingest.edition import load_toml
from db.names import fold
from db.records import Decision, Tally
from handlers.understand.wordlists import FILES

MEMBERS = 193
"""No vote has more voters than the Assembly has members."""
BEFORE, AFTER = 50, 90
"""Characters before a bare score in which a word must say that it is a vote's, and after one for its abstentions."""
NUMBERS = {
    "none": 0, "nil": 0, "no": 0, "nobody": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """A tally as a text gives it: None for what it does not say. `start` and `end` are offsets, `said` the words."""

    yes: int | None
    no: int | None
    abstain: int | None
    start: int
    end: int
    said: str

    @property
    def whole(self) -> bool:
        """Whether all three figures are given."""
        return None not in (self.yes, self.no, self.abstain)

    @property
    def searchable(self) -> bool:
        """Whether it can be looked for without a date."""
        return self.yes is not None and (self.no is not None or self.abstain is not None)

    def fits(self, decision: Decision) -> bool:
        """Whether a decision has these figures, as counted or as announced at the time."""
        return any(self._is(tally) for tally in (decision.tally, decision.announced) if tally)

    def _is(self, tally: Tally) -> bool:
        pairs = ((self.yes, tally.yes), (self.no, tally.no), (self.abstain, tally.abstain))
        return all(said is None or said == counted for said, counted in pairs)


UNITS = "|".join(word for word in NUMBERS if word != "no")
N = rf"(?:\d{{1,3}}|(?:{'|'.join(TENS)})(?:-(?:{UNITS}))?|{UNITS})"
VOTERS = r"(?: (?:votes?|countries|nations|states|members?|delegations|voices))?"
JOINED = re.compile(r"(?<![\w./+-])(\d{1,3}) ?- ?(\d{1,3})(?: ?- ?(\d{1,3}))?(?![\w/]| ?-|[.,]\d)")
APART = re.compile(
    rf"\b({N}){VOTERS}(?: in favou?r| for)?,? (?:to|versus|against) ({N})(?![\w/-])(?: against| opposed)?", re.I
)
FOR = re.compile(
    rf"\b({N})(?: [a-z]+){{0,2}}? (?:in favou?r|for|yes|supported|backed|supporting)\b"
    r"|\b(?:yes|in favou?r|for):? ?\(?(\d{1,3})\b",
    re.I,
)
AGAINST = re.compile(
    rf"\b({N}|no)(?: [a-z]+){{0,2}}? (?:against|opposed|opposing)\b|\b(\d{{1,3}}) no(?:es)?\b"
    r"|\b(?:no|against):? ?\(?(\d{1,3})\b",
    re.I,
)
ABSTAINED = re.compile(rf"\b({N}|no)(?: [a-z]+){{0,2}}? abst[a-z]+|\babst[a-z]+:? ?\(?(\d{{1,3}})\b", re.I)
ABSTAIN = re.compile(r"\babst", re.I)
VOTE = re.compile(r" (?:vote|tally|margin|majority)\b", re.I)
UNANIMOUS = re.compile(r"\bunanimous(?:ly)?\b", re.I)


def find_scores(text: str) -> Iterator[Score]:
    """The scores in a cleaned text (`Folded.text`), in order; each stretch of it belongs to one of them at most."""
    bases = sorted((*_joined(text), *_apart(text), *_worded(text)), key=lambda base: (base.start, -base.end))
    end = 0
    for n, base in enumerate(bases):
        if base.start < end:
            continue
        behind = next((later.start for later in bases[n + 1 :] if later.start >= base.end), len(text))
        score = base if base.abstain is not None else _with_abstentions(text, base, behind)
        if score.no is None and score.abstain is None:
            continue
        if sum(part or 0 for part in (score.yes, score.no, score.abstain)) <= MEMBERS:
            end = score.end
            yield score
    if not end and (found := UNANIMOUS.search(text)):
        yield Score(None, 0, 0, *found.span(), found[0])


def _joined(text: str) -> Iterator[Score]:
    """ "93-18-65", and "93-18" where the text says that it is a vote's."""
    for found in JOINED.finditer(text):
        yes, no, abstain = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        behind = ABSTAIN.search(text, found.end(), min(found.end() + BEFORE, len(text)))
        if abstain is not None or behind or _led_to(text, found.start()) or VOTE.match(text, found.end()):
            yield Score(yes, no, abstain, *found.span(), found[0])


def _apart(text: str) -> Iterator[Score]:
    """ "141 to 5", "33 votes to 13", "117 in favour to none against"."""
    for found in APART.finditer(text):
        behind = ABSTAINED.search(text, found.end(), min(found.end() + AFTER, len(text)))
        worded = re.search(r"favou?r|votes|opposed| against$", found[0], re.I)
        if behind or worded or _led_to(text, found.start()):
            yield Score(_number(found[1]), _number(found[2]), None, *found.span(), found[0])


def _worded(text: str) -> Iterator[Score]:
    """ "141 countries voted in favour, five against", "14 in favour and one abstention", "Yes: 93 No: 18"."""
    for found in FOR.finditer(text):
        limit = min(found.end() + AFTER, len(text))
        against = AGAINST.search(text, found.end(), limit)
        if against and "other" in against[0].lower():
            against = None  # "Israel and 10 others voted against": how many in all is not said
        yes = _number(found[1] or found[2])
        if against:
            no = _number(against[1] or against[2] or against[3])
            yield Score(yes, no, None, found.start(), against.end(), _words(text, found.start(), against.end()))
        elif ABSTAINED.search(text, found.end(), limit):
            yield Score(yes, None, None, *found.span(), found[0])


def _with_abstentions(text: str, base: Score, behind: int) -> Score:
    """The score with the abstentions given soon after it, before the next one."""
    found = ABSTAINED.search(text, base.end, min(base.end + AFTER, behind, len(text)))
    if not found:
        return base
    count = _number(found[1] or found[2])
    return Score(base.yes, base.no, count, base.start, found.end(), _words(text, base.start, found.end()))


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split()).replace(" ,", ",")


def _led_to(text: str, place: int) -> bool:
    before = fold(text[max(0, place - BEFORE) : place]).split()
    return any(word.startswith(spoken("led_to")) for word in before)


@cache
def spoken(name: str) -> tuple[str, ...]:
    """One of the lists of handlers/data/mentions.toml, folded."""
    return tuple(fold(word) for word in load_toml(FILES / "mentions.toml")[name])


def _number(said: str) -> int:
    """The number of digits or words: "141", "five", "thirty-three"."""
    if said.isdigit():
        return int(said)
    tens, _, units = said.lower().partition("-")
    return TENS[tens] + (NUMBERS[units] if units else 0) if tens in TENS else NUMBERS[tens]
