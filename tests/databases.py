"""Databases for tests, of both kinds: made empty, copied from another, and asked without the program under test."""

from __future__ import annotations

import itertools
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from tests.postgres import PostgresServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)

Rows = list[tuple[Any, ...]]


class Database(Protocol):
    """A database of a test's own."""

    @property
    def url(self) -> str:
        """What DATABASE_URL is for it."""
        ...

    def ask(self, statement: str, *values: object) -> Rows:
        """Run one statement, its values as `?` or `?1`, and return the rows; days come as text, truth as a number."""
        ...


class Databases(Protocol):
    """Makes databases of one kind."""

    kind: str

    def empty(self) -> Database:
        """A new one without any table."""
        ...

    def copy(self, of: Database) -> Database:
        """A copy of one that nobody has open."""
        ...

    def remove(self) -> None:
        """Remove all that were made."""
        ...


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A file; its folder is its own, since a store is kept beside an archive."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.path}"

    def ask(self, statement: str, *values: object) -> Rows:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement, values).fetchall()


@dataclass(slots=True)
class SqliteFiles:
    folder: Path
    kind: str = SQLITE
    _number: itertools.count[int] = field(default_factory=itertools.count)

    def empty(self) -> SqliteFile:
        folder = self.folder / f"database{next(self._number)}"
        folder.mkdir()
        return SqliteFile(folder / "rollcall.sqlite3")

    def copy(self, of: Database) -> SqliteFile:
        assert isinstance(of, SqliteFile)
        of.ask("PRAGMA wal_checkpoint(TRUNCATE)")
        made = self.empty()
        shutil.copy(of.path, made.path)
        return made

    def remove(self) -> None:
        shutil.rmtree(self.folder)


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    server: PostgresServer
    name: str

    @property
    def url(self) -> str:
        return self.server.url(self.name)

    def ask(self, statement: str, *values: object) -> Rows:
        numbers = itertools.count(1)
        own = re.sub(r"\?(\d*)", lambda found: f"${found[1] or next(numbers)}", statement)
        return [tuple(map(_plain, row)) for row in self.server.run(own, *values, database=self.name)]


@dataclass(slots=True)
class PostgresDatabases:
    server: PostgresServer
    prefix: str
    kind: str = POSTGRESQL
    _names: list[str] = field(default_factory=list)

    def empty(self) -> PostgresDatabase:
        return self._made("template1")

    def copy(self, of: Database) -> PostgresDatabase:
        assert isinstance(of, PostgresDatabase)
        return self._made(of.name)

    def remove(self) -> None:
        for name in self._names:
            self.server.run(f"DROP DATABASE {name} WITH (FORCE)")
        self._names = []

    def _made(self, template: str) -> PostgresDatabase:
        name = f"{self.prefix}_{len(self._names)}"
        self.server.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._names.append(name)
        return PostgresDatabase(self.server, name)


def _plain(value: object) -> object:
    """A value as SQLite gives it."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
