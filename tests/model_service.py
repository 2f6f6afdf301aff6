"""A chat model at the scripted endpoint, and what it needs around it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from quipu.extraction.models.metered import Budget, MeteredModel
from quipu.extraction.models.openai_chat import OpenAIChat
from quipu.extraction.models.openai_endpoint import Address, Endpoint
from quipu.schema.identity import Scope
from quipu.schema.language_models import Bill, Spending, Usage

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


class MemoryLedger:
    """A ledger that forgets at the end of a test."""

    def __init__(self) -> None:
        self.answers: dict[tuple[Scope, str], str] = {}
        self.used: defaultdict[tuple[Scope, str, str], Usage] = defaultdict(Usage)

    async def kept_answer(self, scope: Scope, key: str) -> str:
        return self.answers.get((scope, key), "")

    async def charge(self, scope: Scope, bill: Bill) -> None:
        self.used[scope, bill.at.date().isoformat(), bill.model] += bill.usage
        if bill.key:
            self.answers[scope, bill.key] = bill.answer

    async def spending(self, scope: Scope, since: str = "") -> list[Spending]:
        return [
            Spending(day, model, usage)
            for (whose, day, model), usage in sorted(self.used.items(), key=str)
            if whose == scope and day >= since
        ]

    @property
    def total(self) -> Usage:
        return sum(self.used.values(), Usage())


class Clockwork:
    """A clock that only pauses move."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.pauses: list[float] = []

    def moment(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds


ModelAt = Callable[..., AbstractAsyncContextManager[MeteredModel]]


@asynccontextmanager
async def model_at(
    url: str,
    ledger: MemoryLedger | None = None,
    budget: Budget | None = None,
    clockwork: Clockwork | None = None,
    **address: object,
):
    """A metered model named "scripted" that asks an address."""
    time = clockwork if clockwork is not None else Clockwork()
    where = replace(Address(url, timeout_seconds=30.0), **address)
    endpoint = Endpoint(where, sleep=time.sleep, moment=time.moment)
    kept = ledger if ledger is not None else MemoryLedger()
    try:
        chat = OpenAIChat(endpoint, "scripted")
        yield MeteredModel(chat, kept, budget or Budget(), lambda: NOW, asyncio.Semaphore(2))
    finally:
        await endpoint.close()
