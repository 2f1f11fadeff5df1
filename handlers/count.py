"""How many: votes, resolutions, times a member did something; as a number, a share, or by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import numpy as np

from db.archive import Archive
from db.matrix import Cells, Ints, Mask, Matrix
from db.queries.decisions import within
from db.queries.search import search
from db.records import Body, Decision, Outcome, Position
from handlers.alignment import party_name, rounded, selected, side
from handlers.answer import Answer, Table
from handlers.measures import is_cast
from handlers.positions import CHINA_SEAT
from handlers.question import Question
from handlers.wording import VERBS, data_sets, missing_years, percent, plural, reach, scope, series, start

FLAVOURS = ("unanimous", "without_vote", "adopted", "vetoed", "failed")
"""What can be counted of decisions besides recorded votes; named in `measure` or `order`, beside "share"."""
WITHOUT_VOTE_SINCE = date(2019, 9, 17)
"""Opening of the 74th session: only from here on does the archive hold what the Assembly adopted without a vote."""
MISSING_SESSIONS = (1974, 2018)
"""First and last year of the emergency and special sessions that the sources lack for the most part."""
PEOPLES_REPUBLIC_SEATED = date(1971, 10, 25)
SOVIET_SEAT_CEDED = date(1991, 12, 24)


async def answer(archive: Archive, question: Question) -> Answer:
    """The number of decisions, or of the times that members did something, that fit the question."""
    body = question.body or Body.GA
    if question.members or question.groups:
        return await _of_members(archive, question, body)
    return await _of_decisions(archive, question, body)


async def matching(
    archive: Archive, question: Question, body: Body | None, words: str, final: bool = True
) -> list[Decision]:
    """All final decisions of the question's period and topic, recorded or not, oldest first; `words` narrow them."""
    found = await within(archive, body, question.period.since, question.period.until, question.topic, final)
    if words:
        ids = {one.id for one in await search(archive, words, body, final=final, limit=20_000)}
        found = [one for one in found if one.id in ids]
    return found


def place(archive: Archive, question: Question, body: Body) -> str:
    """Body, topic and period in a sentence: "in the General Assembly on Palestine in 2022"."""
    return f"in the {body.title}" + scope(archive, question, body).removeprefix(f"in {body.title} final votes")


def gaps(question: Question, body: Body) -> tuple[str, ...]:
    """What the sources lack of the Assembly's votes of the question's period, in a sentence."""
    if body is not Body.GA:
        return ()
    since, until = question.period.since or date.min, question.period.until or date.max
    years = missing_years(question.period)
    lacking = [f"General Assembly votes of January to September of {series(years)}"] if years else []
    if since.year <= MISSING_SESSIONS[1] and until.year >= MISSING_SESSIONS[0]:
        lacking.append("most votes of the emergency and special sessions of {} to {}".format(*MISSING_SESSIONS))
    return (f"Not in our sources, and so not counted: {series(lacking)}.",) if lacking else ()


def whole_only(body: Body) -> tuple[str, ...]:
    """That statistics on members leave out some votes, in a sentence."""
    if body is Body.SC:
        return ()
    return ("Votes whose roll call is not whole in our sources are left out.",)


def seats(question: Question, members: Iterable[str]) -> tuple[str, ...]:
    """Who held the seats of China and Russia, where the question's period makes it matter."""
    since = question.period.since
    notes = []
    if {"CHN", "TWN"} & set(members) and (since is None or since < PEOPLES_REPUBLIC_SEATED):
        notes.append(CHINA_SEAT)
    if "RUS" in members and (since is None or since < SOVIET_SEAT_CEDED):
        notes.append("Votes of the Soviet Union until 24 December 1991 count as Russia's.")
    return tuple(notes)


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
    whole = found if flavour in {"without_vote", "adopted"} else recorded
    where = place(archive, question, body)
    share = "share" in asked and flavour != ""
    of = f"{_noun(flavour, body)} {where}"
    if share:
        of = f"share of {'decisions' if whole is found else 'recorded votes'} {where} that were {_predicate(flavour)}"
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
        lines=_breakdown(body, recorded, [one for one in found if one.adoption == "without_vote"]),
        notes=_notes(question, body, recorded),
    )


def is_unanimous(decision: Decision) -> bool:
    """Whether everyone that voted said yes in a recorded vote."""
    tally = decision.tally
    return tally is not None and tally.yes > 0 and not tally.no and not tally.abstain


def _noun(flavour: str, body: Body) -> str:
    return {
        "": "recorded votes on whole texts" if body is Body.GA else "drafts put to the vote",
        "unanimous": "recorded votes in which every member that voted said yes,",
        "without_vote": "texts adopted without a vote",
        "adopted": "resolutions adopted",
        "vetoed": "drafts vetoed",
        "failed": "drafts that failed without a veto",
    }[flavour]


def _predicate(flavour: str) -> str:
    words = {"unanimous": "unanimous (every member that voted said yes)", "without_vote": "adopted without a vote"}
    return words.get(flavour, flavour)


def _breakdown(body: Body, recorded: Sequence[Decision], without: Sequence[Decision]) -> tuple[str, ...]:
    outcomes = Counter(one.outcome for one in recorded)
    said = [f"{outcomes[Outcome.ADOPTED]:,} adopted"]
    if body is Body.SC:
        said += [f"{outcomes[Outcome.VETOED]:,} vetoed", f"{outcomes[Outcome.FAILED]:,} failed without a veto"]
    if outcomes[Outcome.UNKNOWN]:
        said.append(f"{outcomes[Outcome.UNKNOWN]:,} whose outcome our source does not give")
    unanimous = sum(is_unanimous(one) for one in recorded)
    lines = [f"{plural(len(recorded), 'recorded vote')}: {series(said)}. Without a no or an abstention: {unanimous:,}."]
    if body is Body.GA:
        lines.append(f"Beside them, texts known to have been adopted without a vote: {len(without):,}.")
    return tuple(lines)


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
    matrix = await archive.matrix()
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
        lines=(f"That is {_fraction(count, total)} {unit}.",) if question.positions and not share else (),
        notes=(
            *seats(question, (*parties, *question.against)),
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
