"""The reader: one pass from a text to a Question, the same for every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from db.archive import Archive
from db.named import named_decisions
from db.names import fold
from db.records import Body, Decision, Member
from db.series import all_series, series_of
from handlers.question import Kind, Option, Question
from handlers.understand.clauses import date_by_decision
from handlers.understand.closer import closer, compared_periods
from handlers.understand.details import details
from handlers.understand.exceptions import leaving_out, take_exceptions
from handlers.understand.fallback import concerns_votes, fallback
from handlers.understand.fold import folded
from handlers.understand.force import asks_force, on_force
from handlers.understand.gaps import without_a_vote_here
from handlers.understand.groups_asked import with_groups
from handlers.understand.intents import weigh
from handlers.understand.joining import settle_joining
from handlers.understand.meaning import asked_term, defines, small_talk
from handlers.understand.membership import membership_asked
from handlers.understand.newest import settle_newest
from handlers.understand.options import (
    clarify_decisions,
    clarify_members,
    no_vote,
    not_found,
    unknown_member,
    which_home,
    which_term,
)
from handlers.understand.outside import beside_the_point, beyond_the_record, out_of_reach, without_a_vote
from handlers.understand.phrase import in_words
from handlers.understand.premises import claimed, settle_premises, voiceless
from handlers.understand.reasons import out_of_scope
from handlers.understand.references import Referred, by_words, fits, refer
from handlers.understand.residue import owning_up, unknown_voter
from handlers.understand.resolver import Resolver, names_one
from handlers.understand.scene import Scene, habit
from handlers.understand.separate import part_asked, parts_in_period
from handlers.understand.settle import (
    settle_briefed,
    settle_china,
    settle_coincidence,
    settle_lately,
    settle_names,
    settle_support,
    settle_taiwan,
    settle_vetoes,
)
from handlers.understand.several import several
from handlers.understand.slots import Slots, read_slots
from handlers.understand.topics_asked import settle_topics
from handlers.understand.vocabulary import Vocabulary
from handlers.wording import with_article

NEEDS_DECISION = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.WHO_VOTED})
STATISTICS = frozenset(
    {
        Kind.BRIEF,
        Kind.ALIGNMENT,
        Kind.RANKING,
        Kind.RECORD,
        Kind.TREND,
        Kind.VOTING_MAP,
        Kind.COUNT,
        Kind.COHESION,
        Kind.EXTREMES,
        Kind.VETO,
    }
)
OF_LATE = STATISTICS - {Kind.BRIEF, Kind.TREND, Kind.VETO, Kind.VOTING_MAP}
"""Kinds that "lately" narrows to the last year."""
IMPORTANCE = "Which votes were important is not in a voting record: the most contested ones are named."


@dataclass(slots=True)
class Reader:
    """Reads texts over one archive. Today is asked anew for each text, since a bot runs for months.

    `home` is the ISO code of the member that "we" and "our country" mean, empty where nobody has set it.
    """

    archive: Archive
    vocabulary: Vocabulary
    sessions: Mapping[int, tuple[date, date]]
    home: str = ""

    @property
    def resolver(self) -> Resolver:
        """What finds decisions by words."""
        return Resolver(self.archive)

    def slots(self, text: str) -> Slots:
        """The slots of a text."""
        home = self.home_member
        slots = read_slots(folded(text), self.vocabulary, datetime.now(UTC).date(), self.sessions, home)
        if home and slots.home:
            slots.notes.append(f"Counted for {with_article(self.archive, self.home)}, this server's home country.")
        return slots

    @property
    def home_member(self) -> Member | None:
        """The member that "we" means, None where nobody has set it."""
        return self.archive.roster.members.get(self.home)

    async def read(self, text: str) -> Question:
        """The Question that a text asks. Never raises for what a person types."""
        slots = self.slots(text)
        question = await part_asked(self.archive, await self._decide(text, slots), slots)
        if slots.premise and question.kind not in {Kind.VETO, Kind.HELP}:
            rest = question.premise.replace(slots.premise, "").strip()
            question = question.but(premise=f"{slots.premise} {rest}".strip())
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
        exceptions = take_exceptions(slots)
        question = await self._weigh(text, slots)
        return leaving_out(compared_periods(several(question, slots), slots), slots, exceptions)

    async def _weigh(self, text: str, slots: Slots) -> Question:
        if not slots.text.tokens:
            return Question(text, Kind.HELP, reason="help")
        if said := small_talk(slots):
            return Question(text, Kind.HELP, reason=said)
        if term := asked_term(slots):
            return Question(text, Kind.DEFINITION, term=term)
        if defines(slots) and not asks_force(slots):
            return Question(text, Kind.DEFINITION, term=slots.terms[0])
        if asked := await membership_asked(self.archive, text, slots):
            return asked
        if asking := which_home(text, slots, self.home_member):
            return asking
        if asking := which_term(text, slots):
            return asking
        settle_joining(slots, self.archive)
        settle_vetoes(slots, self.archive.roster.groups["p5"].spans.keys())
        settle_briefed(slots)
        settle_coincidence(slots)
        settle_support(slots)
        referred = await self._refer(slots)
        await settle_newest(self.archive, slots, referred)
        await settle_premises(self.archive, slots, referred, self.archive.roster.groups["p5"].spans.keys())
        date_by_decision(slots, referred)
        settle_taiwan(slots, referred)
        settle_china(slots)
        settle_names(slots, referred)
        if asks_force(slots):
            return await on_force(self.archive, text, slots, referred)
        scene = Scene(slots, len(referred.decisions) + (1 if referred.choices else 0), self._single(slots, referred))
        if reason := out_of_scope(scene):
            aside = await beside_the_point(self.archive, slots, referred, reason)
            if not aside:
                return await beyond_the_record(self.archive, self.vocabulary, text, slots, referred, reason)
            slots.notes.append(aside)
            scene = Scene(slots, len(referred.decisions), False)
        if beyond := await out_of_reach(self.archive, text, slots, datetime.now(UTC).date()):
            return beyond
        if separate := await parts_in_period(self.archive, text, slots, referred):
            return separate
        if slots.not_members and not slots.voters and (slots.voiceless or referred.decisions or not slots.topics):
            return await without_a_vote(self.archive, self.vocabulary, text, slots, referred)
        if slots.voiceless and {"agree", "differ"} & slots.cues and scene.parties < 2:
            return no_vote(text, slots, self.vocabulary)
        slots.premise = slots.premise or voiceless(slots, self.vocabulary)
        if ambiguous := clarify_members(self.archive, text, slots):
            return ambiguous
        if (unknown := unknown_voter(slots)) and not slots.voters:
            return unknown_member(self.archive, text, unknown)
        kinds = weigh(scene)
        if gap := await without_a_vote_here(self.archive, text, slots, referred, kinds[0][0] if kinds else None):
            return gap
        if referred.missing and not referred.decisions:
            return await not_found(self.archive, text, slots, ", ".join(referred.missing))
        if (
            "compare" in slots.cues
            and len(slots.voters) == 1
            and not (referred.decisions or slots.topics or slots.versus)
        ):
            return Question(text, Kind.CLARIFY, reason="Compare with whom? Name a second member, or two resolutions.")
        if not kinds or not concerns_votes(scene, kinds[0][0]):
            return await fallback(self.archive, self.vocabulary, text, scene)
        return await self._fill(text, slots, referred, kinds[0][0])

    async def _fill(self, text: str, slots: Slots, referred: Referred, kind: Kind) -> Question:
        if kind in OF_LATE:
            settle_lately(slots, self.archive.coverage.ga_through)
        question = details(self.archive, text, slots, kind).but(notes=(*slots.notes, *referred.notes))
        if kind is Kind.SUMMARY and "important" in slots.cues:
            question = question.but(notes=(*question.notes, IMPORTANCE))
        question = self._beside_vetoes(closer(question, slots), slots)
        question = await settle_topics(self.archive, question)
        question = await with_groups(self.archive, question, slots)
        kind = question.kind
        if slots.not_members and kind is Kind.COUNTRY_VOTE and not slots.voiceless:
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
        if decisions and "elected-members" in slots.terms and decisions[0].body is Body.SC:
            question = question.but(kind=Kind.WHO_VOTED, without=("p5",))  # "how did the E10 vote on 2728"
        if decisions:
            question = owning_up(question.but(decisions=decisions, premise=claimed(decisions, slots)), slots)
            return await self.resolver.with_companions(question, slots)
        if kind is Kind.COHESION and question.topic and (one := await self.resolver.only_vote(slots, question)):
            return question.but(decisions=(one,))
        if kind is Kind.SEARCH and "result" in slots.cues and (one := await self.resolver.only_vote(slots, question)):
            return question.but(kind=Kind.TALLY, decisions=(one,), words="")
        if kind is Kind.SEARCH and question.words and question.topic:
            return await self.resolver.search_topic(question)
        if kind is Kind.SERIES and question.series and "compare" in slots.cues and slots.period:
            rows = [one for one in await series_of(self.archive, question.series) if one.recorded and fits(slots, one)]
            if len(rows) > 1:
                return question.but(kind=Kind.COMPARISON, decisions=(rows[0], rows[-1]), series="")
        if kind is Kind.SERIES and not question.series:
            return await self.resolver.series_from_words(question, slots)
        if kind is Kind.VETO and slots.premise:
            return question  # whatever it was, they have no veto
        if kind in STATISTICS and slots.reference_name and not question.topic:
            return question.but(words=fold(slots.reference_name))
        if kind in STATISTICS:
            return await self.resolver.with_words(question, slots)
        return question

    def _beside_vetoes(self, question: Question, slots: Slots) -> Question:
        """A question on vetoes that also asks who votes alike: that half is offered, and said to be left out."""
        order = next((cue for cue in ("furthest", "closest") if cue in slots.cues), "")
        if question.kind is not Kind.VETO or not order or not question.members:
            return question
        asked = in_words(self.archive, Question("", Kind.RANKING, question.members[:1], order=order))
        note = "Only the vetoes are answered here; who votes alike is a question of its own."
        return question.but(options=(*question.options, Option(asked, asked)), notes=(*question.notes, note))

    async def _refer(self, slots: Slots) -> Referred:
        referred = await refer(self.archive, slots)
        if slots.series and slots.period and not slots.symbols:
            rows = await series_of(self.archive, slots.series[0])
            inside = [one for one in rows if fits(slots, one)]
            if len(inside) == 1:
                others = [m.decision for m in await by_words(self.archive, slots) if m.whole and is_named(m.decision)]
                rival = [one for one in others if one not in inside and not slots.symbols]
                referred.decisions, referred.choices = ([], [*inside, *rival]) if rival else (inside, [])
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
        keys = [token.key for token in slots.text.tokens]
        ones = any(keys[m.span.j : m.span.j + 1] == ["vote"] for m in slots.voters)  # "what was Ireland's vote on …"
        many = scene.says("what") and not scene.says("resolution", "happened", "result", "outcome") and not ones
        if habit(scene) or many:
            return False
        asks = scene.cue("vote", "how", "who", "how_many", "result", "summary") or bool(slots.positions)
        return asks or bool(slots.period and slots.voters)


def is_named(decision: Decision) -> bool:
    """Whether a decision is well known by a name."""
    return decision.key in named_decisions()
