"""Settings: every one is in `.env.example` and the README, and a wrong one is named in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
