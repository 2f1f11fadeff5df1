"""The reader: one pass from a text to a Question, the same for every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from db.archive import Archive
from db.named import named_decisions
from db.names import fold
from db.queries.search import search
from db.records import Decision
from db.series import all_series, series_of
from handlers import glossary
from handlers.question import Kind, Option, Question
from handlers.understand.details import details
from handlers.understand.fold import folded
from handlers.understand.intents import Scene, habit, out_of_scope, weigh
from handlers.understand.options import clarify_decisions, clarify_members, no_vote, not_found, unknown_member
from handlers.understand.parts import two_questions
from handlers.understand.references import Referred, by_words, clear, fits, refer
from handlers.understand.residue import owning_up, unknown_voter
from handlers.understand.resolver import Resolver, names_one
from handlers.understand.settle import exception, settle_names, settle_vetoes
from handlers.understand.slots import Slots, read_slots
from handlers.understand.spans import Sort
from handlers.understand.vocabulary import Vocabulary
from handlers.understand.wordlists import words

NEEDS_DECISION = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.WHO_VOTED})
STATISTICS = frozenset(
    {
        Kind.BRIEF,
        Kind.ALIGNMENT,
        Kind.RANKING,
        Kind.RECORD,
        Kind.TREND,
        Kind.COUNT,
        Kind.COHESION,
        Kind.EXTREMES,
        Kind.VETO,
    }
)
ABOUT_VOTES = words("voting_cues")
OUTSIDE = frozenset({"why", "speech", "future"})
UN_WORDS = words("un_words")


@dataclass(slots=True)
class Reader:
    """Reads texts over one archive. `today` is asked anew for each text, since a bot runs for months."""

    archive: Archive
    vocabulary: Vocabulary
    sessions: Mapping[int, tuple[date, date]]

    @property
    def resolver(self) -> Resolver:
        """What finds decisions by words."""
        return Resolver(self.archive)

    def slots(self, text: str) -> Slots:
        """The slots of a text."""
        return read_slots(folded(text), self.vocabulary, datetime.now(UTC).date(), self.sessions)

    async def read(self, text: str) -> Question:
        """The Question that a text asks. Of two questions in one the first; the second is offered, or owned up to."""
        first, second = two_questions(text)
        if not second:
            return await self._read_one(text)
        question = await self._read_one(first)
        if question.kind in {Kind.HELP, Kind.OUT_OF_SCOPE, Kind.NOT_FOUND}:
            return await self._read_one(text)
        if second.lower().startswith("why"):
            return question.but(text=text, notes=(*question.notes, "Why members voted so is not in a voting record."))
        note = f"Answered first: “{first}”"
        options = (*question.options, Option(second, second))
        return question.but(text=text, options=options, notes=(*question.notes, note))

    async def _read_one(self, text: str) -> Question:
        slots = self.slots(text)
        question = await self._decide(text, slots)
        if question.kind not in {Kind.CLARIFY, Kind.NOT_FOUND}:
            return question
        read = details(self.archive, text, slots, question.kind)  # what was understood of it all the same
        members = tuple(key for mention in slots.voters if mention.sure for key in mention.keys if key in read.members)
        return question.but(
            members=members,
            groups=read.groups,
            topic=read.topic,
            body=read.body,
            period=read.period,
            positions=read.positions,
            notes=question.notes or tuple(slots.notes),
        )

    async def _decide(self, text: str, slots: Slots) -> Question:
        if not slots.text.tokens or self._small_talk(slots):
            return Question(text, Kind.HELP)
        if term := self._asked_term(slots):
            return Question(text, Kind.DEFINITION, term=term)
        if self._defines(slots):
            return Question(text, Kind.DEFINITION, term=slots.terms[0])
        if leaving_out := exception(text, slots):
            return leaving_out
        settle_vetoes(slots, self.archive.roster.groups["p5"].spans.keys())
        referred = await self._refer(slots)
        settle_names(slots, referred)
        scene = Scene(slots, len(referred.decisions) + (1 if referred.choices else 0), self._single(slots, referred))
        if reason := out_of_scope(scene):
            aside = await self._beside_the_point(slots, referred, reason)
            if not aside:
                return await self._outside(text, slots, referred, reason)
            slots.notes.append(aside)
            scene = Scene(slots, len(referred.decisions), False)
        if slots.not_members and not slots.voters and (referred.decisions or not slots.topics):
            return no_vote(text, slots, self.vocabulary)
        if ambiguous := clarify_members(self.archive, text, slots):
            return ambiguous
        if (unknown := unknown_voter(slots)) and not slots.voters:
            return unknown_member(self.archive, text, unknown)
        kinds = weigh(scene)
        if referred.missing and not referred.decisions:
            return await not_found(self.archive, text, slots, ", ".join(referred.missing))
        if "compare" in slots.cues and len(slots.voters) == 1 and not referred.decisions and not slots.topics:
            return Question(text, Kind.CLARIFY, reason="Compare with whom? Name a second member, or two resolutions.")
        if not kinds or not self._concerns_votes(scene, kinds[0][0]):
            return await self._fallback(text, slots, scene)
        return await self._fill(text, slots, referred, kinds[0][0])

    def _defines(self, slots: Slots) -> bool:
        """Whether the text asks what a word means, and nothing else."""
        beside = [m for m in slots.voters if not m.span.has(Sort.TERM)]
        return (
            bool(slots.terms)
            and "define" in slots.cues
            and not (beside or slots.symbols or slots.named or slots.period or slots.residue or slots.positions)
            and not set(slots.topics) - {t for s in slots.spans if s.has(Sort.TERM) for t in s.values(Sort.TOPIC)}
        )

    async def _beside_the_point(self, slots: Slots, referred: Referred, reason: str) -> str:
        """A note instead of a refusal, where the words out of scope stand beside a question that votes answer."""
        first = min((s.i for s in slots.spans if slots.cues & set(s.values(Sort.CUE)) & OUTSIDE), default=0)
        asked = {"vote", "record", "who", "how_many"} & slots.cues or slots.positions
        if reason == "other_body" and asked and slots.reference:
            names = [s for s in slots.spans if "other_body" in s.values(Sort.CUE)]
            slots.reference.extend(i for s in names for i in range(s.i, s.j))
            best = clear(await by_words(self.archive, slots))
            if best is not None:
                referred.decisions = [best]
                return "The other body stands in the text that was voted on; the vote is the General Assembly's."
        aside = reason in {"speech", "future", "why_question"} and first > 3 and asked and slots.voters
        if aside and (referred.decisions or (slots.topics and (slots.period or "record" in slots.cues))):
            return "Answered from the votes alone: reasons, statements and what is to come are not in a voting record."
        return ""

    async def _fill(self, text: str, slots: Slots, referred: Referred, kind: Kind) -> Question:
        question = details(self.archive, text, slots, kind).but(notes=(*slots.notes, *referred.notes))
        if slots.not_members and kind is Kind.COUNTRY_VOTE:
            return no_vote(text, slots, self.vocabulary)
        decisions = tuple(referred.decisions)
        if not decisions and referred.choices:
            chosen = await self.resolver.supposed(question, slots, referred.choices)
            if len(chosen) != 1:
                return clarify_decisions(text, chosen or referred.choices)
            decisions = tuple(chosen)
        one_meant = names_one(slots)
        wants_one = kind in NEEDS_DECISION or (
            kind in {Kind.SUMMARY, Kind.COHESION} and self._single(slots, referred) and (one_meant or not slots.topics)
        )
        if not decisions and wants_one:
            return await self.resolver.from_words(question, slots)
        if decisions:
            return await self.resolver.with_companions(owning_up(question.but(decisions=decisions), slots), slots)
        if kind is Kind.SEARCH and question.words and question.topic:
            return await self.resolver.search_topic(question)
        if kind is Kind.SERIES and not question.series:
            return await self.resolver.series_from_words(question, slots)
        if kind in STATISTICS:
            return await self.resolver.with_words(question, slots)
        return question

    async def _refer(self, slots: Slots) -> Referred:
        referred = await refer(self.archive, slots)
        if slots.series and slots.period and not slots.symbols:
            rows = await series_of(self.archive, slots.series[0])
            inside = [one for one in rows if fits(slots, one)]
            if len(inside) == 1:
                others = [m.decision for m in await by_words(self.archive, slots) if m.whole and is_named(m.decision)]
                rival = [one for one in others if one not in inside and not slots.symbols]
                referred.decisions, referred.choices = ([], [*inside, *rival]) if rival else (inside, [])
                referred.explicit = True
                slots.series.clear()
            elif not inside:
                slots.reference_name = all_series()[slots.series.pop(0)].name
        elif slots.series and referred.decisions and not slots.symbols and not slots.period:
            referred.decisions.clear()
        return referred

    def _single(self, slots: Slots, referred: Referred) -> bool:
        """Whether words speak of one decision that still has to be found."""
        if referred.decisions or referred.choices or not slots.reference or slots.series:
            return False
        scene = Scene(slots, 0, False)
        if habit(scene) or (scene.says("what") and not scene.says("resolution", "happened", "result", "outcome")):
            return False
        asks = scene.cue("vote", "how", "who", "how_many", "result", "summary") or bool(slots.positions)
        return asks or bool(slots.period and slots.voters)

    def _small_talk(self, slots: Slots) -> bool:
        cues = slots.cues
        rest = [s for s in slots.spans if not s.has(Sort.CUE) and not s.has(Sort.FILLER)]
        return (
            bool(cues & {"help", "greeting", "thanks"})
            and not rest
            and not slots.residue
            and not (cues & {"veto", "latest", "extremes", "why"})
        )

    def _asked_term(self, slots: Slots) -> str:
        """The glossary term whose way of asking stands in the text, word for word in any order."""
        if slots.symbols or slots.period or any(m.sort is Sort.MEMBER for m in slots.voters):
            return ""
        said = {token.key for token in slots.text.tokens} - SMALL
        for entry in glossary.terms().values():
            for ask in entry.asks:
                wanted = set(fold(ask).split()) - SMALL
                if wanted and wanted <= said and len(wanted) / len(said) >= 0.6:
                    return entry.id
        return ""

    def _concerns_votes(self, scene: Scene, kind: Kind) -> bool:
        """Whether a text is about votes at all: it names a decision, or says something that only votes have."""
        slots = scene.slots
        if scene.decisions or slots.positions or slots.series or slots.terms or slots.cues & ABOUT_VOTES:
            return True
        if kind is Kind.SUMMARY and not slots.residue:
            return True
        if kind in {Kind.RECORD, Kind.SEARCH} and "define" in slots.cues and not scene.says(*UN_WORDS):
            return False
        return scene.says(*UN_WORDS) or bool(slots.topics and not slots.residue) or len(slots.voters) >= 2

    async def _fallback(self, text: str, slots: Slots, scene: Scene) -> Question:
        words = slots.reference_words()
        if slots.not_members:
            return no_vote(text, slots, self.vocabulary)
        if scene.says(*UN_WORDS) and words and not slots.residue:
            return details(self.archive, text, slots, Kind.SEARCH)
        asks_facts = "define" in slots.cues and slots.voters and not scene.says(*UN_WORDS)
        if not slots.residue and slots.topics and not asks_facts:
            return details(self.archive, text, slots, Kind.SEARCH)
        if len(slots.residue) <= 4 and not slots.voters and not slots.cues and words:
            found = await search(self.archive, words, slots.body, limit=1)
            if found:
                return details(self.archive, text, slots, Kind.SEARCH)
        if len(slots.voters) == 1 and not slots.residue and "define" not in slots.cues:
            group = slots.voters[0].sort is Sort.GROUP
            return details(self.archive, text, slots, Kind.COHESION if group else Kind.SUMMARY)
        if not slots.residue and (slots.positions or slots.cues & {"who", "result", "compare"}):
            return Question(text, Kind.CLARIFY, reason=WHICH)
        if slots.language != "en":
            return Question(text, Kind.OUT_OF_SCOPE, reason="language", notes=tuple(slots.notes))
        if not slots.residue and not asks_facts:
            return Question(text, Kind.HELP)
        return Question(text, Kind.OUT_OF_SCOPE, reason="not_about_votes", residue=slots.residue_words)

    async def _outside(self, text: str, slots: Slots, referred: Referred, reason: str) -> Question:
        """A question that votes cannot answer, with the related vote where there is one."""
        decisions = tuple(referred.decisions[:1])
        if not decisions and slots.reference and reason in {"why_question", "speech", "committee"}:
            best = clear(await by_words(self.archive, slots))
            decisions = (best,) if best else ()
        question = details(self.archive, text, slots, Kind.OUT_OF_SCOPE)
        return question.but(decisions=decisions, reason=reason)


SINGULAR = words("singular")
SMALL = words("small")


WHICH = "Which decision do you mean? Give its symbol (ES-11/1, S/RES/2774), or words of its title and the year."


def is_named(decision: Decision) -> bool:
    """Whether a decision is well known by a name."""
    return decision.key in named_decisions()
