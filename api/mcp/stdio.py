"""The tools on standard input and output, for the one agent that started this process."""

from __future__ import annotations

from mcp.server.stdio import stdio_server

from quipu.api.access.authority import Authority
from quipu.api.access.principal import Principal
from quipu.api.assemble import Service
from quipu.api.mcp.server import tool_server


async def serve_stdio(service: Service, authority: Authority, principal: Principal) -> None:
    """Answer until standard input ends, its worker running."""
    server = tool_server(service, authority, lambda _: principal)
    async with service.worker.running(), stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
