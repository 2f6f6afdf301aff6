"""Whose memory a call means: the caller's own scope, narrowed by what the call names."""

from __future__ import annotations

from quipu.schema.errors import Forbidden
from quipu.schema.identity import Scope


def narrowed(own: Scope, *, user: str = "", agent: str = "", session: str = "") -> Scope:
    """The caller's own scope, narrowed to the levels asked for; never widened, never moved."""
    return Scope(
        own.tenant,
        _level("user", own.user, user),
        _level("agent", own.agent, agent),
        _level("session", own.session, session),
    )


def _level(name: str, own: str, asked: str) -> str:
    if own and asked and own != asked:
        raise Forbidden(f"{name} {asked!r} is outside of your scope", hint=f"leave {name} out")
    return own or asked
