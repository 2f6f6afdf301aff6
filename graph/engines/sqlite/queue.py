"""The queue in the same file: accepting, leasing, giving back. Each function is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from quipu.graph.engines.checks import check_body, check_room, check_unforgotten, check_unused
from quipu.graph.engines.owed import fitting
from quipu.graph.engines.sqlite.leases import end_if_idle
from quipu.graph.engines.sqlite.rows import episode_of, episode_values, job_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain, chain_of, keys_of_tenant, number_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EpisodeId, JobId, Scope, erasure_id, job_id, job_id_after
from quipu.schema.intervals import micros, moment_of
from quipu.schema.jobs import Backlog, Job, Lease, Order, Receipt, Unforgotten, Work


def accept(connection: sqlite3.Connection, scope: Scope, order: Order) -> Receipt:
    key, body_hash, at = order.key, order.body_hash, order.at
    if (done := replay(connection, scope, key, body_hash)) is not None:
        return done
    number = number_of(connection, scope)
    if order.work.room is not None:
        _check_room(connection, scope, order.work.room)
    if order.work.unforgotten is not None:
        _check_unforgotten(connection, scope, order.work.unforgotten)
    rows = [episode_values(episode, number) for episode in order.episodes]
    connection.executemany(sql("add_episode"), rows)
    id = job_id(scope, key)
    if connection.execute(sql("job_number"), [number, id]).fetchone() is not None:
        id = job_id_after(scope, key, at)
    job = _owe(connection, number, id, order.work, at)
    links = [
        {"job": job, "ordinal": ordinal, "scope": number, "id": one}
        for ordinal, one in enumerate(dict.fromkeys(episode.id for episode in order.episodes))
    ]
    connection.executemany(sql("add_job_episode"), links)
    connection.execute(sql("add_key"), [number, key, body_hash, job])
    return Receipt(_jobs(connection, [job], scope)[0], is_replay=False)


def replay(
    connection: sqlite3.Connection, scope: Scope, key: str, body_hash: str
) -> Receipt | None:
    used = connection.execute(sql("used_key"), [scope.key, key]).fetchone()
    if used is None:
        check_unused(key, is_erasing=_is_erasing(connection, scope, key))
        return None
    check_body(key, used["body_hash"], body_hash)
    connection.execute(sql("reopen_job"), [used["job"]])
    return Receipt(_jobs(connection, [used["job"]], scope)[0], is_replay=True)


def is_used(connection: sqlite3.Connection, scope: Scope, key: str) -> bool:
    used = connection.execute(sql("used_key"), [scope.key, key]).fetchone()
    return used is not None or _is_erasing(connection, scope, key)


def _is_erasing(connection: sqlite3.Connection, scope: Scope, key: str) -> bool:
    bound = [scope.key, erasure_id(scope, key)]
    return bool(connection.execute(sql("is_erasing_key"), bound).fetchone()[0])


def _check_room(connection: sqlite3.Connection, scope: Scope, room: int) -> None:
    bound = {**keys_of_tenant(scope.tenant), "room": room}
    check_room(connection.execute(sql("jobs_waiting"), bound).fetchone()[0], room)


def _check_unforgotten(connection: sqlite3.Connection, scope: Scope, told: Unforgotten) -> None:
    chain = chain_of(connection, scope)
    unmarked = [number for number, one in chain.scopes.items() if one not in told.marked]
    bound = {
        "unmarked": json_list(unmarked),
        "chain": chain.numbers,
        "digests": json_list(told.digests),
    }
    check_unforgotten(
        is_forgotten=bool(connection.execute(sql("is_forgotten"), bound).fetchone()[0])
    )


def _owe(connection: sqlite3.Connection, number: int, id: JobId, work: Work, at: datetime) -> int:
    bound = {
        "scope": number,
        "id": id,
        "kind": work.kind,
        "wish": work.wish,
        "created": micros(at),
    }
    job: int = connection.execute(sql("add_job"), bound).fetchone()[0]
    return job


def lease(
    connection: sqlite3.Connection,
    at: datetime,
    seconds: float,
    max_episodes: int,
    after: Scope | None = None,
) -> Lease | None:
    free = _free_scope(connection, at, after)
    if free is None:
        return None
    number, scope = free["scope"], Scope.from_key(free["key"])
    expires_at = at + timedelta(seconds=seconds)
    connection.execute(sql("take_back_jobs"), [number])
    bound = {"scope": number, "expires": micros(expires_at)}
    token = connection.execute(sql("grant_lease"), bound).fetchone()[0]
    jobs = _chosen(connection, number, max_episodes)
    connection.execute(sql("start_jobs"), {"token": token, "jobs": json_list(jobs)})
    episodes = connection.execute(sql("episodes_of_lease"), [json_list(jobs)])
    # An episode may belong to two jobs: it is settled once.
    once = {row["id"]: episode_of(row, scope) for row in reversed(episodes.fetchall())}
    return Lease(
        scope=scope,
        jobs=tuple(_jobs(connection, jobs, scope)),
        episodes=tuple(reversed(once.values())),
        token=str(token),
        expires_at=expires_at,
        revision=free["revision"],
    )


def _free_scope(
    connection: sqlite3.Connection, at: datetime, after: Scope | None
) -> sqlite3.Row | None:
    if after is not None:
        for served in (number_of(connection, after), 0):  # the next in turn, else from the start
            bound = {"at": micros(at), "after": served}
            found: sqlite3.Row | None = connection.execute(sql("next_free_scope"), bound).fetchone()
            if found is not None:
                return found
    oldest: sqlite3.Row | None = connection.execute(
        sql("oldest_free_scope"), {"at": micros(at)}
    ).fetchone()
    return oldest


def backlog(connection: sqlite3.Connection) -> Backlog:
    row = connection.execute(sql("backlog")).fetchone()
    oldest = None if row["oldest"] is None else moment_of(row["oldest"])
    return Backlog(row["waiting"], oldest, row["failed"])


def _chosen(connection: sqlite3.Connection, number: int, max_episodes: int) -> list[int]:
    bound = {"scope": number, "limit": max(1, max_episodes)}
    rows = connection.execute(sql("open_jobs"), bound).fetchall()
    return fitting(((row["number"], row["episodes"]) for row in rows), max_episodes)


def renew(connection: sqlite3.Connection, lease: Lease, at: datetime, seconds: float) -> None:
    bound = {
        "scope": number_of(connection, lease.scope),
        "token": lease.token,
        "expires": micros(at + timedelta(seconds=seconds)),
    }
    connection.execute(sql("renew_lease"), bound)


def failed(
    connection: sqlite3.Connection,
    lease: Lease,
    job: JobId,
    reason: str,
    at: datetime,
    *,
    is_final: bool,
) -> None:
    """A worker whose lease has passed on has nothing to give back: its report changes nothing."""
    number = number_of(connection, lease.scope)
    bound = {
        "scope": number,
        "token": lease.token,
        "id": job,
        "reason": reason,
        "at": micros(at),
    }
    connection.execute(sql("fail_job" if is_final else "requeue_job"), bound)
    end_if_idle(connection, number, lease)


def told(connection: sqlite3.Connection, lease: Lease, job: JobId, report: str) -> None:
    number = number_of(connection, lease.scope)
    bound = {"scope": number, "token": lease.token, "id": job, "report": report}
    connection.execute(sql("report_job"), bound)


def release(connection: sqlite3.Connection, lease: Lease) -> None:
    """As with `failed`, a lease that has passed on has nothing to give back."""
    number = number_of(connection, lease.scope)
    bound = {"scope": number, "token": lease.token}
    connection.execute(sql("release_jobs"), bound)
    end_if_idle(connection, number, lease)


def job(connection: sqlite3.Connection, chain: Chain, id: JobId) -> Job | None:
    bound = {"chain": chain.numbers, "id": id}
    for row in connection.execute(sql("jobs_by_id"), bound).fetchall():
        return _jobs(connection, [row["number"]], chain.scopes[row["scope"]])[0]
    return None


def job_of_episodes(
    connection: sqlite3.Connection, chain: Chain, episodes: Collection[EpisodeId]
) -> dict[EpisodeId, Job]:
    bound = {"chain": chain.numbers, "ids": json_list(episodes)}
    rows = connection.execute(sql("jobs_of_episodes"), bound).fetchall()
    found: dict[EpisodeId, Job] = {}
    for number, scope in chain.scopes.items():
        here = {row["episode"]: row["job"] for row in rows if row["scope"] == number}
        jobs = dict(zip(here, _jobs(connection, here.values(), scope), strict=True))
        for episode, its_job in jobs.items():
            found.setdefault(EpisodeId(episode), its_job)
    return {episode: found[episode] for episode in episodes if episode in found}


def _jobs(connection: sqlite3.Connection, numbers: Iterable[int], scope: Scope) -> list[Job]:
    """Jobs in the order of their numbers as given; all of one scope."""
    wanted = list(numbers)
    rows = connection.execute(sql("jobs_by_number"), [json_list(wanted)])
    by_number = {row["number"]: row for row in rows}
    episodes: dict[int, list[str]] = {number: [] for number in wanted}
    for row in connection.execute(sql("episodes_of_jobs"), [json_list(wanted)]):
        episodes[row["job"]].append(row["id"])
    return [job_of(by_number[number], scope, episodes[number]) for number in wanted]
