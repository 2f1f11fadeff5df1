"""Agreement over all history: one member with all others, all pairs, a voting map; beside databases and data frames."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from db.archive import Archive
from db.matrix import Cells
from db.records import Body
from handlers.measures import agreements, all_pairs
from handlers.voting_map import place
from tests.benchmarks.table import Row
from tests.benchmarks.timing import Turns, ms, repeated

MEMBER = "USA"
WITH_ALL = """
SELECT b.iso3, count(*) AS shared, sum(a.position = b.position) AS same
FROM vote AS a JOIN vote AS b ON b.decision_id = a.decision_id JOIN decision ON decision.id = a.decision_id
WHERE a.iso3 = 'USA' AND a.position <= 3 AND b.position <= 3
  AND decision.body = 'GA' AND decision.final AND decision.roll_call = 'complete'
GROUP BY b.iso3
"""
PAIRS = """
SELECT a.iso3, b.iso3, count(*), sum(CAST(a.position = b.position AS INTEGER))
FROM cast_vote AS a JOIN cast_vote AS b ON b.decision_id = a.decision_id {where}
GROUP BY a.iso3, b.iso3
"""


@dataclass(frozen=True, slots=True)
class History:
    """The Assembly's counted votes: as a block of the matrix, and as rows of decision, member and position."""

    members: tuple[str, ...]
    block: Cells
    rows: pd.DataFrame

    @property
    def own(self) -> Cells:
        """The column of the member that is compared."""
        return self.block[:, self.members.index(MEMBER)]


@pytest.fixture(scope="module")
def history(runner: asyncio.Runner, archive: Archive) -> History:
    matrix = runner.run(archive.matrix())
    block = matrix.cells[matrix.select(Body.GA)]
    decision, member = np.nonzero((block >= 1) & (block <= 3))
    rows = pd.DataFrame(
        {
            "decision_id": decision,
            "iso3": np.array(matrix.members)[member],
            "position": block[decision, member],
        }
    )
    return History(matrix.members, block, rows)


@pytest.fixture(scope="module")
def duck(history: History) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        rows = history.rows
        connection.register("given", rows)
        connection.execute("CREATE TABLE cast_vote AS SELECT * FROM given")
        yield connection


def in_sqlite(path: Path) -> dict[str, tuple[int, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return {iso3: (shared, same) for iso3, shared, same in connection.execute(WITH_ALL)}


def in_duckdb(duck: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    found = duck.execute(PAIRS.format(where="WHERE a.iso3 = ?"), [MEMBER]).fetchall()
    return {iso3: (shared, same) for _, iso3, shared, same in found}


def in_pandas(rows: pd.DataFrame) -> dict[str, tuple[int, int]]:
    own = rows[rows.iso3 == MEMBER]
    both = rows.merge(own, on="decision_id", suffixes=("", "_own"))
    found = (both.position == both.position_own).groupby(both.iso3).agg(["size", "sum"])
    return {str(iso3): (int(shared), int(same)) for iso3, shared, same in found.itertuples()}


def in_polars(rows: pl.DataFrame) -> dict[str, tuple[int, int]]:
    own = rows.filter(pl.col("iso3") == MEMBER).select("decision_id", own="position")
    same = (pl.col("position") == pl.col("own")).sum()
    found = rows.join(own, on="decision_id").group_by("iso3").agg(shared=pl.len(), same=same)
    return {iso3: (shared, same) for iso3, shared, same in found.iter_rows()}


@pytest.mark.asks(
    "agreement of one member with all others over all history",
    "at most 2 × the bare numpy comparison; SQL self-join in SQLite at least 50 × slower",
)
def test_one_with_all(
    benchmark: BenchmarkFixture, history: History, duck: duckdb.DuckDBPyConnection, filled: Path, row: Row
) -> None:
    block, own = history.block, history.own
    frame = pl.DataFrame({str(name): column.to_numpy() for name, column in history.rows.items()})
    others: dict[str, Callable[[], object]] = {
        "SQLite": lambda: in_sqlite(filled),
        "DuckDB": lambda: in_duckdb(duck),
        "pandas": lambda: in_pandas(history.rows),
        "polars": lambda: in_polars(frame),
        "the bare comparison": lambda: (block == own[:, None]).sum(axis=0),  # last: its ratio is the one that counts
    }
    found = agreements(own, block)
    shared, same = found.shared.tolist(), np.nan_to_num(found.identical * found.shared).round().astype(int).tolist()
    ours = {m: (n, k) for m, n, k in zip(history.members, shared, same, strict=True) if n}
    for same_of_theirs in (in_sqlite(filled), in_duckdb(duck), in_pandas(history.rows), in_polars(frame)):
        assert same_of_theirs == ours

    turns = Turns(**others)
    mine = repeated(benchmark, lambda: agreements(own, block), 15, turns)
    bare = turns.median("the bare comparison")
    row.measured = f"{ms(mine)}: {mine / bare:.2f} × the bare comparison ({ms(bare)})"
    row.beside = ", ".join(
        f"{name} {ms(turns.median(name))} ({turns.median(name) / mine:.0f} ×)" for name in list(others)[:-1]
    )
    row.met = mine <= 2 * bare and turns.median("SQLite") >= 50 * mine
    assert row.met, row.measured


@pytest.mark.asks("all pairs over all history", "40 ms")
def test_all_pairs(benchmark: BenchmarkFixture, history: History, duck: duckdb.DuckDBPyConnection, row: Row) -> None:
    found = all_pairs(history.block)
    place_of = {member: number for number, member in enumerate(history.members)}
    for a, b, shared, _ in duck.execute(PAIRS.format(where="")).fetchall():
        assert found.shared[place_of[a], place_of[b]] == shared
    turns = Turns(DuckDB=lambda: duck.execute(PAIRS.format(where="")).fetchall())
    mine = repeated(benchmark, lambda: all_pairs(history.block), 5, turns)
    theirs = turns.median("DuckDB")
    row.measured = ms(mine)
    row.beside = f"DuckDB's self-join {ms(theirs)} ({theirs / mine:.0f} ×)"
    row.met = mine <= 0.04
    assert row.met, row.measured


@pytest.mark.asks("a 2-D voting map of all history", "150 ms")
def test_voting_map(benchmark: BenchmarkFixture, history: History, row: Row) -> None:
    placed = place(history.members, history.block)
    assert placed is not None
    mine = repeated(benchmark, lambda: place(history.members, history.block), 15)
    row.measured = f"{ms(mine)} for {len(placed.columns)} members"
    row.met = mine <= 0.15
    assert row.met, row.measured
