"""The command line as its user meets it: the real process, its output, its exit status."""

from __future__ import annotations

import asyncio
import csv
import gzip
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.archive import Archive

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """A finished process."""

    status: int
    out: str
    err: str


async def rollcall(url: str, *arguments: str, typed: str = "", **environment: str) -> Done:
    """Run `python -m bot` with its own settings only."""
    kept = {key: value for key, value in os.environ.items() if key not in {"DISCORD_TOKEN", "DATABASE_URL"}}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=ROOT, env={**kept, "DATABASE_URL": url, **environment},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(typed.encode()), timeout=120)
    return Done(process.returncode or 0, out.decode(), err.decode())


@pytest.fixture
def url(archive: Archive, database_url: str) -> str:
    """The address of the filled archive."""
    assert archive.coverage.ga_through
    return database_url


async def test_the_answer_alone_is_on_standard_output(url: str) -> None:
    done = await rollcall(url, "ask", "How did Hungary vote on ES-11/7?")
    assert done.status == 0
    assert done.out.startswith("Hungary voted no on A/RES/ES-11/7, 24 February 2025.")
    assert "https://undocs.org/A/RES/ES-11/7" in done.out
    assert done.err == ""


async def test_words_need_no_quotes(url: str) -> None:
    done = await rollcall(url, "ask", "tally", "for", "77/7")
    assert "185 yes, 2 no, 2 abstentions" in done.out


async def test_json_has_the_contracts_keys(url: str) -> None:
    done = await rollcall(url, "ask", "--json", "who abstained on S/RES/2774")
    found = json.loads(done.out)
    assert found.keys() == {"question", "kind", "understood", "text", "facts", "sources", "coverage"}
    assert found["understood"].keys() == {
        "members", "groups", "decisions", "topic", "body", "since", "until", "position",
    }  # fmt: skip
    assert found["coverage"] == {"ga_through": "2026-06-04", "sc_through": "2025-12-29"}
    assert found["facts"]["members"] == ["DNK", "FRA", "GBR", "GRC", "SVN"]
    assert all(source.keys() == {"title", "url"} for source in found["sources"])


async def test_many_questions_in_order(url: str) -> None:
    done = await rollcall(
        url, "ask", "--json", "-", typed="tally for 68/262\n\nwhat is a veto\nhow did Korea vote on 80/4\n"
    )
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [one["kind"] for one in found] == ["tally", "definition", "clarify"]
    assert [one["question"] for one in found][1] == "what is a veto"


@pytest.mark.parametrize("question", ["why did India abstain on ES-11/1", "How did Korea vote on 80/4", "zzzz qqqq"])
async def test_every_answer_ends_with_status_0(url: str, question: str) -> None:
    assert (await rollcall(url, "ask", question)).status == 0


@pytest.mark.parametrize("arguments", [["ask"], ["nonsense"], ["ask", "--nonsense", "x"], ["export"]])
async def test_bad_usage_ends_with_status_2(url: str, arguments: list[str]) -> None:
    done = await rollcall(url, *arguments)
    assert done.status == 2
    assert "Usage:" in done.err
    assert done.out == ""


async def test_run_without_a_token_says_what_to_do(url: str) -> None:
    done = await rollcall(url, "run")
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "DISCORD_TOKEN" in done.err
    assert "https://discord.com/developers/applications" in done.err


async def test_a_wrong_setting_is_named(url: str) -> None:
    done = await rollcall(url, "ask", "x", LOG_LEVEL="LOUD")
    assert done.status == 2
    assert "LOG_LEVEL" in done.err


async def test_chat_answers_line_by_line(url: str) -> None:
    done = await rollcall(url, "chat", typed="tally for 68/262\nhelp\n")
    assert done.status == 0
    assert "100 yes, 11 no, 58 abstentions" in done.out


async def test_check_is_content_with_the_bundled_edition(url: str) -> None:
    done = await rollcall(url, "check")
    assert done.status == 0
    assert "GA voeten" in done.out


async def test_export_writes_the_bundled_edition(url: str, tmp_path: Path) -> None:
    done = await rollcall(url, "export", str(tmp_path / "edition"))
    assert done.status == 0
    with gzip.open(tmp_path / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == 11_524


async def test_first_use_fills_the_archive_and_keeps_standard_output_clean(tmp_path: Path) -> None:
    done = await rollcall(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'a.sqlite3'}", "ask", "--json", "77/7")
    assert done.status == 0
    assert json.loads(done.out)["facts"]["yes"] == 185
    assert "{" not in done.err


async def test_help_for_a_newcomer() -> None:
    done = await rollcall("", "--help")
    assert done.status == 0
    for command in ("ask", "chat", "run", "check", "export"):
        assert command in done.out
