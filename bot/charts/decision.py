"""What the charts of one decision share: how it went, who cast what, and how it is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.charts.source import source_line
from db.archive import Archive
from db.queries.votes import positions
from db.records import Decision, Position, RollCall, Tally
from handlers.answer import Answer
from handlers.positions import ORDER
from handlers.tally import outcome, result
from handlers.wording import VERBS, by_name, day, label, series, start, with_article


@dataclass(frozen=True, slots=True)
class Ballot:
    """One recorded vote, ready to be drawn. `name` is its symbol, where it has one; `cast` is empty where only the
    tally is known; `asked` are the members that the question is about; `said` is the vote in a sentence, `lists` the
    members by position in words."""

    name: str
    day: date
    title: str
    subtitle: str
    source: str
    tally: Tally
    said: str
    lists: tuple[str, ...] = ()
    cast: Mapping[str, Position] = field(default_factory=dict)
    asked: Sequence[str] = ()
    vetoed_by: Sequence[str] = ()

    @property
    def counts(self) -> dict[Position, int]:
        """How many took each position, by the tally; the unknown are those of the roll call."""
        tally = self.tally
        known = (tally.yes, tally.no, tally.abstain, tally.absent or 0)
        return dict(zip(ORDER, (*known, self.listed[Position.UNKNOWN]), strict=True))

    @property
    def listed(self) -> Counter[Position]:
        """How many the roll call has in each position."""
        return Counter(self.cast.values())

    def alt(self, chart: str) -> str:
        """The picture in words: the figures, then the members, the shortest list first."""
        return " ".join((f"{chart} of {self.said}.", *self.lists))


def recorded(answer: Answer) -> bool:
    """Whether the answer is about one decision that has a tally."""
    return answer.decision is not None and answer.decision.recorded


async def ballot(answer: Answer, archive: Archive) -> Ballot | None:
    """The vote that the answer is about; None where none was recorded."""
    decision = answer.decision
    if decision is None or decision.tally is None:
        return None
    cast = await positions(archive, decision.id)
    return Ballot(
        name=decision.symbol if decision.official else decision.key,
        day=decision.day,
        title=decision.title,
        subtitle=_subtitle(archive, decision),
        source=source_line(answer, archive, decision.body),
        tally=decision.tally,
        said=f"{label(decision)}, {day(decision)}: {result(decision)}",
        lists=_lists(archive, cast),
        cast=cast,
        asked=answer.question.members,
        vetoed_by=decision.vetoed_by,
    )


def _subtitle(archive: Archive, decision: Decision) -> str:
    vetoes = series(with_article(archive, iso3) for iso3 in decision.vetoed_by)
    went = f"vetoed by {vetoes}" if vetoes else outcome(decision)
    parts = [start(label(decision)), decision.body.title, day(decision), went]
    if decision.roll_call is RollCall.SUSPECT:
        parts.append("roll call incomplete in the source")
    return " · ".join(parts)


def _lists(archive: Archive, cast: Mapping[str, Position]) -> tuple[str, ...]:
    lists = [(position, by_name(archive, (m for m, at in cast.items() if at is position))) for position in ORDER]
    return tuple(
        f"{start(VERBS[position])}: {', '.join(map(archive.roster.common, members))}."
        for position, members in sorted(lists, key=lambda one: len(one[1]))
        if members
    )
