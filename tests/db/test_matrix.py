"""The vote matrix against the edition's files, read here without the program."""

from __future__ import annotations

import csv
import gzip
import random
from calendar import monthrange
from datetime import date
from functools import cache

import numpy as np
import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.matrix import Matrix, build_matrix
from db.queries.decisions import by_keys, within
from db.records import Body, Position

LETTERS = {"Y": 1, "N": 2, "A": 3, "X": 4, "?": 5, "": 0}
P5 = ("CHN", "FRA", "GBR", "RUS", "USA")
FINAL_KINDS = {"resolution", "resolution_or_motion"}


@cache
def decisions() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@cache
def roll_calls() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row.pop("key"): row for row in csv.DictReader(file)}


@cache
def days() -> dict[str, tuple[date, date]]:
    """The first and last day on which each decision can have been voted on, corrections applied."""
    shown = {key: row["date"] for key, row in decisions().items()}
    for row in load_toml(DATA / "corrections.toml").get("correction", ()):
        if row["field"] == "date":
            shown[row["decision"]] = row["value"]
    found = {}
    for key, text in shown.items():
        first = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
        last = first if len(text) == 10 else first.replace(day=monthrange(first.year, first.month)[1])
        found[key] = (first, last)
    return found


def counted(row: dict[str, str]) -> bool:
    return row["roll_call"] == "complete" and row["final"] == "1"


@pytest.fixture(scope="module")
async def matrix(archive: Archive) -> Matrix:
    return await archive.matrix()


@pytest.fixture(scope="module")
async def keys(archive: Archive, matrix: Matrix) -> list[str]:
    """The key of each row of the matrix."""
    named = {one.id: one.key for one in await within(archive, None, None, None, final=False)}
    return [named[int(id_)] for id_ in matrix.ids]


def test_there_is_one_row_a_roll_call_and_one_column_a_member(matrix: Matrix, keys: list[str]) -> None:
    assert sorted(keys) == sorted(roll_calls())
    assert matrix.cells.shape == (len(roll_calls()), 200)
    assert matrix.cells.dtype == np.int8
    assert matrix.members == tuple(next(iter(roll_calls().values())))


@pytest.mark.parametrize("key", random.Random(1945).sample(sorted(roll_calls()), 50))
def test_the_cells_of_fifty_roll_calls(matrix: Matrix, keys: list[str], key: str) -> None:
    row = matrix.cells[keys.index(key)]
    expected = [LETTERS[roll_calls()[key][member]] for member in matrix.members]
    assert row.tolist() == expected


@pytest.mark.parametrize("member", P5)
def test_the_columns_of_the_permanent_members(matrix: Matrix, keys: list[str], member: str) -> None:
    expected = [LETTERS[roll_calls()[key][member]] for key in keys]
    assert matrix.column(member).tolist() == expected


def test_what_is_counted(matrix: Matrix, keys: list[str]) -> None:
    expected = [counted(decisions()[key]) for key in keys]
    assert matrix.counted.tolist() == expected


def test_paragraph_partial_and_suspect_votes_are_not_counted(matrix: Matrix, keys: list[str]) -> None:
    left_out = {
        "paragraph": [key for key in roll_calls() if decisions()[key]["kind"] == "paragraph"],
        "partial": [key for key in roll_calls() if decisions()[key]["roll_call"] == "partial"],
        "suspect": [key for key in roll_calls() if decisions()[key]["roll_call"] == "suspect"],
    }
    assert {what: len(found) for what, found in left_out.items()} == {"paragraph": 942, "partial": 8, "suspect": 9}
    row_of = {key: index for index, key in enumerate(keys)}
    assert not any(matrix.counted[row_of[key]] for found in left_out.values() for key in found)


def test_only_whole_texts_are_counted(matrix: Matrix, keys: list[str]) -> None:
    kinds = {decisions()[key]["kind"] for key, is_counted in zip(keys, matrix.counted, strict=True) if is_counted}
    assert kinds <= FINAL_KINDS


def test_bodies_and_days(matrix: Matrix, keys: list[str]) -> None:
    assert matrix.sc.tolist() == [decisions()[key]["body"] == "SC" for key in keys]
    assert matrix.years.tolist() == [days()[key][0].year for key in keys]
    assert [date.fromordinal(int(day)) for day in matrix.first] == [days()[key][0] for key in keys]


PERIODS = [
    (Body.GA, None, None),
    (Body.SC, None, None),
    (None, None, None),
    (Body.GA, date(2022, 1, 1), date(2022, 12, 31)),
    (Body.SC, date(2022, 2, 24), None),
    (Body.GA, None, date(1959, 12, 31)),
    (Body.GA, date(1971, 10, 25), date(1971, 10, 25)),  # a day within a month of votes
    (Body.GA, date(1967, 11, 15), date(1968, 11, 15)),  # from the middle of one month to that of another
    (Body.GA, date(1967, 11, 30), None),  # the last day of a month
    (Body.GA, date(1979, 12, 29), date(1979, 12, 31)),
    (Body.GA, None, date(1974, 12, 1)),  # the first day of one
    (Body.GA, date(2030, 1, 1), None),
    (Body.GA, date(2000, 1, 2), date(2000, 1, 1)),
]


@pytest.mark.parametrize(("body", "since", "until"), PERIODS)
def test_a_period_takes_what_its_days_or_months_overlap(
    matrix: Matrix, keys: list[str], body: Body | None, since: date | None, until: date | None
) -> None:
    expected = {
        key
        for key in roll_calls()
        if counted(decisions()[key])
        and (body is None or decisions()[key]["body"] == body)
        and (since is None or days()[key][1] >= since)
        and (until is None or days()[key][0] <= until)
    }
    assert {keys[row] for row in matrix.select(body, since, until)} == expected


async def test_a_selection_can_be_held_to_ids(archive: Archive, matrix: Matrix, keys: list[str]) -> None:
    # 68/262 counts; V1187, a paragraph vote, does not, nor does ES-11/7, whose roll call is not whole.
    found = await by_keys(archive, ["A/RES/68/262", "V1187", "A/RES/ES-11/7"])
    rows = matrix.select(None, ids=[one.id for one in found])
    assert [keys[row] for row in rows] == ["A/RES/68/262"]
    assert matrix.select(Body.SC, ids=[one.id for one in found]).size == 0
    assert matrix.select(None, ids=[]).size == 0


async def test_the_matrix_is_loaded_once_and_cannot_be_written(archive: Archive, matrix: Matrix) -> None:
    assert await archive.matrix() is matrix
    with pytest.raises(ValueError, match="read-only"):
        matrix.cells[0, 0] = 1


def test_a_state_that_never_voted_has_an_empty_column(matrix: Matrix) -> None:
    assert not matrix.column("XXX").any()
    assert matrix.column("XXX").shape == matrix.ids.shape


def test_china_and_the_republic_of_china(matrix: Matrix) -> None:
    """In the Assembly the seat's votes stand under TWN to October 1971 and under CHN from then on; in the Council
    under CHN throughout."""
    cast = {code: (matrix.column(code) >= 1) & (matrix.column(code) <= 3) for code in ("CHN", "TWN")}
    last_of_october = date(1971, 10, 31).toordinal()
    assert not cast["CHN"][~matrix.sc & (matrix.first < date(1971, 10, 1).toordinal())].any()
    assert not cast["TWN"][matrix.first > last_of_october].any()
    assert not cast["TWN"][matrix.sc].any()
    assert cast["CHN"][matrix.sc & (matrix.first < date(1971, 10, 1).toordinal())].any()


def test_a_toy_matrix() -> None:
    rows: list[tuple[int, str, date | str, bool, bool, str, str]] = [
        (1, "GA", date(2020, 1, 5), False, True, "complete", "FRA1USA2"),
        (2, "SC", "1950-02-01", True, True, "complete", "USA3"),
        (7, "GA", date(2020, 2, 1), False, False, "complete", "AFG4FRA1"),
        (9, "GA", date(2020, 3, 1), False, True, "suspect", "AFG5"),
    ]
    toy = build_matrix(rows, ["USA", "AFG", "FRA"])
    assert toy.members == ("AFG", "FRA", "USA")
    assert toy.cells.tolist() == [[0, 1, 2], [0, 0, 3], [4, 1, 0], [5, 0, 0]]
    assert toy.counted.tolist() == [True, True, False, False]
    assert toy.years.tolist() == [2020, 1950, 2020, 2020]
    assert toy.select(None, date(1950, 2, 28), date(1950, 3, 31)).tolist() == [1]
    assert toy.select(None, date(1950, 3, 1), date(1950, 3, 31)).tolist() == []
    assert toy.select(Body.GA).tolist() == [0]
    assert toy.column("USA").tolist() == [int(Position.NO), int(Position.ABSTAIN), 0, 0]
