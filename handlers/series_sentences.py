"""The sentences about a yearly series: its tallies, its members' votes, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from db.archive import Archive
from db.records import Decision, Position, RollCall
from handlers.alignment import party_name
from handlers.counted import seats
from handlers.question import Period, Question
from handlers.series_votes import CAST, Cast, Found, Swing
from handlers.wording import VERBS, day, label, plural, series, span, start, with_article

SHOWN = 40
"""Rows of the table."""
SWINGS = 10
TURNS = 8
"""Changes of one member that a sentence still lists."""
Columns = Mapping[str, Sequence[Position | None]]


def headline(archive: Archive, question: Question, found: Found, votes: Sequence[Decision], columns: Columns) -> str:
    """The series, how many votes, the first and the latest tally; with members, how often each voted how."""
    named = f"“{found.title}”"
    where = question.period.label or span(question.period)
    if not votes:
        return f"{named}: no yearly vote in our data{f' {where}' if where else ''}."
    if len(found.votes) == 1:
        only = f"{named}: only one recorded General Assembly vote under this title, so no yearly series"
        each = "".join(f" {start(party_name(archive, party))} {_did(column)}." for party, column in columns.items())
        return f"{only}. {label_and_day(votes[0])}: {votes[0].tally} (yes-no-abstain).{each}"
    counted = f"{plural(len(votes), 'recorded General Assembly vote')} {where or _years(votes)}"
    if not columns:
        return f"{named}, {counted}: {_ends(votes)}."
    said = [f"{party_name(archive, party)} {_did(column)}" for party, column in columns.items()]
    return start(f"{series(said)} on {named}, in {counted}.")


def _did(column: Sequence[Position | None]) -> str:
    """ "voted no 31 times and abstained once"."""
    counts = Counter(at for at in column if at is not None)
    said = [
        f"{'had an unknown position' if at is Position.UNKNOWN else VERBS[at]} {_times(n)}"
        for at, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return series(said) or "has no position"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _years(votes: Sequence[Decision]) -> str:
    first, last = votes[0].day.year, votes[-1].day.year
    return f"in {first}" if first == last else f"from {first} to {last}"


def _ends(votes: Sequence[Decision]) -> str:
    first, last = (f"{one.tally or 'tally unknown'} in {label_and_day(one)}" for one in (votes[0], votes[-1]))
    if len(votes) == 1:
        return f"{first} (yes-no-abstain)"
    return f"first {first}; latest {last} (yes-no-abstain)"


def label_and_day(one: Decision) -> str:
    """A decision's symbol and date: "A/RES/80/4 (29 October 2025)"."""
    return label(one) if label(one).startswith("the ") else f"{label(one)} ({day(one)})"


def lines(
    archive: Archive,
    question: Question,
    found: Found,
    votes: Sequence[Decision],
    casts: Sequence[Cast],
    columns: Columns,
    swings: Sequence[Swing],
) -> Iterator[str]:
    """The first and latest tally, the highest counts, and who changed sides."""
    if not votes:
        if found.votes:
            whole = plural(len(found.votes), "recorded vote")
            yield f"The whole series has {whole} {_years(found.votes)}: {_ends(found.votes)}."
        return
    if columns and len(votes) > 1:
        yield f"{start(_ends(votes))}."
        yield from (line for party, column in columns.items() if (line := _turns(archive, party, votes, column)))
    if len(votes) > 2:
        yield f"Highest counts: {'; '.join(_peak(votes, word) for word in ('yes', 'no', 'abstain'))}."
    if not columns:
        yield from _most_often(archive, question, casts)
    if swings:
        top = [
            f"{with_article(archive, one.member)} {one.changes} ({one.first[0].word} in {one.first[1].day.year}, "
            f"{one.last[0].word} in {one.last[1].day.year})"
            for one in swings[:SWINGS]
        ]
        yield (
            f"{plural(len(swings), 'member')} did not always cast the same vote (yes, no or abstention). "
            f"Most changes from one vote cast to the next, with first and last vote: {'; '.join(top)}."
        )
    elif len(votes) > 1:
        yield "No member's vote (yes, no or abstention) changed."


def _peak(votes: Sequence[Decision], word: str) -> str:
    """The highest count of a position, with the vote, or the newest of those that share it."""
    counts = [(getattr(one.tally, word), one) for one in votes if one.tally]
    most = max(count for count, _ in counts)
    held = [one for count, one in counts if count == most]
    if len(held) == len(votes):
        return f"{word} {most} in every vote"
    latest = f"in {label_and_day(held[-1])}"
    return f"{word} {most} {latest}" if len(held) == 1 else f"{word} {most} in {len(held)} votes, last {latest}"


def _turns(archive: Archive, party: str, votes: Sequence[Decision], column: Sequence[Position | None]) -> str:
    path = [(at, one) for at, one in zip(column, votes, strict=True) if at in CAST]
    turns = [
        f"{before.word} to {after.word} in {one.day.year}"
        for (before, _), (after, one) in pairwise(path)
        if before and after and before is not after
    ]
    if not turns:
        return ""
    listed = ": " + ", ".join(turns) if len(turns) <= TURNS else "; the table has each year"
    return f"{start(party_name(archive, party))} changed {_times(len(turns))}{listed}."


def _most_often(archive: Archive, question: Question, casts: Sequence[Cast]) -> Iterator[str]:
    """Who took an asked position most often ("who always votes no on the embargo")."""
    for position in question.positions:
        counts = Counter(member for cast in casts for member, at in cast.items() if at is position)
        top = sorted(counts.items(), key=lambda item: (-item[1], archive.roster.common(item[0])))[:SWINGS]
        said = ", ".join(f"{with_article(archive, member)} {n}" for member, n in top) or "nobody"
        more = f" ({plural(len(counts), 'member')} at least once)" if len(counts) > len(top) else ""
        yield f"{start(VERBS[position])} most often: {said}{more}."


def notes(
    archive: Archive, question: Question, votes: Sequence[Decision], columns: Columns, swings: Sequence[Swing]
) -> Iterator[str]:
    """What a reader must know about the rows."""
    if len(votes) > SHOWN:
        yield f"The table shows the newest {SHOWN} of the {len(votes)} votes."
    if max(Counter(one.session for one in votes).values(), default=0) > 1:
        yield "Some sessions have more than one vote here, so a change can lie between two texts of one session."
    if month := [one for one in votes if one.month_only]:
        yield f"Up to {month[-1].day:%B %Y} the source gives only the month of {plural(len(month), 'vote')}."
    if other := [f"{label(one)} {one.announced}, counted {one.tally}" for one in votes if one.announced]:
        yield (
            "Tallies are counted from the member votes in the source; those announced at the time differ in "
            f"{plural(len(other), 'vote')}: {'; '.join(other)}."
        )
    if partial := [label(one) for one in votes if one.roll_call is not RollCall.COMPLETE]:
        yield f"The roll call is not whole in our sources for {series(partial)}."
    if any(party in archive.roster.groups for party in columns):
        yield "A group's position is that of most of its members of the day that voted; none where two were level."
    if any(at is None for column in columns.values() for at in column):
        yield "A dash stands for no position: not a member at the time, none in the source, or a group level."
    if votes:
        period = Period(votes[0].day, votes[-1].day)
        yield from seats(question.but(period=period), (*columns, *(one.member for one in swings[:SWINGS])))


def gaps(missing: Sequence[int], unvoted: Sequence[Decision]) -> Iterator[str]:
    """The sessions without a vote, by the year in which they opened; and what is known of them."""
    if unvoted:
        yield f"Adopted without a vote: {series(label_and_day(one) for one in unvoted)}."
    known = {int(one.session) for one in unvoted}
    if rest := [n for n in missing if n not in known]:
        sessions = "session" if len(rest) == 1 else "sessions"
        yield (
            f"No recorded vote in our data in the {sessions} that opened in {series(_runs(rest))}: the text was "
            "adopted without a vote there, not put forward, or is missing from our sources."
        )


def _runs(sessions: Sequence[int]) -> Iterator[str]:
    """Years of opening, three and more in a row as one: "1980 to 2017", "2021"."""
    for _, run in groupby(enumerate(sessions), key=lambda pair: pair[1] - pair[0]):
        years = [1945 + n for _, n in run]
        yield from [f"{years[0]} to {years[-1]}"] if len(years) > 2 else map(str, years)
