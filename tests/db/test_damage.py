"""Damaged database files are put aside, sound ones left alone, and what cannot be used is said in a sentence."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.damage import Unusable, put_aside, usable
from tests.databases import SqliteFile


@pytest.fixture
def file(own_sqlite: SqliteFile) -> Path:
    return own_sqlite.path


def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as opened:
        opened.seek(at)
        opened.write(data)


@pytest.mark.parametrize("thorough", [True, False])
@pytest.mark.parametrize("damage", ["garbage", "cut", "header"])
def test_a_damaged_file_is_put_aside_with_what_belongs_to_it(file: Path, damage: str, thorough: bool) -> None:
    if damage == "garbage":
        file.write_bytes(os.urandom(50_000))
    elif damage == "cut":
        os.truncate(file, 5_000)
    else:
        overwrite(file, 0, b"SQLite format 3\0" + b"\xff" * 200)
    spoilt = file.read_bytes()
    file.with_name("rollcall.sqlite3-wal").write_bytes(b"a log")
    aside = put_aside(url(file), thorough=thorough)
    assert aside
    assert aside.name.startswith("rollcall.damaged-20")
    assert aside.suffix == ".sqlite3"
    assert aside.read_bytes() == spoilt
    assert not list(file.parent.glob("rollcall.sqlite3*"))


def test_damage_in_the_middle_is_found_where_all_is_looked_at(file: Path) -> None:
    size = file.stat().st_size
    overwrite(file, size // 2, b"\xff" * 200_000)
    assert put_aside(url(file), thorough=False) is None
    assert put_aside(url(file), thorough=True)


@pytest.mark.parametrize("thorough", [True, False])
def test_a_sound_file_stays(file: Path, thorough: bool) -> None:
    before = file.read_bytes()
    assert put_aside(url(file), thorough=thorough) is None
    assert file.read_bytes() == before


@pytest.mark.parametrize("thorough", [True, False])
def test_a_file_that_another_process_holds_is_not_damaged(file: Path, thorough: bool) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert put_aside(url(file), thorough=thorough) is None
    assert file.is_file()


@pytest.mark.parametrize(
    "address",
    ["sqlite+aiosqlite://", "sqlite+aiosqlite:///nowhere/at/all.sqlite3", "postgresql+asyncpg://u:p@127.0.0.1:9/x"],
)
def test_there_is_nothing_to_put_aside(address: str) -> None:
    assert put_aside(address, thorough=True) is None


@pytest.mark.parametrize("address", ["nonsense", "postgresql+asyncpg://u:hid/den@host:port/x"])
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(Unusable, match="DATABASE_URL cannot be read") as caught:
        put_aside(address, thorough=False)
    assert "hid" not in str(caught.value)


def test_the_password_is_not_in_the_sentence() -> None:
    with pytest.raises(Unusable, match=r"u:\*\*\*@host/x cannot be used: the cable is out") as caught:  # noqa: SIM117
        with usable("postgresql+asyncpg://u:hidden@host/x"):
            raise OSError("the cable\nis out.")
    assert "hidden" not in str(caught.value)


def test_a_mistake_of_ours_stays_one() -> None:
    with pytest.raises(KeyError), usable("sqlite+aiosqlite://"):
        raise KeyError("x")
