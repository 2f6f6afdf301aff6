"""Language models as this project sees them: a prompt in, an answer of a given shape out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: our rules, and the material of others that they are about.

    `version` names the wording, such as "read-1": whatever a model says is kept under it.
    """

    version: str
    rules: str
    material: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The form an answer must have, as a JSON Schema whose top is an object.

    Understood are `type`, `properties`, `required`, `items`, `enum`, `minimum` and `maximum`.
    """

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used of a model: requests that were answered, and tokens both ways.

    `spared` counts what needed no call: answers that were kept, texts that needed no model.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    spared: int = 0

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.spared + other.spared,
        )


class LanguageModel(Protocol):
    """Answers in the shape asked for, or not at all. `name` stands in what it is credited with."""

    @property
    def name(self) -> str: ...

    async def answer(self, scope: Scope, prompt: Prompt, shape: Shape) -> Mapping[str, Any]:
        """The answer, checked against the shape; what a scope asked before costs nothing again.

        At most two calls. The scope pays: its budget is looked at, its usage counted. Raises
        `Unavailable` whatever the reason: away, slow, refusing, babbling, budget spent.
        """
        ...


@dataclass(frozen=True, slots=True)
class Bill:
    """What one question took; `answer` is to be kept under `key`, where there is a key."""

    model: str
    usage: Usage
    at: datetime
    key: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """What one scope used of one model on one day (UTC, such as "2026-11-24")."""

    day: str
    model: str
    usage: Usage


class Ledger(Protocol):
    """Answers of models, and what they took, by exact scope. Survives a restart."""

    async def kept_answer(self, scope: Scope, key: str) -> str:
        """The answer kept under a key; "" where there is none."""
        ...

    async def charge(self, scope: Scope, bill: Bill) -> None:
        """Add to what the scope has used of the model that day, and keep the answer."""
        ...

    async def spending(self, scope: Scope, since: str = "") -> list[Spending]:
        """What the exact scope used, from a day on, by day and model."""
        ...
