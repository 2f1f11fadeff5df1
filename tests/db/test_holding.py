"""An archive that holds everything stays as it was read, whatever is imported meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.archive import Archive
from db.ingest.edition import bundled
from db.ingest.fill import fill
from db.ingest.importing import import_files
from db.queries import decisions
from db.queries.holding import hold_all
from db.queries.search import search
from db.queries.tallies import with_tally
from db.queries.voters import with_position
from db.queries.votes import positions
from db.records import Body, Position
from tests.databases import Database, Databases
from tests.db.ingest.test_importing import CUBA, FORGET, SET_FRANCE, silent
from tests.db.ingest.undl import rows_of, text_of

UKRAINE = "A/RES/68/262"


@pytest.fixture
async def lacking(databases: Databases, filled: Database) -> AsyncIterator[Archive]:
    """An archive without one decision, and without a position on another."""
    copy = databases.copy(filled)
    for statement in FORGET:
        copy.ask(statement, CUBA)
    copy.ask(SET_FRANCE.format(int(Position.UNKNOWN)), UKRAINE)
    opened = await Archive.open(copy.url)
    yield opened
    await opened.close()


async def imported(archive: Archive, folder: Path) -> None:
    path = folder / "votes.csv"
    path.write_text(text_of(rows_of(CUBA) + rows_of(UKRAINE)), encoding="utf-8")
    done = await import_files(archive.engine, [str(path)], silent)
    assert (done.new, done.changed) == (1, 1)


async def seen(archive: Archive) -> dict[str, object]:
    """What readers find out about both decisions, by every way."""
    ukraine = await decisions.decision(archive, UKRAINE)
    assert ukraine
    cast = await positions(archive, ukraine.id)
    return {
        "by key": [one.key for one in await decisions.by_keys(archive, [UKRAINE, CUBA])],
        "by symbol": [one.key for one in await decisions.under_symbols(archive, [CUBA])],
        "by tally": [one.key for one in await with_tally(archive, 185, 2, 2)],
        "by words": CUBA in [one.key for one in await search(archive, "economic embargo Cuba")],
        "latest": [one.key for one in await decisions.latest(archive, Body.GA, 5)],
        "France": cast["FRA"],
        "Germany": cast["DEU"],
        "tally": ukraine.tally,
        "topics": await decisions.topics_of(archive, ukraine.id),
        "of a topic": ukraine.id in await decisions.topic_ids(archive, "ukraine"),
        "took part": await with_position(archive, [ukraine.id], ["FRA"], [Position.YES]) == {ukraine.id},
    }


async def test_an_import_is_not_seen_by_half(lacking: Archive, tmp_path: Path) -> None:
    assert await hold_all(lacking)
    before = await seen(lacking)
    assert (before["by key"], before["by symbol"], before["France"]) == ([UKRAINE], [], Position.UNKNOWN)
    await imported(lacking, tmp_path)
    assert await seen(lacking) == before
    later = await Archive.read(lacking.engine)
    assert await hold_all(later)
    after = await seen(later)
    assert (after["by key"], after["by symbol"], after["France"]) == ([UKRAINE, CUBA], [CUBA], Position.YES)
    assert after["took part"]
    assert not before["took part"]


async def test_new_row_numbers_mix_nothing_up(lacking: Archive) -> None:
    """A newer bundled edition, filled by a newer program, gives the decisions other row ids."""
    assert await hold_all(lacking)
    before = await seen(lacking)
    assert await fill(lacking.engine, replace(bundled(), version=bundled().version + 1, fingerprint="newer"))
    assert await seen(lacking) == before


async def test_what_has_changed_since_the_reading_is_not_held(lacking: Archive, tmp_path: Path) -> None:
    await imported(lacking, tmp_path)
    assert not await hold_all(lacking)
    assert not lacking.by_key


async def test_held_or_not_the_answers_are_the_same(lacking: Archive) -> None:
    before = await seen(lacking)
    assert await hold_all(lacking)
    assert await seen(lacking) == before
