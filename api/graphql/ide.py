"""GraphiQL from our own files: it works without internet, under a policy that allows no other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

_KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
_ASSETS = ("graphiql.js", "graphiql.css", "start.js")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page() -> Response:
    """The page; GraphiQL sets styles inline, hence the one exception in the policy."""
    html = _read("index.html").decode()
    return HTMLResponse(html, headers={"content-security-policy": POLICY})


async def asset(request: Request) -> Response:
    """One of the files that the page needs."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        return PlainTextResponse("Not Found", 404)
    kind = _KINDS[name.rpartition(".")[2]]
    caching = {"cache-control": "public, max-age=3600"}
    return Response(_read(name), media_type=kind, headers=caching)


@cache
def _read(name: str) -> bytes:
    return (files("quipu.api.graphql") / "graphiql" / name).read_bytes()
