"""The integrity report as text, for the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from db.queries.gaps import Problem
from db.queries.integrity import KINDS, Integrity
from handlers.wording import full_date, plural

SHOWN = 8
"""So many keys of one known cause are named; the rest are counted. New problems are all shown."""


def lines(report: Integrity) -> list[str]:
    """The report, a line an entry: what there is, what is known to be wrong and why, what is new."""
    through = report.coverage
    text = [
        f"Edition {through.edition}: General Assembly to {full_date(through.ga_through)}, "
        f"Security Council to {full_date(through.sc_through)}.",
        "",
        "Decisions and positions by body and source",
        *(
            f"  {body} {source:<10} {decisions:>7,} decisions {positions:>10,} positions"
            for (body, source), (decisions, positions) in report.sizes.items()
        ),
        "",
        "General Assembly sessions (recorded votes of all decisions)",
        *_sessions(report),
        "",
        f"Known issues: {len(report.known):,}",
        *_known(report.known),
    ]
    if report.solved:
        text += ["", f"Known issues that no longer occur: {len(report.solved):,}"]
        text += [f"  {kind}: {key}" for kind, key in report.solved]
    text += ["", f"New problems: {len(report.problems):,}", *_new(report.problems)]
    return text


def _sessions(report: Integrity) -> Iterable[str]:
    for one in report.sessions:
        yield (f"  {one.name:>5}  {one.recorded:>4} of {one.decisions:>4}  {one.first:%Y-%m} to {one.last:%Y-%m}")


def _known(problems: Sequence[Problem]) -> Iterable[str]:
    by_cause: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in problems:
        by_cause[one.kind, one.reason].append(one.key)
    kind = ""
    for (its_kind, reason), keys in by_cause.items():
        if its_kind != kind:
            kind = its_kind
            yield f"  {KINDS[kind]}"
        more = f" and {len(keys) - SHOWN:,} more" if len(keys) > SHOWN else ""
        yield f"    {', '.join(keys[:SHOWN])}{more}: {reason}"


def _new(problems: Sequence[Problem]) -> Iterable[str]:
    kind = ""
    for one in problems:
        if one.kind != kind:
            kind = one.kind
            yield f"  {KINDS[kind]} ({plural(sum(other.kind == kind for other in problems), 'problem')})"
        yield f"    {one.key}: {one.text}"
