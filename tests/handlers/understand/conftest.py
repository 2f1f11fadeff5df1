"""What the tests of understanding share: a vocabulary and a way to read slots on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from db.archive import Archive
from db.queries.coverage import sessions
from db.queries.titles import load_titles
from handlers.understand.fold import folded
from handlers.understand.slots import Slots, read_slots
from handlers.understand.vocabulary import build

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
async def read(archive: Archive) -> Callable[[str], Slots]:
    """The slots of a text, as if asked on 23 November 2026."""
    vocabulary = build(archive)
    vocabulary.know(await load_titles(archive))
    known = await sessions(archive)
    return lambda text: read_slots(folded(text), vocabulary, TODAY, known)
