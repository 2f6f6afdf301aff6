"""The latest changes of a memory, read from the end of its log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.identity import Scope
from quipu.schema.ports import GraphStore

_PAGE = 500
_FIRST_LOOK = 1_000  # numbers back from the end


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log. `about` is the sentence of the fact or the name of the entity that
    changed, "" where its words were forgotten."""

    sequence: int
    at: datetime
    kind: ChangeKind
    actor: str
    reason: str
    item: str
    about: str

    def __str__(self) -> str:
        """Number, when, what, who and why; below them what it is about, and its id."""
        head = f"{self.sequence:>6}  {self.at:%Y-%m-%d %H:%M}  {self.kind:<11}"
        about = self.about or "(no words left)"
        return f"{head} {self.actor}: {self.reason}\n        {about}  {self.item}"


@dataclass(frozen=True, slots=True)
class LatestChanges:
    """How many changes are wanted of those before a number; of some kinds, none names all."""

    count: int
    before: int
    kinds: frozenset[ChangeKind] = frozenset()


async def latest(store: GraphStore, scope: Scope, wish: LatestChanges) -> list[Change]:
    """The latest changes that a scope sees, oldest first.

    Numbers are shared with other scopes, so it looks four times as far back each time.
    """
    width = _FIRST_LOOK
    while True:
        start = max(0, wish.before - 1 - width)
        found = [one async for one in _since(start, store, scope, wish)]
        if len(found) >= wish.count or start == 0:
            return [_change(one) for one in found[-wish.count :]]
        width *= 4


async def _since(
    since: int, store: GraphStore, scope: Scope, wish: LatestChanges
) -> AsyncIterator[LogEntry]:
    while rows := await store.changes(scope, since, _PAGE, wish.kinds):
        for one in rows:
            if one.sequence >= wish.before:
                return
            yield one
        since = rows[-1].sequence


def _change(line: LogEntry) -> Change:
    about = _about(line)
    return Change(line.sequence, line.at, line.kind, line.actor, line.reason, line.item, about)


def _about(entry: LogEntry) -> str:
    """The sentence of a fact or the name of an entity, as it stands since; else as it stood."""
    rows = [json.loads(row) for row in (entry.after, entry.before) if row]
    found = (row.get("sentence") or row.get("name") or "" for row in rows if isinstance(row, dict))
    return next((text for text in found if text), "")
