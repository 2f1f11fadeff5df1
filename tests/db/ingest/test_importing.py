"""What an import does to the archive: gaps filled, nothing blanked, each change kept with its source."""

from __future__ import annotations

import asyncio
import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from db.ingest.edition import bundled
from db.ingest.export import export
from db.ingest.fill import fill
from db.ingest.importing import Imported, import_files
from db.ingest.problems import ImportFailed
from tests.databases import POSTGRESQL, SQLITE
from tests.db.ingest.conftest import Ask
from tests.db.ingest.undl import OLD_NAMES, SC, rows_of, text_of
from tests.handlers.edition_tables import decisions

CUBA = "A/RES/77/7"
MONTH_ONLY = "A/RES/43/21"  # on the uprising, adopted on 3 November 1988; our source knows the month
COUNCIL = "S/RES/2774(2025)"
SET_FRANCE = """
UPDATE vote SET position = {} WHERE iso3 = 'FRA' AND decision_id = (SELECT id FROM decision WHERE key = ?)
"""
INDEXED = "SELECT key FROM decision_text JOIN decision ON id = decision_text.rowid WHERE key = ? AND "
ON_THE_EMBARGO = {
    SQLITE: INDEXED + "decision_text MATCH 'embargo'",
    POSTGRESQL: INDEXED + "words @@ to_tsquery('english', 'embargo')",
}
FORGET = (
    "DELETE FROM decision_text WHERE rowid = (SELECT id FROM decision WHERE key = ?1)",
    "DELETE FROM vote WHERE decision_id = (SELECT id FROM decision WHERE key = ?1)",
    "DELETE FROM decision_topic WHERE decision_id = (SELECT id FROM decision WHERE key = ?1)",
    "DELETE FROM decision WHERE key = ?1",
)


def silent(_what: str, _done: int, _total: int) -> None:
    """No progress bar."""


async def imported(engine: AsyncEngine, folder: Path, text: str, *, partial: bool = False) -> Imported:
    path = folder / "votes.csv"
    path.write_text(text, encoding="utf-8")
    return await import_files(engine, [str(path)], silent, partial=partial)


def position(ask: Ask, key: str, iso3: str) -> list[tuple[int]]:
    return ask(
        "SELECT position FROM vote JOIN decision ON decision.id = decision_id WHERE key = ? AND iso3 = ?", key, iso3
    )


async def test_what_is_there_already_is_unchanged(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    before = ask("SELECT * FROM decision ORDER BY id"), ask("SELECT count(*), sum(position) FROM vote")
    done = await imported(engine, tmp_path, text_of(rows_of(CUBA)))
    assert done.unchanged
    assert done.read == 1
    assert (ask("SELECT * FROM decision ORDER BY id"), ask("SELECT count(*), sum(position) FROM vote")) == before


async def test_a_second_import_of_the_same_file_does_not_read_it(engine: AsyncEngine, tmp_path: Path) -> None:
    await imported(engine, tmp_path, text_of(rows_of(MONTH_ONLY, date="1988-11-03")))
    again = await imported(engine, tmp_path, text_of(rows_of(MONTH_ONLY, date="1988-11-03")))
    assert again.unchanged
    assert again.read == 0


async def test_a_decision_that_was_missing(engine: AsyncEngine, tmp_path: Path, ask: Ask, kind: str) -> None:
    old = ask("SELECT yes, no, abstain, absent, roll_call, day FROM decision WHERE key = ?", CUBA)
    roll = ask("SELECT iso3, position FROM vote JOIN decision d ON d.id = decision_id WHERE key = ? ORDER BY 1", CUBA)
    for statement in FORGET:
        ask(statement, CUBA)
    done = await imported(engine, tmp_path, text_of(rows_of(CUBA)))
    assert (done.new, done.changed, done.positions) == (1, 0, 193)
    assert ask("SELECT yes, no, abstain, absent, roll_call, day FROM decision WHERE key = ?", CUBA) == old
    assert (
        ask("SELECT iso3, position FROM vote JOIN decision d ON d.id = decision_id WHERE key = ? ORDER BY 1", CUBA)
        == roll
    )
    assert ask("SELECT source, edition, outcome, final FROM decision WHERE key = ?", CUBA) == [
        ("undl_ga", done.edition, "adopted", 1)
    ]
    assert ask(ON_THE_EMBARGO[kind], CUBA)
    assert ask("SELECT title FROM source WHERE key = 'undl_ga'") == [
        ("UN Digital Library, General Assembly Voting Data",)
    ]


async def test_an_unknown_position_becomes_known(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    ask(
        "UPDATE vote SET position = 5 WHERE iso3 IN ('FRA', 'USA') AND decision_id = "
        "(SELECT id FROM decision WHERE key = ?)",
        CUBA,
    )
    ask("UPDATE decision SET roll_call = 'partial', yes = NULL WHERE key = ?", CUBA)
    done = await imported(engine, tmp_path, text_of(rows_of(CUBA)))
    assert (done.new, done.changed, done.positions) == (0, 1, 2)
    assert position(ask, CUBA, "FRA") == [(1,)]
    assert position(ask, CUBA, "USA") == [(2,)]
    assert ask("SELECT yes, no, abstain, roll_call FROM decision WHERE key = ?", CUBA) == [(185, 2, 2, "complete")]
    assert ask("SELECT member, old, new FROM change WHERE field = 'position' AND edition = ?", done.edition) == [
        ("FRA", "unknown", "yes"),
        ("USA", "unknown", "no"),
    ]


async def test_a_month_becomes_a_day(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    assert ask("SELECT day, month_only FROM decision WHERE key = ?", MONTH_ONLY) == [("1988-11-01", 1)]
    await imported(engine, tmp_path, text_of(rows_of(MONTH_ONLY, date="1988-11-03")))
    assert ask("SELECT day, month_only, source_date FROM decision WHERE key = ?", MONTH_ONLY) == [
        ("1988-11-03", 0, "1988-11-03")
    ]


async def test_a_known_position_is_never_blanked(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    rows = [
        {**row, "total_yes": "183", "total_non_voting": "6", "title": "", "session": ""}
        | ({"ms_vote": {"FRA": "X", "DEU": ""}[row["ms_code"]]} if row["ms_code"] in {"FRA", "DEU"} else {})
        for row in rows_of(CUBA)
    ]
    assert (await imported(engine, tmp_path, text_of(rows))).unchanged
    assert position(ask, CUBA, "FRA") == position(ask, CUBA, "DEU") == [(1,)]
    assert ask("SELECT yes FROM decision WHERE key = ?", CUBA) == [(185,)]


async def test_a_cast_vote_of_the_library_goes_before_ours(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    ask(
        "UPDATE vote SET position = 3 WHERE iso3 = 'FRA' AND decision_id = (SELECT id FROM decision WHERE key = ?)",
        CUBA,
    )
    done = await imported(engine, tmp_path, text_of(rows_of(CUBA)))
    assert position(ask, CUBA, "FRA") == [(1,)]
    assert ask("SELECT member, old, new FROM change WHERE edition = ?", done.edition)[0] == ("FRA", "abstain", "yes")


async def test_a_decision_without_a_symbol_is_known_by_its_roll_call(
    engine: AsyncEngine, tmp_path: Path, ask: Ask
) -> None:
    held = decisions()
    key = held.index[(held.symbol == "") & (held.date == "1947-11") & (held.yes == 33)][0]  # the partition plan
    rows = rows_of(key, resolution="A/RES/181(II)", date="1947-11-29")
    done = await imported(engine, tmp_path, text_of(rows))
    assert (done.new, done.changed) == (0, 1)
    assert ask("SELECT symbol FROM decision WHERE key = ?", key) == [("A/RES/181(II)",)]


async def test_one_symbol_on_several_votes(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    held = decisions()
    keys = held.index[held.symbol == "A/RES/2758(XXVI)"]
    assert len(keys) == 7
    rows = [row for number, key in enumerate(keys) for row in rows_of(key, str(number + 1), date="1971-10-25")]
    before = ask("SELECT count(*), sum(position) FROM vote")
    done = await imported(engine, tmp_path, text_of(rows))
    assert (done.read, done.new, done.positions) == (7, 0, 0)
    assert ask("SELECT count(*), sum(position) FROM vote") == before


@pytest.mark.parametrize(("code", "kept"), [("CHN", "TWN"), ("SUN", "RUS"), ("BYS", "BLR"), ("CZE", "CSK")])
async def test_codes_of_other_times(engine: AsyncEngine, tmp_path: Path, ask: Ask, code: str, kept: str) -> None:
    held = decisions()
    key = held.index[held.symbol.str.endswith("(XXV)") & (held.final == "1") & (held.roll_call == "complete")][0]
    ask(
        "UPDATE vote SET position = 5 WHERE iso3 = ? AND decision_id = (SELECT id FROM decision WHERE key = ?)",
        kept, key,
    )  # fmt: skip
    rows = [row | {"ms_code": code if row["ms_code"] == kept else row["ms_code"]} for row in rows_of(key)]
    voters = ask("SELECT count(*) FROM vote")
    done = await imported(engine, tmp_path, text_of(rows))
    assert ask("SELECT member, old FROM change WHERE field = 'position' AND edition = ?", done.edition) == [
        (kept, "unknown")
    ]
    assert ask("SELECT count(*) FROM vote") == voters


async def test_the_security_council(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    for statement in FORGET:
        ask(statement, COUNCIL)
    done = await imported(engine, tmp_path, text_of(rows_of(COUNCIL), SC))
    assert (done.new, done.positions) == (1, 15)
    assert ask("SELECT body, yes, no, abstain, source FROM decision WHERE key = ?", COUNCIL) == [
        ("SC", 10, 0, 5, "undl_sc")
    ]
    assert position(ask, COUNCIL, "FRA") == [(3,)]


@pytest.mark.parametrize("packing", ["plain", "mark", "gz", "zip", "old headers"])
async def test_every_form_of_the_file(engine: AsyncEngine, tmp_path: Path, packing: str) -> None:
    text = text_of(rows_of(MONTH_ONLY, date="1988-11-03"), names=OLD_NAMES if packing == "old headers" else None)
    path = tmp_path / "voting"
    if packing == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif packing == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("readme.txt", "not this")
            packed.writestr("2026/ga_voting.csv", text)
    else:
        path.write_text(text, encoding="utf-8-sig" if packing == "mark" else "utf-8")
    done = await import_files(engine, [str(path)], silent)
    assert (done.read, done.changed) == (1, 1)


async def test_our_own_export_comes_back(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    await export(engine, tmp_path / "out")
    for statement in FORGET:
        ask(statement, CUBA)
    before = ask("SELECT count(*) FROM vote")[0][0]
    files = [str(tmp_path / "out" / name) for name in ("votes.csv.gz", "decisions.csv.gz")]
    done = await import_files(engine, files, silent)
    assert (done.new, done.changed, done.positions) == (1, 0, 193)
    assert ask("SELECT count(*) FROM vote")[0][0] == before + 193


async def test_our_own_export_is_nothing_new(engine: AsyncEngine, tmp_path: Path) -> None:
    await export(engine, tmp_path / "out")
    done = await import_files(engine, [str(tmp_path / "out")], silent)
    assert done.unchanged
    assert done.read == 11_524


async def test_readers_see_the_old_until_all_is_new(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    seen: list[object] = []

    def look(what: str, _done: int, _total: int) -> None:
        if what == "writing":
            seen.append(ask("SELECT month_only FROM decision WHERE key = ?", MONTH_ONLY)[0][0])

    path = tmp_path / "votes.csv"
    path.write_text(text_of(rows_of(MONTH_ONLY, date="1988-11-03")), encoding="utf-8")
    await import_files(engine, [str(path)], look)
    assert len(seen) == 5
    assert set(seen) == {1}
    assert ask("SELECT month_only FROM decision WHERE key = ?", MONTH_ONLY) == [(0,)]


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)  # PostgreSQL's disk is that of all tests
async def test_a_full_disk_leaves_everything_as_it_was(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    before = ask("SELECT count(*), sum(position) FROM vote"), ask("SELECT count(*) FROM decision")
    for statement in FORGET:
        ask(statement, CUBA)
    forgotten = ask("SELECT count(*), sum(position) FROM vote"), ask("SELECT count(*) FROM decision")
    assert forgotten != before
    pages = ask("PRAGMA page_count")[0][0]

    @event.listens_for(engine.sync_engine, "connect")
    def fill_up(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    await engine.dispose()
    held = decisions()
    keys = [CUBA, *held.index[(held.symbol == held.index) & (held.date.str.startswith("19"))][:400]]
    rows = [row for key in keys for row in rows_of(key, date=f"{held.loc[key].date[:7]}-28")]
    with pytest.raises(ImportFailed, match="could not be written: database or disk is full"):
        await imported(engine, tmp_path, text_of(rows))
    assert (ask("SELECT count(*), sum(position) FROM vote"), ask("SELECT count(*) FROM decision")) == forgotten
    assert ask("PRAGMA integrity_check") == [("ok",)]


async def test_a_newer_bundled_edition_keeps_what_was_imported(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    ask(
        "UPDATE vote SET position = 5 WHERE iso3 = 'FRA' AND decision_id = (SELECT id FROM decision WHERE key = ?)",
        CUBA,
    )
    await imported(engine, tmp_path, text_of(rows_of(MONTH_ONLY, date="1988-11-03") + rows_of(CUBA)))
    newer = replace(bundled(), version=bundled().version + 1, fingerprint="newer")
    assert await fill(engine, newer)
    assert ask("SELECT day, month_only FROM decision WHERE key = ?", MONTH_ONLY) == [("1988-11-03", 0)]
    assert position(ask, CUBA, "FRA") == [(1,)]


async def test_another_vote_under_a_known_symbol_is_not_taken_for_it(
    engine: AsyncEngine, tmp_path: Path, ask: Ask
) -> None:
    rows = rows_of("A/RES/ES-11/4", resolution=CUBA)
    with pytest.raises(ImportFailed, match="another vote under this symbol"):
        await imported(engine, tmp_path, text_of(rows))
    assert ask("SELECT count(*) FROM edition") == [(1,)]


async def test_two_imports_at_the_same_time_do_not_mix(engine: AsyncEngine, tmp_path: Path, ask: Ask) -> None:
    for folder, text in (("one", text_of(rows_of(CUBA))), ("two", text_of(rows_of(MONTH_ONLY, date="1988-11-03")))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "votes.csv").write_text(text, encoding="utf-8")
    for statement in FORGET:
        ask(statement, CUBA)
    both = (import_files(engine, [str(tmp_path / folder / "votes.csv")], silent) for folder in ("one", "two"))
    ended = await asyncio.gather(*both, return_exceptions=True)
    (refused,) = (one for one in ended if isinstance(one, ImportFailed))
    assert "run it again" in str(refused)
    (done,) = (one for one in ended if isinstance(one, Imported))
    assert not done.unchanged
    assert ask("SELECT count(*) FROM edition") == [(2,)]
