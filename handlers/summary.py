"""Summaries in plain sentences: of one decision here; of a member and of a period in the files beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from db.archive import Archive
from db.names import fold
from db.queries.votes import positions
from db.records import Body, Decision, Position, RollCall
from db.titles import readable_title
from handlers import summary_topic
from handlers.answer import Answer, Link, Table, unique
from handlers.blocs import REGIONAL, Split, against_their_group, in_no_group, permanent_members, regional_splits
from handlers.meeting import meeting_record
from handlers.question import Question
from handlers.summary_member import country
from handlers.summary_period import period
from handlers.tally import result, tally_facts
from handlers.wording import by_name, caveats, day, label, plural, series, sources_of, start, with_article

__all__ = ["answer", "country", "period"]

FEW = 5
"""So many votes against, or fewer, are named one by one."""
NAMED = 6
SUBJECTS_SHOWN = 6
FIFTEEN_VOTE = date(1966, 1, 1)
"""From this day fifteen vote in the Council. The amendment of the Charter came into force on 31 August 1965, but until
the members elected under it took their seats eleven voted and seven votes carried (S/RES/218(1965), 7-0-4)."""
PARTS = {
    "paragraph": "a separate vote on a part of the text",
    "amendment": "a vote on an amendment",
    "motion_or_separate_vote": "a vote on a motion or on a part of a text",
}


async def answer(archive: Archive, question: Question) -> Answer:
    """The summary of a decision; else of a member; else of a topic; else of a period."""
    if question.decisions:
        return await decision_summary(archive, question)
    if question.members:
        return await country(archive, question)
    if question.topic or question.words:
        return await summary_topic.answer(archive, question)
    return await period(archive, question)


async def decision_summary(archive: Archive, question: Question) -> Answer:
    """What a decision was about, how it went and by which rule, and how groups and members split on it."""
    decision = question.decisions[0]
    cast = await positions(archive, decision.id)
    splits = regional_splits(archive, decision, cast)
    record = meeting_record(decision)
    lines = [
        _about(archive, decision),
        _where(decision, record),
        rule(decision),
        _permanent(archive, decision, cast),
        _regions(archive, decision, splits, cast),
        *_stood_out(archive, decision, cast, splits),
    ]
    return Answer(
        question=question,
        headline=_headline(decision),
        lines=tuple(line for line in lines if line),
        facts={
            **tally_facts(decision),
            "subjects": list(subjects(archive, decision)),
            "by_group": {group: split.facts() for group, split in splits.items()},
        },
        notes=(*question.notes, *caveats(decision), *_unlisted(decision, splits), *_uncast(decision)),
        table=_table(archive, splits),
        sources=unique([*sources_of(archive, [decision]), *([record] if record else [])]),
        decision=decision,
        coverage=archive.coverage,
    )


def _headline(decision: Decision) -> str:
    name = start(label(decision))
    when = "" if day(decision) in name else f" ({day(decision)})"
    return f"{name}, “{decision.title}”{when}: {result(decision)}."


def subjects(archive: Archive, decision: Decision) -> tuple[str, ...]:
    """The subjects under which the UN files a decision, in readable case, each once."""
    names = {name.text.upper(): name.text for name in archive.roster.member_names}
    return tuple(dict.fromkeys(_readable(subject, names) for subject in decision.subjects))


def _readable(subject: str, names: Mapping[str, str]) -> str:
    if not subject.isupper():
        return subject
    known = names.get(subject) or names.get(subject.replace("'", "’"))
    return known or readable_title(subject).rstrip("…")


def _about(archive: Archive, decision: Decision) -> str:
    """What was decided on, beyond the title: the kind of vote, subjects, and an agenda item that says more."""
    said = []
    if part := PARTS.get(decision.kind):
        said.append(f"This was {part}.")
    if found := subjects(archive, decision):
        more = len(found) - SUBJECTS_SHOWN
        said.append(f"Subjects: {'; '.join(found[:SUBJECTS_SHOWN])}{f'; and {more} more' if more > 0 else ''}.")
    item = decision.agenda_item.strip()
    if item and not _same(item, decision.title):
        said.append(f"Agenda item: {item.rstrip('.')}.")
    return " ".join(said)


def _same(item: str, title: str) -> bool:
    """Whether an agenda item only repeats the title."""
    return fold(item) in fold(title) or fold(title) == fold(item.rpartition(": ")[2])


def _where(decision: Decision, record: Link | None) -> str:
    verb = "adopted it" if decision.adoption == "without_vote" else "took it up" if not decision.recorded else "voted"
    when = f"in {day(decision)}" if decision.month_only else f"on {day(decision)}"
    text = f"The {decision.body.title} {verb} {when}"
    if session := session_name(decision.session):
        text += f", {session}"
    if decision.committee and decision.committee.endswith("Committee") and not decision.committee.startswith("Without"):
        text += f", on the report of its {decision.committee}"
    return f"{text} (meeting record {record.title})." if record else f"{text}."


def session_name(session: str) -> str:
    """ "in its 68th session", "in its eleventh emergency special session" by number; empty for the Council."""
    if not session:
        return ""
    for prefix, kind in (("ES-", "emergency special "), ("S-", "special "), ("", "")):
        number = session.removeprefix(prefix)
        if session.startswith(prefix) and number.isdigit():
            return f"in its {ordinal(int(number))} {kind}session"
    return ""


def ordinal(number: int) -> str:
    """ "1st", "12th", "80th"."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def rule(decision: Decision) -> str:
    """The rule by which such texts are decided, without a claim which part of it applied in the case."""
    if decision.adoption == "without_vote":
        return "Adopted without a vote: no count was taken, so no majority had to be established."
    if decision.body is Body.SC:
        needed = "nine" if decision.day >= FIFTEEN_VOTE else "seven"
        text = (
            f"Rule: {needed} votes in favour, and on all but procedure no vote against by a permanent member "
            "(Article 27 of the Charter); an abstention does not block."
        )
        if needed == "seven":
            text = text.replace("votes in favour", "votes in favour of eleven (now nine of fifteen)")
        return text
    return (
        "Rule: a majority of the members voting, or two thirds of them on important questions; abstentions are not "
        "counted as voting (Article 18 of the Charter). The record does not say which of the two applied."
    )


def _permanent(archive: Archive, decision: Decision, cast: Mapping[str, Position]) -> str:
    if not _any_known(cast):
        return ""
    words = (
        (Position.YES, "voted yes"),
        (Position.NO, "voted no"),
        (Position.ABSTAIN, "abstained"),
        (Position.ABSENT, "did not vote"),
        (Position.UNKNOWN, "not known"),
    )
    five = permanent_members(decision)
    parts = []
    for position, verb in words:
        took = by_name(archive, (iso3 for iso3 in five if cast.get(iso3, Position.UNKNOWN) is position))
        if took:
            join = ": " if position is Position.UNKNOWN else " "
            parts.append(
                f"{verb}{join}{_names(archive, took)}"
                if position is Position.UNKNOWN
                else f"{_names(archive, took)} {verb}"
            )
    return f"Permanent members: {'; '.join(parts)}."


def _regions(archive: Archive, decision: Decision, splits: Mapping[str, Split], cast: Mapping[str, Position]) -> str:
    if not cast:
        if decision.adoption == "without_vote":
            return ""
        return "The roll call is not in our sources, so groups and members cannot be shown."
    if not _any_known(cast):
        return "No member's position on it is in our sources."
    if not splits:
        return "Regional groups are left out: the five groups of today are counted from December 1963."
    among = " among the Council's members" if decision.body is Body.SC else ""
    shares = "; ".join(f"{archive.roster.groups[group].short} {split}" for group, split in splits.items())
    unknown = ", unknown" if any(split.unknown for split in splits.values()) else ""
    outside = by_name(archive, in_no_group(archive, decision, cast))
    rest = f" In no group then: {_names(archive, outside)}." if outside else ""
    return f"Regional groups{among} (yes-no-abstain, not voting{unknown}): {shares}.{rest}"


def _stood_out(
    archive: Archive, decision: Decision, cast: Mapping[str, Position], splits: Mapping[str, Split]
) -> Iterable[str]:
    if not cast or decision.tally is None or decision.roll_call is RollCall.SUSPECT:
        return
    against = by_name(archive, (iso3 for iso3, position in cast.items() if position is Position.NO))
    if len(against) == decision.tally.no and 0 < len(against) <= FEW:
        yield (
            f"Only {_names(archive, against)} voted no."
            if len(against) > 1
            else (f"{start(_names(archive, against))} alone voted no.")
        )
    elif decision.tally.no == 0 and decision.tally.yes:
        yield "Nobody voted no."
    if decision.roll_call is not RollCall.COMPLETE or decision.body is Body.SC:
        return  # of few members, or of an unknown number, no majority can be told
    odd = against_their_group(archive, decision, cast, splits)
    if odd:
        named = [f"{with_article(archive, iso3)} ({VOTE[cast[iso3]]}, {group})" for iso3, group in odd[:NAMED]]
        more = len(odd) - NAMED
        if more > 0:
            named.append(plural(more, "other"))
        yield f"Against the majority of their regional group: {series(named)}."


def _any_known(cast: Mapping[str, Position]) -> bool:
    return any(position is not Position.UNKNOWN for position in cast.values())


VOTE = {Position.YES: "yes", Position.NO: "no"}


def _unlisted(decision: Decision, splits: Mapping[str, Split]) -> Iterable[str]:
    missing = sum(split.unlisted for split in splits.values())
    if missing and decision.roll_call is RollCall.COMPLETE and decision.tally and not decision.tally.absent:
        yield (
            f"The source lists nobody as absent for this vote; {plural(missing, 'member')} without a position "
            f"{'is' if missing == 1 else 'are'} counted as unknown."
        )


def _uncast(decision: Decision) -> Iterable[str]:
    tally = decision.tally
    if tally and not tally.yes + tally.no + tally.abstain:
        yield "The source lists every member as not voting: a text adopted so was adopted without a vote."


def _names(archive: Archive, codes: Sequence[str]) -> str:
    return series(with_article(archive, iso3) for iso3 in codes)


def _table(archive: Archive, splits: Mapping[str, Split]) -> Table | None:
    if not splits:
        return None
    return Table(
        ("Regional group", "Yes", "No", "Abstain", "Absent", "Unknown"),
        tuple(
            (archive.roster.groups[group].short, *(str(count) for count in splits[group].facts().values()))
            for group in REGIONAL
            if group in splits
        ),
    )
