"""Leases from the side of `apply`: whether a worker still holds its jobs, and closing them."""

from __future__ import annotations

from datetime import datetime

from quipu.graph.engines.neo4j.database import Unit
from quipu.graph.engines.owed import check_held
from quipu.schema.identity import Scope
from quipu.schema.intervals import DAWN, micros
from quipu.schema.ports import Lease


async def finish(unit: Unit, scope: Scope, lease: Lease, at: datetime) -> None:
    """The running jobs of a lease are done; the lease ends with the last of them.

    Raises Conflict if the lease no longer holds any of them.
    """
    ids = [job.id for job in lease.jobs]
    bound = {"scope": scope.key, "token": lease.token, "ids": ids, "at": micros(at)}
    found = await unit.one("finish_jobs", **bound, is_kept=lease.is_kept)
    check_held(lease, running=found["running"], done=found["done"])
    await end_if_idle(unit, lease)


async def end_if_idle(unit: Unit, lease: Lease) -> None:
    """Free the scope when nothing runs under the lease any more."""
    scope = lease.scope.key
    await unit.run("end_idle_lease", scope=scope, token=lease.token, ended=micros(DAWN))
