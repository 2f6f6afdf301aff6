"""What a chat endpoint is asked and gives back, whoever runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from quipu.schema.language_models import Shape, Usage


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a chat."""

    role: Role
    text: str


class Stop(StrEnum):
    """Why a model stopped: it was done, it ran out of tokens, or it would not answer."""

    DONE = "done"
    CUT = "cut"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model said, why it stopped, and what that took."""

    text: str
    stop: Stop
    usage: Usage


class Chat(Protocol):
    """An endpoint that continues a chat."""

    @property
    def name(self) -> str: ...

    async def complete(self, turns: Sequence[Turn], shape: Shape) -> Completion:
        """The next turn, in the shape if the endpoint can be held to one. Raises `Unavailable`."""
        ...
