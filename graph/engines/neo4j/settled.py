"""Reads that never show half of a write, and the writes that make this possible.

Neo4j makes a commit visible row by row: for some milliseconds a reader may see the fact that ended
together with its successor, or neither. So a write of facts marks its scope, in a transaction of
its own, just before it commits, and takes the mark away once the server has said that the commit
is done. A read looks for marks, and at the scopes' revisions, before and after its rows, all in one
statement: no mark and the same revisions mean that no commit can have come into it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeVar
from uuid import uuid4

from quipu.graph.engines.neo4j.cypher import cypher, watched
from quipu.graph.engines.neo4j.database import Database, Found, Unit
from quipu.graph.unbroken import unbroken
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope

_PAUSES = (0.002, 0.005, 0.01, 0.02)  # seconds; a commit is visible in 5 to 30 ms
_T = TypeVar("_T")


async def settled(database: Database, name: str, **bound: object) -> Found:
    """What a query by name finds that no write has come into; one trip while nothing is written.

    `chain` must be among the parameters: the keys of all scopes whose facts are read.
    """
    return await settled_text(database, cypher(name), bound)


async def settled_text(database: Database, text: str, bound: Mapping[str, object]) -> Found:
    """The same for a text that `cypher` has put together.

    Where writes come so thick that none of a few tries falls between them, the read waits its turn
    among the writers: it holds the lock that they hold, which is given up when all can be seen. It
    asks the same text there: another one would be planned first, while everybody writes.
    """
    whole = watched(text)
    for pause in _PAUSES:
        found = await database.ask(whole, bound)
        if _is_settled(found):
            return found
        await asyncio.sleep(pause)
    return await database.write(lambda unit: _under_lock(unit, whole, bound))


def _is_settled(found: Found) -> bool:
    is_marked = found["was_being_written"] or found["is_being_written"]
    return not is_marked and found["revision_before"] == found["revision_after"]


async def _under_lock(unit: Unit, text: str, bound: Mapping[str, object]) -> Found:
    await unit.run("hold_scopes", chain=bound["chain"])
    return await unit.ask(text, bound)


async def written(database: Database, scope: Scope, work: Callable[[Unit], Awaitable[_T]]) -> _T:
    """All of some work on the facts of a scope or nothing, in such a way that no read sees half.

    Whoever is cancelled, or fails, takes the mark away once the lock is free: all can be seen then,
    or nothing ever will be. A mark that a writer leaves behind, because it was killed or the server
    went away, ends with the next write or, once it is two seconds old, with the first read that
    takes the lock for it. What is committed is done, whatever becomes of its mark.
    """
    mine = {"scope": scope.key, "mark": uuid4().hex}
    is_marked = False

    async def marked(unit: Unit) -> _T:
        nonlocal is_marked
        done = await work(unit)
        is_marked = True  # from here on, for all that anybody knows
        await unbroken(database.alone("mark_scope", **mine))
        return done

    is_done = False
    try:
        done = await database.write(marked)
        is_done = True
    finally:
        if is_marked and not is_done:
            with suppress(Unavailable):
                await unbroken(database.alone("unmark_scope_when_free", **mine))
    with suppress(Unavailable):
        await unbroken(database.alone("unmark_scope", **mine))
    return done
