"""`rollcall import` and `rollcall diff` as an operator runs them, also when the import is killed."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import SqliteFile
from tests.db.ingest.test_importing import FORGET
from tests.db.ingest.undl import rows_of, text_of
from tests.handlers.edition_tables import decisions

ROOT = Path(__file__).parents[2]
FORGOTTEN = 150
KILLS = 6
Run = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
def copy(own_sqlite: SqliteFile) -> Path:
    """A copy of the filled archive."""
    return own_sqlite.path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The last recorded votes of the General Assembly, as a file of the library has them."""
    held = decisions()
    keys = held.index[(held.symbol == held.index) & (held.body == "GA") & (held.roll_call == "complete")][-FORGOTTEN:]
    path = tmp_path / "ga_voting.csv"
    path.write_text(text_of([row for key in keys for row in rows_of(key)]), encoding="utf-8")
    return path


@pytest.fixture
def run(copy: Path) -> Run:
    """Give a function that runs the program on the copy; `kill_after` seconds it is killed, `fed` is its input."""

    async def rollcall(*arguments: str, fed: bytes | None = None, kill_after: float = 0) -> tuple[int, str, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE,
            env=os.environ | {"DATABASE_URL": f"sqlite+aiosqlite:///{copy}", "COLUMNS": "200"},
        )  # fmt: skip
        if kill_after:
            await asyncio.sleep(kill_after)
            if process.returncode is None:
                process.kill()
        out, err = await asyncio.wait_for(process.communicate(fed), 60)
        return process.returncode or 0, out.decode(), err.decode()

    return rollcall


def forget(copy: Path) -> None:
    """Take the file's decisions out of the archive."""
    held = decisions()
    keys = held.index[(held.symbol == held.index) & (held.body == "GA") & (held.roll_call == "complete")][-FORGOTTEN:]
    with closing(sqlite3.connect(copy)) as connection, connection:
        for key in keys:
            for statement in FORGET:
                connection.execute(statement, (key,))


def spoil(file: Path) -> None:
    """Make one vote of the file none."""
    file.write_text(file.read_text(encoding="utf-8").replace(",FRA,FRA,Y,", ",FRA,FRA,Z,", 1), encoding="utf-8")


def state(copy: Path) -> tuple[int, int, int, int]:
    """Decisions, votes, changes and imports of the archive, which must be sound."""
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = ("decision", "vote", "change", "edition")
        return tuple(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables)  # noqa: S608


async def test_import_and_diff(run: Run, copy: Path, file: Path) -> None:
    forget(copy)
    assert await run("diff") == (0, "Nothing was imported yet: the archive is the bundled edition.\n", "")
    status, out, err = await run("import", str(file))
    assert (status, err.strip()) == (0, "")
    assert out.startswith("150 decisions read: 150 new, 0 changed, ")
    status, out, _ = await run("import", str(file))
    assert (status, out) == (0, "Unchanged: the archive already holds all of it.\n")
    status, out, _ = await run("diff")
    assert status == 0
    assert "ga_voting.csv, imported 20" in out
    assert "General Assembly: 150 new decisions added." in out
    assert "A/RES/80/" in out


async def test_from_standard_input(run: Run, copy: Path, file: Path) -> None:
    forget(copy)
    status, out, _ = await run("import", "-", fed=await asyncio.to_thread(file.read_bytes))
    assert status == 0
    assert "150 new" in out


async def test_a_wrong_file_is_told_and_changes_nothing(run: Run, copy: Path, file: Path) -> None:
    before = state(copy)
    spoil(file)
    status, out, err = await run("import", str(file))
    assert (status, out) == (1, "")
    assert "ga_voting.csv, line " in err
    assert "column ms_vote: “Z” is no vote" in err
    assert "--partial" in err
    assert "Traceback" not in err
    assert state(copy) == before
    status, out, _ = await run("import", "--partial", str(file))
    assert status == 0
    assert "column ms_vote: “Z” is no vote" in out


async def test_killed_at_any_moment_it_has_done_all_or_nothing(run: Run, copy: Path, file: Path) -> None:
    forget(copy)
    before = state(copy)
    chance = random.Random(7)
    seen = set()
    for _ in range(KILLS):
        await run("import", str(file), kill_after=chance.uniform(0.8, 3))
        seen.add(state(copy))
    status, _, _ = await run("import", str(file))
    assert status == 0
    after = state(copy)
    assert (after[0] - before[0], after[3] - before[3]) == (FORGOTTEN, 1)
    assert seen <= {before, after}
