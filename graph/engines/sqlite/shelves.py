"""All shelves of one engine, by scope and kind, loaded when they are first searched."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Mapping

from quipu.graph.engines.sqlite.kept import Run
from quipu.graph.engines.sqlite.recent import recent_episodes, recent_facts
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.shelf import Shelf, Snapshot
from quipu.schema.identity import Scope
from quipu.schema.recall import ItemKind

_KINDS = (ItemKind.FACT, ItemKind.EPISODE)


class Shelves:
    """Keeps the arrays of the scopes searched so far, and the items found last."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.facts, self.episodes = recent_facts(), recent_episodes()
        self._lock = threading.Lock()
        self._shelves: dict[tuple[int, ItemKind], Shelf] = {}
        self._purged: dict[int, int] = {}
        self._unkept = deque[Run]()

    def snapshots(self, connection: sqlite3.Connection, chain: Chain) -> list[Snapshot] | None:
        """The shelves of a chain, narrowest first, all as of this connection's transaction.

        None where another thread has just brought a shelf further than this transaction can
        see: begin a new one. Arrays and rows of one search are always of one moment.
        """
        if not self._purge(chain.purged):
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
        return found

    def take_unkept(self) -> list[Run]:
        """What was read since the last call and is worth keeping in the file."""
        taken = []
        while self._unkept:
            taken.append(self._unkept.popleft())
        return taken

    def _purge(self, purged: Mapping[int, int]) -> bool:
        """Throw away what was read before something was erased; False for a transaction that
        still sees it."""
        with self._lock:
            known = self._purged
            if any(at < known.get(number, 0) for number, at in purged.items()):
                return False
            for number in [one for one, at in purged.items() if at > known.get(one, 0)]:
                known[number] = purged[number]
                for kind in _KINDS:
                    self._shelves.pop((number, kind), None)
                self.facts.clear()
                self.episodes.clear()
            return True

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
