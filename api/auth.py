"""Whose memory a call means: the caller's own scope, narrowed by what the call names."""

from __future__ import annotations

from quipu.schema.errors import Forbidden, Invalid
from quipu.schema.identity import Scope


def narrowed(
    own: Scope, *, user: str | None = None, agent: str | None = None, session: str | None = None
) -> Scope:
    """The caller's own scope, narrowed to the levels asked for; never widened, never moved.

    Raises `Forbidden` for another's, `Invalid` for a level that was named with nothing in it.
    """
    return Scope(
        own.tenant,
        _level("user", own.user, user),
        _level("agent", own.agent, agent),
        _level("session", own.session, session),
    )


def _level(name: str, own: str, asked: str | None) -> str:
    asked = must_be_named(name, asked)
    if own and asked and own != asked:
        raise Forbidden(f"{name} {asked!r} is outside of your scope", hint=f"leave {name} out")
    return own or asked


def must_be_named(level: str, asked: str | None) -> str:
    """What was named, or "" where nothing was. Raises `Invalid` for an empty name: a variable
    that was never set is no wish for everybody's memory."""
    if asked is None:
        return ""
    if not asked.strip():
        raise Invalid(f"an empty {level}", hint=f"name one, or leave {level} out for all of them")
    return asked
