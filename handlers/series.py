"""One yearly resolution through the years: each vote, members' positions in it, and who changed sides."""

from __future__ import annotations

from typing import Any

from db.archive import Archive
from db.records import Body, Decision
from handlers import series_sentences as say
from handlers.answer import Answer, Link, Table, unique
from handlers.question import Question
from handlers.series_votes import (
    adopted_unvoted,
    find,
    inside,
    position_at,
    roll_calls,
    sessions_after,
    sessions_without,
    swing_votes,
)
from handlers.wording import day, reach, sources_of


async def answer(archive: Archive, question: Question) -> Answer:
    """The votes of the question's series, or of the series of its decision; its members' positions in each."""
    found = await find(archive, question)
    votes = [one for one in found.votes if inside(question.period, one)]
    casts = roll_calls(await archive.matrix(), votes)
    columns = {
        party: [position_at(archive, one, cast, party) for one, cast in zip(votes, casts, strict=True)]
        for party in (*question.members, *question.groups)
    }
    swings = swing_votes(archive, votes, casts)
    missing = sessions_without(found, question.period)
    unvoted = await adopted_unvoted(archive, found, [*missing, *sessions_after(archive, found, question.period)])
    return Answer(
        question=question,
        headline=say.headline(archive, question, found, votes, columns),
        lines=tuple(say.lines(archive, question, found, votes, casts, columns, swings)),
        facts={
            "title": found.title,
            "series": found.key or None,
            "rows": [_row(one, columns, index) for index, one in enumerate(votes)],
            "swing": [
                {"member": one.member, "changes": one.changes, "first": one.first[0].word, "last": one.last[0].word}
                for one in swings
            ],
            "sessions_without_vote": missing,
            "adopted_without_vote": [one.key for one in unvoted],
        },
        notes=(
            *question.notes,
            *found.notes,
            *say.notes(archive, question, votes, columns, swings),
            *say.gaps(missing, unvoted),
            reach(archive, Body.GA),
        ),
        table=_table(archive, votes, columns) if votes else None,
        sources=_sources(archive, votes or found.votes or list(question.decisions[:1])),
        coverage=archive.coverage,
    )


def _row(one: Decision, columns: say.Columns, index: int) -> dict[str, Any]:
    """A row of the contract, with the position of the member asked about, or of each where there are several."""
    tally = one.tally
    words = {party: at.word if (at := column[index]) else None for party, column in columns.items()}
    row: dict[str, Any] = {
        "decision": one.key,
        "date": one.day.isoformat(),
        "yes": tally.yes if tally else None,
        "no": tally.no if tally else None,
        "abstain": tally.abstain if tally else None,
        "absent": tally.absent if tally else None,
    }
    if len(words) == 1:
        row["position"] = next(iter(words.values()))
    elif words:
        row["positions"] = words
    return row


def _sources(archive: Archive, votes: list[Decision]) -> tuple[Link, ...]:
    """The documents of the newest and the oldest vote, then the data sets behind all of them."""
    sets = (archive.sources[key] for key in dict.fromkeys(one.source for one in votes))
    ends = sources_of(archive, [*votes[-1:], *votes[:1]])
    return unique((*ends, *(Link(one.title, one.url) for one in sets)))


def _table(archive: Archive, votes: list[Decision], columns: say.Columns) -> Table:
    names = [
        archive.roster.groups[party].short if party in archive.roster.groups else archive.roster.common(party)
        for party in columns
    ]
    rows = [
        (
            one.key,
            day(one),
            str(one.tally) if one.tally else "–",
            str(one.tally.absent) if one.tally and one.tally.absent is not None else "–",
            *(at.word if (at := column[index]) else "–" for column in columns.values()),
        )
        for index, one in enumerate(votes)
    ]
    return Table(("Decision", "Date", "Yes-No-Abstain", "Not voting", *names), tuple(rows[::-1][: say.SHOWN]))
