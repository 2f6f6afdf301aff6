"""How the service fares: whether it lives, whether it is ready, and numbers for whoever watches."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from quipu.api.access.authority import Authority
from quipu.api.access.gate import principal_of, refusal
from quipu.api.access.principal import Permission, Principal
from quipu.api.assemble import Service
from quipu.api.metrics import METRICS_TYPE, Metrics, age_seconds
from quipu.schema.errors import Forbidden, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.jobs import Backlog


async def healthz(request: Request) -> Response:
    """The process lives; says nothing of the engine."""
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> Response:
    """What is accepted now can be stored, read and found. Work that is late is a warning only:
    whoever searches is served, and taking the service out of turn would make it later."""
    service: Service = request.app.state.service
    problems = [service.worker.complaint] if service.worker.complaint else []
    warnings: Sequence[str] = ()
    authority: Authority = request.app.state.authority
    try:
        authority.ready()
        await service.memory.store.ready()
        warnings = _warnings(service, await service.memory.queue.backlog())
    except Unavailable as fault:
        problems.append(str(fault))
    if problems:
        return JSONResponse({"status": "not ready", "problems": problems}, 503)
    told = {"warnings": warnings} if warnings else {}
    return JSONResponse({"status": "ready", **told})


def _warnings(service: Service, owed: Backlog) -> list[str]:
    """Without numbers: nobody need say who asks for this page."""
    late = service.settings.worker_late_seconds
    found = []
    if age_seconds(owed, service.memory.clock()) > late:
        found.append(f"the oldest work has waited for over {late:.0f} s")
    if owed.failed:
        found.append("some jobs were given up: their status says why")
    return found


def _must_run_it(principal: Principal, own: Scope) -> None:
    """The numbers are over all tenants, so they are for the tenant of the service itself.
    Raises Forbidden."""
    principal.must(Permission.AUDIT)
    if principal.scope != own:
        hint = f"use a credential of the tenant {own.tenant!r}, without a user"
        raise Forbidden("the numbers are over all tenants", hint=hint)


async def metrics(request: Request) -> Response:
    """The numbers of this process and of the queue, for whoever runs the service."""
    try:
        service: Service = request.app.state.service
        _must_run_it(principal_of(request), service.scope)
        owed = await service.memory.queue.backlog()
    except (Forbidden, Unavailable) as fault:
        return refusal(fault, request)
    counts: Metrics = request.app.state.metrics
    text = counts.text(owed, service.worker, service.memory.clock())
    return Response(text, headers={"content-type": METRICS_TYPE})
