"""The record of the meeting at which a decision was taken, where the source names it."""

from __future__ import annotations

import re

from db.records import Decision
from handlers.answer import Link

SYMBOL = re.compile(r"[AS]/(?:[\w-]+/)?PV\.\d+")
"""A verbatim record's symbol; "(Resumption 1)" and the like after it are no part of the address."""


def meeting_record(decision: Decision) -> Link | None:
    """The verbatim record of the meeting, as a link; None where the source gives no symbol."""
    found = SYMBOL.match(decision.meeting)
    return Link(found[0], f"https://undocs.org/{found[0]}") if found else None
