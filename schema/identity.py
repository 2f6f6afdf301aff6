"""Whose memory, and how things are called: scopes of four levels, and ids made from content."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NewType

from quipu.schema.errors import Invalid

EpisodeId = NewType("EpisodeId", str)
EntityId = NewType("EntityId", str)
ClaimId = NewType("ClaimId", str)
FactId = NewType("FactId", str)
JobId = NewType("JobId", str)
SlotKey = NewType("SlotKey", str)

NOBODY = EntityId("")
"""Whom an entity is taken for that nobody means any more."""

_PART = re.compile(r"[^\x00-\x1f/\ud800-\udfff]{1,200}")
_LEVELS = ("tenant", "user", "agent", "session")


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Whose memory: nothing is read or written outside a scope.

    Levels narrow from tenant to session; a level left out is empty. A read in a narrow scope
    also sees the wider scopes above it (`chain`), never the ones beside or below it.
    """

    tenant: str
    user: str = ""
    agent: str = ""
    session: str = ""

    def __post_init__(self) -> None:
        if not self.tenant:
            raise Invalid("scope without a tenant", hint="the tenant comes from the credential")
        for level in _LEVELS:
            part = getattr(self, level)
            if part and not _PART.fullmatch(part):
                raise Invalid(f"bad {level} in scope: {part!r}", hint="1–200 characters, no slash")

    @property
    def key(self) -> str:
        """One string for the exact scope, unique and stable: `tenant/user/agent/session`."""
        return f"{self.tenant}/{self.user}/{self.agent}/{self.session}"

    @staticmethod
    def from_key(key: str) -> Scope:
        return _scope_of(key)

    def chain(self) -> tuple[Scope, ...]:
        """This scope and the wider ones it inherits from, narrowest first."""
        found = [self]
        for level in reversed(_LEVELS[1:]):
            if getattr(found[-1], level):
                found.append(_without(found[-1], level))
        return tuple(found)


@lru_cache(maxsize=1024)  # of each row that is read: few scopes, many rows
def _scope_of(key: str) -> Scope:
    return Scope(*key.split("/"))


def _without(scope: Scope, level: str) -> Scope:
    parts = {name: getattr(scope, name) for name in _LEVELS}
    return Scope(**(parts | {level: ""}))


@dataclass(frozen=True, slots=True)
class Anchor:
    """Whom a claim is about, and where it competes for that."""

    subject: EntityId
    object: EntityId
    slot: SlotKey
    far_slot: SlotKey | None = None


def derived_id(prefix: str, *parts: object) -> str:
    """An id made from content: `prefix_` and 24 characters of a SHA-256: a repeat is the same."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return f"{prefix}_{base64.b32encode(digest[:15]).decode().lower()}"


def content_hash(text: str) -> str:
    """SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def job_id(scope: Scope, key: str) -> JobId:
    """The job of an idempotency key: one key names one piece of work in its scope."""
    return JobId(derived_id("job", scope.key, key))


def job_id_after(scope: Scope, key: str, at: datetime) -> JobId:
    """The job of a key that was used before for what has been erased: the key is free again."""
    return JobId(derived_id("job", scope.key, key, at))


def erasure_id(scope: Scope, key: str) -> str:
    """What the log calls the erasure that was asked for under a key."""
    return derived_id("er", scope.key, key)
