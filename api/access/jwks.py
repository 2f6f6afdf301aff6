"""The public keys of an issuer: fetched when needed, kept, and fetched anew when they rotate."""

from __future__ import annotations

import asyncio
import json
import logging
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWTError

from quipu.schema.errors import Invalid, Unavailable

log = logging.getLogger(__name__)

FRESH_SECONDS = 600.0  # after this, the next token has the keys looked up again
RETRY_SECONDS = 30.0  # an unknown key id asks the issuer no more often than this
_TIMEOUT_SECONDS = 5.0
_LIMIT_BYTES = 1_000_000
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
Fetch = Callable[[str], Mapping[str, object]]


def fetched(address: str) -> Mapping[str, object]:
    """A JSON object from an address. Raises Unavailable; blocks for at most some seconds."""
    try:
        with urllib.request.urlopen(checked_address(address), timeout=_TIMEOUT_SECONDS) as reply:
            found = json.loads(reply.read(_LIMIT_BYTES))
    except (OSError, ValueError) as error:
        raise Unavailable(f"the issuer did not answer at {address}: {error}") from error
    if not isinstance(found, dict):
        raise Unavailable(f"the issuer answered no JSON object at {address}")
    return found


def checked_address(address: str) -> str:
    """An address that may be asked for keys: https, or http on this machine. Raises Invalid."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return address
    raise Invalid(f"the issuer's address {address!r} is not https", hint="use https")


@dataclass(slots=True)
class IssuerKeys:
    """The keys of one issuer by id. Without `jwks_url` the issuer is asked where they are."""

    issuer: str
    jwks_url: str
    fetch: Fetch = fetched
    _keys: dict[str, PyJWK] = field(default_factory=dict)
    _asked_at: float | None = None
    _failure: str = ""
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def key(self, id: str, at: float) -> PyJWK | None:
        """The key of an id at a moment (seconds, monotonic); None if the issuer has none such.

        Old keys go on serving while the issuer does not answer. Raises Unavailable only where
        there are none.
        """
        if self._is_due(id, at):
            async with self._lock:
                if self._is_due(id, at):
                    await self._renew(at)
        if not self._keys and self._failure:
            raise Unavailable(self._failure)
        return self._keys.get(id)

    def _is_due(self, id: str, at: float) -> bool:
        if self._asked_at is None:
            return True
        patience = FRESH_SECONDS if id in self._keys else RETRY_SECONDS
        return at - self._asked_at >= patience

    async def _renew(self, at: float) -> None:
        try:
            self._keys, self._failure = await asyncio.to_thread(self._asked), ""
        except Unavailable as fault:
            self._failure = str(fault)
            log.warning("%s", fault)
        self._asked_at = at

    def _asked(self) -> dict[str, PyJWK]:
        place = self.jwks_url or self._discovered()
        try:
            found = PyJWKSet.from_dict(dict(self.fetch(place)))
        except PyJWTError as error:
            raise Unavailable(f"the issuer has no keys at {place}: {error}") from error
        return {key.key_id: key for key in found.keys if key.key_id}

    def _discovered(self) -> str:
        place = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self.fetch(place)
        if found.get("issuer") != self.issuer or not isinstance(found.get("jwks_uri"), str):
            raise Unavailable(f"{place} is not the issuer {self.issuer!r}")
        return str(found["jwks_uri"])
