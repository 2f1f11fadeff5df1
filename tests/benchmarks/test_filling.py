"""The first fill from the bundled edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.table import Row
from tests.benchmarks.timing import MEGABYTE, Run


@pytest.mark.asks("first fill from the bundled edition, and an answer", "10 s, 300 MB")
def test_first_fill(first_fill: tuple[Path, Run], row: Row) -> None:
    path, took = first_fill
    row.measured = str(took)
    row.beside = f"the file: {path.stat().st_size / MEGABYTE:.0f} MB"
    row.met = took.seconds <= 10 and took.memory <= 300 * MEGABYTE
    assert row.met, row.measured
