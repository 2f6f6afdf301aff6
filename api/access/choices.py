"""The settings of credentials, browsers and budgets; part of `Settings`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from quipu.api.setting_values import named
from quipu.schema.errors import Invalid

# Signed with a key pair only: with a shared secret, whoever can check a token can also forge one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """Who is let in, from where, and for how much."""

    auth_keys: Path | None = field(
        default=None,
        metadata=named("auth.keys", "file of the API keys; beside the database unless given"),
    )
    auth_audit: Path | None = field(
        default=None,
        metadata=named("auth.audit", "file of the audit log; beside the database unless given"),
    )
    auth_issuer: str = field(
        default="",
        metadata=named("auth.issuer", "issuer of bearer tokens (JWT); none unless given"),
    )
    auth_audience: str = field(
        default="", metadata=named("auth.audience", "what tokens must be issued for: this service")
    )
    auth_jwks_url: str = field(
        default="",
        metadata=named("auth.jwks_url", "keys of the issuer; asked of the issuer unless given"),
    )
    auth_algorithms: tuple[str, ...] = field(
        default=("RS256", "ES256"),
        metadata=named("auth.algorithms", "signatures accepted on tokens"),
    )
    auth_tenant_claim: str = field(
        default="tenant", metadata=named("auth.tenant_claim", "claim of a token that is the tenant")
    )
    auth_role_claim: str = field(
        default="role", metadata=named("auth.role_claim", "claim of a token that is the role")
    )
    auth_user_claim: str = field(
        default="",
        metadata=named("auth.user_claim", "claim that narrows a token to one user, if any"),
    )
    auth_trust: str = field(
        default="asserted",
        metadata=named("auth.trust", "how far callers with a token are believed at most"),
    )
    http_hosts: tuple[str, ...] = field(
        default=(), metadata=named("http.hosts", "names under which the service is addressed")
    )
    http_origins: tuple[str, ...] = field(
        default=(), metadata=named("http.origins", "other sites whose pages may call (CORS)")
    )
    limits_requests_per_minute: int = field(
        default=6_000,
        metadata=named("limits.requests_per_minute", "requests of one credential; 0: no limit"),
    )
    limits_cost_per_minute: int = field(
        default=2_000_000,
        metadata=named("limits.cost_per_minute", "cost of one credential's questions; 0: no limit"),
    )
    limits_streams: int = field(
        default=500, metadata=named("limits.streams", "subscriptions open at a time")
    )
    limits_streams_per_caller: int = field(
        default=50,
        metadata=named("limits.streams_per_caller", "subscriptions of one credential at a time"),
    )
    limits_waiting_calls: int = field(
        default=10_000,
        metadata=named(
            "limits.waiting_calls", "calls of a tenant that may wait to be read; 0: no limit"
        ),
    )
    documents_trusted: Path | None = field(
        default=None,
        metadata=named("documents.trusted", "JSON file of documents that clients send by id"),
    )
    documents_only: bool = field(
        default=False, metadata=named("documents.only", "true: no other documents are answered")
    )


def check_access(chosen: AccessSettings) -> None:
    """Raise Invalid where the settings of access do not fit together."""
    unknown = [one for one in chosen.auth_algorithms if one not in ALGORITHMS]
    if unknown or not chosen.auth_algorithms:
        raise Invalid(
            f"auth.algorithms {unknown or 'none'} is not accepted",
            hint=f"some of {', '.join(ALGORITHMS)}",
        )
    if chosen.auth_issuer and not chosen.auth_audience:
        raise Invalid(
            "auth.issuer without auth.audience", hint="name what its tokens are issued for"
        )
    _check_limits(chosen)
    for origin in chosen.http_origins:
        if not origin.startswith(("https://", "http://")) or origin.endswith("/"):
            raise Invalid(f"http.origins {origin!r} is no origin", hint="https://name, no slash")


def _check_limits(chosen: AccessSettings) -> None:
    may_be_off = {
        "limits.requests_per_minute": chosen.limits_requests_per_minute,
        "limits.cost_per_minute": chosen.limits_cost_per_minute,
        "limits.waiting_calls": chosen.limits_waiting_calls,
    }
    streams = {
        "limits.streams": chosen.limits_streams,
        "limits.streams_per_caller": chosen.limits_streams_per_caller,
    }
    for name, limit in may_be_off.items():
        if limit < 0:
            raise Invalid(f"{name} is {limit}", hint="0 means no limit")
    for name, limit in streams.items():
        if limit < 1:
            raise Invalid(f"{name} is {limit}", hint="at least one stream may be open")
