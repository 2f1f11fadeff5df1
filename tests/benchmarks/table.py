"""The table of a run: what must be, what was measured, what was measured beside it; and where it is written."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
MARK = "<!-- by hand from here on: what is above is written by `python -m pytest tests/benchmarks` -->"
TITLE = "# How fast it is"
LIBRARIES = ("numpy", "SQLAlchemy", "rapidfuzz", "discord.py", "matplotlib", "duckdb", "pandas", "polars")


@dataclass(slots=True)
class Row:
    """One line of the table. `met` stays False until a benchmark says that what must be is so."""

    what: str
    must: str
    measured: str = "not measured"
    beside: str = ""
    met: bool = False

    def __str__(self) -> str:
        cells = (self.what, self.must, self.measured, self.beside, "yes" if self.met else "**no**")
        return f"| {' | '.join(cells)} |"


def page(rows: Iterable[Row], by_hand: str) -> str:
    """The whole page: this run's table, then what was written by hand."""
    lines = [
        TITLE,
        "",
        f"Measured on {datetime.now(UTC).date()} with the bundled edition. {machine()}",
        "",
        "| what | must be | measured | beside it | met |",
        "| --- | --- | --- | --- | --- |",
        *map(str, rows),
        "",
        MARK,
    ]
    return "\n".join(lines) + by_hand


def write(rows: Iterable[Row], path: Path = PAGE) -> None:
    """Write the page anew, and leave what is below the mark as it is."""
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(page(rows, before.partition(MARK)[2] or "\n"), "utf-8")


def machine() -> str:
    """The machine and the versions, in two sentences."""
    names = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in names if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Machine: {os.cpu_count()} × {model or platform.machine()}, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release().partition('-')[0]}. Python {platform.python_version()}, {libraries}."
    )
