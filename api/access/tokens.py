"""Bearer tokens of an issuer (JWT): checked in full, then read as a principal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jwt
from jwt.exceptions import PyJWTError

from quipu.api.access.choices import AccessSettings
from quipu.api.access.jwks import IssuerKeys
from quipu.api.access.principal import Principal, Role, Unauthenticated, trust_from
from quipu.schema.errors import Forbidden, Invalid
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust

LEEWAY_SECONDS = 30.0  # clocks of issuers and services differ by about this much
_LONGEST = 16_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Which claims say what, and how far callers with a token are believed at most."""

    tenant_claim: str
    role_claim: str
    user_claim: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """What a token must be: of this issuer, for this audience, signed, in its time."""

    issuer: str
    audience: str
    algorithms: Sequence[str]
    keys: IssuerKeys
    reading: Reading

    async def principal(self, token: str, at: float) -> Principal:
        """Whose token it is; `at` in seconds, monotonic.

        Raises Unauthenticated for a token that does not hold, Forbidden for one that names no
        tenant or role, Unavailable if the issuer cannot be asked for its keys.
        """
        return principal_from(await self._claims(token, at), self.reading)

    async def _claims(self, token: str, at: float) -> Mapping[str, object]:
        try:
            if len(token) > _LONGEST:
                raise Unauthenticated("this token is too long")
            if not token.isascii():  # a message of a WebSocket can hold half a character
                raise Unauthenticated("this token is not in ASCII")
            header = jwt.get_unverified_header(token)
            key = await self.keys.key(str(header.get("kid", "")), at)
            if key is None:
                raise Unauthenticated("this token is signed with a key that its issuer has not")
            claims: dict[str, object] = jwt.decode(
                token,
                key,
                algorithms=list(self.algorithms),
                audience=self.audience,
                issuer=self.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except PyJWTError as error:
            raise Unauthenticated(f"this token is not accepted: {error}") from error
        if not str(claims["sub"]).strip():
            raise Unauthenticated("this token names nobody")
        return claims


def token_check(chosen: AccessSettings) -> TokenCheck:
    """The check that the settings describe. Raises Invalid."""
    return TokenCheck(
        chosen.auth_issuer,
        chosen.auth_audience,
        chosen.auth_algorithms,
        IssuerKeys(chosen.auth_issuer, chosen.auth_jwks_url),
        Reading(
            chosen.auth_tenant_claim,
            chosen.auth_role_claim,
            chosen.auth_user_claim,
            trust_from(chosen.auth_trust),
        ),
    )


def principal_from(claims: Mapping[str, object], reading: Reading) -> Principal:
    """The caller that verified claims describe. Raises Forbidden without a tenant or a role."""
    tenant = _text(claims, reading.tenant_claim)
    user = _text(claims, reading.user_claim) if reading.user_claim else ""
    try:
        scope = Scope(tenant, user)
    except Invalid as fault:
        raise Forbidden(f"this token names no scope: {fault.problem}") from fault
    return Principal(str(claims["sub"]), scope, _role(claims, reading.role_claim), reading.trust)


def _text(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        raise Forbidden(f"this token has no claim {name!r}", hint="ask its issuer for it")
    return value


def _role(claims: Mapping[str, object], name: str) -> Role:
    """The strongest role that a claim names; an auditor's where it is the only one."""
    value = claims.get(name)
    named = value if isinstance(value, list) else [value]
    held = [role for role in (Role.ADMIN, Role.WRITER, Role.READER, Role.AUDITOR) if role in named]
    if not held:
        raise Forbidden(f"the claim {name!r} of this token is no role", hint=", ".join(Role))
    return held[0]
