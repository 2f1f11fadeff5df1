"""What votes cannot answer: out of scope, or asked of one that has no vote; with the related vote if there is one."""

from __future__ import annotations

from datetime import date

from db.archive import Archive
from db.names import fold
from db.queries.decisions import latest, within
from db.queries.search import search
from db.records import Body, Decision
from db.series import series_of
from handlers.question import Kind, Option, Question
from handlers.understand.details import details
from handlers.understand.options import no_vote
from handlers.understand.premises import voiceless
from handlers.understand.references import ENOUGH, Referred, by_words, clear, fits
from handlers.understand.resolver import names_one
from handlers.understand.settle import settle_names
from handlers.understand.slots import Mention, Slots
from handlers.understand.spans import Sort
from handlers.understand.vocabulary import Vocabulary
from handlers.understand.wordlists import words
from handlers.wording import described, full_date, span

OUTSIDE = frozenset({"why", "speech", "future"})
ASKING = words("asking")
FIRST_VOTES = date(1946, 1, 1)
SHOWN = 5
REMOVING = words("removing")
RESTORING = frozenset({"reinstate", "reinstated", "restore", "restored", "restoration"})
NO_SUSPENSION = (
    "The General Assembly decides on a suspension from the Human Rights Council (resolution 60/251), but that vote is "
    "not in our sources; before 2019 they have no texts adopted without a vote, such as A/RES/65/265 on Libya."
)


async def beside_the_point(archive: Archive, slots: Slots, referred: Referred, reason: str) -> str:
    """A note instead of a refusal, where the words out of scope stand beside a question that votes answer."""
    if reason == "other_body" and _removing(slots) and (one := await _suspension(archive, slots)):
        referred.decisions = [one]
        settle_names(slots, referred)
        return "Membership in the Human Rights Council is decided by the General Assembly; this is its vote."
    first = min((s.i for s in slots.spans if slots.cues & set(s.values(Sort.CUE)) & OUTSIDE), default=0)
    asked = {"vote", "record", "result", "who", "how_many"} & slots.cues or slots.positions
    if reason == "other_body" and asked and slots.reference:
        names = [s for s in slots.spans if "other_body" in s.values(Sort.CUE)]
        slots.reference.extend(i for s in names for i in range(s.i, s.j))
        best = clear(await by_words(archive, slots))
        if best is not None and all(_asked_or_named(slots, mention, best) for mention in slots.voters):
            referred.decisions = [best]
            settle_names(slots, referred)
            return "The other body stands in the text that was voted on; the vote is the General Assembly's."
    aside = reason in {"speech", "future", "why_question"} and first > 3 and asked and slots.voters
    if aside and (referred.decisions or (slots.topics and (slots.period or "record" in slots.cues))):
        return "Answered from the votes alone: reasons, statements and what is to come are not in a voting record."
    return ""


async def _vetoed(archive: Archive, slots: Slots) -> tuple[Decision, ...]:
    """The one draft that a member named vetoed in the period, on the topic if one is named."""
    named = {mention.keys[0] for mention in slots.voters if mention.sort is Sort.MEMBER and mention.sure}
    topic = slots.topics[0] if slots.topics else ""
    period = slots.period
    for about in dict.fromkeys((topic, "")):
        found = await within(archive, Body.SC, period.since, period.until, about)
        vetoed = [one for one in found if named & set(one.vetoed_by)]
        if len(vetoed) == 1:
            return (vetoed[0],)
    return ()


def _removing(slots: Slots) -> bool:
    """Whether a state is to be taken out of the Human Rights Council, or let in again: the Assembly votes on that."""
    keys = {token.key for token in slots.text.tokens}
    return bool(REMOVING & keys) and bool({"hrc", "unhrc"} & keys or {"human", "rights", "council"} <= keys)


async def _suspension(archive: Archive, slots: Slots) -> Decision | None:
    """The Assembly's vote on the rights of the state named in the Human Rights Council, where it is in the data."""
    named = [mention for mention in (*slots.voters, *slots.places) if mention.sort is Sort.MEMBER and mention.sure]
    about = [mention for mention in named if _before(slots, mention) & REMOVING] or named[:1]
    again = bool(RESTORING & {token.key for token in slots.text.tokens})
    for mention in about:
        member = archive.roster.members[mention.keys[0]]
        names = {fold(member.common), fold(member.name)}
        fitting = [
            one
            for one in await _suspensions(archive)
            if any(name in fold(one.title) for name in names)
            and ("restor" in fold(one.title)) == again
            and fits(slots, one)
        ]
        if len(fitting) == 1:
            slots.voters = [other for other in slots.voters if other is not mention]
            return fitting[0]
    return None


async def _suspensions(archive: Archive) -> list[Decision]:
    """The Assembly's votes on rights of membership in the Human Rights Council."""
    return await search(archive, "rights of membership in the Human Rights Council", Body.GA)


def _before(slots: Slots, mention: Mention) -> set[str]:
    """The three words before a name."""
    return {token.key for token in slots.text.tokens[max(0, mention.span.i - 3) : mention.span.i]}


def _asked_or_named(slots: Slots, mention: Mention, decision: Decision) -> bool:
    """Whether a voter is asked what it did, or stands in the title; else another text was meant."""
    before = slots.text.tokens[mention.span.i - 1].key if mention.span.i else ""
    return before in ASKING or slots.text.keys(mention.span.i, mention.span.j) in fold(decision.title)


async def out_of_reach(archive: Archive, text: str, slots: Slots, today: date) -> Question | None:
    """The answer where the period that is named lies wholly before the first votes, or behind the last ones that our
    data have: how far they reach, and the newest."""
    period, body, reach = slots.period, slots.body, archive.coverage
    if not period or slots.symbols or slots.named:
        return None
    ends = {Body.GA: reach.ga_through, Body.SC: reach.sc_through}
    last = ends[body] if body else max(ends.values())
    named = period.label or span(period)
    if period.until and period.until < FIRST_VOTES:
        reason = f"There are no votes {named}: the United Nations was founded in 1945, and its first votes are of 1946."
        return Question(text, Kind.NOT_FOUND, reason=reason)
    if not period.since or period.since <= last:
        return None
    name = f"{body.title} data" if body else "data"
    ahead = "that lies ahead, and " if period.since > today else ""
    reason = f"Nothing {named}: {ahead}our {name} end on {full_date(last)}. The newest votes are below."
    newest = await latest(archive, body, SHOWN, slots.topics[0] if slots.topics else "")
    options = tuple(Option(described(one), f"Summary of {one.key}", one.key) for one in newest)
    return Question(text, Kind.NOT_FOUND, reason=reason, options=options)


async def beyond_the_record(
    archive: Archive, vocabulary: Vocabulary, text: str, slots: Slots, referred: Referred, reason: str
) -> Question:
    """A question that votes cannot answer, with the related vote where there is one."""
    decisions = tuple(referred.decisions[:1])
    if reason == "other_body" and _removing(slots):
        options = tuple(Option(described(one), f"Summary of {one.key}", one.key) for one in await _suspensions(archive))
        return Question(text, Kind.NOT_FOUND, reason=NO_SUSPENSION, options=options, notes=tuple(slots.notes))
    if not decisions and reason == "committee" and slots.series:
        decisions = tuple((await series_of(archive, slots.series[0]))[-1:])
    if not decisions and "veto" in slots.cues and slots.period:
        decisions = await _vetoed(archive, slots)
    if "opinion" in slots.cues or slots.text.tokens[0].key == "should":
        slots.notes.append("Rollcall reports votes and takes no side.")
    about = slots.topics or slots.places or names_one(slots)
    if not decisions and about and slots.reference and reason in {"why_question", "speech", "committee"}:
        best = clear(await by_words(archive, slots))
        decisions = (best,) if best else ()
    slots.premise = slots.premise or voiceless(slots, vocabulary)
    question = details(archive, text, slots, Kind.OUT_OF_SCOPE)
    return question.but(decisions=decisions, reason=reason, notes=tuple(slots.notes))


async def without_a_vote(
    archive: Archive, vocabulary: Vocabulary, text: str, slots: Slots, referred: Referred
) -> Question:
    """That one asked about has no vote, and how the vote went that was asked about."""
    decisions, choices = referred.decisions, referred.choices
    if slots.voiceless and slots.series and not slots.period:
        decisions = (await series_of(archive, slots.series[0]))[-1:]
    if not decisions and not choices and slots.voiceless and slots.reference:
        scored = await by_words(archive, slots)
        best = clear(scored)
        likely = [match.decision for match in scored if match.whole and match.points >= ENOUGH]
        decisions, choices = ([best], []) if best else ([], likely)
    return no_vote(text, slots, vocabulary, decisions, choices)
