"""Every way in which a file can be wrong: where it is, what to do, and nothing changed in the archive."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db.ingest.importing import import_files
from db.ingest.problems import ImportFailed
from tests.databases import SQLITE
from tests.db.ingest.conftest import Ask
from tests.db.ingest.test_importing import CUBA, FORGET, silent
from tests.db.ingest.undl import Rows, rows_of, text_of

# Files are found wrong before the database is written to, whichever it is.
pytestmark = pytest.mark.parametrize("kind", [SQLITE], indirect=True)
OTHER = "A/RES/ES-11/4"
LINE = 2 + 1
"""The line of the second row of a file: the header is line 1."""


def spoilt(column: str, value: str, row: int = 1) -> str:
    """Two decisions in a file, one cell of the first changed."""
    rows = rows_of(CUBA)
    rows[row] = rows[row] | {column: value}
    return text_of(rows + rows_of(OTHER))


def everywhere(column: str, value: str) -> str:
    """Two decisions in a file, a column of the first changed in all its rows."""
    return text_of([row | {column: value} for row in rows_of(CUBA)] + rows_of(OTHER))


def twice() -> str:
    rows: Rows = rows_of(CUBA)
    return text_of([*rows, rows[3] | {"ms_vote": "N"}, *rows_of(OTHER)])


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (spoilt("ms_code", "XKX"), f"line {LINE}, column ms_code", "“XKX” is no member"),
        (spoilt("ms_vote", "Q"), f"line {LINE}, column ms_vote", "“Q” is no vote; Y, N, A, X or nothing"),
        (spoilt("date", "2022-13-03"), f"line {LINE}, column date", "“2022-13-03”"),
        (everywhere("date", "3 November"), "line 2, column date", "is no date; 2025-02-24 was expected"),
        (everywhere("date", "2122-11-03"), "line 2, column date", "in the future"),
        (everywhere("date", "1722-11-03"), "line 2, column date", "before the first vote"),
        (everywhere("total_yes", "184"), "line 2, column total_yes", "says 184, but the votes in the file come to 185"),
        (everywhere("total_no", "two"), "line 2, column total_no", "“two” is no number"),
        (everywhere("total_ms", "194"), "line 2, column total_ms", "193 of the 194 votes"),
        (everywhere("resolution", "Cuba"), "line 2, column resolution", "“Cuba” is no symbol"),
        (twice(), "line 195, column ms_vote", "AND stands twice in A/RES/77/7, with different votes"),
    ],
)
async def test_a_wrong_row(engine: AsyncEngine, tmp_path: Path, ask: Ask, text: str, where: str, what: str) -> None:
    for statement in FORGET:
        ask(statement, CUBA)
        ask(statement, OTHER)
    path = tmp_path / "ga.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFailed) as raised:
        await import_files(engine, [str(path)], silent)
    assert any(where in line and what in line for line in str(raised.value).splitlines()), str(raised.value)
    assert "ga.csv" in str(raised.value)
    assert ask("SELECT count(*) FROM edition") == [(1,)]
    assert ask("SELECT count(*) FROM decision WHERE key IN (?, ?)", CUBA, OTHER) == [(0,)]

    done = await import_files(engine, [str(path)], silent, partial=True)
    assert done.found >= 1
    assert ask("SELECT key FROM decision WHERE key IN (?, ?)", CUBA, OTHER) == [(OTHER,)]


def zipped(data: bytes, name: str = "ga.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return out.getvalue()


Spoil = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda good: good[: len(good) // 2], "The file may be cut off"),
        (lambda good: good[: good.index(b"\n", len(good) // 2) + 1], "The file may be cut off"),
        (lambda good: gzip.compress(good)[:-200], "breaks off or is damaged"),
        (lambda good: zipped(good)[:-200], "breaks off or is damaged"),
        (lambda good: zipped(good, "readme.txt"), "there is no .csv file in it"),
        (lambda good: good.decode().replace("Cuba", "Cubá").encode("latin-1"), "line 2: byte 0xe1 at position"),
        (lambda good: good.decode().encode("utf-16"), "the text is in UTF-16"),
        (lambda _good: b"", "the file is empty"),
        (
            lambda _good: b"\n\n <!DOCTYPE html><html><title>Just a moment...</title>",
            "this is a web page, not a CSV file",
        ),
        (lambda _good: b"<!DOCTYPE html><html><title>Just a moment...</title>", "this is a web page, not a CSV file"),
        (lambda _good: b"year,country,score\n2020,FRA,3\n", "has not the columns of a file of votes"),
        (lambda good: good.replace(b",FRA,", b',"FRA,'), "cannot be read"),
        (lambda _good: bytes(range(256)) * 10, "line 1"),
    ],
)
async def test_a_file_that_is_none(engine: AsyncEngine, tmp_path: Path, ask: Ask, spoil: Spoil, what: str) -> None:
    path = tmp_path / "ga.csv"
    path.write_bytes(spoil(text_of(rows_of(CUBA, title="Embargo against Cuba")).encode()))
    with pytest.raises(ImportFailed, match=r"ga\.csv") as raised:
        await import_files(engine, [str(path)], silent)
    assert what in str(raised.value)
    assert ask("SELECT count(*) FROM edition") == [(1,)]


async def test_a_file_that_is_not_there(engine: AsyncEngine, tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="No such file"):
        await import_files(engine, [str(tmp_path / "none.csv")], silent)


async def test_a_thousand_problems_are_counted_and_twenty_shown(engine: AsyncEngine, tmp_path: Path) -> None:
    path = tmp_path / "ga.csv"
    path.write_text(text_of([row | {"ms_vote": "?"} for row in rows_of(CUBA)]), encoding="utf-8")
    with pytest.raises(ImportFailed) as raised:
        await import_files(engine, [str(path)], silent)
    lines = str(raised.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "… and 173 more like these."
