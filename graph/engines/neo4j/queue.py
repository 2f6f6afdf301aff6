"""The queue in the same database: accepting, leasing, giving back. Each is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quipu.graph.engines.checks import check_body, check_room, check_unforgotten, check_unused
from quipu.graph.engines.neo4j.database import Database, Found, Unit
from quipu.graph.engines.neo4j.leases import end_if_idle
from quipu.graph.engines.neo4j.properties import episode_values, keys_of
from quipu.graph.engines.neo4j.rows import episode_of, job_of
from quipu.graph.engines.owed import fitting
from quipu.schema.identity import EpisodeId, JobId, Scope, erasure_id, job_id, job_id_after
from quipu.schema.intervals import DAWN, micros, moment_of
from quipu.schema.jobs import Backlog, Job, JobStatus, Lease, Order, Receipt, Unforgotten, Work

_ATTEMPTS = 10  # each one means that another worker has just been faster


async def accept(unit: Unit, scope: Scope, order: Order) -> Receipt:
    key, body_hash, episodes, at = order.key, order.body_hash, order.episodes, order.at
    names = {
        "job": job_id(scope, key),
        "other": job_id_after(scope, key, at),
        "erasure": erasure_id(scope, key),
    }
    rows = {one.id: episode_values(one) for one in reversed(episodes)}
    used = await unit.one("use_key", scope=scope.key, key=key, body_hash=body_hash, **names)
    check_body(key, used["body_hash"], body_hash)
    check_unused(key, is_erasing=used["is_new"] and used["is_erasing"])
    if not used["is_new"]:
        job = await _reopened(unit, scope, used["job"])
        # Our own first try, which was committed although its answer was lost, is no replay.
        return Receipt(job, is_replay=not (unit.is_repeat and job.created_at == at))
    ids = list(dict.fromkeys(one.id for one in episodes))
    owed = await unit.one(
        "add_job",
        scope=scope.key,
        ended=micros(DAWN),
        job=_owed(scope, used["job"], order.work, at),
        episodes=[rows[one] for one in ids],
        ids=ids,
        **_guarded(scope, order.work.unforgotten),
        **_bounded(scope, order.work.room),
    )
    if order.work.room is not None:
        check_room(owed["waiting"], order.work.room)
    check_unforgotten(is_forgotten=owed["is_forgotten"])
    return Receipt(job_of(owed["rows"][0]), is_replay=False)


async def replay(database: Database, scope: Scope, key: str, body_hash: str) -> Receipt | None:
    erasure = erasure_id(scope, key)
    used = await database.read("used_key", scope=scope.key, key=key, erasure=erasure)
    if used["job"] is None:
        check_unused(key, is_erasing=used["is_erasing"])
        return None
    check_body(key, used["body_hash"], body_hash)
    job = await database.write(lambda unit: _reopened(unit, scope, used["job"]))
    return Receipt(job, is_replay=True)


async def _reopened(unit: Unit, scope: Scope, id: JobId) -> Job:
    await unit.run("reopen_job", scope=scope.key, id=id)
    kept = await unit.one("jobs_by_id", chain=[scope.key], ids=[id])
    return job_of(kept["rows"][0])


def _guarded(scope: Scope, told: Unforgotten | None) -> dict[str, list[str]]:
    if told is None:
        return {"chain": [], "unmarked": [], "digests": []}
    chain = scope.chain()
    unmarked = keys_of([one for one in chain if one not in told.marked])
    return {"chain": keys_of(chain), "unmarked": unmarked, "digests": sorted(told.digests)}


def _bounded(scope: Scope, room: int | None) -> dict[str, object]:
    # One more than the room is enough to know: the job that is being added counts as well.
    return {"tenant": f"{scope.tenant}/", "most": 0 if room is None else room + 1}


def _owed(scope: Scope, id: JobId, work: Work, at: datetime) -> dict[str, object]:
    return {
        "scope_key": scope.key,
        "id": id,
        "kind": work.kind,
        "status": JobStatus.QUEUED.value,
        "attempts": 0,
        "created": micros(at),
        "last_error": "",
        "wish": work.wish,
        "report": "",
    }


async def lease(
    unit: Unit, at: datetime, seconds: float, max_episodes: int, after: Scope | None = None
) -> Lease | None:
    expires_at = at + timedelta(seconds=seconds)
    bound = {"at": micros(at), "expires": micros(expires_at), "limit": max(1, max_episodes)}
    for _ in range(_ATTEMPTS):
        free = await _free_scope(unit, micros(at), after)
        if free is None:
            return None
        await unit.run("lock_lease", scope=free["scope"], at=bound["at"])
        granted = await unit.run("grant_lease", scope=free["scope"], **bound)
        if granted is not None:
            scope = Scope.from_key(free["scope"])
            ids = fitting(granted["open"], max_episodes)
            held = await _started(unit, scope, ids, granted["token"], expires_at)
            return replace(held, revision=granted["revision"])
    return None


async def _free_scope(unit: Unit, at: int, after: Scope | None) -> Found | None:
    for served in () if after is None else (after.key, ""):  # next in turn, else from the start
        found = await unit.run("next_free_scope", at=at, after=served)
        if found is not None:
            return found
    return await unit.run("free_scope", at=at, dawn=micros(DAWN))


async def backlog(database: Database) -> Backlog:
    row = await database.read("backlog", dawn=micros(DAWN))
    oldest = None if row["oldest"] is None else moment_of(row["oldest"])
    return Backlog(row["waiting"], oldest, row["failed"])


async def _started(
    unit: Unit, scope: Scope, ids: Sequence[str], token: str, expires_at: datetime
) -> Lease:
    found = await unit.one("start_jobs", scope=scope.key, ids=ids, token=token)
    episodes = [episode_of(row) for rows in found["episodes"] for row in rows]
    # An episode may belong to two jobs: it is settled once.
    once = {episode.id: episode for episode in episodes}
    return Lease(
        scope=scope,
        jobs=tuple(job_of(row) for row in found["jobs"]),
        episodes=tuple(once.values()),
        token=token,
        expires_at=expires_at,
    )


async def renew(unit: Unit, lease: Lease, at: datetime, seconds: float) -> None:
    bound = {"scope": lease.scope.key, "token": lease.token}
    await unit.run("lock_lease", scope=lease.scope.key, at=micros(at))
    await unit.run("renew_lease", **bound, expires=micros(at + timedelta(seconds=seconds)))


async def failed(
    unit: Unit, lease: Lease, job: JobId, reason: str, at: datetime, *, is_final: bool
) -> None:
    """A worker whose lease has passed on has nothing to give back: its report changes nothing."""
    bound = {"scope": lease.scope.key, "token": lease.token, "id": job, "reason": reason}
    await unit.run("lock_lease", scope=lease.scope.key, at=micros(at))
    await unit.run("fail_job" if is_final else "requeue_job", **bound, at=micros(at))
    await end_if_idle(unit, lease)


async def told(unit: Unit, lease: Lease, job: JobId, report: str) -> None:
    bound = {"scope": lease.scope.key, "token": lease.token, "id": job, "report": report}
    await unit.run("report_job", **bound)


async def release(unit: Unit, lease: Lease) -> None:
    """As with `failed`, a lease that has passed on has nothing to give back."""
    await unit.run("lock_lease", scope=lease.scope.key, at=micros(lease.expires_at))
    await unit.run("release_jobs", scope=lease.scope.key, token=lease.token)
    await end_if_idle(unit, lease)


async def job(database: Database, scope: Scope, id: JobId) -> Job | None:
    found = await database.read("jobs_by_id", chain=keys_of(scope.chain()), ids=[id])
    return next((job_of(row) for row in found["rows"]), None)


async def job_of_episodes(
    database: Database, scope: Scope, episodes: Collection[EpisodeId]
) -> dict[EpisodeId, Job]:
    chain = keys_of(scope.chain())
    rows = (await database.read("jobs_of_episodes", chain=chain, ids=list(episodes)))["rows"]
    found: dict[EpisodeId, Job] = {}
    for episode, row in sorted(rows, key=lambda row: chain.index(row[1][1])):
        found.setdefault(EpisodeId(episode), job_of(row))
    return {episode: found[episode] for episode in episodes if episode in found}
