"""One Neo4j database behind one driver: reads in one trip, writes that are tried again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    AsyncSession,
    NotificationMinimumSeverity,
    Query,
    unit_of_work,
)
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import ClientError, DriverError, IncompleteCommit, Neo4jError

from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.cypher import BUNDLE, bundled, cypher
from quipu.graph.engines.neo4j.faults import took_too_long, translated
from quipu.schema.errors import Invalid

CONNECT_SECONDS = 3.0  # the driver's default waits half a minute for a server that died
ACQUIRE_SECONDS = 30.0
RETRY_SECONDS = 15.0
_PAUSE_SECONDS = 0.05  # the driver's whole second is long for who met a deadlock; doubled each time
READ_SECONDS = 30.0
WRITE_SECONDS = 120.0
STREAM_SECONDS = 3600.0  # all that a tenant has
_IDLE_SECONDS = 30.0  # a connection idle for longer is tried before it is used
_TRIES = 3
_GONE = "Neo.ClientError.Statement.EntityNotFound"
_MADE_MEANWHILE = {
    f"Neo.ClientError.Schema.{kind}AlreadyExists"
    for kind in "EquivalentSchemaRule Index IndexWithName Constraint ConstraintWithName".split()
}
# A write marks its scope over a second connection: of the driver's hundred, half must stay free.
_WRITES_AT_ONCE = 50
_SAFETY = ("", "+s", "+ssc")
_ROUTED = [f"neo4j{safe}" for safe in _SAFETY]  # by the members of a cluster, or by its only one
_SCHEMES = [*(f"bolt{safe}" for safe in _SAFETY), *_ROUTED]

_T = TypeVar("_T")
Found = Mapping[str, Any]


class Given(dict[str, object]):
    """The parameters of a statement, which say nothing of themselves.

    For every statement the driver writes its parameters out for a log message, also where nobody
    listens: of a thousand vectors that took 0.2 s, more than all the server does with them.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{', '.join(self)}>"


def driver_for(address: Neo4jAddress) -> AsyncDriver:
    """A driver with short time-outs, that tells nobody that it is used.

    Raises Invalid where the address is none.
    """
    if urlsplit(address.uri).scheme not in _SCHEMES:
        raise Invalid(
            f"{address.uri!r} is no address of a Neo4j", hint="such as bolt://127.0.0.1:7687"
        )
    _leave_unprinted()
    return AsyncGraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password) if address.user else None,
        telemetry_disabled=True,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=ACQUIRE_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        initial_retry_delay=_PAUSE_SECONDS,
        liveness_check_timeout=_IDLE_SECONDS,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
    )


def _leave_unprinted() -> None:
    """What the driver tries again goes to the logs that somebody set up, and where nobody did it is
    not printed between the lines of a command."""
    theirs = logging.getLogger("neo4j")
    if not any(isinstance(one, logging.NullHandler) for one in theirs.handlers):
        theirs.addHandler(logging.NullHandler())


def database_at(address: Neo4jAddress) -> Database:
    """The database at an address. In a cluster a read may go to a member that is behind: it waits
    there for what was written from here, and for nothing that other processes write.

    Raises Invalid where the address is none.
    """
    with translated(address.uri):
        driver = driver_for(address)
    is_routed = urlsplit(address.uri).scheme in _ROUTED
    bookmarks = AsyncGraphDatabase.bookmark_manager() if is_routed else None
    return Database(driver, address, bookmarks=bookmarks)


def _met_what_left(error: Neo4jError | DriverError) -> bool:
    """Whether a read came upon a row that somebody else was deleting."""
    return isinstance(error, Neo4jError) and error.code == _GONE


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction that writes; `is_repeat` where an earlier one may have been committed."""

    transaction: AsyncManagedTransaction
    is_repeat: bool = False
    takes_vectors: bool = False

    async def run(self, name: str, **bound: object) -> Found | None:
        """The one record of a query by name; None where it gives none."""
        result = await self.start(cypher(name), bound)
        record = await result.single()
        return None if record is None else record.data()

    async def start(self, text: str, bound: Mapping[str, object]) -> AsyncResult:
        """The result of a text, which has to be read or consumed before the next one."""
        return await self.transaction.run(bundled(text), {BUNDLE: Given(bound)})

    async def ask(self, text: str, bound: Mapping[str, object]) -> Found:
        """The one record of a text that `cypher` has put together."""
        record = await (await self.start(text, bound)).single(strict=True)
        return {key: record[key] for key in record.keys()}  # noqa: SIM118 - a Record is no dict

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
    takes_vectors: bool = False  # as such, four bytes a number, not as lists of numbers
    bookmarks: AsyncBookmarkManager | None = field(default=None, repr=False)
    _at_once: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(_WRITES_AT_ONCE), repr=False
    )

    def _session(self, **how: Any) -> AsyncSession:
        return self.driver.session(
            database=self.address.database, bookmark_manager=self.bookmarks, **how
        )

    async def read(self, name: str, **bound: object) -> Found:
        """The one record of a query that reads: a single trip, no transaction to begin or end."""
        return await self.ask(cypher(name), bound)

    async def ask(self, text: str, bound: Mapping[str, object]) -> Found:
        """The same for a text that `cypher` has put together. Tried again, as reads may be.

        What took too long is, once: a server that is young or has much to do may spend all of that
        time on the plan, which it keeps.
        """
        query = Query(bundled(text), timeout=self.read_seconds)
        with translated(self.address.uri):
            for tried in range(_TRIES):
                try:
                    return await self._asked(query, bound)
                except (Neo4jError, DriverError) as error:
                    is_planned = tried == 0 and took_too_long(error)
                    may_be = error.is_retryable() or _met_what_left(error) or is_planned
                    if tried + 1 == _TRIES or not may_be:
                        raise
        raise AssertionError("unreachable")

    async def _asked(self, query: Query, bound: Mapping[str, object]) -> Found:
        async with self._session(default_access_mode=READ_ACCESS, fetch_size=-1) as session:
            result = await session.run(query, {BUNDLE: Given(bound)})
            record = await result.single()
        assert record is not None
        return {key: record[key] for key in record.keys()}  # noqa: SIM118 - a Record is no dict

    async def stream(self, text: str, bound: Mapping[str, object]) -> AsyncIterator[Any]:
        """The first value of each record of a text that reads, however many there are."""
        query = Query(bundled(text), timeout=STREAM_SECONDS)
        with translated(self.address.uri):
            async with self._session(default_access_mode=READ_ACCESS) as session:
                async for record in await session.run(query, {BUNDLE: Given(bound)}):
                    yield record[0]

    async def alone(self, name: str, **bound: object) -> Found:
        """The one record of a query that writes and is a transaction by itself, in one trip. Tried
        again where a connection was dead: the query must allow for being run twice."""
        with translated(self.address.uri):
            for left in reversed(range(_TRIES)):
                try:
                    return await self._ran_alone(name, bound)
                except (Neo4jError, DriverError) as error:
                    if left == 0 or not error.is_retryable():
                        raise
        raise AssertionError("unreachable")

    async def _ran_alone(self, name: str, bound: Mapping[str, object]) -> Found:
        async with self._session() as session:
            query = Query(bundled(cypher(name)), timeout=self.write_seconds)
            result = await session.run(query, {BUNDLE: Given(bound)})
            return (await result.single(strict=True)).data()

    async def write(self, work: Callable[[Unit], Awaitable[_T]]) -> _T:
        """All of some work or nothing. `work` may run several times, and must allow for it:
        after a connection that was lost during COMMIT nobody knows whether it was done."""
        with translated(self.address.uri):
            for tried in range(_TRIES):
                try:
                    async with self._at_once:
                        return await self._written(work, is_repeat=tried > 0)
                except IncompleteCommit:
                    if tried + 1 == _TRIES:
                        raise
        raise AssertionError("unreachable")

    async def _written(self, work: Callable[[Unit], Awaitable[_T]], *, is_repeat: bool) -> _T:
        @unit_of_work(timeout=self.write_seconds)
        async def unit(transaction: AsyncManagedTransaction) -> _T:
            return await work(Unit(transaction, is_repeat, self.takes_vectors))

        async with self._session(fetch_size=-1) as session:
            return await session.execute_write(unit)

    async def change(self, text: str, bound: Mapping[str, object]) -> Found | None:
        """What one statement that writes gives, in a transaction of its own."""

        async def work(unit: Unit) -> Found | None:
            record = await (await unit.start(text, bound)).single()
            return None if record is None else record.data()

        return await self.write(work)

    async def command(self, text: str, **bound: object) -> None:
        """A command that changes the schema: it stands alone. Given once more where somebody made
        the same at that moment: what looks whether it is there sees it only then."""
        with translated(self.address.uri):
            try:
                await self._commanded(text, bound)
            except ClientError as error:
                if error.code not in _MADE_MEANWHILE:
                    raise
                await self._commanded(text, bound)

    async def _commanded(self, text: str, bound: dict[str, object]) -> None:
        async with self._session() as session:
            await (await session.run(text, bound)).consume()

    async def close(self) -> None:
        await self.driver.close()
