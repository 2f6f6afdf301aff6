"""How episodes were read and what models took, as their port: see `schema/readings.py`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from quipu.graph.engines.sqlite import ledger, readings
from quipu.graph.engines.sqlite.owed import SqliteQueue
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.language_models import Bill, Spending
from quipu.schema.readings import EpisodeRead


@dataclass(frozen=True, slots=True)
class SqliteRecords(SqliteQueue):
    """`ReadingRecords` on one SQLite file."""

    async def readings(
        self, scope: Scope, ids: Collection[EpisodeId]
    ) -> dict[EpisodeId, EpisodeRead]:
        return await self._read_chain(scope, lambda c, of: readings.readings(c, of, ids))

    async def stood_in(self, scope: Scope, limit: int) -> list[EpisodeRead]:
        return await self._read_own(scope, lambda c, own: readings.stood_in(c, own, limit))

    async def kept_answer(self, scope: Scope, key: str) -> str:
        return await self._read_own(scope, lambda c, own: ledger.kept_answer(c, own, key))

    async def charge(self, scope: Scope, bill: Bill) -> None:
        await self._write(lambda c: ledger.charge(c, scope, bill))

    async def spending(self, scope: Scope, since: str = "") -> list[Spending]:
        return await self._read_own(scope, lambda c, own: ledger.spending(c, own, since))
