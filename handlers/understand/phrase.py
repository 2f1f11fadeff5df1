"""A Question as a sentence that reads back to it: what a button or a numbered choice of a follow-up asks."""

from __future__ import annotations

from db.archive import Archive
from db.records import Position
from db.series import all_series
from handlers.question import Kind, Question
from handlers.wording import VERBS, bounded, series, span, topic_name, topics_named

ASKED = {Position.YES: "vote yes", Position.NO: "vote no", Position.ABSTAIN: "abstain", Position.ABSENT: "not vote"}
EXTREMES = {
    "closest": "Closest votes",
    "lone_no": "Votes with a lone no",
    "lone": "Votes with a lone abstention",
    "unanimous": "Unanimous votes",
    "most_no": "Most no votes",
    "most_abstain": "Most abstentions",
    "most_yes": "Most popular resolutions",
    "most_contested": "Most contested votes",
}


def in_words(archive: Archive, question: Question) -> str:
    """The question in plain words, whole without the conversation; empty where there is no short sentence for it."""
    where = _where(archive, question)
    whom = names(archive, question.members, question.groups)
    keys = [f"[{one.key}]" for one in question.decisions]
    if keys:
        return _of_decisions(archive, question, whom, keys)
    position = question.positions[0] if question.positions else None
    match question.kind:
        case Kind.ALIGNMENT if whom:
            said = f"How often do {whom} agree {where}?"
        case Kind.RANKING if whom and question.among:
            than = [roster_name(archive, one) for one in question.among]
            likeness = "less like" if question.order == "furthest" else "more like"
            said = f"Does {whom} vote {likeness} {series(than, 'or')} {where}?"
        case Kind.RANKING if whom:
            said = f"Who is {'furthest from' if question.order == 'furthest' else 'closest to'} {whom} {where}?"
        case Kind.RECORD if whom and position in ASKED:
            said = f"On which resolutions did {whom} {ASKED[position]} {where}?"
        case Kind.RECORD if whom:
            said = f"Voting record of {whom} {where}"
        case Kind.COHESION if whom:
            said = f"How united is {whom} {where}?"
        case Kind.TREND if whom:
            said = f"{'Agreement' if len(question.members) + len(question.groups) > 1 else 'Record'} of {whom} by year"
            said = f"{said} {where}"
        case Kind.VETO:
            said = f"Vetoes {f'by {whom}' if whom else ''} {where}"
        case Kind.SUMMARY:
            said = f"Summary of {whom} {where}" if whom else f"Summary {where}"
        case Kind.BRIEF if whom:
            said = f"Brief for {whom} {where}"
        case Kind.EXTREMES if question.measure in EXTREMES:
            said = f"{EXTREMES[question.measure]} {f'of {whom}' if whom else ''} {where}"
        case Kind.COUNT if whom and position in ASKED:
            said = f"How many times did {whom} {ASKED[position]} {where}?"
        case Kind.SERIES if question.series:
            said = f"{all_series()[question.series].name} through the years {whom}"
        case Kind.SEARCH:
            said = f"Find resolutions {where}"
        case Kind.LATEST:
            said = f"Latest votes {where}"
        case _:
            return ""
    return " ".join(said.split()).replace(" ?", "?")


def _of_decisions(archive: Archive, question: Question, whom: str, keys: list[str]) -> str:
    what = " and ".join(keys)
    match question.kind:
        case Kind.COUNTRY_VOTE if whom:
            return f"How did {whom} vote on {what}?"
        case Kind.WHO_VOTED if question.positions:
            among = names(archive, (), question.groups)
            return f"Who {f'in {among} ' if among else ''}{VERBS.get(question.positions[0], 'voted')} on {what}?"
        case Kind.WHO_VOTED:
            return f"Who voted how on {what}?"
        case Kind.TALLY:
            return f"What was the result of {what}?"
        case Kind.COHESION if whom:
            return f"How united was {whom} on {what}?"
        case Kind.COMPARISON:
            return f"Compare {what}"
        case Kind.SERIES:
            return f"{what} through the years"
        case _:
            return f"Summary of {what}"


def names(archive: Archive, members: tuple[str, ...], groups: tuple[str, ...] = ()) -> str:
    """Members and groups as they can be read back: common names, a group by its short name."""
    return " and ".join(roster_name(archive, one) for one in (*members, *groups))


def roster_name(archive: Archive, party: str) -> str:
    """A member's common name or a group's short one, as it can be read back."""
    groups = archive.roster.groups
    return groups[party].short if party in groups else archive.roster.common(party)


def _where(archive: Archive, question: Question) -> str:
    parts = []
    if question.topic:
        parts.append(f"on {topics_named(question)}")
    elif question.words:
        parts.append(f"on {question.words}")
    if question.period:
        parts.append(question.period.label or span(question.period))
    if question.body:
        parts.append(f"in the {question.body.title}")
    if question.bounds:
        parts.append(bounded(question.bounds))
    if question.without:
        parts.append(f"except {series(roster_name(archive, one) for one in question.without)}")
    if question.without_topics:
        parts.append(f"except on {series(topic_name(topic) for topic in question.without_topics)}")
    return " ".join(parts)
