"""The tools at /mcp: streamable HTTP without sessions, behind the same gate as everything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.types import ASGIApp

from quipu.api.access.authority import Authority
from quipu.api.access.gate import principal_of
from quipu.api.access.principal import Principal
from quipu.api.assemble import Service
from quipu.api.mcp.server import Context, tool_server

# The gate has checked host and origin before.
_NO_SECOND_CHECK = TransportSecuritySettings(enable_dns_rebinding_protection=False)


@asynccontextmanager
async def tools_over_http(service: Service, authority: Authority) -> AsyncIterator[ASGIApp]:
    """An ASGI application that answers while the block runs.

    Without sessions every request stands for itself: it is answered to the credential it
    carries, and to no other.
    """
    server = tool_server(service, authority, _caller)
    manager = StreamableHTTPSessionManager(
        server, stateless=True, json_response=True, security_settings=_NO_SECOND_CHECK
    )
    started, over = asyncio.Event(), asyncio.Event()

    # The manager must be left by the task that entered it; a host's lifespan need not be one task.
    async def run() -> None:
        try:
            async with manager.run():
                started.set()
                await over.wait()
        finally:
            started.set()

    running = asyncio.create_task(run(), name="quipu-mcp")
    try:
        await started.wait()
        yield manager.handle_request
    finally:
        over.set()
        await running


def _caller(context: Context) -> Principal:
    request = context.request
    if not isinstance(request, Request):
        raise LookupError("a tool was called outside of a request")
    return principal_of(request)
