"""The container's files without a container: what they copy exists, what they set is ours, and the steps work."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.bot.processes import ended, free_port, started
from tests.standin import Standin

ROOT = Path(__file__).parents[1]
DOCKERFILE = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
LINES = [line for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
LAST = LINES[max(index for index, line in enumerate(LINES) if line.startswith("FROM ")) :]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
NAMES = {name.upper() for name in Settings.model_fields}
OTHERS = {"HOME", "PATH", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def after(word: str, lines: list[str] = LAST) -> list[str]:
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


ENVIRONMENT = dict(part.split("=", 1) for line in after("ENV") for part in shlex.split(line))


def test_what_is_copied_exists_and_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    let_through = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {name for line in after("COPY", LINES) if "--from" not in line for name in line.split()[:-1]}
    assert copied == let_through
    assert all((ROOT / name).exists() for name in copied)
    assert {"**/.env", "**/*.sqlite3*"} <= set(ignored)


def test_what_the_build_needs_is_copied() -> None:
    project, wheel = PROJECT["project"], PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", "requirements.txt", project["readme"], *project["license-files"], *wheel["packages"]}
    assert needed == {name for line in after("COPY", LINES) if "--from" not in line for name in line.split()[:-1]}
    assert any("--require-hashes -r requirements.txt" in line for line in after("RUN", LINES))


def test_two_stages_and_no_rights() -> None:
    assert len(after("FROM", LINES)) == 2
    (user,) = after("USER")
    assert int(user) > 0
    assert f"--uid {user}" in DOCKERFILE
    assert ENVIRONMENT.keys() <= NAMES | OTHERS
    assert json.loads(after("ENTRYPOINT")[0])[0] in PROJECT["project"]["scripts"]
    assert not re.search(r"curl|wget|token|password", DOCKERFILE, re.IGNORECASE)


def services(profile: str) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in COMPOSE["services"].items() if one["profiles"] == [profile]}


def test_compose_has_one_bot_or_two() -> None:
    bots = {profile: [one for one in services(profile).values() if one.get("build")] for profile in ("one", "two")}
    assert [len(found) for found in bots.values()] == [1, 2]
    assert len(services("one")) + len(services("two")) == len(COMPOSE["services"])
    for bot in (*bots["one"], *bots["two"]):
        assert bot["read_only"]
        assert bot["tmpfs"] == ["/tmp"]  # noqa: S108
        assert bot["cap_drop"] == ["ALL"]
        assert bot["environment"].keys() <= NAMES
    assert bots["one"][0]["volumes"] == ["data:/data"]
    for bot in bots["two"]:
        assert bot["environment"]["DATABASE_URL"].startswith("postgresql+asyncpg://rollcall:${POSTGRES_PASSWORD")
        assert set(bot["depends_on"]) <= set(services("two"))
    assert {bot["environment"]["SHARD_IDS"] for bot in bots["two"]} == {"0", "1"}
    assert {bot["environment"]["SHARD_COUNT"] for bot in bots["two"]} == {"2"}
    used = {volume.split(":")[0] for one in COMPOSE["services"].values() for volume in one.get("volumes", ())}
    assert used == COMPOSE["volumes"].keys()


def read_only(app: Path, *writable: Path) -> list[str]:
    """What a command is started with so that it can write nowhere else: a file system of its own where that is
    possible, as in a container for root, and else a program whose files cannot be changed."""
    for path in (app, *app.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    if sys.platform != "linux" or os.geteuid() or not (shutil.which("unshare") and shutil.which("setpriv")):
        return []
    binds = " && ".join(f"mount --bind {shlex.quote(str(path))} {shlex.quote(str(path))}" for path in writable)
    script = f'{binds} && mount -o remount,ro,bind / && exec setpriv --inh-caps=-all --bounding-set=-all -- "$@"'
    return ["unshare", "--mount", "sh", "-c", script, "sh"]


async def healthy(port: int) -> int:
    """The status that the image's health check ends with."""
    command = json.loads(after("HEALTHCHECK")[0].partition("CMD ")[2])
    code = command[2].replace(ENVIRONMENT["STATUS_PORT"], str(port))
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait()


@pytest.mark.parametrize("without", ["", "MPLCONFIGDIR"])
async def test_it_runs_where_only_data_and_scratch_can_be_written(tmp_path: Path, without: str) -> None:
    app, data, scratch = (tmp_path / name for name in ("app", "data", "scratch"))
    for package in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        shutil.copytree(ROOT / package, app / package, ignore=shutil.ignore_patterns("__pycache__"))
    data.mkdir()
    scratch.mkdir()
    before = sorted(path.relative_to(app) for path in app.rglob("*"))
    port = free_port()
    settings = {
        name: value.replace("/data", str(data)).replace("/tmp", str(scratch))  # noqa: S108
        for name, value in ENVIRONMENT.items()
    }
    settings |= {"STATUS_PORT": str(port), "TMPDIR": str(scratch), "PATH": os.environ["PATH"]}
    settings.pop(without, None)
    async with Standin() as standin:
        ada = standin.person("ada")
        room = standin.guild(ada)["channels"][0]
        settings |= {"DISCORD_API_URL": standin.base_url, "DISCORD_TOKEN": standin.token}
        process = await started(settings, *read_only(app, data, scratch), root=app, cwd=data)
        try:
            assert await healthy(port) != 0
            await standin.gateway.ready(timeout=60)
            await standin.next_request("PUT", "/applications/*/commands", timeout=10)
            async with asyncio.timeout(60):
                while not any(request.files for request in standin.requests) or await healthy(port) != 0:
                    await ada.slash("ask", room, question="who votes most like France in 2023").answer()
        finally:
            status, _, log = await ended(process, signal.SIGTERM)
    assert status == 0, log
    assert [line for line in log.splitlines() if not line.startswith("{")] == []
    complaints = [line for line in map(json.loads, log.splitlines()) if line["level"] not in {"DEBUG", "INFO"}]
    expected = ("voice will NOT be supported", "took longer than")  # the first chart waits for Matplotlib
    assert [line for line in complaints if not any(part in line["message"] for part in expected)] == []
    assert sorted(path.relative_to(app) for path in app.rglob("*")) == before
    assert {path.name.partition(".")[0] for path in data.iterdir()} <= {"rollcall"}
