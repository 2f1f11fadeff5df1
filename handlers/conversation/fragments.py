"""Fragments: a name, a year, a body, a topic or a position alone ("and China?", "since 2000?", "in the GA?").

The last question is asked again with that slot changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.queries.search import search
from db.records import Body, Decision
from handlers.conversation.elsewhere import in_other_body
from handlers.conversation.exchange import cue_names, phrases
from handlers.conversation.turn import MOST, OF_ONE, Turn, in_period, no_sister, sister_of, which
from handlers.question import Kind, Option, Period, Question
from handlers.understand.details import details, positions_asked
from handlers.understand.options import no_vote, unknown_member
from handlers.understand.phrase import in_words, names
from handlers.understand.reader import STATISTICS
from handlers.understand.references import refer
from handlers.understand.slots import Mention
from handlers.understand.spans import Sort, Span

BY_DECISION = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.WHO_VOTED, Kind.SUMMARY, Kind.COHESION})
PAIRS = frozenset({Kind.ALIGNMENT, Kind.TREND, Kind.COMPARISON})
SUBJECTS = STATISTICS | {Kind.SUMMARY, Kind.SEARCH, Kind.LATEST, Kind.COMPARISON, Kind.SERIES}
"""Kinds that a topic or a body can narrow."""
NARROWED = SUBJECTS | {Kind.COUNTRY_VOTE}
"""Those, and the one that becomes a record when a topic takes the place of its decision."""
THAN = {("more", "than"), ("less", "than"), ("fewer", "than")}
PREPOSITIONS = frozenset({"on", "about", "regarding", "concerning", "in", "for", "over"})


async def fragment(turn: Turn) -> Question | None:
    """The last question with what the fragment names in the place of what it had; None for anything but a fragment."""
    turn, led_by = _led(turn)
    slots = turn.slots
    if not is_fragment(turn):
        return None
    if slots.offices:
        return await _in_office(turn)
    named = slots.voters or (slots.places if not _topical(turn) else [])
    unsure = next((mention for mention in named if not mention.sure), None)
    if unsure is not None:
        return _which_member(turn, unsure.keys)
    if slots.residue:
        return await _unexplained(turn)
    question: Question | None = turn.prior
    if slots.symbols or slots.named:
        question = await _with_decisions(turn)
    if question and named:
        question = _kept(turn, question, named, led_by) or _with_parties(turn, question, named, await turn.decisions())
    if question and slots.positions:
        question = _with_positions(turn, question, await turn.decisions())
    if question and slots.topics and (_topical(turn) or slots.voters):
        question = await _with_topic(turn, question)
    if question and slots.body:
        question = await _with_body(turn, question, slots.body)
    if question and slots.period and not (slots.symbols or slots.named):
        question = await _with_period(turn, question)
    if question and slots.period and question.decisions and question.decisions != turn.prior.decisions:
        return turn.noted(question, *(sister_of(one) for one in turn.prior.decisions[:1]))
    return turn.noted(question) if question else None


def _led(turn: Turn) -> tuple[Turn, str]:
    """A fragment without the word that leads it, and that word: "only the Africans", "with Russia", "against Israel".

    Before a name "against" says whom, not which vote.
    """
    keys = turn.keys
    if len(keys) < 2:
        return turn, ""
    if keys[0] in phrases("only"):
        return _from_words(turn, 1, len(keys)), "only"
    if keys[-1] in phrases("only"):
        return _from_words(turn, 0, len(keys) - 1), "only"
    if tuple(keys[:2]) in THAN and turn.slots.voters and turn.slots.voters[0].span.i <= 3:
        return _from_words(turn, 2, len(keys)), "than"
    if keys[0] in {"with", "against"} and turn.slots.voters and turn.slots.voters[0].span.i <= 2:
        return _from_words(turn, 1, len(keys)), keys[0]
    return turn, ""


def _from_words(turn: Turn, start: int, end: int) -> Turn:
    """The turn with some of its words."""
    text = turn.slots.text.typed(start, end)
    return replace(turn, bare=text, slots=turn.reader.slots(text), opener=turn.opener or "and")


def is_fragment(turn: Turn) -> bool:
    """Whether a text is slots without a question, and leans on the last one."""
    slots = turn.slots
    allowed = cue_names("plain") if turn.opener else frozenset({"against"})
    if turn.opener and turn.prior.measure.startswith("members_"):
        allowed |= {"most", "extremes"}
    if slots.cues - allowed or slots.series or slots.not_members:
        return False
    asks_term = slots.terms and not (slots.positions or slots.body or slots.voters)
    parties = {key for mention in slots.voters for key in mention.keys if mention.sure}
    when = bool(slots.period or slots.offices)
    sorts = [bool(parties or slots.voters), when, bool(slots.body), bool(slots.positions)]
    others = [bool(slots.topics or slots.places), bool(slots.symbols or slots.named), bool(slots.residue)]
    if asks_term or not any(sorts + others):
        return False
    if turn.opener:
        return not any(others[2:]) or sum(sorts + others) == 1
    if sum(sorts + others) != 1 or len(parties) > 1:
        return False
    return any(sorts) or (not others[1] and turn.keys[0] in PREPOSITIONS and turn.prior.kind in NARROWED)


def _topical(turn: Turn) -> bool:
    return bool(turn.keys) and (turn.keys[0] in PREPOSITIONS or not turn.slots.places)


def _kept(turn: Turn, question: Question, named: Sequence[Mention], led_by: str) -> Question | None:
    """The last answer's part that a group has in it, and vetoes cast together; None for anything else."""
    groups = tuple(m.keys[0] for m in named if m.sort is Sort.GROUP)
    members = tuple(m.keys[0] for m in named if m.sort is Sort.MEMBER)
    if led_by == "with" and question.kind is Kind.VETO and question.members and not groups:
        return question.but(members=(*question.members[:1], *members), measure="together")
    within = question.groups or led_by == "only"
    if question.kind is Kind.RANKING and question.members and within and len(groups) + len(members) == 1:
        # the group is the one that members are ranked in, and stays for another member
        return question.but(groups=groups) if groups else question.but(members=members)
    if question.kind is Kind.COMPARISON and question.decisions and groups and not members:
        return question.but(groups=groups, members=())
    if led_by != "only" or not groups or members:
        return None
    if question.decisions and question.kind in OF_ONE - {Kind.COMPARISON}:
        positions = question.positions if question.kind is Kind.WHO_VOTED else ()
        return Question(turn.text, Kind.WHO_VOTED, groups=groups, decisions=question.decisions, positions=positions)
    return None


def _with_parties(
    turn: Turn, question: Question, named: Sequence[Mention], decisions: Sequence[Decision]
) -> Question | None:
    """Other members or groups in the place of the last ones."""
    members = tuple(dict.fromkeys(m.keys[0] for m in named if m.sort is Sort.MEMBER))
    groups = tuple(dict.fromkeys(m.keys[0] for m in named if m.sort is Sort.GROUP))
    prior = turn.prior
    if question.kind in PAIRS and len(members) + len(groups) == 1 and len(turn.parties) > 1:
        return _pair(question, members, groups)
    if question.kind is Kind.COHESION and not question.decisions and members and not groups:
        return question.but(kind=Kind.ALIGNMENT, members=members, groups=prior.groups[:1], order="", measure="")
    about_one = question.decisions and question.kind in OF_ONE | {Kind.OUT_OF_SCOPE}
    if not about_one:
        return question.but(members=members, groups=groups) if question.kind in SUBJECTS | {Kind.VETO} else None
    decided = question.decisions or tuple(decisions)
    if question.kind is Kind.WHO_VOTED and groups and not members:
        return question.but(groups=groups, members=())
    if groups and not members:
        return Question(turn.text, Kind.COHESION, groups=groups, decisions=decided)
    if groups:
        members += tuple(sorted(m for g in groups for m in turn.archive.roster.groups[g].on(decided[0].day)))
    return Question(turn.text, Kind.COUNTRY_VOTE, members=tuple(dict.fromkeys(members)), decisions=decided)


def _pair(question: Question, members: tuple[str, ...], groups: tuple[str, ...]) -> Question:
    """One of two changes: the second, or the one of the same sort where a member stands beside a group."""
    if question.kind is Kind.COMPARISON and question.decisions:
        return question.but(kind=Kind.COUNTRY_VOTE, members=members, groups=groups)
    if question.members and question.groups:
        return question.but(members=members or question.members, groups=groups or question.groups)
    if len(question.groups) > 1:
        return question.but(members=members, groups=(question.groups[0], *groups))
    return question.but(members=(question.members[0], *members), groups=groups)


def _with_positions(turn: Turn, question: Question, decisions: Sequence[Decision]) -> Question | None:
    positions = positions_asked(turn.slots)
    if question.kind in BY_DECISION and len(decisions) == 1:
        groups = question.groups if question.kind in {Kind.WHO_VOTED, Kind.COHESION} else ()
        return Question(turn.text, Kind.WHO_VOTED, groups=groups, decisions=tuple(decisions), positions=positions)
    if question.kind is Kind.EXTREMES:
        measure = details(turn.archive, turn.text, turn.slots, Kind.EXTREMES).measure
        if question.measure.startswith("members_"):
            measure = f"members_{positions[0].word}"
        return question.but(positions=positions, measure=measure)
    if question.kind in {Kind.RECORD, Kind.COUNT, Kind.SEARCH}:
        return question.but(positions=positions)
    if len(decisions) > 1:
        return which(turn.archive, Question(turn.text, Kind.WHO_VOTED, positions=positions), list(decisions))
    return None


async def _with_topic(turn: Turn, question: Question) -> Question | None:
    voiceless = [name for span in turn.slots.spans for name in span.values(Sort.NOT_MEMBER)]
    if voiceless and question.decisions and question.kind in BY_DECISION and turn.keys[0] not in PREPOSITIONS:
        turn.slots.voiceless = voiceless  # "and Kosovo?" after a member's vote
        return no_vote(turn.text, turn.slots, turn.reader.vocabulary, question.decisions)
    if question.decisions and question.kind in OF_ONE:
        return await _asked_again(turn, question.but(decisions=()))
    if question.kind not in SUBJECTS or question.kind is Kind.SERIES:
        return None
    fresh = details(turn.archive, turn.text, turn.slots, question.kind)
    return question.but(topic=fresh.topic, words="")


async def _asked_again(turn: Turn, question: Question) -> Question | None:
    """The last question in words with the fragment behind it, for what only the reader can resolve."""
    fragment = turn.bare if turn.keys[0] in PREPOSITIONS else f"on {turn.bare}"
    if question.kind is Kind.COUNTRY_VOTE:
        asked = f"How did {names(turn.archive, question.members)} vote"
    else:
        asked = in_words(turn.archive, question.but(topic="", words="", decisions=()))
    if not asked or question.kind in {Kind.TALLY, Kind.WHO_VOTED}:
        return None
    return await turn.reader.read(f"{asked.rstrip(' ?')} {fragment}")


async def _in_office(turn: Turn) -> Question | None:
    """ "And under Trump?": the last question with a leader who had several terms, which the reader asks back about."""
    asked = in_words(turn.archive, turn.prior.but(period=Period(), versus=()))
    return (await turn.reader.read(f"{asked.rstrip(' ?')} {turn.bare}")).but(text=turn.text) if asked else None


async def _with_body(turn: Turn, question: Question, body: Body) -> Question | None:
    if question.decisions and question.kind in OF_ONE:
        return await in_other_body(turn, question, body)
    return question.but(body=body) if question.kind in SUBJECTS or question.kind is Kind.VETO else None


async def _with_period(turn: Turn, question: Question) -> Question | None:
    """A yearly text's vote in that period; a statistic's period."""
    period = turn.slots.period
    if not question.decisions or question.kind not in OF_ONE:
        return question.but(period=period, versus=())
    one = question.decisions[0]
    found = await in_period(turn.archive, one, period)
    if not found:
        return no_sister(turn.text, one, period)
    if len(found) == 1:
        return question.but(decisions=tuple(found), period=period, topic="", words="")
    if question.kind is Kind.COUNTRY_VOTE or question.kind in {Kind.TALLY, Kind.SUMMARY, Kind.WHO_VOTED}:
        return Question(turn.text, Kind.SERIES, members=question.members, decisions=(one,), period=period)
    return which(turn.archive, question, found)


async def _with_decisions(turn: Turn) -> Question | None:
    """Another decision in the place of the last one; of a member's statistic, its vote on that decision."""
    referred = await refer(turn.archive, turn.slots)
    prior, found = turn.prior, tuple(referred.decisions)
    if not found:
        return None
    if prior.kind is Kind.COMPARISON and len(prior.decisions) == 2:
        return prior.but(decisions=(prior.decisions[0], *found) if len(found) == 1 else found[:2])
    if prior.kind in BY_DECISION | {Kind.SERIES} and (prior.decisions or prior.groups):
        return prior.but(decisions=found, series="", period=Period(), topic="", words="")
    if prior.members:
        return Question(turn.text, Kind.COUNTRY_VOTE, members=prior.members, decisions=found)
    return Question(turn.text, Kind.SUMMARY, decisions=found)


def _which_member(turn: Turn, keys: Sequence[str]) -> Question:
    """A question back about a name that several members share, each choice whole with the last question."""
    return Question(turn.text, Kind.CLARIFY, options=_with_each(turn, keys), reason="That could be several members.")


def _with_each(turn: Turn, keys: Sequence[str]) -> tuple[Option, ...]:
    options = []
    for iso3 in keys:
        mention = Mention(Span(0, 0, ()), Sort.MEMBER, (iso3,))
        question = _with_parties(turn, turn.prior, [mention], turn.prior.decisions)
        asked = in_words(turn.archive, question) if question else ""
        options.append(Option(turn.archive.roster.common(iso3), asked or turn.archive.roster.common(iso3), iso3))
    return tuple(options[:MOST])


async def _unexplained(turn: Turn) -> Question | None:
    """An unknown word: a search word for what is counted, else a name that no member has."""
    words = turn.slots.reference_words()
    held = await search(turn.archive, words, turn.prior.body, limit=1)
    if held and turn.prior.kind in NARROWED:
        return await _asked_again(turn, turn.prior)
    if not turn.parties or turn.keys[0] in PREPOSITIONS:
        return None
    typed = " ".join(turn.slots.residue_words)
    missing = unknown_member(turn.archive, turn.text, typed)
    return missing.but(options=_with_each(turn, [option.value for option in missing.options]))
