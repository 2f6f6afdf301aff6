"""What an operator watches, as Prometheus reads it: numbers alone, no tenant by name."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quipu.api.worker import Worker
from quipu.schema.jobs import Backlog

METRICS_TYPE = CONTENT_TYPE_LATEST
_DOORS = ("/graphql", "/mcp")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The requests of one process, and whatever else is told when somebody looks."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram

    def text(self, owed: Backlog, worker: Worker, now: datetime) -> bytes:
        """All of them, with what is owed and what the worker has done, in Prometheus' format."""
        told = CollectedNow([*_of_worker(worker), *_of_queue(owed, now)])
        return generate_latest(self.registry) + generate_latest(told)


class CollectedNow(CollectorRegistry):
    """Families as they are at one moment."""

    def __init__(self, families: Iterable[Metric]) -> None:
        super().__init__()
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def _of_worker(worker: Worker) -> Iterator[Metric]:
    done = worker.done
    yield CounterMetricFamily("quipu_read_episodes", "Episodes read here.", done.episodes)
    yield CounterMetricFamily("quipu_learned_facts", "Facts learned here.", done.facts)
    yield CounterMetricFamily("quipu_failed_jobs", "Jobs given up here.", done.failed_jobs)
    yield GaugeMetricFamily("quipu_worker_failures", "Rounds failed in a row.", worker.failures)


def _of_queue(owed: Backlog, now: datetime) -> Iterator[Metric]:
    age = age_seconds(owed, now)
    yield GaugeMetricFamily("quipu_queue_waiting_jobs", "Jobs open, all tenants.", owed.waiting)
    yield GaugeMetricFamily("quipu_queue_oldest_seconds", "Age of the oldest of them.", age)
    yield GaugeMetricFamily("quipu_queue_failed_jobs", "Jobs given up that stay so.", owed.failed)


def age_seconds(owed: Backlog, now: datetime) -> float:
    """How long the oldest open job has waited; 0 where none does."""
    return max((now - owed.oldest).total_seconds(), 0.0) if owed.oldest else 0.0


def new_metrics() -> Metrics:
    """All at zero, in a registry of their own: several services may live in one process."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    seconds = Histogram(
        "quipu_request_seconds",
        "Seconds until an answer began.",
        ["door"],
        buckets=_SECONDS,
        registry=registry,
    )
    requests = Counter(
        "quipu_requests", "Requests answered.", ["door", "status"], registry=registry
    )
    return Metrics(registry, requests, seconds)


class Counted:
    """ASGI layer that counts requests by door and status. A stream counts when it begins."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        door = scope["path"] if scope["path"] in _DOORS else "other"
        began = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.requests.labels(door, str(message["status"])).inc()
                self._metrics.seconds.labels(door).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, counted)
