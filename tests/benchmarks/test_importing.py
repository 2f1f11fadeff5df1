"""Importing the full-size file of the UN Digital Library's layout into a filled archive."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.benchmarks.official import write_official
from tests.benchmarks.running import address
from tests.benchmarks.table import Row
from tests.benchmarks.timing import MEGABYTE, run

READ = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)"


@pytest.mark.asks("import of the full-size official layout", "60 s, 300 MB")
def test_import(filled: Path, tmp_path: Path, row: Row) -> None:
    file = tmp_path / "ga_voting.csv"
    rows = write_official(file)
    copy = Path(shutil.copy(filled, tmp_path / "rollcall.sqlite3"))
    took = run("-m", "bot", "import", str(file), DATABASE_URL=address(copy))
    alone = run("-c", READ, str(file))
    row.measured = f"{took} for {rows:,} rows, {file.stat().st_size / MEGABYTE:.0f} MB"
    row.beside = f"pandas `read_csv` of the file alone {alone}"
    row.met = took.seconds <= 60 and took.memory <= 300 * MEGABYTE
    assert row.met, row.measured
