"""Folders of named files for browsers, from the package: they work without internet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

_KINDS = {
    "css": "text/css; charset=utf-8",
    "graphql": "application/graphql; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """A page `index.html` in a folder of a package, and the files beside it that it needs.

    `styles` is what the page's policy allows styles to come from, beside our own files.
    """

    package: str
    folder: str
    assets: frozenset[str]
    styles: str = ""
    max_age_seconds: int = 3600

    @property
    def policy(self) -> str:
        """Own files only, no script in the page, no frame around it."""
        return (
            f"default-src 'none'; script-src 'self'; style-src 'self'{self.styles}; "
            "connect-src 'self'; img-src 'self' data:; font-src 'self' data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    def page(self) -> Response:
        html = _read(self.package, self.folder, "index.html").decode()
        return HTMLResponse(html, headers={"content-security-policy": self.policy})

    async def index(self, request: Request) -> Response:
        """The page, as a route."""
        return self.page()

    async def asset(self, request: Request) -> Response:
        """One of the files that the page needs, as a route with `name`."""
        name = request.path_params["name"]
        if name not in self.assets:
            return PlainTextResponse("Not Found", 404)
        kind = _KINDS[name.rpartition(".")[2]]
        caching = {"cache-control": f"public, max-age={self.max_age_seconds}"}
        return Response(_read(self.package, self.folder, name), media_type=kind, headers=caching)


@cache
def _read(package: str, folder: str, name: str) -> bytes:
    return (files(package) / folder / name).read_bytes()
