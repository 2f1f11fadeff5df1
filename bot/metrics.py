"""What is counted and timed, in Prometheus's terms; `docs/operations.md` describes each. No text and no ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from prometheus_client import Counter, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from bot.app import RollcallBot

# The time at which each was first counted would double the lines, and nobody asks for it.
disable_created_metrics()  # type: ignore[no-untyped-call]
REQUESTS = Histogram(
    "rollcall_request_seconds",
    "Seconds from a person's request to the end of its answer, by what was used.",
    ["command"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30),
)
ANSWERS = Counter("rollcall_answers", "Questions answered, by the kind of answer.", ["kind"])
REFUSALS = Counter("rollcall_refusals", "Requests that were not served, by reason.", ["reason"])
ERRORS = Counter("rollcall_errors", "Errors that were logged with a code.")
LAG = Histogram(
    "rollcall_event_loop_lag_seconds",
    "By how much a pause of the event loop was longer than asked for.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)


class State(Collector):
    """The state of a running bot, looked up when it is asked for."""

    def __init__(self, bot: RollcallBot) -> None:
        self._bot = bot

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        bot, coverage = self._bot, self._bot.clerk.archive.coverage
        up = GaugeMetricFamily("rollcall_gateway_up", "1 while a shard is connected.", labels=["shard"])
        latency = GaugeMetricFamily(
            "rollcall_gateway_latency_seconds", "Seconds to a heartbeat's answer.", labels=["shard"]
        )
        for number, shard in bot.shards.items():
            up.add_metric([str(number)], not shard.is_closed())
            latency.add_metric([str(number)], shard.latency)
        yield up
        yield latency
        yield GaugeMetricFamily("rollcall_servers", "Servers that the bot is in.", len(bot.guilds))
        yield GaugeMetricFamily("rollcall_requests_open", "Requests being served.", bot.admission.under_way)
        yield GaugeMetricFamily("rollcall_queue_length", "Requests waiting for their turn.", bot.admission.waiting)
        yield InfoMetricFamily("rollcall_edition", "The edition of the data.", {"edition": coverage.edition})
        through = GaugeMetricFamily(
            "rollcall_data_through_timestamp_seconds", "The day of the newest vote.", labels=["body"]
        )
        for body, day in (("ga", coverage.ga_through), ("sc", coverage.sc_through)):
            through.add_metric([body], datetime.combine(day, time(), UTC).timestamp())
        yield through
