"""One call of the embedded engine: one transaction, in a thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.scopes import Chain, chain_of
from quipu.schema.identity import Scope
from quipu.schema.queries import EntityQuery, FactQuery

_T = TypeVar("_T")
_Reading = Callable[[sqlite3.Connection, Chain], _T]


@dataclass(frozen=True, slots=True)
class Transactions:
    """Reads and writes on the connections to one file."""

    connections: Connections

    async def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        def transaction() -> _T:
            with self.connections.writing() as connection:
                return work(connection)

        return await self.connections.threads.write(transaction)

    async def _read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        def transaction() -> _T:
            with self.connections.reading() as connection:
                return work(connection)

        return await self.connections.threads.read(transaction)

    async def _read_chain(self, scope: Scope, work: _Reading[_T]) -> _T:
        return await self._read(lambda c: work(c, chain_of(c, scope)))

    async def _listed(self, scope: Scope, query: FactQuery | EntityQuery, work: _Reading[_T]) -> _T:
        return await self._read(lambda c: work(c, chain_of(c, scope, inherit=query.inherit)))

    async def _read_own(self, scope: Scope, work: _Reading[_T]) -> _T:
        return await self._read(lambda c: work(c, chain_of(c, scope, inherit=False)))
