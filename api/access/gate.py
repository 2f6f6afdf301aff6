"""The one way in over HTTP: host, origin, credential and budget are checked before any route.

Whatever is not named public needs a credential, so a route added later is closed by itself.
A page in a browser can reach loopback under a name of its own (DNS rebinding): hence the check
of Host while no credential is asked for, and of Origin always.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Connection

from quipu.api.access.authority import Authority
from quipu.api.access.principal import Principal, Unauthenticated
from quipu.api.settings import LOOPBACK
from quipu.schema.errors import Forbidden, MemoryFault, RateLimited, Unavailable

_SLOT = "quipu.principal"
_PUBLIC = ("/", "/explorer", "/healthz", "/readyz")
_PUBLIC_FOLDERS = ("/explorer/", "/graphiql/", "/.well-known/")
_STATUS = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "RATE_LIMITED": 429, "UNAVAILABLE": 503}
_INVALID_REQUEST = -32600  # JSON-RPC's own


def principal_of(connection: HTTPConnection) -> Principal:
    """Who makes a request that has come through the gate."""
    found: Principal = connection.scope[_SLOT]
    return found


def is_let_in(connection: Connection) -> bool:
    """Whether a request has a principal; one for a public page has none."""
    return _SLOT in connection


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Under which names we may be addressed, and which sites may call; "*": any name."""

    hosts: frozenset[str]
    origins: frozenset[str]

    def problem(self, headers: Headers) -> str:
        """Why a request must not come from where it does; "" where it may."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if "*" not in self.hosts and _name(f"//{host}") not in self.hosts:
            return f"unknown host {host!r}: use 127.0.0.1 or localhost, or add it to http.hosts"
        if origin is None or origin in self.origins or origin in _ours(host):
            return ""
        if _name(origin) in self.hosts:
            return ""
        return f"requests from the origin {origin!r} are refused"


def neighbours(host: str, names: tuple[str, ...], origins: tuple[str, ...]) -> Neighbours:
    """Who may call a service bound to `host`. Beyond loopback, without names given, any name
    will do: there every call carries a credential that no browser sends by itself."""
    if host in LOOPBACK:
        return Neighbours(frozenset({*LOOPBACK, *names}), frozenset(origins))
    return Neighbours(frozenset({*LOOPBACK, *names} if names else {"*"}), frozenset(origins))


class Gate:
    """ASGI layer that lets callers in, each as a principal, or says why not."""

    def __init__(self, app: ASGIApp, authority: Authority, near: Neighbours) -> None:
        self._app = app
        self._authority = authority
        self._near = near

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    async def _request(self, scope: Connection, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        try:
            problem = self._near.problem(request.headers)
            if problem:
                raise Forbidden(problem)
            if not is_public(request) and not is_to_greet(request):
                scope = {**scope, _SLOT: await self._let_in(request)}
        except (Unauthenticated, Forbidden, RateLimited, Unavailable) as fault:
            await _refused(refusal(fault, request), scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _let_in(self, request: HTTPConnection) -> Principal:
        authority = self._authority
        try:
            principal = await authority.principal(request.headers.get("authorization", ""))
        except (Unauthenticated, Forbidden) as fault:
            if "authorization" in request.headers:
                await authority.note_refusal(fault)
            raise
        authority.spend(authority.requests, principal, 1)
        return principal


def is_to_greet(request: HTTPConnection) -> bool:
    """Whether a WebSocket is to say whose it is by its first message, as those of browsers do."""
    is_graphql = request.scope["type"] == "websocket" and request.scope["path"] == "/graphql"
    return is_graphql and "authorization" not in request.headers


def is_public(request: HTTPConnection) -> bool:
    """Whether a request shows nothing of any memory: health, and the files for browsers."""
    if request.scope["type"] == "websocket":
        return False
    path = request.scope["path"]  # what the routes go by, too: never a path read in another way
    if path in _PUBLIC or path.startswith(_PUBLIC_FOLDERS):
        return True
    is_page = request.scope["method"] == "GET" and "text/html" in request.headers.get("accept", "")
    return path == "/graphql" and is_page and "query" not in request.query_params


async def _refused(response: JSONResponse, scope: Connection, receive: Receive, send: Send) -> None:
    """Answer a request; a WebSocket where the server cannot, is closed before it is open."""
    can_answer = "websocket.http.response" in scope.get("extensions", {})
    if scope["type"] == "http" or can_answer:
        await response(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


def refusal(fault: MemoryFault, request: HTTPConnection) -> JSONResponse:
    """A fault in the form that errors have at a door, with the headers that HTTP has for it."""
    extensions: dict[str, object] = {"code": fault.code, "retryable": fault.retryable}
    headers = {}
    if isinstance(fault, RateLimited):
        extensions["retryAfterMs"] = fault.retry_after_ms
        headers["retry-after"] = str(-(-fault.retry_after_ms // 1000))
    if isinstance(fault, Unauthenticated):
        where = f"{request.url.scheme}://{request.headers.get('host', '')}"
        known = f'resource_metadata="{where}/.well-known/oauth-protected-resource"'
        is_given = "authorization" in request.headers
        wrong = ', error="invalid_token"' if is_given else ""
        headers["www-authenticate"] = f"Bearer {known}{wrong}"
    body = _body(str(fault), extensions, request.scope["path"])
    return JSONResponse(body, _STATUS.get(fault.code, 400), headers)


def _body(message: str, extensions: dict[str, object], path: str) -> dict[str, object]:
    """As GraphQL tells of errors; at the tools as JSON-RPC does, whose clients show no other."""
    if path.rstrip("/") != "/mcp":
        return {"errors": [{"message": message, "extensions": extensions}]}
    error = {"code": _INVALID_REQUEST, "message": message, "data": extensions}
    return {"jsonrpc": "2.0", "id": None, "error": error}


def _ours(host: str) -> tuple[str, str]:
    return (f"http://{host}", f"https://{host}")


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
