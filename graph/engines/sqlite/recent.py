"""Facts and episodes that were read lately, so that the next search need not build them again."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from quipu.graph.engines.sqlite.rows import fact_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind, Fact
from quipu.schema.outlines import TextOutline

_KINDS = {one.value: one for one in EpisodeKind}
_ID, _SAID, _AT, _KIND, _BY, _IN = 2, 3, 4, 6, 7, 8  # in a row of an episode
ROOM_BYTES = 16 << 20  # of each kind
_BYTES_OF_ONE = 2_000  # a fact, or an episode beside its text

Key = tuple[int, int]
"""The number of a row and its `expired`: all that can change in a row, so no key goes stale."""

_Row = tuple[int, int, int]
"""The same, and how often anything had been erased from the file: after an erasure a number may be
given out again, to a row of any scope."""

OutlinedRow = tuple[TextOutline, sqlite3.Row]
"""An episode in outline, and its row, of which a whole one is made when it is shown."""

_Item = TypeVar("_Item")


class Recent(Generic[_Item]):
    """The items of one kind that were used last. Safe to share between threads."""

    def __init__(
        self,
        query: str,
        read: Callable[[sqlite3.Row, Scope], _Item],
        weigh: Callable[[_Item], int] = lambda _: _BYTES_OF_ONE,
    ) -> None:
        self._query, self._read, self._weigh = query, read, weigh
        self._bytes = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Row, _Item] = OrderedDict()

    def items(
        self, connection: sqlite3.Connection, keys: Iterable[Key], chain: Chain
    ) -> list[_Item]:
        """The items of some rows, in the order asked for; all rows are of the chain's scopes."""
        wanted = [(*key, chain.erasures) for key in keys]
        found = self._known(wanted)
        missing = {key[0]: key for key in wanted if key not in found}
        if missing:
            rows = connection.execute(sql(self._query), [json_list(missing)])
            scopes = chain.scopes
            fresh = {missing[row["number"]]: self._read(row, scopes[row["scope"]]) for row in rows}
            self._keep(fresh)
            found |= fresh
        return [found[key] for key in wanted]

    def clear(self) -> None:
        """Keep nothing of what was read so far."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _known(self, keys: Iterable[_Row]) -> dict[_Row, _Item]:
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        return found

    def _keep(self, fresh: Mapping[_Row, _Item]) -> None:
        with self._lock:
            new = {key: item for key, item in fresh.items() if key not in self._kept}
            self._kept.update(new)
            self._bytes += sum(map(self._weigh, new.values()))
            while self._bytes > ROOM_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= self._weigh(oldest)


def recent_facts() -> Recent[Fact]:
    return Recent("facts_by_number", fact_of)


def recent_episodes() -> Recent[OutlinedRow]:
    return Recent("episodes_by_number", _outlined, _bytes_of_text)


def _bytes_of_text(item: OutlinedRow) -> int:
    _, row = item
    return _BYTES_OF_ONE + len(row[_SAID])


def _outlined(row: sqlite3.Row, scope: Scope) -> OutlinedRow:
    outline = TextOutline(row[_ID], _KINDS[row[_KIND]], row[_SAID], row[_BY], row[_IN], row[_AT])
    return outline, row
