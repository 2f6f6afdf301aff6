"""All shelves of one engine, by scope and kind, loaded when they are first searched."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import OrderedDict, deque
from collections.abc import Collection, Sequence

from quipu.graph.engines.sqlite.kept import Run
from quipu.graph.engines.sqlite.recent import recent_episodes, recent_facts
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.shelf import Shelf, Snapshot
from quipu.schema.identity import Scope
from quipu.schema.recall import ItemKind

_KINDS = (ItemKind.FACT, ItemKind.EPISODE)
_AT_LEAST = 1 << 30
_SHARE = 4  # of the machine's memory, one part
# Of the columns beside the codes, the words and the levels; measured with a hundred thousand facts.
_BYTES_A_SHELF, _BYTES_A_ROW = 12_000, 650

_Key = tuple[int, ItemKind]


def usual_bytes() -> int:
    """How much of this machine's memory shelves may take: a quarter, and 1 GiB at least."""
    pages, page_bytes = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return max(_AT_LEAST, pages * page_bytes // _SHARE)


class Shelves:
    """Keeps the arrays of the scopes searched last, and the items found last.

    Beyond `most_bytes`, as nearly as rows tell, the scopes that were not searched for longest are
    let go; the next search of one reads it again. Those of one search are kept in any case.
    """

    def __init__(self, dimensions: int, most_bytes: int | None = None) -> None:
        self.dimensions = dimensions
        self._most_bytes = usual_bytes() if most_bytes is None else most_bytes
        self._bytes: dict[_Key, int] = {}
        self._all_bytes = 0
        self.facts, self.episodes = recent_facts(), recent_episodes()
        self._lock = threading.Lock()
        self._shelves: OrderedDict[_Key, Shelf] = OrderedDict()  # searched last comes last
        self._purged: dict[int, int] = {}
        self._unkept = deque[Run]()

    def snapshots(self, connection: sqlite3.Connection, chain: Chain) -> list[Snapshot] | None:
        """The shelves of a chain, narrowest first, all as of this connection's transaction.

        None where another thread has just brought a shelf further than this transaction can
        see: begin a new one. Arrays and rows of one search are always of one moment.
        """
        if not self._purge(chain):
            return None
        found = []
        for number, scope in chain.scopes.items():
            for kind in _KINDS:
                shelf = self._shelf(number, scope, kind, chain.purged[number])
                if shelf is None:
                    return None
                snapshot = shelf.snapshot(connection, chain.revisions[number])
                if snapshot.revision > chain.revisions[number]:
                    return None
                found.append(snapshot)
        self._let_go(list(chain.scopes), found)
        return found

    @property
    def held(self) -> set[int]:
        """The numbers of the scopes whose arrays are in memory."""
        with self._lock:
            return {number for number, _ in self._shelves}

    def take_unkept(self) -> list[Run]:
        """What was read since the last call and is worth keeping in the file."""
        taken = []
        while self._unkept:
            taken.append(self._unkept.popleft())
        return taken

    def erased(self, scope: int) -> None:
        """Keep nothing in memory of what was read before this scope lost something."""
        with self._lock:
            self._forget(scope)

    def _forget(self, scope: int) -> None:
        for kind in _KINDS:
            self._drop((scope, kind))
        self.facts.clear()
        self.episodes.clear()

    def _purge(self, chain: Chain) -> bool:
        """Throw away what was read before something was erased; False for a transaction that
        still sees it."""
        purged = chain.purged
        with self._lock:
            known = self._purged
            if any(at < known.get(number, 0) for number, at in purged.items()):
                return False
            for number in [one for one, at in purged.items() if at > known.get(one, 0)]:
                known[number] = purged[number]
                self._forget(number)
            return True

    def _let_go(self, searched: Collection[int], found: Sequence[Snapshot]) -> None:
        """Drop the shelves that were not searched for longest, where all take too much."""
        keys = [(number, kind) for number in searched for kind in _KINDS]
        with self._lock:
            for key, snapshot in zip(keys, found, strict=True):
                if key not in self._shelves:
                    continue  # somebody has just erased there
                size = _BYTES_A_SHELF + snapshot.size * (_BYTES_A_ROW + self.dimensions * 9 // 8)
                self._all_bytes += size - self._bytes.get(key, 0)
                self._bytes[key] = size
                self._shelves.move_to_end(key)
            while self._all_bytes > self._most_bytes and len(self._shelves) > len(keys):
                self._drop(next(iter(self._shelves)))

    def _drop(self, key: _Key) -> None:
        self._shelves.pop(key, None)
        self._all_bytes -= self._bytes.pop(key, 0)

    def _shelf(self, number: int, scope: Scope, kind: ItemKind, purged: int) -> Shelf | None:
        """None where another thread has just thrown away what this transaction still sees."""
        with self._lock:
            if purged < self._purged.get(number, 0):
                return None
            if (number, kind) not in self._shelves:
                self._shelves[number, kind] = Shelf(
                    number, scope, kind, self.dimensions, purged, self._unkept
                )
            return self._shelves[number, kind]
