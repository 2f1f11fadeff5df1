"""Evidence: the clues of a text's passages weighed until they point to a decision, or to too many to say which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from db.archive import Archive
from db.named import named_decisions
from db.names import fold
from db.queries.decisions import by_keys, topic_ids, within
from db.queries.tallies import with_tally
from db.records import Body, Decision
from db.series import series_of
from db.topics import topics
from handlers.clue import Clue, inside, is_day, is_long, last_before, share_held, when
from handlers.passages import Cited, Passage
from handlers.question import Period
from handlers.understand.references import find_symbol
from handlers.understand.scores import Score
from handlers.wording import label, plural, start, topic_name

LOOKED_UP = 60
"""Clues of a text that are looked up: a wall of symbols must not keep the archive busy."""
FEW = 3
"""More decisions than this that fit one clue are not listed."""
NEAR = 2
"""Sentences to either side in which a date or a decision still belongs to a clue."""
ENOUGH, SURE = 3, 4
"""Points for a likely decision, and for a certain one. A whole score gives 3, a part of one or a day 2, and 1 each a
month or year, the body, a veto, the member that cast it, the topic, and words of the title."""
TITLE = 0.6
"""Share of a title's words that a passage must hold to speak of it."""


class Grade(StrEnum):
    """How sure it is that a text speaks of a decision."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Hit:
    """A decision that a text speaks of: the words that say so, how sure that is, and the sentence it was first in."""

    decision: Decision
    words: tuple[str, ...]
    grade: Grade
    place: int


@dataclass(slots=True)
class Evidence:
    """What has been found so far in the passages of one text. `notes` say what was not, and why."""

    archive: Archive
    passages: Sequence[Passage]
    sent: date
    hits: dict[str, Hit] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    topics: dict[str, frozenset[int]] = field(default_factory=dict)
    """The row ids of the decisions on a topic, once it was asked for."""
    left: int = LOOKED_UP
    cut: bool = False

    @property
    def about_un(self) -> bool:
        """Whether the text speaks of the United Nations at all."""
        return any(one.united_nations or any(cited.plain for cited in one.cited) for one in self.passages)

    def where(self, hit: Hit) -> tuple[int, int]:
        """The place of a hit in the text: its sentence, and how far into that its words stand."""
        return hit.place, self.passages[hit.place].text.text.find(hit.words[0].split("”")[0].strip("“"))

    async def gather(self) -> None:
        """Weigh every clue: symbols and names first, so that scores and dates can be told to be about them."""
        for place, passage in enumerate(self.passages):
            for cited in passage.cited:
                if self._may_look():
                    await self._cited(place, passage, cited)
        for place, passage in enumerate(self.passages):
            for words, keys in passage.names:
                if self._may_look():
                    await self._named(place, passage, words, keys)
        for place, passage in enumerate(self.passages):
            for score in passage.scores:
                await self._scored(place, passage, score)
        for place, passage in enumerate(self.passages):
            for words, key in passage.series:
                if self._may_look():
                    await self._series(place, passage, words, key)
        for place, passage in enumerate(self.passages):
            if not passage.scores and not passage.committee:
                await self._unscored(place, passage)

    def _may_look(self) -> bool:
        self.left -= 1
        self.cut = self.cut or self.left < 0
        return self.left >= 0

    def _add(self, decision: Decision, words: str, grade: Grade, place: int) -> None:
        held = self.hits.get(decision.key)
        if held is None:
            self.hits[decision.key] = Hit(decision, (words,), grade, place)
            return
        known = held.words if fold(words) in map(fold, held.words) else (*held.words, words)
        best = Grade.CERTAIN if Grade.CERTAIN in (held.grade, grade) else Grade.LIKELY
        self.hits[decision.key] = replace(held, words=known, grade=best, place=min(held.place, place))

    async def _cited(self, place: int, passage: Passage, cited: Cited) -> None:
        if not (cited.plain or cited.introduced or self.about_un):
            return
        found = await find_symbol(self.archive, cited.symbol)
        exact = [one for one in found if one.key in cited.symbol.forms]
        found = exact[:1] or [one for one in found if one.final] or found
        if not found and (cited.plain or (cited.introduced and self.about_un)):
            self.missing.append(cited.words)
        if len(found) > 1:
            found = _agreeing(passage, found)
        told = self.about_un or any(inside(period, one) for period in passage.periods for one in found)
        sure = len(found) == 1 and (cited.plain or (cited.introduced and told))
        if len(found) > FEW:
            self.notes.append(f"“{cited.words}” can be {plural(len(found), 'vote')}: add a letter or the year.")
            return
        for one in found:
            self._add(one, f"“{cited.words}”", Grade.CERTAIN if sure else Grade.LIKELY, place)

    async def _named(self, place: int, passage: Passage, words: str, keys: tuple[str, ...]) -> None:
        found = _agreeing(passage, await by_keys(self.archive, keys))
        by_title = fold(words) in {fold(named_decisions()[one.key].name) for one in found}
        telling = " " in words or words.isupper()
        if not (by_title or passage.voting or (self.about_un and telling)):
            return
        elsewhere = passage.body is not None and all(one.body is not passage.body for one in found)
        if elsewhere and (passage.scores or passage.periods):
            return  # "the Assembly declared the referendum invalid": not the Council's draft of that name
        dated = any(inside(period, one) for period in passage.periods for one in found)
        sure = len(found) == 1 and not elsewhere and telling and (passage.voting or dated)
        for one in found[:FEW]:
            self._add(one, f"“{words}”", Grade.CERTAIN if sure else Grade.LIKELY, place)

    async def _series(self, place: int, passage: Passage, words: str, key: str) -> None:
        """A yearly resolution: the vote of the year named, else the newest when the text was sent."""
        if not (passage.voting and self.about_un) or any(hit.place == place for hit in self.hits.values()):
            return
        votes = [one for one in await series_of(self.archive, key) if one.day <= self.sent]
        for period in self._periods(place, NEAR):
            dated = [one for one in votes if inside(period, one)]
            if len(dated) == 1:
                self._add(dated[0], f"“{words}”, {when(period)}", Grade.CERTAIN, place)
            if dated:
                return
        if votes and " " in words and not passage.scores and not passage.periods:
            newest = max(votes, key=lambda one: one.day)
            self._add(newest, f"“{words}”, voted on every year: the newest", Grade.LIKELY, place)

    async def _scored(self, place: int, passage: Passage, score: Score) -> None:
        """A vote told by its figures, with the nearest date that fits them."""
        if passage.committee:
            self._note("Votes of committees are not in our data, only those of the Assembly and the Council.")
            return
        if self._told(place, score) or not self._may_look():
            return
        if not score.searchable:
            await self._unscored(place, passage, score)
            return
        found = [one for one in await with_tally(self.archive, score.yes or 0, score.no, score.abstain) if one.tally]
        clue = Clue(found, 3 if score.whole else 2, [f"“{score.said}”"], somewhere=bool(found))
        # A date in the sentence itself binds; those around it are only tried.
        for period in passage.periods or self._periods(place, len(self.passages)):
            if dated := [one for one in clue.found if inside(period, one)]:
                clue.keep(dated, 2 if is_day(period) else 1, when(period))
                clue.dated = True
                break
        else:
            clue.found = [] if passage.periods else clue.found
        if passage.days:
            clue.keep([one for one in clue.found if one.month_only or (one.day.month, one.day.day) in passage.days], 1)
        await self._conclude(place, passage, clue, score)

    async def _unscored(self, place: int, passage: Passage, score: Score | None = None) -> None:
        """Votes told by their day or month, or by a veto and a date near it."""
        body = Body.SC if passage.vetoing else passage.body
        if not passage.voting or body is None:
            return
        days = [period for period in passage.periods if is_day(period)]
        days = days or [period for day in passage.days if (period := last_before(self.sent, *day))]
        for period in days or self._periods(place, NEAR if passage.vetoing else 0)[:1]:
            if is_long(period) and not passage.vetoing:
                continue
            if self._told_of(place, period, body) or not self._may_look():
                continue
            then = await within(self.archive, body, period.since, period.until)
            dated = 2 if period in passage.periods and is_day(period) else 1
            clue = Clue([one for one in then if one.recorded], dated, [when(period)])
            if score:
                clue.prefer([one for one in clue.found if score.fits(one)], 1, f"“{score.said}”")
            await self._conclude(place, passage, clue, None, only_one=not is_day(period) and not passage.vetoing)

    async def _conclude(
        self, place: int, passage: Passage, clue: Clue, score: Score | None, only_one: bool = False
    ) -> None:
        """Narrow by body, veto, topic and title; then list what is left, or say why it is not."""
        somewhere = clue.somewhere or bool(clue.found)
        if body := (Body.SC if passage.vetoing else passage.body):
            clue.keep([one for one in clue.found if one.body is body], 1, "" if passage.vetoing else body.title)
        elif near := self._body_near(place):
            clue.prefer([one for one in clue.found if one.body is near], 1, near.title)
        if passage.vetoing:
            clue.keep([one for one in clue.found if one.vetoed_by], 1, "vetoed")
            clue.prefer([one for one in clue.found if passage.members & set(one.vetoed_by)], 1)
        for topic in passage.topics:
            if passage.vetoing and passage.members & set(topics()[topic].places):
                continue  # "Russia vetoed": who voted, not what about
            if topic not in self.topics:
                self.topics[topic] = frozenset(await topic_ids(self.archive, topic))
            if kept := [one for one in clue.found if one.id in self.topics[topic]]:
                clue.keep(kept, 1, f"on {topic_name(topic).removesuffix(' as subject')}")
                break
        else:
            clue.points -= bool(passage.topics)  # what the sentence is about speaks against it
        if len(clue.found) > 1:
            words = passage.words
            clue.prefer([one for one in clue.found if share_held(one, words) >= TITLE], 1, "words of its title")
        if not clue.found:
            if score and passage.voting and self.about_un:
                self._mismatch(place, score, somewhere)
        elif clue.points >= ENOUGH and len(clue.found) <= (1 if only_one else FEW):
            sure = len(clue.found) == 1 and clue.points >= SURE and (clue.dated or score is None or score.whole)
            said = clue.words[0] if score else ", ".join(clue.words)  # figures speak for themselves
            for one in clue.found:
                self._add(one, said, Grade.CERTAIN if sure else Grade.LIKELY, place)
        elif not only_one and self.about_un:
            count = plural(len(clue.found), "vote")
            self._note(f"{start(', '.join(clue.words))}: {count} fit; a symbol or a date would tell which is meant.")

    def _mismatch(self, place: int, score: Score, somewhere: bool) -> None:
        """Say that a score fits nothing; where no vote ever had it, beside the figures of the one named there."""
        here = [hit.decision for hit in self.hits.values() if abs(hit.place - place) <= 1 and hit.decision.tally]
        if len(here) == 1 and not somewhere:
            self._note(f"The text gives “{score.said}” for {label(here[0])}; our data have {here[0].tally}.")
        else:
            why = "at the time or in the body that the text names" if somewhere else "in our data"
            self._note(f"No vote with the figures “{score.said}” is {why}.")

    def _told(self, place: int, score: Score) -> bool:
        """Whether a score is that of a decision already found in its sentence or one near it."""
        near = [hit for hit in self.hits.values() if abs(hit.place - place) <= NEAR]
        for hit in sorted(near, key=lambda hit: abs(hit.place - place)):
            if score.searchable and score.fits(hit.decision):
                grade = Grade.CERTAIN if score.whole else hit.grade
                self._add(hit.decision, f"“{score.said}”", grade, hit.place)
                return True
        return False

    def _told_of(self, place: int, period: Period, body: Body) -> bool:
        """Whether a decision of that body and time is already found nearby."""
        return any(
            abs(hit.place - place) <= NEAR and hit.decision.body is body and inside(period, hit.decision)
            for hit in self.hits.values()
        )

    def _periods(self, place: int, reach: int) -> list[Period]:
        """The periods of a sentence and of those around it, nearest first, earlier sentences before later ones."""
        around = range(max(0, place - reach), min(place + reach + 1, len(self.passages)))
        nearest = sorted(around, key=lambda other: (abs(other - place), other))
        return [period for other in nearest for period in self.passages[other].periods]

    def _body_near(self, place: int) -> Body | None:
        """The one body that the sentences around name."""
        around = self.passages[max(0, place - NEAR) : place + NEAR + 1]
        named = {body for passage in around for body in passage.bodies}
        return named.pop() if len(named) == 1 else None

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def _agreeing(passage: Passage, found: list[Decision]) -> list[Decision]:
    """Those of the body and then of the dates that a sentence names, where there are any."""
    found = [one for one in found if one.body is passage.body] or found
    return [one for one in found if any(inside(period, one) for period in passage.periods)] or found
