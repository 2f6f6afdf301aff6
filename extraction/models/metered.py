"""A chat endpoint as a `LanguageModel`: answers checked, kept and counted, budgets respected."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quipu.extraction.models.chat import Chat, Completion, Role, Stop, Turn
from quipu.extraction.models.json_answers import object_in
from quipu.extraction.models.shapes import misfit
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope, content_hash
from quipu.schema.language_models import Bill, Ledger, Prompt, Shape, Usage

log = logging.getLogger(__name__)

_SHOWN_AGAIN = 6_000  # characters of a misfit answer that are worth showing to the model again


@dataclass(frozen=True, slots=True)
class Budget:
    """What one scope may use in a day (UTC); 0 sets no limit."""

    calls: int = 0
    tokens: int = 0

    def complaint(self, used: Usage) -> str:
        """Why nothing more may be asked; "" where it may."""
        if self.calls and used.calls >= self.calls:
            return f"the budget of {self.calls:,} calls a day is spent"
        if self.tokens and used.tokens >= self.tokens:
            return f"the budget of {self.tokens:,} tokens a day is spent"
        return ""


@dataclass(frozen=True, slots=True)
class MeteredModel:
    """Asks at most twice: a misfit answer goes back once, with what is wrong with it.

    The budget is looked at before each call, once there is room for it. Calls under way when it
    runs out are finished: a scope may use as many more as there is room for others.
    """

    chat: Chat
    ledger: Ledger
    budget: Budget
    clock: Callable[[], datetime]
    room: asyncio.Semaphore  # of calls at the same time

    @property
    def name(self) -> str:
        return self.chat.name

    async def answer(self, scope: Scope, prompt: Prompt, shape: Shape) -> Mapping[str, Any]:
        """See `LanguageModel.answer`."""
        key = answer_key(self.name, prompt, shape)
        kept = object_in(await self.ledger.kept_answer(scope, key))
        if kept is not None:
            await self._charge(scope, Usage(spared=1))
            return kept
        turns = [Turn(Role.SYSTEM, prompt.rules), Turn(Role.USER, prompt.material)]
        async with self.room:
            await self._must_afford(scope)
            found, usage, problem = await self._asked(scope, turns, shape)
            if found is None:
                raise Unavailable(f"{self.name}: {problem}")
            await self._charge(scope, usage, key, json.dumps(found, ensure_ascii=False))
        return found

    async def _asked(
        self, scope: Scope, turns: Sequence[Turn], shape: Shape
    ) -> tuple[dict[str, Any] | None, Usage, str]:
        """The answer with what its last call took, or None and why; other calls are charged."""
        first = await self.chat.complete(turns, shape)
        found, problem = _fitting(first, shape)
        if found is not None:
            return found, first.usage, ""
        await self._charge(scope, first.usage)
        if first.stop is not Stop.DONE:
            return None, Usage(), problem
        await self._must_afford(scope)
        log.info("%s: %s; asked once more", self.name, problem)
        second = await self.chat.complete([*turns, *_repair(first, problem)], shape)
        found, problem = _fitting(second, shape)
        if found is None:
            await self._charge(scope, second.usage)
        return found, second.usage, problem

    async def _must_afford(self, scope: Scope) -> None:
        if not (self.budget.calls or self.budget.tokens):
            return
        today = self.clock().date().isoformat()
        used = sum((row.usage for row in await self.ledger.spending(scope, today)), Usage())
        complaint = self.budget.complaint(used)
        if complaint:
            raise Unavailable(complaint, hint="see model.calls_per_day and model.tokens_per_day")

    async def _charge(self, scope: Scope, usage: Usage, key: str = "", answer: str = "") -> None:
        await self.ledger.charge(scope, Bill(self.name, usage, self.clock(), key, answer))


def answer_key(model: str, prompt: Prompt, shape: Shape) -> str:
    """What an answer depends on, as one hash: the model, all that it is told, and the shape."""
    schema = json.dumps(shape.schema, sort_keys=True)
    told = (model, prompt.version, prompt.rules, prompt.material, shape.name, schema)
    return content_hash("\x1f".join(told).encode("utf-8", "replace").decode())


def _fitting(said: Completion, shape: Shape) -> tuple[dict[str, Any] | None, str]:
    """The answer, or None and what is wrong with it."""
    if said.stop is Stop.REFUSED:
        return None, "the model refused"
    if said.stop is Stop.CUT:
        return None, "the answer was cut off: see model.max_tokens"
    found = object_in(said.text)
    if found is None:
        return None, "the answer holds no JSON object"
    problem = misfit(found, shape.schema)
    return (None, problem) if problem else (found, "")


def _repair(said: Completion, problem: str) -> list[Turn]:
    wish = f"That does not fit: {problem}. Give the whole answer again as one JSON object."
    return [Turn(Role.ASSISTANT, said.text[:_SHOWN_AGAIN] or "…"), Turn(Role.USER, wish)]
