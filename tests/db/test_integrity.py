"""The integrity report: nothing new on the bundled edition, and damage is seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from db.archive import Archive
from db.queries.integrity import KINDS, known_issues, report
from handlers.integrity import lines
from tests.databases import Database, Databases


@asynccontextmanager
async def damaged(copy: Database, statement: str) -> AsyncIterator[Archive]:
    """The archive once the statement was run, which changes one row."""
    assert len(copy.ask(f"{statement} RETURNING 1")) == 1
    opened = await Archive.open(copy.url)
    try:
        yield opened
    finally:
        await opened.close()


async def test_the_bundled_edition_has_nothing_new(archive: Archive) -> None:
    found = await report(archive)
    assert found.problems == ()
    assert found.sound
    assert all(one.reason for one in found.known)
    assert {one.kind for one in found.known} <= KINDS.keys()


async def test_the_counts(archive: Archive) -> None:
    found = await report(archive)
    # rows of decisions.csv.gz and filled cells of votes.csv.gz by body, counted with pandas: 8,321 and 3,203 decisions
    assert sum(held for (body, _), (held, _) in found.sizes.items() if body == "GA") == 8_321
    assert sum(held for (body, _), (held, _) in found.sizes.items() if body == "SC") == 3_203
    assert found.sizes["SC", "martin"] == (3_203, 45_823)
    first = found.sessions[0]
    assert (first.name, first.decisions) == ("1", 43)


async def test_known_defects_are_found_and_explained(archive: Archive) -> None:
    known = {(one.kind, one.key) for one in (await report(archive)).known}
    assert ("roll_call", "A/RES/ES-11/7") in known
    assert ("number", "A/RES/78/327") in known
    assert ("number", "S/RES/2760") in known
    assert ("part", "73 resumed") in known
    assert ("session", "19") in known
    assert ("outcome", "S/RES/2623(2022)") in known


def test_known_issues_name_a_kind_and_a_key_once() -> None:
    assert {kind for kind, _ in known_issues()} <= KINDS.keys()
    assert all(reason.endswith(".") for reason in known_issues().values())


@pytest.mark.parametrize(
    ("statement", "what", "key"),
    [
        (
            "UPDATE vote SET position = 2 WHERE iso3 = 'FRA' AND decision_id = "
            "(SELECT id FROM decision WHERE key = 'A/RES/68/262')",
            "tally",
            "A/RES/68/262",
        ),
        (
            "DELETE FROM vote WHERE iso3 = 'FRA' AND decision_id = "
            "(SELECT id FROM decision WHERE key = 'A/RES/68/262')",
            "unlisted",
            "A/RES/68/262",
        ),
        (
            "UPDATE vote SET position = 1 WHERE iso3 = 'HUN' AND decision_id = "
            "(SELECT id FROM decision WHERE key = 'A/RES/ES-11/7')",
            "tally",
            "A/RES/ES-11/7",
        ),
        (
            "UPDATE decision SET yes = yes + 1 WHERE key = 'S/RES/2774(2025)'",
            "tally",
            "S/RES/2774(2025)",
        ),
        (
            "UPDATE decision SET outcome = 'adopted' WHERE key = 'S/2025/115'",
            "outcome",
            "S/2025/115",
        ),
        (
            "UPDATE decision SET day = '1990-03-01' WHERE key = 'A/RES/68/262'",
            "membership",
            "A/RES/68/262 SSD",
        ),
        (
            "UPDATE decision SET symbol = '' WHERE key = 'A/RES/77/3'",
            "number",
            "A/RES/77/3",
        ),
    ],
)
async def test_damage_is_a_new_problem(
    databases: Databases, filled: Database, statement: str, what: str, key: str
) -> None:
    async with damaged(databases.copy(filled), statement) as archive:
        found = await report(archive)
    assert (what, key) in {(one.kind, one.key) for one in found.problems}
    assert not found.sound
    assert any(key in line for line in lines(found))


async def test_the_report_as_text(archive: Archive) -> None:
    text = lines(await report(archive))
    assert text[0].startswith("Edition ")
    assert text[-1] == "New problems: 0"
    assert any(line.startswith("  SC martin") and "3,203 decisions" in line for line in text)
    assert any("ES-11/7" in line and "No open source gives the full roll call" in line for line in text)
