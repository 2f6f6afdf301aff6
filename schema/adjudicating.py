"""Who else than a person may say whether two likely names mean one, and what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class Dossier:
    """One of two names, with what is believed of who bears it: sentences, newest last."""

    names: tuple[str, ...]
    kind: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether two mean one, and why; None where it cannot be told from what is there."""

    is_one: bool | None
    because: str = ""


class Adjudicator(Protocol):
    """Has opinions on pairs that wait for a person, and on nothing else."""

    @property
    def name(self) -> str: ...

    async def opinion(self, scope: Scope, one: Dossier, other: Dossier) -> Opinion:
        """What it thinks of a pair. Raises `Unavailable` where it does not answer."""
        ...
