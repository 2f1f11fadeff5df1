"""What is wrong with a file that is to be imported: where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 20
"""Problems that a report lists one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` and `column` are None where the whole file is meant; lines count from 1."""

    file: str
    line: int | None
    column: str | None
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f", line {self.line}"
        if self.column is not None:
            where += f", column {self.column}"
        return f"{where}: {self.message}" + (f" {self.remedy}" if self.remedy else "")


class ImportFailed(Exception):
    """Nothing was imported. `problems` says why; the text is for the operator."""

    def __init__(self, problems: Sequence[Problem], found: int | None = None) -> None:
        self.problems = tuple(problems)
        found = len(self.problems) if found is None else found
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if found > len(lines):
            lines.append(f"… and {found - len(lines):,} more like these.")
        super().__init__("\n".join(lines))
