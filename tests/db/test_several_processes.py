"""Several processes open and fill one database at the same time."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.databases import Databases
from tests.db.test_fill import write_edition

ROOT = Path(__file__).parents[2]
OPEN = """
import asyncio, sys
from pathlib import Path
from db.engine import create_engine, migrate
from db.ingest.edition import bundled
from db.ingest.fill import fill

async def main(url, folder):
    engine = create_engine(url)
    print(await migrate(engine), await fill(engine, bundled(Path(folder))))
    await engine.dispose()

asyncio.run(main(*sys.argv[1:]))
"""


async def opened(url: str, folder: Path) -> tuple[int, str, str]:
    """Exit status, what was said, and what was complained of."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OPEN, url, str(folder), stdout=PIPE, stderr=PIPE, env=environment
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode().strip(), err.decode()


async def test_of_three_that_start_at_once_one_makes_the_tables_and_one_fills_them(
    databases: Databases, tmp_path: Path
) -> None:
    edition = write_edition(tmp_path / "data", version=5)
    database = databases.empty()
    ended = await asyncio.gather(*(opened(database.url, edition.folder) for _ in range(3)))
    assert [status for status, _, _ in ended] == [0, 0, 0], ended
    migrated, filled = zip(*(out.split() for _, out, _ in ended), strict=True)
    assert (migrated.count("True"), filled.count("True")) == (1, 1)
    assert database.ask("SELECT count(*) - count(DISTINCT key) FROM decision") == [(0,)]
