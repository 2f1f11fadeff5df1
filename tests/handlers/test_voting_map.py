"""The voting map: how it is asked for, and its figures against the bundled edition read by pandas."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from db.archive import Archive
from db.records import Body
from handlers import voting_map
from handlers.answer import Answer
from handlers.clerk import Clerk
from handlers.question import Kind, Period, Question
from tests.handlers.edition import of_group
from tests.handlers.edition_tables import counted, votes

VALUE = {"Y": 1.0, "A": 0.0, "N": -1.0}
IN_2023 = Period(date(2023, 1, 1), date(2023, 12, 31), "in 2023")


async def ask(archive: Archive, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await voting_map.answer(archive, Question("", Kind.VOTING_MAP, **slots))


def places(answer: Answer) -> pd.DataFrame:
    """The points of an answer by member."""
    return pd.DataFrame(answer.facts["points"]).set_index("member")


def agreements(table: pd.DataFrame) -> pd.DataFrame:
    """Soft agreement of all columns of letters, pair by pair."""
    values = table.apply(lambda column: column.map(VALUE)).astype(float)
    return pd.DataFrame({one: (1 - values.sub(values[one], axis=0).abs() / 2).mean() for one in values})


def lowest(soft: pd.DataFrame) -> tuple[set[str], float]:
    """The two that agree least, and how far."""
    shares = soft.to_numpy()
    row, column = divmod(int(np.nanargmin(shares)), len(shares))
    return {soft.columns[row], soft.columns[column]}, float(shares[row, column])


def placed_by_hand(table: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Coordinates and the parts that the axes hold, by singular values of the centred matrix."""
    distances = 1 - agreements(table).to_numpy()
    number = len(distances)
    centre = np.eye(number) - np.ones((number, number)) / number
    product = centre @ (distances**2) @ centre / -2
    values, vectors = np.linalg.eig(product)
    order = np.argsort(-values.real)[:2]
    points = pd.DataFrame(vectors.real[:, order] * np.sqrt(values.real[order]), table.columns, ["x", "y"])
    for axis, anchor in (("x", "USA"), ("y", "RUS")):
        points[axis] *= np.sign(float(points[axis][anchor]))
    return points, values.real[order] / values.real[values.real > 0].sum()


def enough(table: pd.DataFrame) -> pd.DataFrame:
    """The columns of members that cast at least 10 votes, half of those held while seated, a tenth of the most."""
    cast = table.isin(list(VALUE)).sum()
    return table.loc[:, cast >= np.maximum((table != "").sum() / 2, max(10, cast.max() / 10))]


@pytest.fixture(scope="module")
def of_2023() -> pd.DataFrame:
    return enough(votes().loc[counted(since="2023", until="2023-12-31").index])


async def test_all_members_in_one_year(archive: Archive, of_2023: pd.DataFrame) -> None:
    answer = await ask(archive, period=IN_2023)
    expected, held = placed_by_hand(of_2023)
    found = places(answer)
    assert sorted(found.index) == sorted(expected.index)
    assert found[["x", "y"]].sort_index().to_numpy() == pytest.approx(expected.sort_index().to_numpy(), abs=0.0002)
    assert [answer.facts["explained"]["x"], answer.facts["explained"]["y"]] == pytest.approx(held, abs=0.0001)
    assert (answer.facts["decisions"], answer.facts["estimated_pairs"]) == (88, 0)
    assert (answer.facts["since"], answer.facts["until"], answer.facts["body"]) == ("2023-01-01", "2023-12-31", "GA")
    regional = found.group.to_dict()
    assert [regional[one] for one in ("USA", "RUS", "CHN", "BRA", "NGA")] == [
        "weog", "eastern_european", "asia_pacific", "grulac", "african",
    ]  # fmt: skip


async def test_what_the_lines_say_is_so(archive: Archive, of_2023: pd.DataFrame) -> None:
    answer = await ask(archive, period=IN_2023, members=("FRA", "DMA"))
    soft = agreements(of_2023)
    least, share = lowest(soft)
    assert least == {"SYR", "USA"}
    shared = (of_2023[["SYR", "USA"]].isin(list(VALUE)).all(axis=1)).sum()
    assert answer.lines[0] == (
        f"Furthest apart: Syria and the United States, with {share:.1%} agreement over {shared} shared votes."
    )
    points = places(answer)[["x", "y"]]
    middle = (points**2).sum(axis=1).idxmin()
    assert answer.lines[1] == f"Nearest to the middle of the map: {archive.roster.common(str(middle))}."
    near = ((points - points.loc["FRA"]) ** 2).sum(axis=1).drop("FRA").nsmallest(3).index
    first, second, third = (archive.roster.common(str(one)) for one in near)
    assert answer.lines[2] == f"Nearest to France on the map: {first}, {second} and {third}."
    assert answer.lines[3] == "Dominica cast too few votes here to have a place."
    assert answer.headline == (
        f"Voting map in General Assembly final votes in 2023: {len(points)} members placed by how alike they voted in "
        f"88 votes; the two axes hold {sum(answer.facts['explained'].values()):.1%} of the variation."
    )


async def test_the_table_of_groups(archive: Archive, of_2023: pd.DataFrame) -> None:
    soft = agreements(of_2023)
    soft = soft.mask(np.eye(len(soft), dtype=bool))
    africa = sorted(of_group("african", "2023-12-31") & set(soft.columns))
    rest = sorted(set(soft.columns) - set(africa))
    within, beyond = soft.loc[africa, africa].stack().mean(), soft.loc[africa, rest].stack().mean()
    table = (await ask(archive, period=IN_2023)).table
    assert table is not None
    assert table.rows[1] == ("Africa", f"{len(africa)} members", f"{within:.1%}", f"{beyond:.1%}")
    assert [row[0] for row in table.rows] == ["GRULAC", "Africa", "WEOG", "Asia-Pacific", "Eastern Europe"]


async def test_members_of_a_group_count_while_they_belong(archive: Archive) -> None:
    period = Period(date(2012, 1, 1), date(2016, 12, 31), "from 2012 to 2016")
    frame = counted(since="2012", until="2016-12-31")
    members = sorted(of_group("eu", "2016-12-31"))
    table = votes().loc[frame.index, members].copy()
    table.loc[frame.date < "2013-07-01", "HRV"] = ""
    answer = await ask(archive, groups=("eu",), period=period)
    found = places(answer)
    assert list(found.index) == members
    soft = agreements(table)
    pair, share = lowest(soft)
    assert all(archive.roster.common(one) in answer.lines[0] for one in pair)
    assert f"with {share:.1%} agreement" in answer.lines[0]
    assert answer.headline.startswith("Voting map of the EU in General Assembly")


async def test_who_is_left_out_has_no_place(archive: Archive) -> None:
    found = places(await ask(archive, without=("USA", "eu"), period=IN_2023))
    assert not {"USA", "FRA"} & set(found.index)
    assert {"GBR", "ISR"} <= set(found.index)


async def test_two_groups_are_told_apart(archive: Archive) -> None:
    found = places(await ask(archive, groups=("eu", "african_union"), period=IN_2023))
    assert set(found.group) == {"eu", "african_union"}
    assert found.group["FRA"] == "eu"
    assert found.group["EGY"] == "african_union"


async def test_pairs_that_never_met_are_said(archive: Archive) -> None:
    answer = await ask(archive, period=Period(date(1946, 1, 1), None, "since 1946"))
    columns = [row["member"] for row in answer.facts["points"]]
    cast = votes().loc[counted().index, columns].isin(list(VALUE)).astype(int)
    few = (cast.T @ cast).to_numpy() < 10
    assert answer.facts["estimated_pairs"] == few[np.triu_indices(len(columns), 1)].sum() > 100
    assert f"{answer.facts['estimated_pairs']} pairs with fewer than 10 shared votes took the mean" in answer.text
    assert {"DDR", "YUG"} <= set(columns)
    assert "Votes of the Soviet Union" in answer.text


@pytest.mark.parametrize(
    "slots",
    [
        {"groups": ("benelux",), "period": IN_2023},  # three always fit a plane
        {"period": Period(date(2023, 8, 1), date(2023, 8, 10), "in August 2023")},
        {"body": Body.SC, "period": Period(date(1990, 1, 1), None, "since 1990")},  # most never sat together
    ],
)
async def test_too_little_for_a_map(archive: Archive, slots: dict[str, Any]) -> None:
    answer = await ask(archive, **slots)
    assert "none can be drawn" in answer.headline
    assert (answer.facts["points"], answer.facts["explained"], answer.table) == ([], None, None)


async def test_the_latest_full_year_when_none_is_named(archive: Archive) -> None:
    answer = await ask(archive)
    assert (answer.facts["since"], answer.facts["until"]) == ("2025-01-01", "2025-12-31")
    assert "No period was named: counted in 2025, the latest full year in the data." in answer.notes
    assert answer.question.period.label == "in 2025"
    topic = await ask(archive, topic="palestine")
    assert (topic.facts["since"], topic.facts["until"]) == ("2016-01-01", "2025-12-31")
    assert any("the latest 10 full years" in note for note in topic.notes)


@pytest.mark.parametrize("period", ["1975-1984", "1946-1955", "2010-2019"])
async def test_the_anchors_hold(archive: Archive, period: str) -> None:
    first, last = map(int, period.split("-"))
    found = places(await ask(archive, period=Period(date(first, 1, 1), date(last, 12, 31), period)))
    assert found.x["USA"] > 0
    assert found.y["RUS"] > 0


ASKED = [
    ("map of how countries voted in 2023", (), "", "2023-01-01"),
    ("voting map since 2000", (), "", "2000-01-01"),
    ("plot the blocs", (), "", "2025-01-01"),
    ("show me a map of how countries vote on human rights", (), "human_rights", "2016-01-01"),
    ("2D map of UN voting in 1985", (), "", "1985-01-01"),
    ("voting map of the EU in 2021", ("eu",), "", "2021-01-01"),
    ("where do Russia and China sit on the map", (), "", "2025-01-01"),
]


@pytest.mark.parametrize(("text", "groups", "topic", "since"), ASKED)
async def test_asked_in_words(clerk: Clerk, text: str, groups: tuple[str, ...], topic: str, since: str) -> None:
    answer = await clerk.ask(text)
    assert answer.kind == "voting_map"
    assert (answer.question.groups, answer.question.topic, answer.facts["since"]) == (groups, topic, since)


@pytest.mark.parametrize("text", ["map of the vote on ES-11/1", "map of the vote on the Crimea resolution"])
async def test_the_map_of_one_decision_is_another_thing(clerk: Clerk, text: str) -> None:
    assert (await clerk.ask(text)).kind == "tally"


async def test_quick(archive: Archive) -> None:
    question = Question("", Kind.VOTING_MAP, period=Period(date(2010, 1, 1), date(2019, 12, 31), "in the 2010s"))
    times = []
    for _ in range(6):
        start = time.process_time()
        await voting_map.answer(archive, question)
        times.append(time.process_time() - start)
    assert min(times) < 0.15
