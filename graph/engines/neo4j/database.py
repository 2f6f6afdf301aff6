"""One Neo4j database behind one driver: reads in one trip, writes that are tried again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    NotificationMinimumSeverity,
    Query,
    unit_of_work,
)
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.faults import translated
from quipu.schema.errors import Invalid

CONNECT_SECONDS = 3.0  # the driver's default waits half a minute for a server that died
ACQUIRE_SECONDS = 30.0
RETRY_SECONDS = 15.0
READ_SECONDS = 30.0
WRITE_SECONDS = 120.0
_IDLE_SECONDS = 30.0  # a connection idle for longer is tried before it is used
_TRIES = 3
_SCHEMES = [f"{name}{safe}" for name in ("bolt", "neo4j") for safe in ("", "+s", "+ssc")]

_T = TypeVar("_T")
Found = Mapping[str, Any]


def driver_for(address: Neo4jAddress) -> AsyncDriver:
    """A driver with short time-outs, that tells nobody that it is used.

    Raises Invalid where the address is none.
    """
    if urlsplit(address.uri).scheme not in _SCHEMES:
        raise Invalid(
            f"{address.uri!r} is no address of a Neo4j", hint="such as bolt://127.0.0.1:7687"
        )
    return AsyncGraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password) if address.user else None,
        telemetry_disabled=True,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=ACQUIRE_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        liveness_check_timeout=_IDLE_SECONDS,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction that writes; `is_repeat` where an earlier one may have been committed."""

    transaction: AsyncManagedTransaction
    is_repeat: bool = False

    async def run(self, name: str, **bound: object) -> Found | None:
        """The one record of a query by name; None where it gives none."""
        result = await self.transaction.run(cypher(name), bound)
        record = await result.single()
        return None if record is None else record.data()

    async def one(self, name: str, **bound: object) -> Found:
        """The one record of a query that always gives one."""
        found = await self.run(name, **bound)
        assert found is not None, name
        return found


@dataclass(frozen=True, slots=True)
class Database:
    """A driver and the database that is meant."""

    driver: AsyncDriver
    address: Neo4jAddress
    read_seconds: float = READ_SECONDS
    write_seconds: float = WRITE_SECONDS

    async def read(self, name: str, **bound: object) -> Found:
        """The one record of a query that reads: a single trip, no transaction to begin or end."""
        return await self.ask(cypher(name), bound)

    async def ask(self, text: str, bound: Mapping[str, object]) -> Found:
        """The same for a text that `cypher` has put together. Tried again, as reads may be."""
        query = Query(text, timeout=self.read_seconds)
        with translated(self.address.uri):
            for left in reversed(range(_TRIES)):
                try:
                    return await self._asked(query, bound)
                except (Neo4jError, DriverError) as error:
                    if left == 0 or not error.is_retryable():
                        raise
        raise AssertionError("unreachable")

    async def _asked(self, query: Query, bound: Mapping[str, object]) -> Found:
        async with self.driver.session(
            database=self.address.database, default_access_mode=READ_ACCESS, fetch_size=-1
        ) as session:
            result = await session.run(query, dict(bound))
            record = await result.single()
        assert record is not None
        return {key: record[key] for key in record.keys()}  # noqa: SIM118 - a Record is no dict

    async def write(self, work: Callable[[Unit], Awaitable[_T]]) -> _T:
        """All of some work or nothing. `work` may run several times, and must allow for it:
        after a connection that was lost during COMMIT nobody knows whether it was done."""
        with translated(self.address.uri):
            for tried in range(_TRIES):
                try:
                    return await self._written(work, is_repeat=tried > 0)
                except IncompleteCommit:
                    if tried + 1 == _TRIES:
                        raise
        raise AssertionError("unreachable")

    async def _written(self, work: Callable[[Unit], Awaitable[_T]], *, is_repeat: bool) -> _T:
        @unit_of_work(timeout=self.write_seconds)
        async def unit(transaction: AsyncManagedTransaction) -> _T:
            return await work(Unit(transaction, is_repeat))

        async with self.driver.session(database=self.address.database, fetch_size=-1) as session:
            return await session.execute_write(unit)

    async def command(self, text: str, **bound: object) -> None:
        """A command that changes the schema: it stands alone."""
        with translated(self.address.uri):
            async with self.driver.session(database=self.address.database) as session:
                await (await session.run(text, bound)).consume()

    async def close(self) -> None:
        await self.driver.close()
