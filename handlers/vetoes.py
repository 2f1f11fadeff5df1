"""Vetoes in the Security Council, and drafts that failed without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date

import numpy as np

from db.archive import Archive
from db.queries.votes import positions
from db.records import Body, Decision, Outcome, Position
from handlers import veto_years
from handlers.alignment import group_cells, group_positions
from handlers.answer import Answer, Link, Table, document, unique
from handlers.counted import PEOPLES_REPUBLIC_SEATED, matching, place
from handlers.positions import CHINA_SEAT
from handlers.question import Question
from handlers.veto_sentences import NAMED, PERMANENT, PROCEDURAL, SEAT_OF, headline, lines, side, supporters, which
from handlers.wording import VERBS, data_sets, day, plural, reach, series, start, with_article

SHOWN = 15
GENERIC = frozenset({"amendment", "amendments", "draft", "drafts", "resolution", "resolutions", "text", "texts"})
"""Search words that say what was vetoed, not about what: every vetoed text is a draft or an amendment."""
RULE = (
    "Counting rule: a veto is a permanent member's no on a substantive draft or amendment that had the votes to pass, "
    "counted once for each draft or amendment, as Benoît Martin's database (Sciences Po) records it. Published totals "
    "differ by what they count."
)
Test = Callable[[Decision], bool]


async def answer(archive: Archive, question: Question) -> Answer:
    """The drafts vetoed (or, with order "failed", those that failed without a veto) that fit the question."""
    words = " ".join(word for word in question.words.split() if word.lower() not in GENERIC)
    asked = _sided(question.but(words=words))
    found = list(question.decisions) or await matching(archive, asked, Body.SC, words, final=False)
    if "failed" in {question.order, question.measure}:
        return await _failed(archive, asked, found)
    vetoers = _vetoers(archive, asked)
    drafts = [one for one in found if one.outcome is Outcome.VETOED and _cast_by(archive, asked, vetoers)(one)]
    if asked.groups and not vetoers and not asked.without:
        drafts = []  # no member of the group has a veto
    drafts = await _supported(archive, asked, drafts)
    drafts.sort(key=lambda one: (-one.day.toordinal(), -one.id))
    by = _by(asked, drafts, vetoers)
    said, further = headline(archive, asked, drafts, by), lines(archive, asked, drafts, by)
    if veto_years.asked(asked):
        said, further = veto_years.sentences(
            archive,
            asked,
            drafts,
            side(archive, asked),
            place(archive, asked.but(without=()), Body.SC) + supporters(archive, asked),
        )
    return Answer(
        question=question,
        headline=start(said),
        lines=(*further, *await _took(archive, question), *await _beside(archive, question, asked, drafts)),
        facts={
            "count": len(drafts),
            "by": dict(by),
            **({"years": _years(archive, asked, drafts)} if veto_years.asked(asked) else {}),
            "rows": [
                {"decision": one.key, "date": one.day.isoformat(), "vetoed_by": list(one.vetoed_by), "topic": one.title}
                for one in drafts
            ],
        },
        notes=(
            *question.notes,
            *_notes(asked, drafts),
            *(
                [CHINA_SEAT]
                if "CHN" in asked.against and any(one.day < PEOPLES_REPUBLIC_SEATED for one in drafts)
                else []
            ),
            reach(archive, Body.SC),
        ),
        table=(veto_years.asked(asked) and veto_years.table(archive, asked, drafts))
        or _table(archive, question, drafts),
        sources=_sources(archive, drafts),
        coverage=archive.coverage,
    )


def _years(archive: Archive, question: Question, drafts: Sequence[Decision]) -> list[dict[str, int]]:
    return [{"year": year, "count": count} for year, count in veto_years.counts(archive, question, drafts).items()]


async def _took(archive: Archive, question: Question) -> list[str]:
    """What the members asked about did on the one draft that the question names."""
    if len(question.decisions) != 1 or not question.members:
        return []
    one = question.decisions[0]
    cast = await positions(archive, one.id)
    did = [f"{with_article(archive, iso3)} {VERBS[cast[iso3]]}" for iso3 in question.members if iso3 in cast]
    return [f"{start(series(did))}."] if did else []


async def _beside(archive: Archive, question: Question, asked: Question, drafts: Sequence[Decision]) -> list[str]:
    """What members without a veto that are named beside those with one did on the drafts, a sentence each."""
    others = [iso3 for iso3 in question.members if iso3 not in (*asked.members, *asked.against)]
    if not others or not drafts or question.decisions:
        return []
    matrix = await archive.matrix()
    rows = np.searchsorted(matrix.ids, np.array([one.id for one in drafts], dtype=np.int64))
    said = []
    for iso3 in others:
        column = matrix.column(iso3)[rows]
        counts = {position: int((column == int(position)).sum()) for position in (*VERBS,)}
        did = series(f"{VERBS[position]} on {count:,}" for position, count in counts.items() if count)
        name = start(with_article(archive, iso3))
        seats = int((column != 0).sum())
        said.append(
            f"{name} has no veto; it {did} of the {plural(seats, 'draft')} before it."
            if seats
            else f"{name} has no veto, and was not on the Security Council for any of them."
        )
    return said


def _sided(question: Question) -> Question:
    """The question with members that have no veto put on the other side where it asks for their positions, and left
    out where a member with a veto is named beside them."""
    with_veto = tuple(iso3 for iso3 in question.members if SEAT_OF.get(iso3, iso3) in PERMANENT)
    others = tuple(iso3 for iso3 in question.members if iso3 not in with_veto)
    if question.positions:
        return question.but(members=with_veto, against=(*question.against, *others))
    return question.but(members=with_veto) if with_veto and question.measure != "together" else question


def _vetoers(archive: Archive, question: Question) -> frozenset[str]:
    """The permanent members asked about, with those of the groups; empty when the question names none."""
    named = set(question.members)
    for group in question.groups:
        named |= set(archive.roster.groups[group].spans) & PERMANENT
    if left_out := _left_out(archive, question):
        named = (named or set(PERMANENT)) - left_out
    return frozenset(SEAT_OF.get(iso3, iso3) for iso3 in named)


def _left_out(archive: Archive, question: Question) -> frozenset[str]:
    """The members that the question excepts, with those of the groups."""
    return frozenset(SEAT_OF.get(iso3, iso3) for party in question.without for iso3 in _of(archive, party))


def _of(archive: Archive, party: str) -> Collection[str]:
    """A member, or all members that a group ever had."""
    return archive.roster.groups[party].spans if party in archive.roster.groups else (party,)


def _cast_by(archive: Archive, question: Question, vetoers: frozenset[str]) -> Test:
    """Whether the members asked about vetoed a draft: any, one alone, or all together; none of those excepted."""
    left_out = _left_out(archive, question) if question.members or question.groups else frozenset()
    taipei_only = "TWN" in question.members and "CHN" not in question.members

    def fits(one: Decision) -> bool:
        casts = set(one.vetoed_by)
        if taipei_only and one.day >= PEOPLES_REPUBLIC_SEATED:
            casts.discard("CHN")
        if left_out and casts & left_out:
            return False
        if question.measure == "alone":
            return len(one.vetoed_by) == 1 and (not vetoers or bool(casts & vetoers))
        if question.measure.startswith("by_"):
            return len(casts) == int(question.measure.removeprefix("by_")) and (not vetoers or bool(casts & vetoers))
        if question.measure == "together":
            return len(casts) > 1 and vetoers <= casts
        return not vetoers or bool(casts & vetoers)

    return fits


async def _supported(archive: Archive, question: Question, drafts: list[Decision]) -> list[Decision]:
    """Only the drafts on which every member or group in `against` took one of the positions (yes if none is named)."""
    if not question.against or not drafts:
        return drafts
    matrix = await archive.matrix()
    rows = np.searchsorted(matrix.ids, np.array([one.id for one in drafts], dtype=np.int64))
    wanted = [int(position) for position in question.positions or (Position.YES,)]
    keep = np.ones(len(rows), dtype=np.bool_)
    for party in question.against:
        if party in archive.roster.groups:
            column = group_positions(matrix, rows, group_cells(archive, matrix, rows, party))
        else:
            column = matrix.column(party)[rows]
        keep &= np.isin(column, wanted)
    return [one for one, kept in zip(drafts, keep, strict=True) if kept]


def _by(question: Question, drafts: Sequence[Decision], vetoers: frozenset[str]) -> dict[str, int]:
    """Vetoes cast by each member, most first; only by those asked about where the question names some."""
    casts = Counter(iso3 for one in drafts for iso3 in one.vetoed_by)
    if "TWN" in question.members and "CHN" not in question.members:
        casts = Counter({"TWN" if iso3 == "CHN" else iso3: count for iso3, count in casts.items()})
    if not vetoers:
        return dict(sorted(casts.items(), key=lambda item: (-item[1], item[0])))
    named = question.members or tuple(vetoers)
    if question.groups:
        named = (*question.members, *(iso3 for iso3 in vetoers if iso3 not in question.members))
    return dict(sorted(((iso3, casts[iso3]) for iso3 in dict.fromkeys(named)), key=lambda item: (-item[1], item[0])))


def _notes(question: Question, drafts: Sequence[Decision]) -> list[str]:
    notes = [RULE]
    since, until = question.period.since or date.min, question.period.until or date.max
    if question.decisions:
        return notes
    if question.topic or question.words:
        notes.append(
            "Council drafts are known to us by the agenda item they were put under, so a topic can miss a draft "
            "that was put under a wider item."
        )
    elif any(since.year <= int(key[-5:-1]) <= until.year for key in PROCEDURAL):
        notes.append(
            f"{len(PROCEDURAL)} texts adopted with a permanent member's no ({PROCEDURAL[0]} to {PROCEDURAL[-1]}) were "
            "decided by the procedural rule and are not vetoes."
        )
    if question.body is Body.GA:
        notes.append("There is no veto in the General Assembly; these are drafts of the Security Council.")
    return notes


def _table(archive: Archive, question: Question, drafts: Sequence[Decision]) -> Table | None:
    if not drafts:
        return None
    shown = drafts[::-1] if question.order == "first" else drafts
    return Table(
        ("Draft", "Date", "Agenda item", "Tally", "Vetoed by"),
        tuple(
            (
                one.draft or one.key,
                day(one),
                one.title,
                str(one.tally),
                ", ".join(map(archive.roster.common, one.vetoed_by)) or "–",
            )
            for one in shown[: question.limit or (1 if question.order in {"first", "last"} else SHOWN)]
        ),
    )


def _sources(archive: Archive, drafts: Sequence[Decision]) -> tuple[Link, ...]:
    """Documents of the newest drafts that have one, then the data set."""
    links = [link for one in drafts[:SHOWN] if (link := document(one))]
    return unique([*links[:NAMED], *data_sets(archive, Body.SC)])


async def _failed(archive: Archive, question: Question, found: Sequence[Decision]) -> Answer:
    drafts = [one for one in found if one.outcome is Outcome.FAILED]
    drafts = await _supported(archive, question, drafts)
    drafts.sort(key=lambda one: (-one.day.toordinal(), -one.id))
    notes = [
        "These drafts did not get the votes to pass: seven of eleven until 1965, nine of fifteen since 1966.",
    ]
    if question.members:
        notes.append("Who put a draft forward is not in the data: drafts of all members are counted.")
    where = place(archive, question, Body.SC)
    return Answer(
        question=question,
        headline=f"Drafts that failed without a veto {where}{supporters(archive, question)}: {len(drafts):,}."
        + (which(drafts) if drafts else ""),
        facts={
            "count": len(drafts),
            "by": {},
            "rows": [
                {"decision": one.key, "date": one.day.isoformat(), "vetoed_by": [], "topic": one.title}
                for one in drafts
            ],
        },
        notes=(*question.notes, *notes, reach(archive, Body.SC)),
        table=_table(archive, question, drafts),
        sources=_sources(archive, drafts),
        coverage=archive.coverage,
    )
