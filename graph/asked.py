"""What a call asks for, as one hash: the same key with another one is a conflict."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from quipu.schema.canonical import canonical
from quipu.schema.errors import Conflict
from quipu.schema.identity import content_hash

_VERSION = 1
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Asked:
    """The hash that is kept, and those that earlier versions kept of the same."""

    hash: str
    former: tuple[str, ...] = ()


def asked(deed: str, *said: object, former: Sequence[str]) -> Asked:
    """What a call says, as one hash; `former` are the texts that earlier versions hashed."""
    hash = content_hash(canonical([deed, *said]))
    return Asked(f"{_VERSION}:{hash}", tuple(dict.fromkeys(map(content_hash, former))))


async def by_any_hash(what: Asked, accept: Callable[[str], Awaitable[_T]]) -> _T:
    """What `accept` gives for the hash of a call, also where an earlier version kept its key.

    Raises `Conflict` where none of its hashes is the one that was kept.
    """
    try:
        return await accept(what.hash)
    except Conflict as fault:
        for hash in what.former:
            with suppress(Conflict):
                return await accept(hash)
        raise fault
