"""A topic in numbers: its decisions in each body, the most contested, the latest, who voted no, its yearly texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from db.archive import Archive
from db.matrix import Matrix
from db.names import fold
from db.queries import search as full_text
from db.queries.decisions import topic_ids, within
from db.records import Body, Decision, RollCall
from db.series import all_series, series_with
from db.titles import NO_TITLE
from handlers import refusals
from handlers.answer import Answer, Table, unique
from handlers.counted import WITHOUT_VOTE_SINCE, gaps, seats
from handlers.measures import NO
from handlers.poll import Poll, by_member
from handlers.question import Kind, Question
from handlers.record import EARLY, EARLY_UNTIL
from handlers.series_votes import SMALL
from handlers.summary_period import CONTESTED, day_fact, most_contested
from handlers.wording import data_sets, day, label, plural, reach, series, sources_of, span, topic_name, with_article

LATEST = 5
MOST_AGAINST = 5
YEARLY_NAMED = 8
EVERY = 100_000
"""More decisions than there are: a summary counts all hits of a search."""
YEARLY = (
    "Which votes belong to one yearly text is Rollcall's own reading of their titles, within this topic; it is not an "
    "official list."
)
GAP = "“Most contested” is by the gap between yes and no as a share of both."


@dataclass(frozen=True, slots=True)
class Text:
    """One text through the years: its votes on the topic, oldest first; a single vote where it came up once."""

    title: str
    votes: tuple[Decision, ...]

    @property
    def yearly(self) -> bool:
        """Whether it was voted on more than once."""
        return len(self.votes) > 1


async def answer(archive: Archive, question: Question) -> Answer:
    """The summary of the question's topic or words, over both bodies unless it names one."""
    found = await on_topic(archive, question, question.body)
    if not found:
        return await refusals.not_found(archive, question.but(kind=Kind.NOT_FOUND))
    bodies = {body: [one for one in found if one.body is body] for body in Body}
    body = question.body or (Body.GA if any(one.recorded for one in bodies[Body.GA]) else Body.SC)
    matrix = await archive.matrix()
    period = question.period
    rows = matrix.select(body, period.since, period.until, [one.id for one in found])
    contested = most_contested([one for one in bodies[body] if is_recorded(one)], CONTESTED)
    latest = found[: -LATEST - 1 : -1]
    poll = Poll(matrix.cells[rows], matrix.first[rows], matrix.ids[rows])
    alone = by_member(matrix, poll, np.flatnonzero(poll.no == 1), question, "lone_no")
    against = _against(archive, matrix, poll)
    yearly = _yearly(bodies[Body.GA])
    lines = (
        _contested(contested),
        _most(archive, f"Most no votes in the {plural(len(rows), f'{body.title} vote')} counted", against),
        _most(archive, f"Alone in voting no in the {body.title}, most often", alone),
        _texts(yearly),
    )
    return Answer(
        question=question,
        headline=_headline(question, bodies),
        lines=tuple(filter(None, lines)),
        facts={
            "topic": question.topic or question.words or None,
            "body": question.body.value if question.body else None,
            "since": period.since.isoformat() if period.since else None,
            "until": period.until.isoformat() if period.until else None,
            **_counts(found),
            "by_body": {one.value: _counts(decisions) for one, decisions in bodies.items() if decisions},
            "contested": [_row(one) for one in contested],
            "latest": [_row(one) for one in latest],
            "counted": len(rows),
            "no_voters": [{"member": iso3, "no": times} for iso3, times in list(against.items())[:MOST_AGAINST]],
            "lone_no": alone,
            "series": [one.title for one in yearly[:YEARLY_NAMED]],
        },
        table=Table(
            ("Latest", "Date", "Title", "Yes-No-Abstain"),
            tuple((one.key, day(one), one.title, _tally(one)) for one in latest),
        ),
        notes=(*question.notes, *_notes(question, bodies, body, against), reach(archive, question.body)),
        sources=unique((*sources_of(archive, [*contested, *latest]), *data_sets(archive, question.body))),
        coverage=archive.coverage,
    )


async def on_topic(archive: Archive, question: Question, body: Body | None) -> list[Decision]:
    """The final decisions of the question's topic, words and period, recorded or not, oldest first."""
    period = question.period
    if not question.words:
        return await within(archive, body, period.since, period.until, question.topic)
    found = await full_text.search(archive, question.words, body, period.since, period.until, limit=EVERY)
    if question.topic:
        belongs = set(await topic_ids(archive, question.topic))
        found = [one for one in found if one.id in belongs]
    return sorted(found, key=lambda one: (one.day, one.id))


def texts(decisions: Sequence[Decision]) -> list[Text]:
    """The recorded votes by the text that they were on, each a yearly series or a vote of its own.

    Votes of the Assembly belong together that are of one known series, or that share their title but for numbers and
    small words. A title under which a session has several votes does not tell texts apart: those stay single, as all
    votes of the Council do.
    """
    known: dict[str, list[Decision]] = defaultdict(list)
    titled: dict[str, list[Decision]] = defaultdict(list)
    found = []
    for one in decisions:
        if not is_recorded(one):
            continue
        if one.body is Body.SC or one.title == NO_TITLE:
            found.append(Text(one.title, (one,)))
        elif series_ := series_with(one):
            known[series_.key].append(one)
        else:
            titled[_bare(one.title)].append(one)
    found += [Text(all_series()[key].name, tuple(votes)) for key, votes in known.items()]
    for votes in titled.values():
        if len({one.session for one in votes}) == len(votes):
            found.append(Text(votes[-1].title, tuple(votes)))
        else:
            found += [Text(one.title, (one,)) for one in votes]
    return found


@cache
def _bare(title: str) -> str:
    """A title without numbers and small words."""
    return " ".join(word for word in fold(title).split() if word not in SMALL and not word.isdigit())


def is_recorded(decision: Decision) -> bool:
    """Whether votes were cast. The Council's source lists all as not voting where there was no vote."""
    tally = decision.tally
    return tally is not None and tally.yes + tally.no + tally.abstain > 0


def is_unvoted(decision: Decision) -> bool:
    """Whether the text was adopted without a vote."""
    return decision.adoption == "without_vote" or (decision.tally is not None and not is_recorded(decision))


def _against(archive: Archive, matrix: Matrix, poll: Poll) -> dict[str, int]:
    """How often each member voted no, most often first."""
    times = (poll.cells == NO).sum(axis=0)
    order = sorted(np.flatnonzero(times), key=lambda i: (-times[i], archive.roster.common(matrix.members[i])))
    return {matrix.members[i]: int(times[i]) for i in order}


def years_of(decisions: Sequence[Decision]) -> str:
    """The first and last year of decisions, oldest first: "1974–2025", "2014"."""
    first, last = decisions[0].day.year, decisions[-1].day.year
    return f"{first}" if first == last else f"{first}–{last}"


def _counts(decisions: Sequence[Decision]) -> dict[str, Any]:
    return {
        "decisions": len(decisions),
        "recorded": sum(map(is_recorded, decisions)),
        "without_vote": sum(map(is_unvoted, decisions)),
        "first": day_fact(decisions[0]),
        "last": day_fact(decisions[-1]),
    }


def _row(one: Decision) -> dict[str, Any]:
    tally = one.tally if is_recorded(one) else None
    return {
        "decision": one.key,
        "title": one.title,
        "date": day_fact(one),
        "yes": tally.yes if tally else None,
        "no": tally.no if tally else None,
        "abstain": tally.abstain if tally else None,
    }


def _headline(question: Question, bodies: Mapping[Body, Sequence[Decision]]) -> str:
    what = f"on {topic_name(question.topic)}" if question.topic else ""
    if question.words:
        what = f"{what} with “{question.words}”" if what else f"on “{question.words}”"
    when = question.period.label or span(question.period)
    parts = []
    for body, decisions in bodies.items():
        if not decisions:
            continue
        counts = _counts(decisions)
        text = f"{plural(counts['recorded'], 'recorded final vote')} in the {body.title}"
        if counts["without_vote"]:
            text += f" and {plural(counts['without_vote'], 'text')} adopted without a vote"
        vetoed = sum(bool(one.vetoed_by) for one in decisions)
        drafts = f"; {plural(vetoed, 'draft')} vetoed" if vetoed else ""
        parts.append(f"{text} ({years_of(decisions)}{drafts})")
    named = " ".join(word for word in ("UN decisions", what, when) if word)
    return f"{named}: {'; '.join(parts)}."


def _contested(found: Sequence[Decision]) -> str:
    if not found:
        return ""
    dated = ((one, "" if day(one) in label(one) else f", {day(one)}") for one in found)
    return f"Most contested: {series(f'{label(one)} ({one.tally}{when}; “{one.title}”)' for one, when in dated)}."


def _most(archive: Archive, what: str, times: Mapping[str, int]) -> str:
    if not times:
        return ""
    counts = list(times.values())
    named = [f"{with_article(archive, iso3)} {count:,}" for iso3, count in list(times.items())[:MOST_AGAINST]]
    level = counts[MOST_AGAINST:].count(counts[len(named) - 1])
    return f"{what}: {series(named)}{f', and {level:,} more as often' if level else ''}."


def _yearly(decisions: Sequence[Decision]) -> list[Text]:
    """The texts voted on more than once: what came up last first, of these the longest first."""
    found = [one for one in texts(decisions) if one.yearly]
    return sorted(found, key=lambda one: (-one.votes[-1].day.year, -len(one.votes), one.title))


def _texts(yearly: Sequence[Text]) -> str:
    if not yearly:
        return ""
    named = [f"“{one.title}” ({len(one.votes)} votes, {years_of(one.votes)})" for one in yearly[:YEARLY_NAMED]]
    more = len(yearly) - YEARLY_NAMED
    rest = f"; and {more:,} more" if more > 0 else ""
    return f"Texts voted on more than once: {'; '.join(named)}{rest}."


def _tally(one: Decision) -> str:
    if is_recorded(one):
        return f"{one.tally}, vetoed" if one.vetoed_by else str(one.tally)
    return "without a vote" if is_unvoted(one) else "tally not known"


def _notes(
    question: Question, bodies: Mapping[Body, Sequence[Decision]], body: Body, against: Mapping[str, int]
) -> list[str]:
    found = bodies[body]
    notes = [GAP] if any(is_recorded(one) and one.tally and one.tally.no for one in found) else []
    if question.body is None and all(bodies.values()):
        notes.append(f"The most contested votes and the no votes are those of the {body.title}.")
    if any(map(is_recorded, bodies[Body.GA])):
        notes.append(YEARLY)
    partial = sum(one.roll_call in {RollCall.PARTIAL, RollCall.SUSPECT} for one in found)
    if partial:
        notes.append(f"The roll call of {plural(partial, 'vote')} is not whole; members' votes are not counted there.")
    since = question.period.since
    if bodies[Body.GA] and (since is None or since < WITHOUT_VOTE_SINCE):
        notes.append("What the Assembly adopted without a vote is in the archive only since September 2019.")
    if any(one.day.year < EARLY_UNTIL for one in bodies[Body.GA][:1]):
        notes.append(EARLY)
    if bodies[Body.GA]:
        notes += gaps(question, Body.GA)
    return [*notes, *seats(question, list(against)[:MOST_AGAINST])]
