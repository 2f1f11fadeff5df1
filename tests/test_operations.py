"""What `docs/operations.md` promises is there: each test that it names, each metric of its dashboard, its unit file."""

from __future__ import annotations

import ast
import configparser
import json
import re
from functools import cache
from pathlib import Path

import pytest

from bot import admission
from bot.admission import Admission
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")
FAULTS = TEXT.partition("## When something fails")[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", FAULTS)


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


@pytest.mark.parametrize(("path", "test"), sorted(set(NAMED)))
def test_each_test_that_is_named_exists(path: str, test: str) -> None:
    assert test.startswith("test_")
    assert test in functions_of(path)


def test_each_fault_names_a_test() -> None:
    rows = [line for line in FAULTS.splitlines() if line.startswith("| ")][1:]
    rows = [row for row in rows if not row.startswith("| ---")]
    assert len(rows) >= 20
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 5, row
        assert all(cells), row
        assert "::test_" in cells[4], row


def test_the_limits_are_those_of_the_program() -> None:
    section = re.sub(r"\s+", " ", TEXT.partition("## Limits")[2].partition("##")[0])
    door = Admission(lambda: 0.0)
    for sentence in (
        f"read to {admission.LONGEST} characters",
        f"{_burst(door, 'people')} requests at once and then one a second",
        f"a server {_burst(door, 'servers')} at once and then two a second",
        f"{admission.WAITING} can wait, and each has {admission.SECONDS:.0f} seconds",
    ):
        assert sentence in section
    assert "Eight requests" in section
    assert admission.AT_ONCE == 8


def _burst(door: Admission, whose: str) -> int:
    """How many requests are let in at the same moment."""
    pace = getattr(door, whose)
    count = 0
    while not pace.wait(1):
        pace.spend(1)
        count += 1
    assert pace.wait(1) == {"people": 1, "servers": 0.5}[whose]
    return count


def test_the_dashboard_asks_for_metrics_that_there_are() -> None:
    described = set(re.findall(r"^\| `(rollcall_\w+)`", TEXT, re.MULTILINE))
    board = json.loads((ROOT / "docs" / "grafana.json").read_text("utf-8"))
    asked = {
        re.sub(r"_(bucket|count|sum)$", "", name)
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"rollcall_\w+", target["expr"])
    }
    assert asked == described
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_the_unit_sets_only_settings() -> None:
    found = re.search(r"```ini\n(.*?)```", TEXT, re.DOTALL)
    assert found
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read_string(found[1])
    assert unit["Service"]["ExecStart"].endswith("rollcall run")
    names = set(re.findall(r"^Environment=(\w+)=", found[1], re.MULTILINE))
    assert names - {"MPLCONFIGDIR"} <= {name.upper() for name in Settings.model_fields}
