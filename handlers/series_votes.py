"""Which votes make up a yearly series, and who changed sides in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz, process

from db.archive import Archive
from db.matrix import Matrix
from db.names import fold
from db.queries.decisions import by_keys, within
from db.queries.titles import load_titles
from db.records import POSITIONS, Body, Decision, Position
from db.series import all_series, series_of, series_with
from db.titles import NO_TITLE
from handlers.counted import WITHOUT_VOTE_SINCE
from handlers.measures import majority_position
from handlers.question import Period, Question
from handlers.wording import label, plural, start

ALIKE = 92
"""Least likeness, of 100, of two folded titles of one yearly text."""
ALIKE_WORD = 82
CAST = (Position.YES, Position.NO, Position.ABSTAIN)
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "its", "of", "on", "or", "the", "to", "with"})
OWN_READING = "Which votes belong to the series is Rollcall's own reading of their titles, not an official list."
BY_TITLE = "The votes were found by their title, the same or nearly so; this is no official list."
Cast = Mapping[str, Position]


@dataclass(frozen=True, slots=True)
class Found:
    """The votes of a series, oldest first; `key` is empty for one that was found by its title.

    `unclear` are sessions with votes that the title does not tell apart; none of these is among the votes.
    """

    key: str
    title: str
    votes: list[Decision]
    notes: tuple[str, ...]
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Swing:
    """A member that cast different votes: how often it changed, and its first and last vote of the series."""

    member: str
    changes: int
    first: tuple[Position, Decision]
    last: tuple[Position, Decision]


async def find(archive: Archive, question: Question) -> Found:
    """The series that the question names, or that its decision belongs to."""
    if question.series:
        return await _named(archive, question.series)
    if not question.decisions:
        return Found("", question.words, [], ("No yearly resolution was named.",))
    decision = question.decisions[0]
    known = series_with(decision)
    if known is None:
        return await _alike(archive, decision)
    found = await _named(archive, known.key)
    if all(one.key != decision.key for one in found.votes):
        kind = "was adopted without a vote" if decision.adoption == "without_vote" else "is no vote on a whole text"
        return replace(found, notes=(*found.notes, f"{start(label(decision))} {kind} and is not among the rows."))
    return found


async def _named(archive: Archive, key: str) -> Found:
    known = all_series()[key]
    remarks = (known.note,) if known.note else ()
    return Found(key, known.name, await series_of(archive, key), (*remarks, OWN_READING))


async def _alike(archive: Archive, decision: Decision) -> Found:
    """The recorded final votes of the Assembly under the same title or nearly so, one a session."""
    if decision.body is not Body.GA:
        return Found("", decision.title, [], ("Yearly resolutions are the General Assembly's; this is not one.",))
    if decision.title == NO_TITLE:
        own_vote = [decision] if decision.final and decision.recorded else []
        return Found("", decision.title, own_vote, ("Without a title in the source, its sisters cannot be found.",))
    lines = await load_titles(archive)
    titles = {line.key: line.words for line in lines if line.recorded and not line.key.startswith("S/")}
    own = fold(decision.title)
    likeness = {
        key: score
        for title, score, key in process.extract(own, titles, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        if same_but_for_trifles(own, title)
    }
    found = [one for one in await by_keys(archive, list(likeness)) if one.body is Body.GA]
    votes, unclear = _one_a_session(found, decision, likeness)
    notes = [BY_TITLE] if len(votes) > 1 else []
    if unclear:
        notes.append(
            f"Left out: {plural(len(unclear), 'session')} with several votes under this title, which does not tell "
            "them apart."
        )
    return Found("", decision.title, votes, tuple(notes), frozenset(unclear))


def _one_a_session(
    found: Sequence[Decision], decision: Decision, likeness: Mapping[str, float]
) -> tuple[list[Decision], set[str]]:
    """The vote most like the decision in each session, oldest first; and the sessions where two are level."""
    sessions: dict[str, list[Decision]] = defaultdict(list)
    for one in found:
        sessions[one.session].append(one)
    votes, unclear = [], set()
    for session, same in sessions.items():
        best = max(likeness[one.key] for one in same)
        top = [one for one in same if likeness[one.key] == best]
        if decision in same:
            votes.append(decision)
        elif len(top) == 1:
            votes.append(top[0])
        else:
            unclear.add(session)
    return sorted(votes, key=lambda one: (one.day, one.id)), unclear


def same_but_for_trifles(a: str, b: str) -> bool:
    """Whether two folded titles differ in nothing but small words, numbers and endings: Iraq is not Iran."""
    words, others = set(a.split()) - SMALL, set(b.split()) - SMALL
    only, other = words - others, others - words

    def trifle(word: str, rest: set[str]) -> bool:
        return word.isdigit() or any(word[:4] == one[:4] and fuzz.ratio(word, one) >= ALIKE_WORD for one in rest)

    return all(trifle(word, other) for word in only) and all(trifle(word, only) for word in other)


def inside(period: Period, one: Decision) -> bool:
    """Whether a vote lies in the period; one known to the month does when its month overlaps it."""
    since = period.since.replace(day=1) if period.since and one.month_only else period.since
    return (since is None or since <= one.day) and (period.until is None or one.day <= period.until)


def sessions_without(found: Found, period: Period) -> list[int]:
    """Regular sessions between the first and the last of all votes, and at least partly in the period, without one."""
    held = {int(one.session) for one in found.votes if one.session.isdigit()}
    between = range(min(held, default=0), max(held, default=0))
    return [n for n in between if n not in held and str(n) not in found.unclear and _overlaps(period, n)]


def sessions_after(archive: Archive, found: Found, period: Period) -> list[int]:
    """Regular sessions since the last vote, at least partly in the period, in which the text may have gone unvoted."""
    held = [int(one.session) for one in found.votes if one.session.isdigit()]
    newest = archive.coverage.ga_through.year - 1945
    return [n for n in range(max(held, default=newest) + 1, newest + 1) if _overlaps(period, n)]


def _overlaps(period: Period, session: int) -> bool:
    """Whether a regular session, from September to the next September, lies at least partly in the period."""
    first, last = date(1945 + session, 9, 15), date(1946 + session, 9, 14)
    return (period.until is None or first <= period.until) and (period.since is None or period.since <= last)


async def adopted_unvoted(archive: Archive, found: Found, sessions: Sequence[int]) -> list[Decision]:
    """Texts of the series that are known to have been adopted without a vote in these sessions, oldest first."""
    wanted = {str(n) for n in sessions}
    if not sessions or date(1946 + max(sessions), 9, 14) < WITHOUT_VOTE_SINCE:
        return []
    own = fold(found.title)
    texts = [
        one
        for one in await within(archive, Body.GA, WITHOUT_VOTE_SINCE, None)
        if one.session in wanted and one.adoption == "without_vote"
    ]
    if found.key:
        return [one for one in texts if (its := series_with(one)) and its.key == found.key]
    titles = ((one, fold(one.title)) for one in texts)
    return [one for one, title in titles if fuzz.ratio(title, own) >= ALIKE and same_but_for_trifles(title, own)]


def roll_calls(matrix: Matrix, votes: Sequence[Decision]) -> list[dict[str, Position]]:
    """Each vote's positions by member, from the matrix; empty where there is no roll call."""
    casts: list[dict[str, Position]] = []
    for one in votes:
        row = matrix.row(one.id)
        cells = matrix.cells[row].tolist() if row is not None else []
        casts.append({member: POSITIONS[cell] for member, cell in zip(matrix.members, cells, strict=False) if cell})
    return casts


def swing_votes(archive: Archive, votes: Sequence[Decision], casts: Sequence[Cast]) -> list[Swing]:
    """The members whose yes, no or abstention was not always the same, most changes first.

    A change is one from a vote cast to the next vote cast; absences between them do not count.
    """
    found = []
    for member in {member for cast in casts for member in cast}:
        path = [(cast[member], one) for cast, one in zip(casts, votes, strict=True) if cast.get(member) in CAST]
        changes = sum(before is not after for (before, _), (after, _) in pairwise(path))
        if changes:
            found.append(Swing(member, changes, path[0], path[-1]))
    return sorted(found, key=lambda one: (-one.changes, archive.roster.common(one.member)))


def position_at(archive: Archive, decision: Decision, cast: Cast, party: str) -> Position | None:
    """A party's position; a group's is that of most of its members of the day that voted."""
    if party in archive.roster.groups:
        counts = Counter(cast.get(iso3) for iso3 in archive.roster.groups[party].on(decision.day))
        return majority_position(*(counts[position] for position in CAST))
    if not cast and decision.recorded and archive.roster.members[party].belonged(decision.day):
        return Position.UNKNOWN
    return cast.get(party)
