"""What comes out of a filled archive is what went in, byte for byte."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from db.archive import Archive
from db.ingest.edition import COLUMNS, DATA, write_edition
from db.ingest.export import export

FILES = ("decisions.csv.gz", "votes.csv.gz")
DECISIONS = 11_524  # lines of decisions.csv less the head
TWO_MEGABYTES = 2 * 1024 * 1024


@pytest.fixture(scope="module")
async def exported(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The folder of an export of the whole archive, and the number of decisions that it names."""
    folder = tmp_path_factory.mktemp("export") / "made" / "by" / "export"
    return folder, await export(archive.engine, folder)


@pytest.mark.parametrize("name", FILES)
def test_the_export_of_the_bundled_edition_is_the_bundled_edition(exported: tuple[Path, int], name: str) -> None:
    made, given = ((folder / name) for folder in (exported[0], DATA / "edition"))
    # Lines, so that a failure shows the few that differ instead of megabytes.
    assert gzip.decompress(made.read_bytes()).splitlines() == gzip.decompress(given.read_bytes()).splitlines()
    assert gzip.decompress(made.read_bytes()) == gzip.decompress(given.read_bytes())


def test_the_number_of_decisions_is_told(exported: tuple[Path, int]) -> None:
    assert exported[1] == DECISIONS


def test_the_same_facts_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {**dict.fromkeys(COLUMNS, ""), "key": "A/RES/1/1", "title": "Côte d'Ivoire, “today”"}
    votes = [["A/RES/1/1", "Y", "?"]]
    write_edition(tmp_path / "one", [row], ["FRA", "NAM"], votes)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    write_edition(tmp_path / "two", [row], ["FRA", "NAM"], votes)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert gzip.decompress((tmp_path / "one" / "votes.csv.gz").read_bytes()) == b"key,FRA,NAM\nA/RES/1/1,Y,?\n"


@pytest.mark.parametrize("name", FILES)
def test_the_packed_files_carry_no_time_stamp(name: str) -> None:
    head = (DATA / "edition" / name).read_bytes()[:10]
    assert head[:2] == b"\x1f\x8b"
    assert head[4:8] == bytes(4)  # MTIME of RFC 1952


def test_the_edition_is_small_enough_for_a_repository() -> None:
    assert sum(file.stat().st_size for file in (DATA / "edition").iterdir()) <= TWO_MEGABYTES


def test_the_edition_is_text_with_one_decision_a_line() -> None:
    for name in FILES:
        text = gzip.decompress((DATA / "edition" / name).read_bytes()).decode("utf-8")
        assert "\r" not in text
        assert text.endswith("\n")
    votes = gzip.decompress((DATA / "edition" / "votes.csv.gz").read_bytes()).decode("ascii").splitlines()
    assert {len(row) for row in csv.reader(votes)} == {201}
