"""The votes that stand out: closest, most contested, unanimous, alone against all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from db.archive import Archive
from db.matrix import Ints, Mask, Matrix
from db.queries.decisions import by_ids
from db.records import Body, Decision
from handlers import leaders
from handlers.alignment import group_cells, party_name, selected, side
from handlers.answer import Answer, Table
from handlers.counted import gaps, seats, whole_only
from handlers.measures import is_cast
from handlers.poll import LONE, Poll, alone_on, by_member, only
from handlers.question import Question
from handlers.tally import outcome
from handlers.wording import VERBS, data_sets, day, described, label, plural, reach, scope, series, start, with_article

SHOWN = 10
KEPT = 200
"""Rows in the facts where the question asks for all that fit, not for the top few."""
NAMED = 3
TWO_THIRDS = (
    "“Closest” is by the difference between yes and no, abstentions left out; important questions need two thirds of "
    "the members present and voting (Article 18 of the Charter), so a text with a narrow majority may have failed."
)
PROCEDURE = re.compile(
    r"\b(motion|adjourn\w*|priority|ruling|point of order|clos(e|ing|ure) (of )?(the )?debate|postpon\w+|"
    r"2/3 majority|two-thirds majority|that portion|remainder of|reconsideration of|in the agenda|proceed with)\b",
    re.IGNORECASE,
)
"""Words of the sources' titles of votes on procedure and on parts of a text, which they do not mark otherwise."""
SPARE = 50
SC_MAJORITY = "The Security Council needs nine yes votes of fifteen (seven of eleven until 1965)."


@dataclass(frozen=True, slots=True)
class Flavour:
    """One kind of extreme. `keys` sort ascending, most extreme first; `fits` leaves out what does not belong at all."""

    title: str
    keys: Callable[[Poll], Sequence[Ints]]
    fits: Callable[[Poll], Mask] | None = None
    note: str = ""


FLAVOURS: dict[str, Flavour] = {
    "closest": Flavour(
        "closest votes, by the difference between yes and no",
        lambda poll: (abs(poll.yes - poll.no), poll.abstain, -poll.cast),
        lambda poll: poll.yes + poll.no > 0,
    ),
    "most_contested": Flavour(
        "most contested votes",
        lambda poll: (-poll.divided, -poll.cast),
        note="“Most contested” is by the Attinà–Hix agreement of all members that voted, lowest first: 1 when all "
        "voted alike, 0 when yes, no and abstention were level. Motions and votes on parts of a "
        "text are left out, as far as titles tell them.",
    ),
    "most_no": Flavour("most no votes", lambda poll: (-poll.no, poll.yes)),
    "most_abstain": Flavour("most abstentions", lambda poll: (-poll.abstain, poll.yes)),
    "most_absent": Flavour("most absences", lambda poll: (-poll.absent, poll.yes)),
    "most_yes": Flavour("most yes votes", lambda poll: (-poll.yes, poll.no, poll.abstain)),
    "fewest_yes": Flavour(
        "fewest yes votes", lambda poll: (poll.yes, -poll.no), note="Rejected texts and motions are among them."
    ),
    "unanimous": Flavour(
        "votes in which every member that voted said yes",
        lambda poll: (),
        lambda poll: (poll.yes > 0) & (poll.yes == poll.cast),
    ),
    "by_one": Flavour(
        "votes with one yes more than noes",
        lambda poll: (),
        lambda poll: poll.yes - poll.no == 1,
        note="Important questions need two thirds (Article 18 of the Charter), so a text can fall with one yes more.",
    ),
    "rejected": Flavour(
        "votes with as many noes as yeses, or more",
        lambda poll: (),
        lambda poll: (poll.no >= poll.yes) & (poll.no > 0),
        note="A text falls when it has no more yes than no, or not the two thirds that important questions need "
        "(Article 18 of the Charter); the latter are not told apart in our sources. Rejected amendments and motions "
        "are not among the final votes.",
    ),
    "abstained_more": Flavour(
        "votes with more abstentions than yes votes", lambda poll: (), lambda poll: poll.abstain > poll.yes
    ),
    "bounded": Flavour("votes", lambda poll: ()),
}
LISTS = frozenset({"unanimous", "rejected", "abstained_more", "by_one", "bounded", *LONE})


async def answer(archive: Archive, question: Question) -> Answer:
    """The votes that are most so, or all that are so, by the question's measure."""
    if question.measure.startswith("members_"):
        return await leaders.answer(archive, question)
    matrix = await archive.matrix()
    body = question.body or Body.GA
    what = question.measure if question.measure in FLAVOURS or question.measure in LONE else "closest"
    rows = await selected(archive, matrix, question, body)
    if what not in LONE:
        rows = _taking_part(archive, matrix, question, rows)
    poll = Poll(matrix.cells[rows], matrix.first[rows], matrix.ids[rows])
    if what in LONE:
        keep = _lone(archive, matrix, question, rows, poll, what)
        keys: Sequence[Ints] = ()
    else:
        flavour = FLAVOURS[what]
        keep = flavour.fits(poll) if flavour.fits else poll.cast > 0
        keys = flavour.keys(poll)
    # lexsort's last key is the first: then newest first
    order = np.lexsort((-poll.ids, -poll.first, *reversed(keys)))
    order = order[keep[order]]
    shown = question.limit or SHOWN
    if what == "most_contested" and "motion" not in question.text.lower():
        order = await _on_substance(archive, poll, order, shown)
    kept = order[: max(KEPT, shown) if what in LISTS else shown]
    decisions = await by_ids(archive, [int(id_) for id_ in poll.ids[kept]])
    alone = [alone_on(matrix, poll, int(index), question, what) for index in kept]
    facts = {
        "what": what,
        "total": len(order),
        "rows": [
            {**_tally(poll, int(index)), "decision": one.key, "date": one.day.isoformat(), "members": list(members)}
            for index, one, members in zip(kept, decisions, alone, strict=True)
        ],
    }
    by = by_member(matrix, poll, order, question, what)
    if what in LONE:
        facts["by"] = by
    return Answer(
        question=question,
        headline=start(_headline(archive, question, body, what, len(order), decisions, poll, kept)),
        lines=(*_lines(archive, question, by), *await _adopted(archive, question, what, poll, order)),
        facts=facts,
        notes=(*question.notes, *_notes(question, body, what), reach(archive, body)),
        table=_table(archive, poll, kept[:shown], decisions, alone),
        sources=data_sets(archive, body),
        coverage=archive.coverage,
    )


async def _on_substance(archive: Archive, poll: Poll, order: Ints, shown: int) -> Ints:
    """The first votes of an order without those whose titles tell of a motion or of a part of a text."""
    start_of = order[: 3 * shown + SPARE]
    decisions = await by_ids(archive, [int(id_) for id_ in poll.ids[start_of]])
    keep = [one.official or not PROCEDURE.search(one.original_title) for one in decisions]
    return np.concatenate([start_of[np.array(keep, dtype=np.bool_)], order[3 * shown + SPARE :]])


def _taking_part(archive: Archive, matrix: Matrix, question: Question, rows: Ints) -> Ints:
    """Only the votes in which every member or group asked about took one of the positions, or cast any vote."""
    for party in (*question.members, *question.groups):
        column = side(archive, matrix, rows, party)
        wanted = [int(position) for position in question.positions]
        rows = rows[np.isin(column, wanted) if wanted else is_cast(column)]
    return rows


def _lone(archive: Archive, matrix: Matrix, question: Question, rows: Ints, poll: Poll, what: str) -> Mask:
    """Where one member stood alone; with members named, where these and no others did."""
    if question.groups and not question.members:
        return only(poll, question, what, group_cells(archive, matrix, rows, question.groups[0]), None)
    if not question.members:
        return only(poll, question, what, poll.cells, 1)
    columns = [matrix.members.index(iso3) for iso3 in question.members if iso3 in matrix.members]
    return only(poll, question, what, poll.cells[:, columns], len(question.members))


def _tally(poll: Poll, index: int) -> dict[str, int]:
    return {"yes": int(poll.yes[index]), "no": int(poll.no[index]), "abstain": int(poll.abstain[index])}


def _headline(
    archive: Archive,
    question: Question,
    body: Body,
    what: str,
    total: int,
    decisions: Sequence[Decision],
    poll: Poll,
    kept: Ints,
) -> str:
    where = scope(archive, question, body).removeprefix("in ")
    if what in LONE:
        text = f"{where} in which {_stood_alone(archive, question, what)}: {total:,}"
    else:
        among = where if what == "bounded" else f"{FLAVOURS[what].title}, among {where}"
        text = f"{among}{_with(archive, question)}" + (f": {total:,}" if what in LISTS else "")
    if not decisions:
        return text + "." if what in LISTS else f"{text}: none found."
    if what in LISTS:
        newest = f"{label(decisions[0])} ({day(decisions[0])})"
        return f"{text}. Newest: {newest}." if total > 1 else f"{text}: {described(decisions[0])}."
    top = [
        f"{label(one)}, {'-'.join(map(str, _tally(poll, int(index)).values()))}"
        + ("" if label(one).startswith("the ") else f" ({day(one)})")
        for index, one in zip(kept[:NAMED], decisions[:NAMED], strict=False)
    ]
    return f"{text}: {'; '.join(top)} (yes-no-abstain)."


def _stood_alone(archive: Archive, question: Question, what: str) -> str:
    did = "voted no" if what == "lone_no" else ""
    if what == "lone":
        did = series((VERBS[p] for p in question.positions), "or") if question.positions else "stood alone"
    if question.members:
        names = series(with_article(archive, iso3) for iso3 in question.members)
        return f"{names} {did}" if did == "stood alone" else f"only {names} {did}"
    if question.groups:
        return f"only members in {archive.roster.groups[question.groups[0]].short} {did}"
    return f"one member {did}" if did == "stood alone" else f"only one member {did}"


def _with(archive: Archive, question: Question) -> str:
    parties = (*question.members, *question.groups)
    if not parties:
        return ""
    names = series(party_name(archive, party) for party in parties)
    did = series((VERBS[p] for p in question.positions), "or") if question.positions else "cast a vote"
    return f" in which {names} {did}"


def _lines(archive: Archive, question: Question, by: dict[str, int]) -> tuple[str, ...]:
    """Who stood alone most often, where anyone may have."""
    if question.members or len(by) < 2:
        return ()
    most = series(f"{with_article(archive, iso3)} {count:,}" for iso3, count in list(by.items())[:5])
    return (f"Most often: {most}; {plural(len(by), 'member')} at least once.",)


async def _adopted(archive: Archive, question: Question, what: str, poll: Poll, order: Ints) -> list[str]:
    """Of the votes with most noes the first that was adopted, where the first of all is not known to have been."""
    if what != "most_no":
        return []
    passed = order[poll.yes[order] > poll.no[order]]
    if not len(passed) or passed[0] == order[0]:
        return []
    (one,) = await by_ids(archive, [int(poll.ids[passed[0]])])
    tally = "-".join(map(str, _tally(poll, int(passed[0])).values()))
    return [f"The most against a text with more yes than no: {described(one)}, {tally}."]


def _notes(question: Question, body: Body, what: str) -> list[str]:
    notes = []
    if what in FLAVOURS and FLAVOURS[what].note:
        notes.append(FLAVOURS[what].note)
    if what == "closest":
        notes.append(TWO_THIRDS if body is Body.GA else SC_MAJORITY)
    if what == "lone" and not question.positions:
        notes.append(
            "Standing alone: the only no, the only yes, or the only abstention when all others that voted were on one "
            "side."
        )
    if what in LONE and len(question.members) > 1:
        notes.append("Votes count in which exactly these members did so, all of them and nobody else.")
    if what == "unanimous" and body is Body.GA:
        notes.append(
            "Members that did not vote are left out. Texts adopted without a vote are not recorded votes and are not "
            "counted here."
        )
    since = question.period.since
    if body is Body.GA and (since is None or since.year < 1976):
        notes.append("Votes of the early sessions include motions and rejected drafts.")
    return [*notes, *seats(question, question.members), *whole_only(body), *gaps(question, body)]


def _table(
    archive: Archive, poll: Poll, kept: Ints, decisions: Sequence[Decision], alone: Sequence[Sequence[str]]
) -> Table | None:
    if not decisions:
        return None
    with_members = any(alone)
    return Table(
        ("Decision", "Date", "Title", "Yes-No-Abstain", "Outcome", *(("Alone",) if with_members else ())),
        tuple(
            (
                one.key,
                day(one),
                one.title,
                "-".join(map(str, _tally(poll, int(index)).values())),
                outcome(one),
                *((", ".join(map(archive.roster.common, members)),) if with_members else ()),
            )
            for index, one, members in zip(kept, decisions, alone, strict=False)
        ),
    )
