"""Two decisions: which members switched, and how. Two members: where they cast different votes (disagreements.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from db.archive import Archive
from db.names import fold
from db.queries.votes import positions
from db.records import Decision, Position
from handlers import but_not, disagreements
from handlers.answer import Answer, Listing, Table
from handlers.counted import seats
from handlers.positions import position_of
from handlers.question import Period, Question
from handlers.series_votes import ALIKE
from handlers.tally import result
from handlers.wording import VERBS, by_name, caveats, day, label, plural, reach, series, sources_of, start, with_article

NAMED = 12
"""As many members as the headline names one by one."""
SHOWN = 6
"""Kinds of change that the headline counts, or one more; where there are still more, a line counts all."""
Change = tuple[Position, Position]


@dataclass(frozen=True, slots=True)
class Compared:
    """Every member's two positions, those with both known; `one_seat` had a seat on one decision only."""

    both: Mapping[str, Change]
    unknown: tuple[str, ...]
    one_seat: tuple[str, ...]

    def alike(self, position: Position) -> list[str]:
        """The members that took this position on both."""
        return sorted(iso3 for iso3, pair in self.both.items() if pair == (position, position))

    @property
    def switched(self) -> dict[str, Change]:
        """The members whose two positions differ, by code."""
        return {iso3: pair for iso3, pair in sorted(self.both.items()) if pair[0] is not pair[1]}


async def answer(archive: Archive, question: Question) -> Answer:
    """Who switched between two decisions; without these, where two members or groups cast different votes."""
    if len(question.decisions) < 2:
        return await disagreements.answer(archive, question)
    if question.order == but_not.ORDER and len(question.positions) == 1:
        return await but_not.answer(archive, question)
    a, b = question.decisions[:2]
    compared = await compare(archive, question, a, b)
    switched = compared.switched
    order = Counter(switched.values())
    ranked = sorted(switched.items(), key=lambda item: (-order[item[1]], item[1], archive.roster.common(item[0])))
    return Answer(
        question=question,
        headline=_headline(archive, question, a, b, compared),
        lines=tuple(_lines(archive, question, a, b, compared)),
        facts={
            "a": a.key,
            "b": b.key,
            "switched": [
                {"member": iso3, "from": before.word, "to": after.word} for iso3, (before, after) in switched.items()
            ],
            "compared": len(compared.both),
            **({"both": compared.alike(question.positions[0])} if len(question.positions) == 1 else {}),
            "unknown": sorted(compared.unknown),
            "one_seat": sorted(compared.one_seat),
        },
        notes=(*question.notes, *_notes(archive, question, a, b, compared), _reach(archive, a, b)),
        table=Table(
            ("Member", f"On {label(a)}", f"On {label(b)}"),
            tuple((archive.roster.common(iso3), before.word, after.word) for iso3, (before, after) in ranked),
        )
        if ranked
        else None,
        listings=tuple(
            Listing(f"{start(VERBS[position])} on both ({len(alike)})", by_name(archive, alike))
            for position in question.positions[: len(question.positions) == 1]
            if (alike := compared.alike(position))
        ),
        sources=sources_of(archive, [a, b]),
        coverage=archive.coverage,
    )


async def compare(archive: Archive, question: Question, a: Decision, b: Decision) -> Compared:
    """The positions on both decisions of all members, or of those that the question names."""
    cast_a, cast_b = await positions(archive, a.id), await positions(archive, b.id)
    both: dict[str, Change] = {}
    unknown, one_seat = [], []
    asked = _asked(archive, question, a, b)
    for iso3 in archive.roster.members if asked is None else asked:
        before = position_of(archive, a, cast_a, iso3)
        after = position_of(archive, b, cast_b, iso3)
        if before is None and after is None:
            continue
        if before is None or after is None:
            one_seat.append(iso3)
        elif Position.UNKNOWN in {before, after}:
            unknown.append(iso3)
        else:
            both[iso3] = (before, after)
    return Compared(both, tuple(unknown), tuple(one_seat))


def _asked(archive: Archive, question: Question, a: Decision, b: Decision) -> list[str] | None:
    """The members that the question is about; None for all. A group's are those of either day."""
    if not question.members and not question.groups:
        return None
    found = dict.fromkeys(question.members)
    for group in question.groups:
        found |= dict.fromkeys(sorted(archive.roster.groups[group].on(a.day) | archive.roster.groups[group].on(b.day)))
    return list(found)


def _headline(archive: Archive, question: Question, a: Decision, b: Decision, compared: Compared) -> str:
    between = f"between {_dated(a)} and {_dated(b)}"
    if a.key == b.key:
        return f"{start(_dated(a))} is both of the decisions named: there is nothing to compare."
    if silent := [one for one in (a, b) if not one.recorded]:
        return f"Nobody can be compared {between}: {series(f'{label(one)} was {result(one)}' for one in silent)}."
    if not compared.both:
        return f"Nobody can be compared {between}: no member's position on both is known."
    if question.members and not question.groups and len(compared.both) <= 3:
        said = series(_path(archive, iso3, pair) for iso3, pair in compared.both.items())
        return start(f"{said}, {between}.")
    short = series(archive.roster.groups[group].short.removeprefix("the ") for group in question.groups)
    member = f"{short} member".strip()
    if len(question.positions) == 1:
        alike = compared.alike(question.positions[0])
        did = f"{plural(len(alike), member)} {VERBS[question.positions[0]]} on both {_dated(a)} and {_dated(b)}"
        names = series(with_article(archive, iso3) for iso3 in by_name(archive, alike))
        return start(f"{did}{f': {names}' if 0 < len(alike) <= NAMED else ''}.")
    switched = compared.switched
    if not switched:
        return f"No {member} changed {between}: {len(compared.both)} compared."
    counts = _counts(switched)
    said = ", ".join(counts if len(counts) == SHOWN + 1 else counts[:SHOWN])
    if len(counts) > SHOWN + 1:
        rest = len(switched) - sum(int(one.split()[0]) for one in counts[:SHOWN])
        said += f", {rest} otherwise"
    return start(f"{plural(len(switched), member)} changed {between}: {said}.")


def _dated(decision: Decision) -> str:
    named = label(decision)
    return named if named.startswith("the ") else f"{named} ({day(decision)})"


def _path(archive: Archive, iso3: str, pair: Change) -> str:
    name = with_article(archive, iso3)
    if pair[0] is pair[1]:
        return f"{name} did not change ({pair[0].word} on both)"
    return f"{name} changed from {pair[0].word} to {pair[1].word}"


def _counts(switched: Mapping[str, Change]) -> list[str]:
    """ "4 from abstain to yes", most frequent first."""
    counts = Counter(switched.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"{count} from {before.word} to {after.word}" for (before, after), count in ranked]


def _lines(archive: Archive, question: Question, a: Decision, b: Decision, compared: Compared) -> Iterator[str]:
    for one in dict.fromkeys((a, b)):
        yield f"{start(label(one))}, “{one.title}”: {result(one)}."
    switched = compared.switched
    if not switched:
        return
    counts = _counts(switched)
    if len(counts) > SHOWN + 1:
        yield f"All changes: {', '.join(counts)}."
    if len(question.positions) == 2:
        asked = question.positions
        names = [with_article(archive, iso3) for iso3 in by_name(archive, switched) if switched[iso3] == asked]
        yield f"From {asked[0].word} to {asked[1].word} ({len(names)}): {series(names) or 'nobody'}."
    if len(switched) > 1:
        missed = sum(Position.ABSENT in pair for pair in switched.values())
        crossed = sum(set(pair) == {Position.YES, Position.NO} for pair in switched.values())
        yield (
            f"Of {plural(len(compared.both), 'member')} with a known position on both, "
            f"{len(compared.both) - len(switched)} did the same on both. The {len(switched)} changes: {missed} from or "
            f"to not voting, {len(switched) - missed - crossed} between an abstention and a yes or no, "
            f"{crossed} between yes and no."
        )
    for iso3 in question.members:
        if len(compared.both) > 3 and (pair := compared.both.get(iso3)):
            yield f"{start(_path(archive, iso3, pair))}."


def _notes(archive: Archive, question: Question, a: Decision, b: Decision, compared: Compared) -> Iterator[str]:
    if len(question.decisions) > 2:
        yield f"Only the first two of the {len(question.decisions)} decisions are compared."
    if question.groups:
        yield "A group's members are those of the day of either vote."
    if a.key == b.key or not (a.recorded and b.recorded):
        return
    if fuzz.ratio(fold(a.title), fold(b.title)) < ALIKE:
        yield "The two texts have different titles: voting otherwise need not mean a change of mind on one question."
    if compared.unknown:
        yield (
            f"Left out: {plural(len(compared.unknown), 'member')} whose position on one of them at least is unknown"
            f"{_named(archive, compared.unknown)}."
        )
    if compared.one_seat:
        yield (
            f"Left out: {plural(len(compared.one_seat), 'member')} with a seat (or a position in the source) on only "
            f"one of the two{_named(archive, compared.one_seat)}."
        )
    for one in (a, b):
        for caveat in caveats(one):
            yield f"{start(label(one))}: {caveat}"
    first, last = sorted((a.day, b.day))
    yield from seats(question.but(period=Period(first, last)), compared.switched)


def _named(archive: Archive, codes: Sequence[str]) -> str:
    if len(codes) > 10:
        return ""
    return f" ({series(archive.roster.common(iso3) for iso3 in codes)})"


def _reach(archive: Archive, a: Decision, b: Decision) -> str:
    return reach(archive, a.body if a.body is b.body else None)
