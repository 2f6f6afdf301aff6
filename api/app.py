"""The ASGI application: routes, lifespan, and what every response carries."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quipu.api.access.authority import Authority, authority_of
from quipu.api.access.gate import Gate, neighbours
from quipu.api.assemble import Service, assembled, now
from quipu.api.explorer import EXPLORER
from quipu.api.graphql.build import SCHEMA
from quipu.api.graphql.cursors import CursorSeal, secret_beside
from quipu.api.graphql.endpoint import PREFLIGHT_HEADERS, GraphQLEndpoint
from quipu.api.graphql.ide import GRAPHIQL
from quipu.api.graphql.sockets import SocketEndpoint
from quipu.api.graphql.trusted import trusted_documents
from quipu.api.health import healthz, metrics, readyz
from quipu.api.live import Places, Streams, Tempo
from quipu.api.metrics import Counted, Metrics, new_metrics
from quipu.api.settings import Settings

log = logging.getLogger(__name__)

BODY_LIMIT_BYTES = 2_000_000
GRACE_SECONDS = 5.0  # in which streams may end when the service stops
_NO_SUCH_METHOD = -32601  # of JSON-RPC
_MCP_HEADERS = ("mcp-protocol-version", "mcp-session-id", "mcp-method", "mcp-name")
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_FRONT = """Quipu, a knowledge memory.

GET  /explorer  what the memory believes and why, in a browser
POST /graphql   GraphQL; in a browser, GraphiQL; subscriptions by WebSocket or as events
POST /mcp       tools for agents (MCP, streamable HTTP)
GET  /healthz   the process lives
GET  /readyz    what is accepted can be stored, read and found
GET  /metrics   numbers for Prometheus; where there are keys, for admins and auditors
"""
Assembly = Callable[[], AbstractAsyncContextManager[Service]]


def create_app(
    settings: Settings,
    assembly: Assembly | None = None,
    authority: Authority | None = None,
    tempo: Tempo | None = None,
) -> Starlette:
    """The application; the service is assembled and its worker started when it starts up.

    What is given takes the place of what the settings choose. Raises Invalid where it would
    answer beyond this machine without credentials.
    """
    doorkeeper = authority if authority is not None else authority_of(settings, now)
    counts = new_metrics()
    chosen = assembly if assembly is not None else lambda: assembled(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with (
            chosen() as service,
            service.worker.running(),
            _tools(service, doorkeeper) as tools,
        ):
            app.state.service = service
            app.state.metrics = counts
            app.state.authority = doorkeeper
            app.state.tools = tools
            app.state.cursor_seal = CursorSeal(secret_beside(settings.database))
            app.state.streams = _streams(settings, service, tempo)
            try:
                yield
            finally:
                await app.state.streams.until_ended(GRACE_SECONDS)

    trusted = trusted_documents(settings.documents_trusted, are_all=settings.documents_only)
    graphql = GraphQLEndpoint(SCHEMA, trusted)
    return Starlette(
        routes=[
            Route("/", _front),
            Route("/graphql", graphql, methods=["GET", "POST"]),
            WebSocketRoute("/graphql", SocketEndpoint(SCHEMA, trusted)),
            Route("/graphiql/{name}", GRAPHIQL.asset),
            Route("/explorer", EXPLORER.index),
            Route("/explorer/{name}", EXPLORER.asset),
            Route("/mcp", _Tools()),
            Route("/.well-known/oauth-protected-resource", _resource),
            Route("/.well-known/oauth-protected-resource/{path:path}", _resource),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ],
        middleware=_layers(settings, counts, doorkeeper),
        exception_handlers={ClientDisconnect: _gone, Exception: _unexpected},
        lifespan=lifespan,
        max_body_size=BODY_LIMIT_BYTES,
    )


def _streams(settings: Settings, service: Service, tempo: Tempo | None) -> Streams:
    total, per_caller = settings.limits_streams, settings.limits_streams_per_caller
    return Streams(
        service.pulse,
        tempo or Tempo(look_seconds=settings.live_poll_seconds),
        Places("subscriptions", total, per_caller),
        Places("connections", total, per_caller),
    )


def _layers(settings: Settings, counts: Metrics, doorkeeper: Authority) -> list[Middleware]:
    """What every request passes through, outermost first."""
    near = neighbours(settings.host, settings.http_hosts, settings.http_origins)
    return [
        Middleware(Counted, metrics=counts),
        Middleware(SecurityHeaders),
        *_for_other_sites(settings.http_origins),
        Middleware(Gate, authority=doorkeeper, near=near),
    ]


def _for_other_sites(origins: tuple[str, ...]) -> list[Middleware]:
    """CORS for the sites that are named; credentials travel in a header, never in a cookie."""
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type", *PREFLIGHT_HEADERS, *_MCP_HEADERS],
            expose_headers=["mcp-session-id", "retry-after", "www-authenticate"],
        )
    ]


def _tools(service: Service, authority: Authority) -> AbstractAsyncContextManager[ASGIApp]:
    """The agents' tools, or what says that they are not installed."""
    try:
        from quipu.api.mcp.http import tools_over_http
    except ModuleNotFoundError:
        return nullcontext(tools_missing())
    return tools_over_http(service, authority)


def tools_missing() -> Response:
    """As JSON-RPC, so that the client of an agent can show it."""
    problem = "this service has no tools: it needs pip install 'quipu-memory[mcp]'"
    error = {"code": _NO_SUCH_METHOD, "message": problem}
    return JSONResponse({"jsonrpc": "2.0", "id": None, "error": error}, 501)


class _Tools:
    """The agents' tools, which are there while the application runs."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tools: ASGIApp = scope["app"].state.tools
        await tools(scope, receive, send)


async def _resource(request: Request) -> Response:
    """Where callers of this service get their tokens (RFC 9728)."""
    authority: Authority = request.app.state.authority
    issuer = None if authority.tokens is None else authority.tokens.issuer
    base = str(request.base_url).rstrip("/")
    path = request.path_params.get("path", "")
    told = {"resource": f"{base}/{path}".rstrip("/"), "bearer_methods_supported": ["header"]}
    servers = {} if issuer is None else {"authorization_servers": [issuer]}
    return JSONResponse({**told, **servers})


async def _front(request: Request) -> Response:
    """The explorer for a browser, and what there is for anything else that looks in."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/explorer")
    return PlainTextResponse(_FRONT)


async def _gone(request: Request, error: Exception) -> Response:
    """For nobody: who asked has gone away in the middle of asking, which is no fault of ours."""
    return Response(status_code=400)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error on %s", request.url.path, exc_info=error)
    code = {"code": "INTERNAL", "retryable": False}
    body = {"errors": [{"message": "something went wrong on our side", "extensions": code}]}
    return JSONResponse(body, 500)


class SecurityHeaders:
    """ASGI layer that adds the headers every response carries."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
