"""Leases from the side of `apply`: whether a worker still holds its jobs, and closing them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from quipu.graph.engines.owed import check_held
from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.intervals import DAWN, micros
from quipu.schema.ports import JobStatus, Lease


def fence(connection: sqlite3.Connection, number: int, lease: Lease) -> None:
    """Raises Conflict if a lease no longer holds any of its jobs."""
    running = _under(connection, number, lease, JobStatus.RUNNING)
    done = _under(connection, number, lease, JobStatus.DONE)
    check_held(lease, running=running, done=done)


def _under(connection: sqlite3.Connection, number: int, lease: Lease, status: JobStatus) -> int:
    bound = {
        "scope": number,
        "token": lease.token,
        "status": status.value,
        "ids": json_list(job.id for job in lease.jobs),
    }
    found: int = connection.execute(sql("jobs_under"), bound).fetchone()[0]
    return found


def finish(connection: sqlite3.Connection, number: int, lease: Lease, at: datetime) -> None:
    """The running jobs of a lease are done; the lease ends with the last of them."""
    if lease.is_kept:
        return
    bound = {
        "scope": number,
        "token": lease.token,
        "at": micros(at),
        "ids": json_list(job.id for job in lease.jobs),
    }
    connection.execute(sql("finish_jobs"), bound)
    end_if_idle(connection, number, lease)


def end_if_idle(connection: sqlite3.Connection, number: int, lease: Lease) -> None:
    """Free the scope when nothing runs under the lease any more."""
    bound = {"scope": number, "token": lease.token, "ended": micros(DAWN)}
    connection.execute(sql("end_idle_lease"), bound)
