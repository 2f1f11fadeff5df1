"""The house: which room may know what, how long a file may get, and that nothing points outside the repository."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "db")
MAY_IMPORT = {"bot": {"bot", "handlers", "db"}, "handlers": {"handlers", "db"}, "db": {"db"}}
KEPT_TO = {
    "discord": "bot",
    "simcord": "",  # tests only
    "sqlalchemy": "db",
    "sqlmodel": "db",
    "alembic": "db",
    "aiosqlite": "db",
}
LONGEST = 320  # lines
TOO_VAGUE = {"utils", "helpers", "manager", "misc", "common"}
PACKED = {".gz", ".png", ".jpg", ".ico", ".woff2"}


@cache
def files() -> tuple[Path, ...]:
    """The files of the repository: what git tracks and what it would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file()))


def modules() -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, wherever in it they stand."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join((*above, *([node.module] if node.module else [])))


def test_the_rooms_are_there() -> None:
    for room in (*ROOMS, "tests"):
        assert (ROOT / room / "__init__.py").is_file()
    assert len(modules()) > 20


@pytest.mark.parametrize("path", modules(), ids=name)
def test_imports_run_from_bot_to_handlers_to_db(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    for imported in imports(path):
        first = imported.split(".")[0]
        if first in {*ROOMS, "tests"}:
            assert first in MAY_IMPORT[room], imported
        assert KEPT_TO.get(first, room) == room, imported


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert (ast.get_docstring(ast.parse(text)) or "").strip(), "no docstring"
    assert path.stem not in TOO_VAGUE


@pytest.mark.parametrize("path", modules(), ids=name)
def test_modules_live_in_packages(path: Path) -> None:
    for folder in path.relative_to(ROOT).parents:
        assert folder == Path() or (ROOT / folder / "__init__.py").is_file()


def test_no_raw_sql_in_handlers_or_bot() -> None:
    statement = re.compile(r"\b(?:SELECT\s+\S.*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b")
    assert [
        name(path) for path in modules() if name(path)[:2] != "db" and statement.search(path.read_text("utf-8"))
    ] == []


# Written so that this file does not hold what it looks for.
OUTSIDE = {
    "a path of one machine": r"(?<![\w.~-])/(?:work|tmp/w|root|Users/\w+|home/(?:ubuntu|user))/",
    "a folder beside the repository": r"(?:\.\.|[\w/])?/sha" + r"red\b",
    "a package registry's host": r"files\.python"
    + r"hosted\.org|py"
    + r"pi\.org/simple|index-"
    + r"url\b|extra-"
    + "index",
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_nothing_points_outside_the_repository(what: str) -> None:
    pattern = re.compile(OUTSIDE[what])
    found = []
    for path in files():
        if path.suffix in PACKED:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := pattern.search(line):
                found.append(f"{name(path)}:{number}: {match.group()}")
    assert found == []


LOCKS = [path for path in files() if path.name.startswith("requirements") or path.suffix == ".lock"]


def test_there_is_a_lock() -> None:
    assert LOCKS


@pytest.mark.parametrize("path", LOCKS, ids=name)
def test_locks_pin_with_hashes_and_carry_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?:i|f|e)\b|--(?:index|find-links|trusted-host)", text, re.MULTILINE)
    pinned = re.findall(r"^[A-Za-z0-9][^\s;]*", text, re.MULTILINE)
    assert pinned
    assert all("==" in requirement for requirement in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)


def test_every_file_is_text_that_ends_its_lines_plainly() -> None:
    for path in files():
        if path.suffix not in PACKED:
            text = path.read_bytes()
            assert b"\r\n" not in text, name(path)
            assert not text or text.endswith(b"\n"), name(path)
