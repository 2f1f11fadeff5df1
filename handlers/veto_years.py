"""Vetoes by year and decade: the most, the average, and the longest time without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from db.archive import Archive
from db.records import Decision
from handlers.answer import Table
from handlers.question import Question
from handlers.wording import full_date, plural, series

FIRST = date(1946, 1, 17)
"""The Security Council's first meeting."""
NEXT = 3
"""As many ranks of years as a sentence names."""
FEW = 9
"""As many years or decades as a sentence counts one by one."""


def asked(question: Question) -> bool:
    """Whether the answer is by year or decade, or about the time without a veto."""
    return question.order.split()[:1] in (["by_year"], ["by_decade"], ["gap"], ["idle"])


def counts(archive: Archive, question: Question, drafts: Sequence[Decision]) -> dict[int, int]:
    """Drafts vetoed in each year, or decade, of the period that the data reach."""
    step = 10 if "by_decade" in question.order else 1
    found = Counter(one.day.year // step * step for one in drafts)
    first, last = _ends(archive, question)
    return {year: found[year] for year in range(first.year // step * step, last.year + 1, step)}


def sentences(
    archive: Archive, question: Question, drafts: Sequence[Decision], who: str, where: str
) -> tuple[str, list[str]]:
    """The headline and further lines; `who` is the vetoing side, empty for anyone, `where` body, topic and period."""
    if question.order in {"gap", "idle"}:
        return _without(archive, question, drafts, who, where)
    by, (_, *wanted) = counts(archive, question, drafts), question.order.split()
    vetoed = f"drafts vetoed{f' by {who}' if who else ''} {where}"
    total = f"{vetoed}: {len(drafts):,}"
    decades = "by_decade" in question.order
    unit = "decade" if decades else "year"
    if "average" in wanted:
        return f"{total}, or {len(drafts) / len(by):.1f} a {unit} on average, over {plural(len(by), unit)}.", []
    if not drafts:
        return f"{total}.", []
    if not wanted:
        return f"{total}{_each(by, decades)}.", []
    least = "fewest" in wanted
    ranked = sorted(set(by.values()), reverse=not least)
    years = [[_name(year, decades) for year, count in by.items() if count == then] for then in ranked[:NEXT]]
    when = f"in {series(years[0])}" if len(years[0]) <= 2 * NEXT else f"in each of {len(years[0])} {unit}s"
    headline = f"the {'fewest' if least else 'most'} {vetoed} in one {unit}: {ranked[0]:,}, {when}."
    others = "; ".join(f"{series(names)} ({then:,})" for names, then in zip(years[1:], ranked[1:], strict=False))
    lines = [f"Then {others}."] if others and not least else []
    return headline, [*lines, f"In all {plural(len(drafts), 'draft')}."]


def table(archive: Archive, question: Question, drafts: Sequence[Decision]) -> Table | None:
    """The years or decades with their counts; by members where more than one is among those asked about."""
    if question.order == "gap":
        return None
    decades = "by_decade" in question.order
    step = 10 if decades else 1
    casts: dict[int, Counter[str]] = {}
    for one in drafts:
        casts.setdefault(one.day.year // step * step, Counter()).update(one.vetoed_by)
    rows = []
    for year, count in counts(archive, question, drafts).items():
        by = sorted(casts.get(year, Counter()).items(), key=lambda item: (-item[1], item[0]))
        rows.append(
            (
                _name(year, decades).removeprefix("the "),
                f"{count:,}",
                ", ".join(f"{archive.roster.common(iso3)} {n}" for iso3, n in by) or "–",
            )
        )
    return Table(("Decade" if decades else "Year", "Drafts vetoed", "Vetoes cast by"), tuple(rows))


def _each(by: dict[int, int], decades: bool) -> str:
    """The counts one by one where they are few, else how many years have any and which the most."""
    shown = {year: count for year, count in by.items() if count}
    if len(shown) <= FEW:
        return f" ({series(f'{count:,} in {_name(year, decades)}' for year, count in shown.items())})"
    most = max(shown.values())
    best = series(str(year) for year, count in shown.items() if count == most)
    return f", in {len(shown)} of {len(by)} years, most in {best} ({most:,})"


def _name(year: int, decades: bool) -> str:
    return f"the {year}s" if decades else str(year)


def _ends(archive: Archive, question: Question) -> tuple[date, date]:
    last = archive.coverage.sc_through
    first = max(question.period.since or FIRST, FIRST)
    return first, max(first, min(question.period.until or last, last))


def _without(
    archive: Archive, question: Question, drafts: Sequence[Decision], who: str, where: str
) -> tuple[str, list[str]]:
    """The longest time without a veto and the years without one, first what was asked for."""
    first, last = _ends(archive, question)
    days = [first, *sorted(one.day for one in drafts), last]
    since, until = max(pairwise(days), key=lambda pair: pair[1] - pair[0])
    end = " (where our data end)" if until == last else ""
    by = f" by {who}" if who else ""
    longest = f"{(until - since).days:,} days, from {full_date(since)} to {full_date(until)}{end}"
    counted = counts(archive, question.but(order="by_year"), drafts)
    years = [str(year) for year, count in counted.items() if not count]
    if question.order == "gap":
        idle = f"Years without one: {series(years)}." if years else "No year passed without one."
        return f"the longest time without a veto{by} {where}: {longest}.", [idle]
    idle = f"{len(years):,} of {len(counted):,}" + (f" ({series(years)})" if years else "")
    return f"years without a veto{by} {where}: {idle}.", [f"The longest time without one: {longest}."]
