"""`/health` and `/metrics`: off unless a port is set, and right while the gateway comes and goes."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import simcord
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.app import RollcallBot
from bot.errors import Refused, recorded
from bot.settings import Settings
from bot.status import health, reporting
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.processes import Start, ended, free_port
from tests.bot.test_process_faults import RIGHT, asked, ready
from tests.standin import Standin

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


async def got(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def healthy(port: int, wanted: bool, seconds: float = 30) -> dict[str, Any]:
    """What /health says once it is, or is no longer, healthy."""
    async with asyncio.timeout(seconds), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/health") as response:
                    found: dict[str, Any] = await response.json()
                    if (response.status == 200) == wanted:
                        return found
            except aiohttp.ClientConnectorError:
                pass
            await asyncio.sleep(0.02)


def samples(text: str) -> dict[str, float]:
    """Values by name and labels, without the buckets of histograms."""
    families = text_string_to_metric_families(text)
    every = (sample for family in families for sample in family.samples if not sample.name.endswith("_bucket"))
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in every}


async def test_health_and_metrics_of_a_process(standin: Standin, start: Start) -> None:
    ada = standin.person("ada")
    room = standin.guild(ada)["channels"][0]
    port = free_port()
    standin.fail("GET", "/gateway/bot", delay=1)
    process = await start(STATUS_PORT=str(port))
    assert (await healthy(port, wanted=False))["status"] == "starting"
    await ready(standin)
    found = await healthy(port, wanted=True)
    assert found["status"] == "ok"
    assert found["shards"] == {"0": True}
    assert found["servers"] == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["coverage"]["ga_through"])

    for _ in range(3):
        assert RIGHT in await asked(ada, room)
    await ada.slash("tally", room, resolution="68/262").answer()
    status, text = await got(port, "/metrics")
    assert status == 200
    values = samples(text)
    assert values["rollcall_request_seconds_count /ask"] == 3
    assert values["rollcall_request_seconds_count /tally"] == 1
    assert values["rollcall_answers_total country_vote"] == 3
    assert values["rollcall_answers_total tally"] == 1
    assert values["rollcall_gateway_up 0"] == 1
    assert values["rollcall_servers"] == 1
    assert values["rollcall_queue_length"] == values["rollcall_requests_open"] == 0
    assert values[f"rollcall_edition_info {found['edition']}"] == 1
    assert values["rollcall_event_loop_lag_seconds_count"] >= 1
    assert values["rollcall_data_through_timestamp_seconds ga"] > 1_700_000_000
    assert "Hungary" not in text

    await standin.close()
    gone = await healthy(port, wanted=False)
    assert gone["status"] == "disconnected"
    assert gone["shards"] == {"0": False}
    assert samples((await got(port, "/metrics"))[1])["rollcall_gateway_up 0"] == 0
    await standin.start()
    await healthy(port, wanted=True)
    assert (await ended(process, signal.SIGTERM))[0] == 0


async def test_a_port_that_is_taken_is_one_sentence(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, _, err = await ended(await start(STATUS_PORT=str(taken.getsockname()[1])))
    assert status == 1
    assert "STATUS_PORT" in err
    assert "Traceback" not in err


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def with_port(clerk: Clerk, store: Store, port: int) -> RollcallBot:
    return RollcallBot(Settings(_env_file=None, status_port=port), clerk, store)


async def test_it_is_opened_here_only_and_closed_again(with_port: RollcallBot, port: int) -> None:
    async with reporting(with_port):
        assert (await got(port, "/health"))[0] == 503
        assert (await got(port, "/"))[0] == 404
        with pytest.raises(aiohttp.ClientConnectorError):
            async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.2:{port}/health"):
                pass
    with pytest.raises(aiohttp.ClientConnectorError):
        await got(port, "/health")


async def test_without_a_port_nothing_is_opened(clerk: Clerk, store: Store) -> None:
    async with reporting(RollcallBot(Settings(_env_file=None), clerk, store)):
        assert REGISTRY.get_sample_value("rollcall_queue_length") is None


def counted(name: str, **labels: str) -> float:
    """The value of one of this process's metrics."""
    return REGISTRY.get_sample_value(name, labels) or 0


async def test_refusals_are_counted_by_reason(with_port: RollcallBot) -> None:
    reasons = ("busy", "ending")
    before = [counted("rollcall_refusals_total", reason=reason) for reason in reasons]
    with_port.admission.ending = True
    with pytest.raises(Refused, match="restarted"):
        async with with_port.admission.admitted(1, 2):
            pass
    after = [counted("rollcall_refusals_total", reason=reason) for reason in reasons]
    assert after == [before[0], before[1] + 1]
    assert health(with_port)["status"] == "ending"


def test_errors_are_counted() -> None:
    before = counted("rollcall_errors_total")
    recorded(ValueError("odd"), "a test")
    assert counted("rollcall_errors_total") == before + 1


@pytest.mark.simcord(shard_count=1, settle_timeout=30)
async def test_the_docs_describe_each_metric(simcord_env: simcord.Env, simcord_bot: RollcallBot, port: int) -> None:
    simcord_bot.settings = Settings(_env_file=None, status_port=port)
    async with reporting(simcord_bot):
        families = text_string_to_metric_families((await got(port, "/metrics"))[1])
        ours = {family.name for family in families if family.name.startswith("rollcall_")}
    rows = set(re.findall(r"^\| `(rollcall_\w+?)(?:_total)?`", OPERATIONS.read_text("utf-8"), re.MULTILINE))
    assert len(ours) >= 11
    assert rows == ours
