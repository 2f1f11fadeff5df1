"""Stand-ins: names under which a member is asked for that votes under another one ("the USSR" today, "Scotland")."""

from __future__ import annotations

from datetime import date
from functools import cache

from db.ingest.edition import load_toml
from db.names import fold
from handlers.understand.references import Referred
from handlers.understand.slots import Slots
from handlers.understand.wordlists import FILES

FOUNDED = date(1945, 10, 24)


@cache
def _names() -> dict[str, tuple[date, str]]:
    """A name → the day from which it must be told that another member votes, and the sentence."""
    rows = load_toml(FILES / "stand_ins.toml")["name"]
    return {fold(term): (row["since"], row["said"]) for row in rows for term in row["terms"]}


def stand_ins(slots: Slots, referred: Referred) -> list[str]:
    """What is to be said of voters asked about under a name that is not, or no longer, a member's."""
    days = [one.day for one in referred.decisions] or [slots.period.since or FOUNDED]
    said = []
    for mention in slots.voters:
        typed = slots.text.typed(mention.span.i, mention.span.j)
        since, sentence = _names().get(fold(typed), (date.max, ""))
        if max(days) >= since:
            said.append(sentence.format(name=typed[:1].upper() + typed[1:]))
    return said
