"""An archive fills itself once, upgrades itself from a newer edition, and never loses what the operator imported."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from db.archive import Archive
from db.engine import create_engine, migrate
from db.ingest.edition import DATA, Edition, bundled
from db.ingest.fill import fill
from db.queries.decisions import decision, topic_ids
from db.queries.search import search
from db.queries.votes import positions
from db.records import Position, Tally
from tests.databases import SQLITE, Database, Databases, SqliteFile

CHANGED = "A/RES/68/262"  # Territorial integrity of Ukraine
REMOVED = "A/RES/67/19"  # Status of Palestine in the United Nations
TABLES = ("edition", "source", "member", "member_name", "decision", "decision_text", "decision_topic")
WORDS = "Zymurgy in Ukraine"
ONE_IN = 60  # the share of decisions in the small editions of the tests below
Row = dict[str, str]
Step = tuple[str, int, int]


def rows_of(folder: Path, name: str) -> list[Row]:
    with gzip.open(folder / "edition" / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, name: str, rows: list[Row]) -> None:
    with gzip.open(folder / "edition" / name, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_edition(
    folder: Path, version: int, without: Iterable[str] = (), change: Callable[[Row, Row], None] | None = None
) -> Edition:
    """A small copy of the bundled data; `change` is given the changed decision's row and its roll call."""
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("__pycache__"))
    sources = folder / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(re.sub(r"(?m)^version = \d+$", f"version = {version}", text), encoding="utf-8")
    everything = rows_of(folder, "decisions.csv.gz")
    kept = {CHANGED, REMOVED, *(row["key"] for row in everything[::ONE_IN])} - set(without)
    decisions = [row for row in everything if row["key"] in kept]
    votes = [row for row in rows_of(folder, "votes.csv.gz") if row["key"] in kept]
    if change is not None:
        change(
            next(row for row in decisions if row["key"] == CHANGED), next(row for row in votes if row["key"] == CHANGED)
        )
    write_rows(folder, "decisions.csv.gz", decisions)
    write_rows(folder, "votes.csv.gz", votes)
    return bundled(folder)


def correct(row: Row, votes: Row) -> None:
    """Turn Armenia's no into an abstention."""
    assert (row["no"], row["abstain"], votes["ARM"]) == ("11", "58", "N")
    row["no"], row["abstain"], votes["ARM"] = "10", "59", "A"


async def filled_with(database: Database, edition: Edition, progress: Any = None) -> bool:  # noqa: ANN401
    engine = create_engine(database.url)
    try:
        await migrate(engine)
        return await fill(engine, edition, progress)
    finally:
        await engine.dispose()


async def open_with(database: Database, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Open the archive as a program would that carries this edition."""
    monkeypatch.setattr("db.archive.bundled", lambda: edition)
    return await Archive.open(database.url)


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of facts, row numbers aside."""
    queries = {
        "decision": "SELECT key, title, display_title, day, yes, no, abstain, edition FROM decision ORDER BY key",
        "vote": "SELECT key, iso3, position FROM vote JOIN decision ON decision.id = decision_id ORDER BY key, iso3",
        "topic": "SELECT topic, key FROM decision_topic JOIN decision ON decision.id = decision_id ORDER BY 1, 2",
        "text": "SELECT key FROM decision_text t JOIN decision ON decision.id = t.rowid ORDER BY key",
        "member": "SELECT iso3, common FROM member ORDER BY iso3",
        "name": "SELECT iso3, name, kind FROM member_name ORDER BY 1, 2, 3",
        "bloc": "SELECT bloc, iso3, since, until FROM bloc_span ORDER BY 1, 2, 3",
        "edition": "SELECT key, version, fingerprint FROM edition ORDER BY key",
    }
    return {name: database.ask(query) for name, query in queries.items()}


def versions(database: Database) -> object:
    """What changes with every row that is written, even with the same values."""
    if isinstance(database, SqliteFile):
        return database.path.read_bytes()
    return [database.ask(f"SELECT ctid::text, xmin::text FROM {name} ORDER BY 1") for name in TABLES]  # noqa: S608


def assert_sound(database: Database) -> None:
    """PostgreSQL keeps itself sound; SQLite can be asked."""
    if isinstance(database, SqliteFile):
        assert database.ask("PRAGMA foreign_key_check") == []
        assert database.ask("PRAGMA integrity_check") == [("ok",)]


def import_by_hand(database: Database) -> None:
    """What an operator's importer leaves: an edition of its own, a decision with its votes, index and topic."""
    database.ask("INSERT INTO edition VALUES ('mine', 'my own', 1, 'abc', '2026-01-01 00:00:00')")
    ((id_,),) = database.ask(
        "INSERT INTO decision (key, body, symbol, draft, session, day, month_only, source_date, title,"
        " display_title, short_title, agenda_item, subjects, issue_codes, committee, meeting, kind, final,"
        " adoption, outcome, yes, no, abstain, absent, vetoed_by, roll_call, source, source_ref, edition)"
        " VALUES ('A/RES/99/1', 'GA', 'A/RES/99/1', '', '99', '2044-10-01', FALSE, '2044-10-01', 'Zymurgy in Ukraine',"
        " 'Zymurgy in Ukraine', '', '', '', '', '', '', 'resolution', TRUE, 'recorded', 'adopted', 1, 1, 0, 0, '',"
        " 'complete', 'dgacm', 'x1', 'mine') RETURNING id"
    )
    for iso3, position in (("FRA", 1), ("DEU", 2)):
        database.ask("INSERT INTO vote VALUES (?, ?, ?)", id_, iso3, position)
    if isinstance(database, SqliteFile):
        database.ask(
            "INSERT INTO decision_text (rowid, title, agenda_item, subjects) VALUES (?, ?, '', '')", id_, WORDS
        )
    else:
        database.ask("INSERT INTO decision_text (rowid, words) VALUES (?, to_tsvector('english', ?))", id_, WORDS)
    database.ask("INSERT INTO decision_topic VALUES ('ukraine', ?)", id_)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A small edition with the version 5."""
    return write_edition(tmp_path_factory.mktemp("small") / "data", version=5)


@pytest.fixture(scope="module")
async def small(module_databases: Databases, edition: Edition) -> Database:
    """A database filled from the small edition, closed."""
    database = module_databases.empty()
    assert await filled_with(database, edition)
    return database


@pytest.fixture
def copy(databases: Databases, small: Database) -> Database:
    """A copy of the small archive for one test."""
    return databases.copy(small)


async def test_an_empty_database_fills_itself_with_everything(filled: Database) -> None:
    decisions = rows_of(DATA, "decisions.csv.gz")
    roll_calls = rows_of(DATA, "votes.csv.gz")
    cells = sum(bool(cell) for row in roll_calls for column, cell in row.items() if column != "key")

    def count(sql: str) -> int:
        return int(filled.ask(sql)[0][0])

    assert count("SELECT count(*) FROM decision") == len(decisions) == len({row["key"] for row in decisions})
    assert count("SELECT count(*) FROM vote") == cells
    assert count("SELECT count(DISTINCT decision_id) FROM vote") == len(roll_calls)
    assert count("SELECT count(*) FROM decision_text") == len(decisions)
    assert count("SELECT count(*) FROM decision WHERE edition <> 'bundled'") == 0
    assert filled.ask("SELECT DISTINCT position FROM vote ORDER BY 1") == [(1,), (2,), (3,), (4,), (5,)]
    assert_sound(filled)


@pytest.mark.usefixtures("filled")
async def test_progress_goes_from_nothing_to_all(reported: dict[str, list[Step]], kind: str) -> None:
    said = reported[kind]
    assert {what for what, _done, _all in said} == {"decisions", "votes"}
    everything = len(rows_of(DATA, "decisions.csv.gz"))
    for what in ("decisions", "votes"):
        steps = [(done, of) for name, done, of in said if name == what]
        assert len(steps) >= 2
        assert steps == sorted(steps)
        assert steps[-1] == (everything, everything)
        assert all(0 <= done <= of for done, of in steps)


async def test_a_second_open_writes_nothing(filled: Database) -> None:
    before = versions(filled)
    said: list[Step] = []
    archive = await Archive.open(filled.url, lambda *step: said.append(step))
    await archive.matrix()
    await archive.close()
    assert versions(filled) == before
    assert said == []


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
async def test_a_second_open_leaves_the_file_alone(filled: SqliteFile) -> None:
    path = filled.path

    def state() -> tuple[bytes, int, list[str]]:
        return path.read_bytes(), path.stat().st_mtime_ns, sorted(file.name for file in path.parent.iterdir())

    before = state()
    await (await Archive.open(filled.url)).close()
    assert state() == before


async def test_coverage_is_that_of_the_edition(archive: Archive) -> None:
    decisions = rows_of(DATA, "decisions.csv.gz")
    last = {body: max(row["date"] for row in decisions if row["body"] == body) for body in ("GA", "SC")}
    assert archive.coverage.ga_through.isoformat() == last["GA"] == "2026-06-04"
    assert archive.coverage.sc_through.isoformat() == last["SC"] == "2025-12-29"
    assert archive.coverage.edition == "July 2026"


async def test_a_newer_edition_upgrades_the_archive(
    copy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(copy)
    newer = write_edition(tmp_path / "newer", version=6, without=[REMOVED], change=correct)
    archive = await open_with(copy, newer, monkeypatch)
    try:
        changed = await decision(archive, CHANGED)
        assert changed is not None
        assert changed.tally == Tally(100, 10, 59, 24)
        assert (await positions(archive, changed.id))["ARM"] is Position.ABSTAIN
        assert await decision(archive, REMOVED) is None
        assert [found.key for found in await search(archive, "territorial integrity of Ukraine")] == [CHANGED]
    finally:
        await archive.close()
    after = contents(copy)
    others = {row for row in before["vote"] if row[0] not in {CHANGED, REMOVED}}
    assert {row for row in after["vote"] if row[0] != CHANGED} == others
    assert len(after["decision"]) == len(before["decision"]) - 1
    assert len(after["text"]) == len(after["decision"])
    assert after["edition"] == [("bundled", 6, newer.fingerprint)]
    assert_sound(copy)


async def test_an_upgrade_keeps_what_the_operator_imported(
    copy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_by_hand(copy)
    archive = await open_with(copy, write_edition(tmp_path / "newer", 6, [REMOVED], correct), monkeypatch)
    try:
        mine = await decision(archive, "A/RES/99/1")
        assert mine is not None
        assert mine.tally == Tally(1, 1, 0, 0)
        assert await positions(archive, mine.id) == {"DEU": Position.NO, "FRA": Position.YES}
        assert await decision(archive, REMOVED) is None
    finally:
        await archive.close()


async def test_an_upgrade_keeps_imported_decisions_findable(
    copy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_by_hand(copy)
    archive = await open_with(copy, write_edition(tmp_path / "newer", 6, [REMOVED], correct), monkeypatch)
    try:
        mine = await decision(archive, "A/RES/99/1")
        assert mine is not None
        assert [found.key for found in await search(archive, "zymurgy")] == ["A/RES/99/1"]
        assert mine.id in await topic_ids(archive, "ukraine")
    finally:
        await archive.close()


async def test_an_imported_decision_goes_before_the_bundled_one(copy: Database, tmp_path: Path) -> None:
    copy.ask("INSERT INTO edition VALUES ('mine', 'my own', 1, 'abc', '2026-01-01 00:00:00')")
    copy.ask("UPDATE decision SET edition = 'mine', yes = 101 WHERE key = ?", CHANGED)
    assert await filled_with(copy, write_edition(tmp_path / "newer", 6, change=correct))
    assert copy.ask("SELECT yes, edition FROM decision WHERE key = ?", CHANGED) == [(101, "mine")]
    armenia = copy.ask(
        "SELECT position FROM vote JOIN decision ON id = decision_id WHERE key = ? AND iso3 = 'ARM'", CHANGED
    )
    assert armenia == [(int(Position.NO),)]


async def test_an_older_edition_does_nothing(copy: Database, tmp_path: Path) -> None:
    before = versions(copy)
    said: list[Step] = []
    older = write_edition(tmp_path / "older", version=4, without=[REMOVED], change=correct)
    assert not await filled_with(copy, older, lambda *step: said.append(step))
    assert versions(copy) == before
    assert said == []


async def test_the_same_files_do_nothing_and_changed_ones_of_the_same_version_do(
    edition: Edition, copy: Database, tmp_path: Path
) -> None:
    again = shutil.copytree(edition.folder, tmp_path / "again")
    assert not await filled_with(copy, bundled(again))
    assert await filled_with(copy, write_edition(tmp_path / "mended", version=5, change=correct))


@pytest.mark.parametrize("at", ["decisions", "votes"])
async def test_a_fault_in_the_middle_leaves_the_old_state(copy: Database, tmp_path: Path, at: str) -> None:
    before = contents(copy)

    def stop(what: str, done: int, _all: int) -> None:
        if what == at and done:
            raise RuntimeError("power cut")

    newer = write_edition(tmp_path / "newer", version=6, without=[REMOVED], change=correct)
    with pytest.raises(RuntimeError, match="power cut"):
        await filled_with(copy, newer, stop)
    assert contents(copy) == before
    assert await filled_with(copy, newer)


async def test_a_broken_file_leaves_the_old_state(copy: Database, tmp_path: Path) -> None:
    before = contents(copy)
    newer = write_edition(tmp_path / "newer", version=6)
    votes = rows_of(newer.folder, "votes.csv.gz")
    votes[-1] = votes[-1] | {"FRA": "yes"}
    write_rows(newer.folder, "votes.csv.gz", votes)
    with pytest.raises(KeyError, match="yes"):
        await filled_with(copy, newer)
    assert contents(copy) == before


async def test_a_fault_in_the_first_fill_leaves_an_empty_archive(
    small: Database, edition: Edition, databases: Databases
) -> None:
    def stop(what: str, _done: int, _all: int) -> None:
        if what == "votes":
            raise RuntimeError("power cut")

    database = databases.empty()
    with pytest.raises(RuntimeError, match="power cut"):
        await filled_with(database, edition, stop)
    assert not any(contents(database).values())
    assert await filled_with(database, edition)
    assert contents(database) == contents(small)


async def test_the_fingerprint_changes_with_any_file(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("__pycache__"))
    first = bundled(folder)
    assert first.fingerprint == bundled().fingerprint
    assert first.version == bundled().version
    for name in ("members.toml", "groups.toml", "topics.toml", "corrections.toml", "title_words.txt"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n# one more line\n")
        assert bundled(folder).fingerprint != first.fingerprint
        first = bundled(folder)
