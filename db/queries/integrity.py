"""Whether the archive holds together: counts, and everything that does not add up, known or new."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.matrix import Ints, Matrix
from db.queries import gaps
from db.queries.decisions import within
from db.queries.gaps import Problem, Session, sessions_of
from db.records import Body, Coverage, Decision, Outcome, Position, RollCall

KINDS = {
    "tally": "member votes that do not add up to the printed tally",
    "roll_call": "recorded votes whose roll call is missing or not whole",
    "unlisted": "roll calls that say nothing of a member of that day",
    "membership": "positions of states that were not members on that day",
    "seats": "Security Council roll calls without the right number of members",
    "outcome": "Security Council outcomes that the positions speak against",
    "number": "resolution numbers that are missing from an unbroken series",
    "date": "dates out of the order of numbers, or outside the session",
    "session": "General Assembly sessions with no recorded vote, or few",
    "part": "sessions of which the main or the resumed part is missing",
}
SEATED = date(1966, 1, 1)
"""From this day the Council votes with fifteen members and needs nine votes, before it eleven and seven: the amendment
of the Charter came into force on 31 August 1965, and the members elected under it took their seats in 1966."""
PEOPLES_REPUBLIC = date(1971, 10, 25)
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")


@dataclass(frozen=True, slots=True)
class Integrity:
    """The report. `sizes` maps (body, source) to numbers of decisions and of positions; `problems` holds the new
    problems, `known` those that db/data/known_issues.toml explains, `solved` its entries that no longer occur.
    """

    coverage: Coverage
    sizes: dict[tuple[str, str], tuple[int, int]]
    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    known: tuple[Problem, ...]
    solved: tuple[tuple[str, str], ...]

    @property
    def sound(self) -> bool:
        """Whether there is nothing new to look into."""
        return not self.problems


@cache
def known_issues() -> dict[tuple[str, str], str]:
    """The reason of each known issue by its kind and key."""
    return {
        (row["kind"], key): row["reason"]
        for row in load_toml(DATA / "known_issues.toml")["issue"]
        for key in row["keys"]
    }


async def report(archive: Archive) -> Integrity:
    """Count the archive and check it. Takes a second or two: every decision and vote is read."""
    decisions = await within(archive, None, None, None, final=False)
    matrix = await archive.matrix()
    sessions = sessions_of(decisions)
    found = sorted(
        [
            *_roll_calls(archive, matrix, decisions),
            *_outcomes(matrix, decisions),
            *gaps.numbers(decisions),
            *gaps.dates(decisions),
            *gaps.session_gaps(sessions),
            *gaps.parts(decisions, archive.coverage),
        ],
        key=lambda one: list(KINDS).index(one.kind),
    )
    reasons = known_issues()
    keys = {(one.kind, one.key) for one in found}
    return Integrity(
        coverage=archive.coverage,
        sizes=_sizes(matrix, decisions),
        sessions=sessions,
        problems=tuple(one for one in found if (one.kind, one.key) not in reasons),
        known=tuple(
            Problem(one.kind, one.key, one.text, reasons[one.kind, one.key])
            for one in found
            if (one.kind, one.key) in reasons
        ),
        solved=tuple(pair for pair in reasons if pair not in keys),
    )


def _sizes(matrix: Matrix, decisions: Iterable[Decision]) -> dict[tuple[str, str], tuple[int, int]]:
    cast = dict(zip(matrix.ids.tolist(), (matrix.cells != 0).sum(axis=1).tolist(), strict=True))
    sizes: dict[tuple[str, str], tuple[int, int]] = {}
    for one in decisions:
        held, positions = sizes.get((one.body.value, one.source), (0, 0))
        sizes[one.body.value, one.source] = (held + 1, positions + cast.get(one.id, 0))
    return dict(sorted(sizes.items()))


def _roll_calls(archive: Archive, matrix: Matrix, decisions: Iterable[Decision]) -> Iterator[Problem]:
    rows = {id_: index for index, id_ in enumerate(matrix.ids.tolist())}
    first, last = _months(matrix)
    exact = matrix.first == matrix.last
    belongs = _belongs(archive, matrix, np.where(exact, matrix.first, last), np.where(exact, matrix.last, first))
    that_month = _belongs(archive, matrix, last, first)
    all_month = _belongs(archive, matrix, first, last)
    for one in decisions:
        index = rows.get(one.id)
        cells = matrix.cells[index] if index is not None else np.zeros(len(matrix.members), dtype=np.int8)
        if one.adoption != "without_vote" and one.roll_call is not RollCall.COMPLETE:
            yield Problem("roll_call", one.key, f"roll call {one.roll_call.value}: “{one.title}” ({one.day})")
        yield from _tally(one, cells)
        if index is None:
            continue
        # The early source lists as absent who was admitted later in the month, whatever the day of the vote.
        cast = (cells != 0) & (cells != int(Position.ABSENT))
        for iso3 in _codes(matrix, (cast & ~belongs[index]) | ((cells != 0) & ~that_month[index])):
            if not _council_china(one, iso3):
                yield Problem("membership", f"{one.key} {iso3}", f"{iso3} was not a member on {one.day}")
        if one.body is Body.SC:
            seats = int((cells != 0).sum())
            if seats != (15 if one.day >= SEATED else 11):
                yield Problem("seats", one.key, f"{seats} members in the roll call of {one.day}")
        elif one.roll_call is not RollCall.SUSPECT and (missing := int((all_month[index] & (cells == 0)).sum())):
            yield Problem("unlisted", one.key, f"{missing} members without a position ({one.day})")


def _tally(one: Decision, cells: npt.NDArray[np.int8]) -> Iterator[Problem]:
    """Whole roll calls must give the tally; of partial ones no position may be over it, nor the sum."""
    if one.tally is None or one.roll_call is RollCall.NONE:
        return
    counted = tuple(int((cells == int(position)).sum()) for position in list(Position)[:4])
    printed = (one.tally.yes, one.tally.no, one.tally.abstain, one.tally.absent)
    unknown = int((cells == int(Position.UNKNOWN)).sum())
    open_ = one.roll_call is RollCall.PARTIAL
    pairs = [(have, want) for have, want in zip(counted, printed, strict=True) if want is not None]
    whole = None in printed or sum(counted) + unknown == sum(want for _, want in pairs)
    if (not open_ and (unknown or any(have != want for have, want in pairs))) or (
        open_ and (not whole or any(have > want for have, want in pairs))
    ):
        rest = f", {unknown} unknown" if unknown else ""
        yield Problem("tally", one.key, f"printed {_dashed(printed)}, member votes {_dashed(counted)}{rest}")


def _dashed(counts: Sequence[int | None]) -> str:
    return "-".join("?" if count is None else str(count) for count in counts)


def _months(matrix: Matrix) -> tuple[Ints, Ints]:
    """The first and last day of each decision's month, as ordinals."""
    days = [date.fromordinal(int(day)) for day in matrix.first]
    first = [day.replace(day=1).toordinal() for day in days]
    last = [day.replace(day=monthrange(day.year, day.month)[1]).toordinal() for day in days]
    return np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)


def _belongs(archive: Archive, matrix: Matrix, since_by: Ints, until_from: Ints) -> npt.NDArray[np.bool_]:
    """Who was a member, shape (decisions, members): admitted by `since_by` and still one on `until_from`.

    With the month's last day and then its first this is who was a member on any day of it, the other way round who
    was on all of them.
    """
    belongs = np.zeros(matrix.cells.shape, dtype=np.bool_)
    for column, iso3 in enumerate(matrix.members):
        for span in archive.roster.members[iso3].spans:
            inside = since_by >= span.since.toordinal()
            if span.until is not None:
                inside &= until_from <= span.until.toordinal()
            belongs[:, column] |= inside
    return belongs


def _council_china(one: Decision, iso3: str) -> bool:
    """The Council's source has one key for China, whoever held the seat."""
    return one.body is Body.SC and iso3 == "CHN" and one.day < PEOPLES_REPUBLIC


def _codes(matrix: Matrix, mask: npt.NDArray[np.bool_]) -> list[str]:
    return [matrix.members[index] for index in np.flatnonzero(mask)]


def _outcomes(matrix: Matrix, decisions: Iterable[Decision]) -> Iterator[Problem]:
    rows = {id_: index for index, id_ in enumerate(matrix.ids.tolist())}
    columns = {iso3: matrix.column(iso3) for iso3 in PERMANENT}
    for one in decisions:
        if one.body is not Body.SC or one.tally is None or one.id not in rows or one.roll_call is not RollCall.COMPLETE:
            continue
        against = tuple(iso3 for iso3 in PERMANENT if columns[iso3][rows[one.id]] == int(Position.NO))
        enough = one.tally.yes >= (9 if one.day >= SEATED else 7)
        said = f"{one.outcome.value} with {one.tally}, permanent members against: {', '.join(against) or 'none'}"
        if one.vetoed_by and set(one.vetoed_by) != set(against):
            yield Problem("outcome", one.key, f"{said}; vetoed by {', '.join(one.vetoed_by)} in the source")
        elif _expected(enough, against) is not one.outcome:
            yield Problem("outcome", one.key, said)


def _expected(enough: bool, against: Sequence[str]) -> Outcome:
    if not enough:
        return Outcome.FAILED
    return Outcome.VETOED if against else Outcome.ADOPTED
