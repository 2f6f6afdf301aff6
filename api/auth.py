"""Who asks, and whose memory they may see: the tenant of the settings, narrowed by the caller.

There are no credentials yet, so the service answers on loopback only. A page in a browser can
reach loopback too, under a name of its own (DNS rebinding): hence the check of Host and Origin.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ConnectionScope

from quipu.api.settings import LOOPBACK
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


class LocalCallersOnly:
    """ASGI layer that refuses requests under a foreign Host name or from a foreign Origin."""

    def __init__(self, app: ASGIApp, names: Collection[str] = LOOPBACK) -> None:
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: ConnectionScope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            problem = self._problem(Headers(scope=scope))
            if problem:
                refusal = JSONResponse(
                    {"errors": [{"message": problem, "extensions": {"code": Forbidden.code}}]},
                    403,
                )
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _problem(self, headers: Headers) -> str:
        host, origin = headers.get("host", ""), headers.get("origin")
        if _name(f"//{host}") not in self._names:
            return f"unknown host {host!r}: use 127.0.0.1 or localhost"
        if origin is not None and _name(origin) not in self._names:
            return f"requests from the origin {origin!r} are refused"
        return ""


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
