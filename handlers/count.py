"""How many: votes, resolutions, times a member did something; as a number, a share, or by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Mask, Matrix
from db.records import Body, Decision, Outcome, Position
from handlers.alignment import party_name, remaining, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.count_sentences import breakdown, is_unanimous, noun, predicate
from handlers.counted import WITHOUT_VOTE_SINCE, gaps, matching, place, seats, whole_only
from handlers.measures import is_cast, outvoted_on
from handlers.memberships import memberships
from handlers.question import Question
from handlers.wording import (
    VERBS,
    data_sets,
    percent,
    plural,
    reach,
    scope,
    series,
    start,
)

FLAVOURS = ("unanimous", "without_vote", "adopted", "vetoed", "failed")
"""What can be counted of decisions besides recorded votes; named in `measure` or `order`, beside "share"."""


async def answer(archive: Archive, question: Question) -> Answer:
    """The number of decisions, or of the times that members did something, that fit the question."""
    body = question.body or Body.GA
    if question.members or question.groups:
        return await _of_members(archive, question, body)
    return await _of_decisions(archive, question, body)


async def _of_decisions(archive: Archive, question: Question, body: Body) -> Answer:
    asked = set(f"{question.measure} {question.order}".split())
    flavour = next((one for one in FLAVOURS if one in asked), "")
    found = await matching(archive, question, body, question.words)
    recorded = [one for one in found if one.recorded]
    matches: dict[str, Callable[[Decision], bool]] = {
        "": lambda one: one.recorded,
        "unanimous": is_unanimous,
        "without_vote": lambda one: one.adoption == "without_vote",
        "adopted": lambda one: one.outcome is Outcome.ADOPTED,
        "vetoed": lambda one: one.outcome is Outcome.VETOED,
        "failed": lambda one: one.outcome is Outcome.FAILED,
    }
    counted = [one for one in found if matches[flavour](one)]
    # a share of what was adopted is one of all that is known to have been decided, votes or not
    whole, things = (found, "decisions") if flavour in {"without_vote", "adopted"} else (recorded, "recorded votes")
    if flavour == "unanimous" and "resolutions" in asked and body is Body.SC:
        whole, things = [one for one in found if one.outcome is Outcome.ADOPTED], "resolutions adopted"
    where = place(archive, question, body)
    if question.positions:
        return _of_casts(archive, question, body, recorded)
    lines = breakdown(body, recorded, found, await _vetoed_amendments(archive, question, body))
    share = "share" in asked and flavour != ""
    of = f"{noun(flavour, body)} {where}"
    if share:
        of = f"share of {things} {where} that were {predicate(flavour)}"
    headline = f"{start(of)}: {len(counted):,}."
    if share:
        headline = f"{start(of)}: {_fraction(len(counted), len(whole))}."
    return _answer(
        archive,
        question,
        body,
        headline=headline,
        of=of,
        counted=Counter(one.day.year for one in counted),
        whole=Counter(one.day.year for one in whole),
        share=share,
        lines=lines[:1] if question.bounds else lines,  # what was adopted without a vote has no counts
        notes=_notes(question, body, recorded),
    )


def _of_casts(archive: Archive, question: Question, body: Body, recorded: Sequence[Decision]) -> Answer:
    """How many votes of the positions asked about were cast, over all recorded votes."""
    counted: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for one in recorded:
        if (tally := one.tally) is not None:
            counts = {Position.YES: tally.yes, Position.NO: tally.no, Position.ABSTAIN: tally.abstain}
            counts[Position.ABSENT] = tally.absent or 0
            counted[one.day.year] += sum(counts.get(position, 0) for position in question.positions)
            whole[one.day.year] += sum(counts.values())
    where = place(archive, question, body)
    of = f"{series(NOUNS.get(position, 'unknown positions') for position in question.positions)} {where}"
    rest = (
        f"of {whole.total():,} positions of members, absences among them, in {plural(len(recorded), 'recorded vote')}"
    )
    share = "share" in question.measure.split()
    said = _fraction(counted.total(), whole.total()) if share else f"{counted.total():,}, {rest}"
    return _answer(
        archive,
        question,
        body,
        headline=f"{start(of)}: {said}.",
        of=of,
        counted=counted,
        whole=whole,
        share=share,
        lines=(),
        notes=_notes(question, body, recorded),
    )


NOUNS = {
    Position.YES: "yes votes",
    Position.NO: "no votes",
    Position.ABSTAIN: "abstentions",
    Position.ABSENT: "absences",
}


async def _vetoed_amendments(archive: Archive, question: Question, body: Body) -> int:
    """Amendments and other votes short of a whole draft that were vetoed: counted as vetoes, but not as drafts here."""
    if body is not Body.SC:
        return 0
    found = await matching(archive, question, body, question.words, final=False)
    return sum(one.outcome is Outcome.VETOED and not one.final for one in found)


def _notes(question: Question, body: Body, recorded: Sequence[Decision]) -> tuple[str, ...]:
    if body is Body.SC:
        return ()
    notes = list(gaps(question, body))
    since = question.period.since
    if since is None or since < WITHOUT_VOTE_SINCE:
        notes.insert(
            0,
            "Resolutions adopted without a vote before the 74th session (September 2019) are not in the data, so this "
            "is not the number of all resolutions.",
        )
    if any(one.outcome is Outcome.UNKNOWN for one in recorded):
        notes.append("The early sessions' recorded votes include motions and rejected drafts.")
    return tuple(notes)


async def _of_members(archive: Archive, question: Question, body: Body) -> Answer:
    matrix = remaining(archive, await archive.matrix(), question)
    rows = await selected(archive, matrix, question, body)
    parties = (*question.members, *question.groups)
    columns = [side(archive, matrix, rows, party) for party in parties]
    wanted = question.positions or (Position.YES, Position.NO, Position.ABSTAIN)
    fits = _all(np.isin(column, [int(p) for p in wanted]) for column in columns)
    # missing votes are counted among all those in which there was a seat, the rest among votes cast
    base = _all(column != 0 if Position.ABSENT in wanted else is_cast(column) for column in columns)
    did = series((VERBS[p] for p in question.positions), "or") if question.positions else "cast a vote"
    names = series(party_name(archive, party) for party in parties)
    if question.against and len(parties) > 1 and not question.positions:
        did = "voted the same way"
    done = f"{names} {'both ' if len(parties) == 2 and question.positions else ''}{did}"
    outvoted = "outvoted" in question.measure.split()
    if outvoted:
        fits, base = outvoted_on(matrix.cells[rows], columns[0])
        done = f"{party_name(archive, parties[0])} was outvoted (no where more said yes, or yes where more said no)"
    if question.against:
        others = [side(archive, matrix, rows, party) for party in question.against]
        fits &= _all(_opposed(columns, other) for other in others)
        base &= _all(is_cast(other) for other in others)
        others_named = series(party_name(archive, party) for party in question.against)
        done = f"{done} with {others_named} on the other side (yes against no)"
    where = scope(archive, question, body)
    share = "share" in question.measure.split()
    count, total = int(fits.sum()), int(base.sum())
    unit = "of the votes in which there was a seat" if Position.ABSENT in wanted else "of the votes cast"
    unit = "of the votes in which it said yes or no" if outvoted else unit
    of = f"{'share ' + unit if share else 'times'} {'in which' if share else 'that'} {done} {where}"
    how_often = f"in {_fraction(count, total)} {unit}" if share else plural(count, "time")
    return _answer(
        archive,
        question,
        body,
        headline=f"{start(done)} {how_often} {where}.",
        of=of,
        counted=_years(matrix, rows[fits]),
        whole=_years(matrix, rows[base]),
        share=share,
        lines=(f"That is {_fraction(count, total)} {unit}.",) if (question.positions or outvoted) and not share else (),
        notes=(
            *seats(question, (*parties, *question.against)),
            *memberships(archive, question, (*parties, *question.against)),
            *(
                ("A group's position on a vote is that of most of its members that voted; ties are left out.",)
                if question.groups
                else ()
            ),
            *whole_only(body),
            *gaps(question, body),
        ),
    )


def _all(masks: Iterable[Mask]) -> Mask:
    every: Mask = np.logical_and.reduce(list(masks))
    return every


def _opposed(columns: Sequence[Cells], other: Cells) -> Mask:
    """Where all columns say yes and the other no, or the reverse."""
    yes, no = int(Position.YES), int(Position.NO)
    opposed: Mask = (_all(column == yes for column in columns) & (other == no)) | (
        _all(column == no for column in columns) & (other == yes)
    )
    return opposed


def _years(matrix: Matrix, rows: Ints) -> Counter[int]:
    years, counts = np.unique(matrix.years[rows], return_counts=True)
    return Counter({int(year): int(count) for year, count in zip(years, counts, strict=True)})


def _fraction(count: int, total: int) -> str:
    if not total:
        return "none, as there were no such votes"
    return f"{percent(count / total)} ({count:,} of {total:,})"


def _answer(
    archive: Archive,
    question: Question,
    body: Body,
    *,
    headline: str,
    of: str,
    counted: Counter[int],
    whole: Counter[int],
    share: bool,
    lines: tuple[str, ...],
    notes: tuple[str, ...],
) -> Answer:
    count, total = counted.total(), whole.total()
    by_year = "by_year" in question.order.split()
    table = Table(
        ("Year", "Number", "Of", "Share"),
        tuple(
            (str(year), f"{counted[year]:,}", f"{whole[year]:,}", percent(counted[year] / whole[year]))
            for year in sorted(whole)
        ),
    )
    facts: dict[str, object] = {
        "value": (rounded(count / total) if total else None) if share else count,
        "of": of,
        "count": count,
        "total": total,
        "topic": question.topic or question.words or None,
        "body": body.value,
    }
    if by_year:
        facts["rows"] = [{"year": year, "value": counted[year], "total": whole[year]} for year in sorted(whole)]
    return Answer(
        question=question,
        headline=headline,
        lines=lines,
        facts=facts,
        table=table if by_year else None,
        notes=(*question.notes, *notes, reach(archive, body)),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )
