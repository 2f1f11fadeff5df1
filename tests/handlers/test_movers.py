"""Who moved towards a member or away from it, counted by pandas."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from db.archive import Archive
from handlers import ranking
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition_tables import counted, votes

WORTH = {"Y": 1.0, "A": 0.0, "N": -1.0}
SINCE_2010 = Period(date(2010, 1, 1), date(2024, 12, 31), "from 2010 to 2024")


def soft(of: str, since: str, until: str) -> tuple[pd.Series[float], pd.Series[int], int]:
    """Each member's agreement with one and its shared votes, and the votes that the one cast."""
    frame = counted(since=since, until=until)
    cells = votes().loc[frame.index].apply(lambda column: column.map(WORTH))
    own = cells.pop(of)
    cells = cells[own.notna()]
    apart = cells.sub(own[own.notna()], axis=0).abs()
    return 1 - apart.mean() / 2, cells.notna().sum(), int(own.notna().sum())


def expected(of: str) -> pd.Series[float]:
    """The change of agreement from 2010–2012 to 2022–2024 of the members that voted often enough in both."""
    before, shared, cast = soft(of, "2010", "2012-12-31")
    after, later, held = soft(of, "2022", "2024-12-31")
    enough = (shared >= cast / 2) & (later >= held / 2)
    return (after - before)[enough]


async def ask(archive: Archive, order: str, of: str, period: Period = SINCE_2010) -> Answer:
    return await ranking.answer(archive, Question("", Kind.RANKING, members=(of,), order=order, period=period))


@pytest.mark.parametrize("of", ["USA", "CHN"])
async def test_who_moved(archive: Archive, of: str) -> None:
    change = expected(of)
    for order, ranked in (("nearer", change.sort_values(ascending=False)), ("away", change.sort_values())):
        answer = await ask(archive, order, of)
        rows = answer.facts["rows"]
        moved = ranked[ranked > 0] if order == "nearer" else ranked[ranked < 0]
        assert [row["change"] for row in rows] == [round(x, 4) for x in moved[: len(rows)]]
        assert {row["member"]: row["change"] for row in rows} == {
            row["member"]: round(change[row["member"]], 4) for row in rows
        }
        assert "from 2010–2012 to 2022–2024" in answer.headline if rows else "Nobody" in answer.headline


async def test_one_year_is_too_little(archive: Archive) -> None:
    answer = await ask(archive, "nearer", "USA", Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022"))
    assert answer.facts["rows"] == []
    assert "votes of two years or more are needed" in answer.headline
