"""The resolver: words lead to a decision, a series or a narrower statistic, or to a question back."""

from __future__ import annotations

from dataclasses import dataclass

from db.archive import Archive
from db.names import fold
from db.queries.decisions import within
from db.queries.search import search
from db.queries.votes import positions
from db.records import Body, Decision, Outcome, Position
from db.series import series_of, series_with
from db.topics import topics
from handlers.nearest import shares
from handlers.question import Kind, Option, Question
from handlers.topical import on_topics
from handlers.understand.details import positions_asked
from handlers.understand.options import clarify_decisions, gap, not_found
from handlers.understand.references import ENOUGH, Match, by_words, clear, fits, stem, stems, with_a_vote_of
from handlers.understand.residue import described, harmless, left_out
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.topics_asked import settle_topics, with_topics
from handlers.understand.wordlists import words
from handlers.wording import label, series

SINGULAR = words("singular")
UN_WORDS = words("un_words")
SHORT = 62
"""Days of a period that is short enough to tell a vote by."""
SAME = 5
"""As many of the best matches as must belong to one yearly text for it to be meant."""


@dataclass(slots=True)
class Resolver:
    """Finds what the words of a question stand for, over one archive."""

    archive: Archive

    async def search_topic(self, question: Question) -> Question:
        """Words beside a topic narrow the search when texts hold them; else the topic alone is searched."""
        if await search(self.archive, question.words, question.body, limit=1):
            return question
        note = f"No text has all the words “{question.words}”: the whole topic is shown."
        return question.but(words="", notes=(*question.notes, note))

    async def series_from_words(self, question: Question, slots: Slots) -> Question:
        """The series of the decision that the words describe: of several under one title the newest."""
        scored = [match for match in await by_words(self.archive, slots) if match.whole]
        titles = {fold(match.decision.title) for match in scored}
        yearly = {series_with(match.decision) for match in scored[:SAME]}
        if len(scored) > 1 and len(yearly) == 1 and (its := yearly.pop()):
            return question.but(series=its.key)
        if len(titles) == 1:
            newest = max((match.decision for match in scored), key=lambda one: one.day)
            return question.but(decisions=(newest,))
        return await self.from_words(question, slots)

    async def from_words(self, question: Question, slots: Slots) -> Question:
        """Find the decision that words describe; a topic without a clear decision becomes the record on it."""
        if question.kind is Kind.WHO_VOTED and question.groups and _on_a_topic_alone(slots, question):
            position = question.positions[0]
            note = "No single vote was named, so all votes on the topic are counted; name a symbol or a year for one."
            return question.but(
                kind=Kind.EXTREMES, measure=f"members_{position.word}", positions=(), notes=(*question.notes, note)
            )
        scored = await by_words(self.archive, slots)
        likely = [match.decision for match in scored if match.points >= 40]
        supposed = await self.supposed(question, slots, likely)
        scored = [match for match in scored if match.decision in supposed] or scored
        if {"resolution", "resolutions"} & {token.key for token in slots.text.tokens}:
            adopted = [match for match in scored if match.decision.outcome not in {Outcome.VETOED, Outcome.FAILED}]
            scored = adopted or scored  # a draft that fell is no resolution
        best = clear(scored) or (supposed[0] if len(supposed) == 1 < len(likely) else None)
        if best is None and slots.body is None:
            best, beside = _of_the_assembly(scored)
            question = question.but(notes=(*question.notes, *beside))
        if best is not None and best.body is Body.SC and question.kind is Kind.WHO_VOTED and slots.body is None:
            rivals = [match.decision for match in scored if match.decision.body is Body.GA and match.points >= 35]
            if rivals and not question.members:
                return clarify_decisions(question.text, [best, *rivals[:4]])
        if best is not None:
            notes = question.notes if series_with(best) else (*question.notes, *gap(slots))
            return await self.with_companions(question.but(decisions=(best,), notes=notes), slots)
        one_meant = names_one(slots)
        seen = await self.only_vote(slots, question)
        if seen is not None:
            return question.but(decisions=(seen,), notes=(*question.notes, *gap(slots)))
        if (one := await self.only_then(slots, question)) is not None:
            note = f"Taken to mean {label(one)}, “{one.title}”, the only recorded vote on it then."
            return await self.with_companions(question.but(decisions=(one,), notes=(*question.notes, note)), slots)
        near = [match.decision for match in scored if match.points >= 35]
        if slots.period and slots.body is None and question.members and near and not slots.residue:
            council = [one for one in near if one.body is Body.SC]
            if len(council) == len(near) and await with_a_vote_of(self.archive, slots, council) == council:
                reason = "Only the Security Council voted on it then, as far as our data go. Which vote do you mean?"
                return clarify_decisions(question.text, council[:5]).but(reason=reason)
        if slots.topics and question.members and not slots.residue and not (scored and one_meant):
            note = "No single vote was named, so all votes on the topic are counted; name a symbol or a year for one."
            together = question.kind is Kind.WHO_VOTED and "agree" in slots.cues  # "which countries voted with X on …"
            kind = Kind.RANKING if together else Kind.RECORD
            counted = with_topics(question.but(kind=kind, notes=(*question.notes, note)), slots)
            return await settle_topics(self.archive, counted)
        if not (slots.voters or slots.topics or slots.positions or {t.key for t in slots.text.tokens} & UN_WORDS):
            return Question(question.text, Kind.OUT_OF_SCOPE, reason="not_about_votes", residue=slots.residue_words)
        told = scored[0].whole or bool(slots.topics and slots.period) if scored else False
        if len(near) == 1 and scored[0].points >= 40 and told:
            note = f"Taken to mean {label(near[0])}, the only decision in our data that fits these words."
            notes = (*question.notes, note, *gap(slots))
            return await self.with_companions(question.but(decisions=(near[0],), notes=notes), slots)
        if near and (pair := await self.first_and_last(slots, near)):
            return question.but(kind=Kind.COMPARISON, decisions=pair)
        telling = slots.reference_words()
        near = near if slots.topics else [one for one in near if shares(self.archive, telling, one)]
        if near:
            return clarify_decisions(question.text, near[:5])
        return await not_found(self.archive, question.text, slots, slots.text.text.strip())

    async def first_and_last(self, slots: Slots, near: list[Decision]) -> tuple[Decision, ...]:
        """ "Who switched between 2024 and 2025": the first and the last vote of a yearly text in the period named."""
        its = series_with(near[0])
        if "compare" not in slots.cues or not slots.period or its is None:
            return ()
        rows = [one for one in await series_of(self.archive, its.key) if fits(slots, one)]
        return (rows[0], rows[-1]) if len(rows) > 1 else ()

    async def only_vote(self, slots: Slots, question: Question) -> Decision | None:
        """The one recorded vote on the topic in the period (with a seat for the members asked about), if only one."""
        if not (slots.topics and slots.period):
            return None
        period = slots.period
        found = await within(self.archive, slots.body, period.since, period.until, question.topic)
        on = await on_topics(self.archive, with_topics(question.but(kind=Kind.SEARCH), slots))
        found = [one for one in found if on is None or one.id in on]
        recorded = [
            one for one in await with_a_vote_of(self.archive, slots, found) if one.recorded and fits(slots, one)
        ]
        if slots.body is None:  # the Assembly is meant where no body is named
            recorded = [one for one in recorded if one.body is Body.GA] or recorded
        left = {stem(slots.text.tokens[i].key) for i in slots.residue}
        recorded = [one for one in recorded if left <= stems(one)]
        return recorded[0] if len(recorded) == 1 else None

    async def only_then(self, slots: Slots, question: Question) -> Decision | None:
        """The one Assembly vote on the topic in a period of two months or less, whatever else the words say of it."""
        period = slots.period
        if not (slots.topics and period.since and period.until and names_one(slots)):
            return None
        if (period.until - period.since).days > SHORT:
            return None
        body = slots.body or Body.GA
        found = await within(self.archive, body, period.since, period.until, question.topic)
        found = [one for one in found if one.recorded and one.final and not one.month_only]
        return found[0] if len(found) == 1 else None

    async def supposed(self, question: Question, slots: Slots, choices: list[Decision]) -> list[Decision]:
        """Of several decisions those on which the members named as voting so really did ("with the US against …")."""
        companions = [m.keys[0] for m in slots.voters if m.sort is Sort.MEMBER]
        asked = positions_asked(slots)
        if not companions or "agree" not in slots.cues or len(asked) != 1:
            return choices
        fitting = []
        for one in choices:
            cast = await positions(self.archive, one.id)
            if all(cast.get(iso3) is asked[0] for iso3 in companions):
                fitting.append(one)
        return fitting

    async def with_companions(self, question: Question, slots: Slots) -> Question:
        """ "Who voted with X", "who broke with X": without a position named, X's own is asked for, or the others."""
        if question.kind is not Kind.WHO_VOTED or question.positions or not {"agree", "parted"} & slots.cues:
            return question
        if not question.members:
            return question
        cast = await positions(self.archive, question.decisions[0].id)
        own = cast.get(question.members[0])
        if own is None or own in {Position.UNKNOWN, Position.ABSENT}:
            return question
        if "parted" in slots.cues:
            everyone = (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT)
            others = tuple(position for position in everyone if position is not own)
            return question.but(positions=others)
        return question.but(positions=(own,))

    async def with_words(self, question: Question, slots: Slots) -> Question:
        """Words that nothing explained narrow a statistic when the archive's texts hold them; else ask."""
        about = described(slots)
        words = " ".join(slots.text.tokens[i].key for i in about)
        topics = slots.topics
        places = [m for m in slots.places if not any(topic in slots.topics for topic in topics_about(m.keys))]
        if places and (not topics or question.kind is Kind.VETO):
            words = f"{words} {' '.join(slots.text.keys(m.span.i, m.span.j) for m in places)}".strip()
        if not words and not slots.residue:
            return question
        if len(about) == len(slots.residue) and await search(self.archive, words, question.body, limit=1):
            return question.but(words=words)
        if harmless(slots):
            return question.but(premise=f"{question.premise} {left_out(slots)}".strip(), residue=slots.residue_words)
        typed = ", ".join(f"“{word}”" for word in slots.residue_words)
        return question.but(
            kind=Kind.CLARIFY,
            reason=f"I did not understand {typed}, and leaving it out could change the answer.",
            options=(Option("Ask without it", _without(question.text, slots)),),
            residue=slots.residue_words,
        )


def _of_the_assembly(scored: list[Match]) -> tuple[Decision | None, list[str]]:
    """The clear choice among the Assembly's decisions, meant where no body is named; the Council's are told."""
    best = clear([match for match in scored if match.decision.body is Body.GA])
    council = [label(match.decision) for match in scored if match.decision.body is Body.SC and match.points >= ENOUGH]
    if best is None or not council:
        return best, []
    return best, [f"The Security Council voted on the matter too ({series(council[:3])}): name it to ask about that."]


def _on_a_topic_alone(slots: Slots, question: Question) -> bool:
    """Whether a topic is all that the words say of what was voted on, so that no one vote is meant."""
    named = slots.residue or slots.period or slots.symbols or slots.named or slots.series
    return bool(slots.topics) and not named and len(question.positions) == 1 and not names_one(slots)


def names_one(slots: Slots) -> bool:
    """Whether a word for one text stands there ("resolution", "the vote")."""
    keys = [token.key for token in slots.text.tokens]
    return any(
        key in SINGULAR and (key != "vote" or keys[max(0, i - 1) : i] in (["the"], ["this"], ["that"]))
        for i, key in enumerate(keys)
    )


def _without(text: str, slots: Slots) -> str:
    """The text without its unexplained words."""
    drop = {slots.text.tokens[i].text for i in slots.residue}
    return " ".join(word for word in text.split() if word.strip("?,.!\"'“”") not in drop)


def topics_about(keys: tuple[str, ...]) -> list[str]:
    """The topics that are about exactly these members."""
    return [topic.id for topic in topics().values() if topic.places == keys]
