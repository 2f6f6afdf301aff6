"""The command that gives an agent its tools over standard input and output."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.running import run_on, scope_of
from quipu.schema.errors import Invalid

if TYPE_CHECKING:
    from quipu.api.assemble import Service


@dataclass(frozen=True, slots=True)
class AgentWish:
    role: Annotated[str, typer.Option(help="What the agent may do: reader or writer.")] = "writer"
    trust: Annotated[
        str, typer.Option(help="Believed at most: untrusted, observed, asserted or verified.")
    ] = "observed"


def mcp(wish: AgentWish, place: Place) -> None:
    """Serve tools to an agent (MCP) on standard input and output, until that ends.

    --user, --agent and --session say whose memory it is. Over HTTP, `quipu serve` has the same
    tools at /mcp.
    """
    from quipu.api.access.authority import authority_of
    from quipu.api.access.principal import Principal, role_from, trust_from
    from quipu.api.assemble import now

    try:
        from quipu.api.mcp.stdio import serve_stdio
    except ModuleNotFoundError as error:
        raise Invalid(
            "the library for MCP is not installed", hint="pip install 'quipu-memory[mcp]'"
        ) from error
    settings = place.settings()
    role, trust = role_from(wish.role), trust_from(wish.trust)

    async def served(service: Service) -> None:
        principal = Principal("stdio", scope_of(service, place), role, trust, False)
        await serve_stdio(service, authority_of(settings, now), principal)

    with suppress(KeyboardInterrupt):
        run_on(settings, served)
