"""Measuring: runs in turns, percentiles, and whole processes with their time and largest memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import PIPE

from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parents[2]
MEASURED = Path(__file__).parent / "measured.py"
MEGABYTE = 1e6
AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Whatever is set here, an installed program keeps its modules compiled."""


def clocked(run: Callable[[], object]) -> float:
    """How many seconds it takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


class Turns:
    """Others that are timed in turns with a benchmark, so that all of them meet the machine in the same state.

    Given to `benchmark.pedantic` as `setup`: each is timed once before each round.
    """

    def __init__(self, **others: Callable[[], object]) -> None:
        self._others = others
        self._times: dict[str, list[float]] = {name: [] for name in others}

    def __call__(self) -> None:
        for name, run in self._others.items():
            self._times[name].append(clocked(run))

    def median(self, name: str) -> float:
        """The median of one of them, in seconds."""
        return median(self._times[name])


def repeated(
    benchmark: BenchmarkFixture, run: Callable[[], object], rounds: int, before: Callable[[], object] | None = None
) -> float:
    """Run it so many times, and once to warm up, with `before` before each: the median in seconds."""
    benchmark.pedantic(run, setup=before, rounds=rounds, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert benchmark.stats is not None
    return float(benchmark.stats.stats.median)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which that part of all lies: 0.99 gives the 99th percentile."""
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * part), len(ranked) - 1)]


def ms(seconds: float) -> str:
    """A time in milliseconds to three digits."""
    return f"{seconds * 1e3:.3g} ms"


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: seconds, and the largest resident memory in bytes."""

    seconds: float
    memory: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.memory / MEGABYTE:.0f} MB"


def run(*arguments: str, **environment: str) -> Run:
    """Run Python with the arguments to its end and measure it; raises RuntimeError where it fails."""
    command = [sys.executable, "-S", str(MEASURED), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | AS_INSTALLED | environment, stdout=PIPE, text=True, check=True
    )
    status, seconds, memory = done.stdout.splitlines()[-1].split()
    if status != "0":
        raise RuntimeError(f"{arguments} ended with {status}")
    return Run(float(seconds), int(memory))
