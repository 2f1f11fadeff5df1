"""Settings: every one is in `.env.example` and the README, and a wrong one is named in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = {name.upper() for name in Settings.model_fields}


def test_the_example_file_has_every_setting_with_a_comment() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line.split("=")[0]: index for index, line in enumerate(lines) if re.match(r"[A-Z_]+=", line)}
    assert named.keys() == NAMES
    assert all(lines[index - 1].startswith("# ") for index in named.values())


def test_the_readme_has_every_setting_with_its_meaning() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| [^|]+ \| ([^|]+) \|$", readme, re.MULTILINE))
    assert rows.keys() == NAMES
    for name, field in Settings.model_fields.items():
        assert field.description is not None
        assert rows[name.upper()].strip() in field.description


def test_the_environment_goes_before_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///elsewhere.sqlite3")
    monkeypatch.setenv("DISCORD_TOKEN", "not-a-real-token")
    settings = Settings(_env_file=None)
    assert settings.database_url.endswith("elsewhere.sqlite3")
    assert "not-a-real-token" not in repr(settings)


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("DISCORD_TOKEN", "")
    settings = Settings(_env_file=None)
    assert settings.discord_token is None
    assert settings.database_url.startswith("sqlite+aiosqlite:///")


def ids(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, ...] | None:
    monkeypatch.setenv("SHARD_COUNT", "16")
    monkeypatch.setenv("SHARD_IDS", text)
    return Settings(_env_file=None).shard_ids


def test_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids("0", monkeypatch) == (0,)
    assert ids("8, 0-3,2", monkeypatch) == (0, 1, 2, 3, 8)
    assert ids("14 - 15", monkeypatch) == (14, 15)
    assert ids("", monkeypatch) is None


@pytest.mark.parametrize(
    ("count", "shards", "sentence"),
    [
        ("4", "4", "SHARD_IDS is not right: there is no shard 4 of 4: write them as 0,1,2 or 0-2, each below"),
        ("4", "0-9", "there is no shard 9 of 4"),
        ("4", "[0, 1]", "“[0” is no shard"),
        ("4", "3-1", "3-1 runs backwards"),
        ("4", "0,,1", "“” is no shard"),
        ("4", "-1", "“-1” is no shard"),
        ("", "0", "SHARD_IDS is not right: SHARD_COUNT must say how many shards there are"),
        ("0", "0", "SHARD_COUNT is not right: Input should be greater than or equal to 1"),
        ("many", "", "SHARD_COUNT is not right: Input should be a valid integer"),
    ],
)
def test_wrong_shards_are_one_sentence(count: str, shards: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SHARD_COUNT", count), ("SHARD_IDS", shards), ("DISCORD_TOKEN", "not-a-real-token")):
        monkeypatch.setenv(name, value)
    ended = CliRunner().invoke(main, ["run"])
    assert ended.exit_code == 2
    assert sentence in ended.output
    assert "Traceback" not in ended.output
