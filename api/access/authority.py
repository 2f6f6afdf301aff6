"""From a credential to a principal: by key, by token, or by reaching loopback while it is open."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quipu.api.access import keys
from quipu.api.access.audit import AuditTrail, Deed
from quipu.api.access.budgets import Budget
from quipu.api.access.keyfile import KeyFile
from quipu.api.access.keys import KeyRecord
from quipu.api.access.principal import (
    Principal,
    Unauthenticated,
    local_principal,
)
from quipu.api.settings import LOOPBACK, Settings
from quipu.schema.errors import Invalid, MemoryFault, RateLimited, Unavailable

if TYPE_CHECKING:
    from quipu.api.access.tokens import TokenCheck

log = logging.getLogger(__name__)

_REFUSALS_NOTED_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Authority:
    """Says who a caller is and what is left of its budgets.

    `local` is who calls without a credential while no key was ever made; None where the service
    is bound beyond loopback or an issuer of tokens is set.
    """

    keys: KeyFile | None
    tokens: TokenCheck | None
    local: Principal | None
    audit: AuditTrail
    requests: Budget
    costs: Budget
    refusals: Budget  # a flood of bad credentials must not fill the disk by way of the audit log
    clock: Callable[[], datetime]

    def ready(self) -> None:
        """Check that credentials can be told apart. Raises Unavailable."""
        self._records()

    @property
    def is_open(self) -> bool:
        """Whether callers without a credential are answered. Raises Unavailable."""
        return self.local is not None and not self._records()

    async def principal(self, authorization: str) -> Principal:
        """Who calls with this `Authorization` header ("" for none).

        Raises Unauthenticated, Forbidden for a token without tenant or role, or Unavailable.
        """
        records = self._records()
        if not authorization:
            if self.local is None or records:
                raise Unauthenticated(
                    "a credential is needed here", hint="send Authorization: Bearer …"
                )
            return self.local
        scheme, _, credential = authorization.partition(" ")
        credential = credential.strip()
        if scheme.lower() != "bearer" or not credential:
            raise Unauthenticated("Authorization is not Bearer …")
        if keys.is_key(credential) or self.tokens is None:
            return keys.recognised(records, credential, self.clock())
        return await self.tokens.principal(credential, time.monotonic())

    async def still(self, principal: Principal, authorization: str) -> None:
        """Check that a credential holds as it did, where it is used for long.

        Raises Unauthenticated once it is revoked, expired or means something else.
        """
        if await self.principal(authorization) != principal:
            raise Unauthenticated("this credential does not mean what it did", hint="sign in again")

    def spend(self, budget: Budget, principal: Principal, units: float) -> None:
        """Take units from a caller's budget. Raises RateLimited."""
        if not principal.is_credentialed:
            return
        wait = budget.spend(principal.caller, units, time.monotonic())
        if wait:
            raise RateLimited(
                "your budget for this minute is spent", retry_after_ms=int(wait * 1000) + 1
            )

    async def note_refusal(self, fault: MemoryFault) -> None:
        """Write down that somebody came with a credential that does not hold."""
        if not self.refusals.spend("", 1, time.monotonic()):
            await self.audit.noted(Deed(self.clock(), "", "", "sign in", outcome=fault.code))

    def _records(self) -> tuple[KeyRecord, ...]:
        """Every key. Raises Unavailable without the words of the file: anybody may hear it."""
        try:
            return () if self.keys is None else self.keys.records()
        except Unavailable as fault:
            if not self.refusals.spend("keys", 1, time.monotonic()):
                log.error("%s", fault)
            raise Unavailable("the keys cannot be read here", hint="the log says why") from fault


def authority_of(settings: Settings, clock: Callable[[], datetime]) -> Authority:
    """The authority that the settings describe.

    Raises Invalid where the service would answer beyond this machine without credentials.
    """
    key_path, is_local = key_path_of(settings), settings.host in LOOPBACK
    keyfile = None if key_path is None else KeyFile(key_path)
    if not is_local and not settings.auth_issuer and not (keyfile and keyfile.records()):
        raise Invalid(
            f"host {settings.host!r} is not loopback and nobody has a credential",
            hint="make a key first: quipu keys create NAME",
        )
    is_openable = is_local and not settings.auth_issuer
    return Authority(
        keys=keyfile,
        tokens=_tokens(settings) if settings.auth_issuer else None,
        local=local_principal(settings.tenant) if is_openable else None,
        audit=AuditTrail(audit_path_of(settings)),
        requests=Budget(settings.limits_requests_per_minute),
        costs=Budget(settings.limits_cost_per_minute),
        refusals=Budget(_REFUSALS_NOTED_PER_MINUTE),
        clock=clock,
    )


def _tokens(settings: Settings) -> TokenCheck:
    try:
        from quipu.api.access.tokens import token_check
    except ModuleNotFoundError as error:
        raise Invalid(
            "auth.issuer is set and the library for tokens is not installed",
            hint="pip install 'quipu-memory[jwt]'",
        ) from error
    return token_check(settings)


def key_path_of(settings: Settings) -> Path | None:
    """Where the keys lie; None for a memory that lies nowhere."""
    return settings.auth_keys or _beside(settings, "keys.json")


def audit_path_of(settings: Settings) -> Path | None:
    return settings.auth_audit or _beside(settings, "audit.jsonl")


def _beside(settings: Settings, ending: str) -> Path | None:
    if settings.is_in_memory:
        return None
    return settings.database.with_name(f"{settings.database.name}.{ending}")
