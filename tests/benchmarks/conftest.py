"""What the benchmarks share: one archive, filled by the program itself, a clerk over it, and the table."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.archive import Archive
from handlers.clerk import Clerk
from tests.benchmarks.running import address
from tests.benchmarks.table import Row, write
from tests.benchmarks.timing import Run, run

ROWS = pytest.StashKey[list[Row]]()
FOLDER = Path(__file__).parent


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Row:
    """The benchmark's line of the table, from its `asks` mark: what is measured, and what must be."""
    made = Row(*request.node.get_closest_marker("asks").args)
    request.config.stash.setdefault(ROWS, []).append(made)
    return made


@pytest.fixture(scope="session")
def first_fill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A SQLite file that the program has filled, and what that took."""
    path = tmp_path_factory.mktemp("benchmarks") / "rollcall.sqlite3"
    return path, run("-m", "bot", "ask", "How did Hungary vote on ES-11/7?", DATABASE_URL=address(path))


@pytest.fixture(scope="session")
def filled(first_fill: tuple[Path, Run]) -> Path:
    """The filled SQLite file."""
    return first_fill[0]


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of the benchmarks, which are plain functions so as to time what they run in it."""
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="session")
def archive(runner: asyncio.Runner, filled: Path) -> Iterator[Archive]:
    """The filled archive."""
    opened = runner.run(Archive.open(address(filled)))
    yield opened
    runner.run(opened.close())


@pytest.fixture(scope="session")
def clerk(runner: asyncio.Runner, archive: Archive) -> Clerk:
    """A clerk that has everything loaded."""
    made = runner.run(Clerk.create(archive))
    runner.run(made.warm())
    return made


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "asks(what, must): the line of the table that a benchmark fills in")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the table where the whole folder was run to its end."""
    rows = session.config.stash.get(ROWS, [])
    whole = {item.path for item in session.items} == set(FOLDER.glob("test_*.py")) and not session.config.option.keyword
    if whole and len(rows) == len(session.items):
        write(rows)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the lines of what was run."""
    for one in config.stash.get(ROWS, []):
        terminalreporter.write_line(str(one))
