"""What every resolver of a request can reach: the service, its loaders, the caller's scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from strawberry.types import Info as StrawberryInfo

from quipu.api.access.authority import Authority
from quipu.api.access.principal import Principal
from quipu.api.assemble import Service
from quipu.api.graphql.cursors import CursorSeal
from quipu.api.graphql.loaders import Loaders, loaders_for
from quipu.graph.memory import Memory
from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class RequestContext:
    service: Service
    seal: CursorSeal
    loaders: Loaders
    principal: Principal
    authority: Authority

    @property
    def scope(self) -> Scope:
        """The caller's own; arguments may only narrow it."""
        return self.principal.scope

    @property
    def memory(self) -> Memory:
        return self.service.memory


Info: TypeAlias = StrawberryInfo[RequestContext, None]


def context_for(
    service: Service, seal: CursorSeal, principal: Principal, authority: Authority
) -> RequestContext:
    return RequestContext(service, seal, loaders_for(service.memory), principal, authority)
