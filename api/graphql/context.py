"""What every resolver of a request can reach: the service, its loaders, the caller's scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from starlette.applications import Starlette
from strawberry.types import Info as StrawberryInfo

from quipu.api.access.authority import Authority
from quipu.api.access.principal import Principal
from quipu.api.assemble import Service
from quipu.api.graphql.cursors import CursorSeal
from quipu.api.graphql.loaders import Loaders
from quipu.api.live import Streams
from quipu.graph.memory import Memory
from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class RequestContext:
    service: Service
    seal: CursorSeal
    loaders: Loaders
    principal: Principal
    authority: Authority
    streams: Streams
    authorization: str  # the credential, looked at again where it is used for long

    @property
    def scope(self) -> Scope:
        """The caller's own; arguments may only narrow it."""
        return self.principal.scope

    @property
    def memory(self) -> Memory:
        return self.service.memory

    async def turn(self, seen: int) -> None:
        """Wait for the next reason to look at the memory, past the beats that were seen.

        Raises Unauthenticated once the credential is over, Unavailable once the service stops.
        """
        await self.streams.turn(seen)
        await self.authority.still(self.principal, self.authorization)


Info: TypeAlias = StrawberryInfo[RequestContext, None]


def context_for(app: Starlette, principal: Principal, authorization: str) -> RequestContext:
    """What an operation of a caller reaches, on the running application."""
    service: Service = app.state.service
    return RequestContext(
        service,
        app.state.cursor_seal,
        Loaders(service.memory),
        principal,
        app.state.authority,
        app.state.streams,
        authorization,
    )
