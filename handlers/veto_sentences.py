"""The sentences of answers on vetoes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from db.archive import Archive
from db.records import Body, Decision, Outcome, Position
from handlers.counted import PEOPLES_REPUBLIC_SEATED, place
from handlers.positions import SOVIET_SEAT_CEDED
from handlers.question import Question
from handlers.tally import result
from handlers.wording import VERBS, day, label, plural, series, start, with_article

NAMED = 3
"""As many drafts as the headline names one by one."""
PERMANENT = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})
SEAT_OF = {"TWN": "CHN"}
"""The Republic of China held China's permanent seat until 25 October 1971; the source has its votes under China."""
PROCEDURAL = (
    "S/RES/34(1947)", "S/RES/87(1950)", "S/RES/88(1950)", "S/RES/110(1955)", "S/RES/119(1956)", "S/RES/120(1956)",
    "S/RES/132(1959)", "S/RES/157(1960)", "S/RES/462(1980)", "S/RES/2623(2022)",
)  # fmt: skip
"""Texts adopted with a permanent member's no: decided by the procedural rule, in which no veto applies."""


def headline(archive: Archive, question: Question, drafts: Sequence[Decision], by: Mapping[str, int]) -> str:
    """What was asked and the figure; which drafts where they are few."""
    where = place(archive, question.but(without=()), Body.SC)
    who = side(archive, question)
    if question.decisions and len(question.decisions) == 1:
        return start(f"{_no_veto(question, who, ' ')}{_one(archive, question.decisions[0], drafts)}")
    if no_veto := _no_veto(question, who):
        return f"{no_veto} 0 drafts vetoed."
    supported = supporters(archive, question)
    if question.groups and not by and not question.members and not question.without:
        names = series(archive.roster.groups[group].short for group in question.groups)
        return f"no permanent member of the Security Council is in {names}, so none has a veto: 0 drafts vetoed."
    if not drafts:
        nothing = f"{who} vetoed no draft" if who else f"No draft was vetoed{_number(question.measure)}"
        return f"{nothing} {where}{supported}."
    if question.order in {"first", "last"}:
        one = drafts[-1] if question.order == "first" else drafts[0]
        who = who.removesuffix(" alone").removesuffix(" together").removesuffix(" together with another member")
        whose = f"{who}'s" if who and not who.endswith("s") else f"{who}'" if who else "The"
        alone = {"alone": "sole ", "together": "joint "}.get(question.measure, "")
        return (
            f"{whose} {question.order} {alone}veto {where}{supported}: {_dated(one)}, “{one.title}”, "
            f"{_tallied(one)}vetoed by {_members(archive, one.vetoed_by)}."
        )
    if not who and by and question.order in {"most", "fewest"} and question.measure != "alone":
        return _leader(archive, question, drafts, by, where)
    if not who:
        casts = series(f"{with_article(archive, iso3)} {count:,}" for iso3, count in by.items())
        return (
            f"Drafts vetoed{_number(question.measure)} {where}{supported}: "
            f"{len(drafts):,}, with {plural(sum(by.values()), 'veto', 'vetoes')} cast ({casts}).{which(drafts)}"
        )
    each = _each(archive, by) if question.measure == "together" else _split(archive, drafts, by) or _each(archive, by)
    by_many = _number(question.measure) if question.measure.startswith("by_") else ""
    return f"{who} vetoed {plural(len(drafts), 'draft')}{by_many} {where}{supported}{each}.{which(drafts)}"


def _number(measure: str) -> str:
    """By how many members a draft was vetoed, where that was asked."""
    if measure == "alone":
        return " by one member alone"
    if measure == "together":
        return " by several members together"
    return f" by {measure.removeprefix('by_')} members" if measure.startswith("by_") else ""


def _leader(archive: Archive, question: Question, drafts: Sequence[Decision], by: Mapping[str, int], where: str) -> str:
    """Who vetoed most, or least; a permanent member that vetoed nothing has vetoed least."""
    asked = sorted(PERMANENT - set(question.without)) if question.order == "fewest" else list(by)
    counts = {iso3: by.get(iso3, 0) for iso3 in asked}
    ranked = sorted(counts, key=lambda iso3: counts[iso3], reverse=question.order == "most")
    best = [iso3 for iso3 in ranked if counts[iso3] == counts[ranked[0]]]
    others = series(f"{with_article(archive, iso3)} {counts[iso3]:,}" for iso3 in ranked if iso3 not in best)
    each = f" {'each ' if len(best) > 1 else ''}of the {len(drafts):,} vetoed"
    where = f"{where}{supporters(archive, question)}"
    least = "fewest" if question.order == "fewest" else "most"
    return (
        f"{series(with_article(archive, iso3) for iso3 in best)} vetoed the {least} drafts {where}: "
        f"{counts[best[0]]:,}{each}" + (f" ({others})." if others else ".")
    )


def _split(archive: Archive, drafts: Sequence[Decision], by: Mapping[str, int]) -> str:
    """Of drafts that either of two members vetoed, how many both did and how many only the one or the other."""
    if len(by) != 2:
        return ""
    first, second = by
    both = sum(first in one.vetoed_by and second in one.vetoed_by for one in drafts)
    a, b = with_article(archive, first), with_article(archive, second)
    return (
        f" ({a} {by[first]:,} and {b} {by[second]:,}): both {both:,}, {a} without {b} {by[first] - both:,}, "
        f"{b} without {a} {by[second] - both:,}"
    )


def side(archive: Archive, question: Question) -> str:
    """The vetoing side as the subject of a sentence, empty when anyone will do."""
    names = [with_article(archive, iso3) for iso3 in question.members]
    names += [f"permanent members in {archive.roster.groups[group].short}" for group in question.groups]
    who = series(names, "and" if question.measure == "together" else "or")
    if who and question.measure == "together":
        return f"{who} together" if len(names) > 1 or question.groups else f"{who} together with another member"
    return f"{who} alone" if who and question.measure == "alone" else who


def supporters(archive: Archive, question: Question) -> str:
    """The clause on those that took the other side: " on which the United Kingdom voted yes"."""
    without = _without(archive, question)
    if not question.against:
        return without
    groups = archive.roster.groups
    names = series(
        f"most members in {groups[party].short}" if party in groups else with_article(archive, party)
        for party in question.against
    )
    return f" on which {names} {series((VERBS[p] for p in question.positions or (Position.YES,)), 'or')}{without}"


def _without(archive: Archive, question: Question) -> str:
    """The clause on those that are left out: " and not by China", ", other than by the United States"."""
    groups = archive.roster.groups
    names = series(
        (groups[one].short if one in groups else with_article(archive, one) for one in question.without), "or"
    )
    if not names:
        return ""
    return f", without {names}" if question.members or question.groups else f" by members other than {names}"


def _each(archive: Archive, by: Mapping[str, int]) -> str:
    if len(by) < 2:
        return ""
    return f" ({series(f'{with_article(archive, iso3)} {count:,}' for iso3, count in by.items())})"


def which(drafts: Sequence[Decision]) -> str:
    """The drafts one by one where they are few, as a sentence of its own."""
    if len(drafts) > NAMED:
        return ""
    return f" {start(series(f'{_dated(one)}, “{one.title}”' for one in drafts))}."


def _no_veto(question: Question, who: str, behind: str = "") -> str:
    """That none of the members asked about has a veto; empty where one has, or nobody is named."""
    outsiders = [iso3 for iso3 in question.members if SEAT_OF.get(iso3, iso3) not in PERMANENT]
    if not outsiders or len(outsiders) < len(question.members):
        return ""
    verb = "is not a permanent member" if len(outsiders) == 1 else "are not permanent members"
    has = "has" if len(outsiders) == 1 else "have"
    return f"{who} {verb} of the Security Council and so {has} no veto{'.' if behind else ':'}{behind}"


def _one(archive: Archive, decision: Decision, drafts: Sequence[Decision]) -> str:
    what = start(f"{_dated(decision)}, “{decision.title}”")
    tally = f", {decision.tally}" if decision.tally else ""
    if decision.body is Body.GA:
        return f"{what} was before the General Assembly, where there is no veto: {result(decision)}."
    if decision.vetoed_by:
        less = "" if drafts else ", not by the members asked about"
        return f"{what} was vetoed by {_members(archive, decision.vetoed_by)}{less}{tally}."
    if decision.key in PROCEDURAL:
        return f"{what} was adopted{tally}: a permanent member's no was no veto, as the procedural rule applied."
    what_became = "adopted" if decision.outcome is Outcome.ADOPTED else "not adopted, for want of votes"
    return f"{what} was {what_became}{tally}: nobody vetoed it."


def named(decision: Decision) -> str:
    """How a sentence names a Council draft; oral amendments have no symbol."""
    if decision.body is Body.SC and decision.draft and not decision.draft.startswith("S/"):
        return f"the {decision.draft.lower()} {decision.key}"
    return label(decision)


def _tallied(decision: Decision) -> str:
    return f"{decision.tally}, " if decision.tally else ""


def _dated(decision: Decision) -> str:
    """The name with the date, once."""
    name = named(decision)
    return name if day(decision) in name else f"{name} ({day(decision)})"


def _members(archive: Archive, codes: Sequence[str]) -> str:
    return series(with_article(archive, iso3) for iso3 in codes)


def lines(archive: Archive, question: Question, drafts: Sequence[Decision], by: Mapping[str, int]) -> list[str]:
    """Alone or together, first and last, and who held the seat."""
    lines: list[str] = []
    if not drafts or len(question.decisions) == 1:
        return lines
    if question.order in {"first", "last"}:
        return [f"In all {plural(len(drafts), 'draft')} {'was' if len(drafts) == 1 else 'were'} vetoed."]
    alone = Counter(one.vetoed_by[0] for one in drafts if len(one.vetoed_by) == 1)
    if question.measure not in {"alone", "together"} and len(drafts) > 1:
        lines.append(f"By one member alone: {alone.total():,}; by two or more: {len(drafts) - alone.total():,}.")
    if len(drafts) > NAMED:
        newest, oldest = drafts[0], drafts[-1]
        lines.append(f"First: {_dated(oldest)}. Last: {_dated(newest)}.")
    for iso3, until, holder in (
        ("RUS", SOVIET_SEAT_CEDED, "the Soviet Union before 24 December 1991"),
        ("CHN", PEOPLES_REPUBLIC_SEATED, "the Republic of China before 25 October 1971"),
    ):
        old = sum(iso3 in one.vetoed_by and one.day < until for one in drafts)
        if old and iso3 in by:
            lines.append(
                f"Of {with_article(archive, iso3)}'s {by[iso3]:,}, {plural(old, 'was', 'were')} cast by {holder}."
            )
    return lines
