"""What an agent means by a name, an id, or the beginning of an id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quipu.api.naming import called, near_names
from quipu.graph.memory import Memory
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.experience import PROCEDURE_PREFIX
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity

_ID = re.compile(r"(fa|en|va|ep|co|ex|pr|job)_[a-z2-7]{4,40}")
_OFFERED = 3


async def whole_id(memory: Memory, scope: Scope, beginning: str) -> str:
    """The id that begins so. Raises Invalid for what is no id or several, NotFound."""
    _check(beginning)
    if beginning.startswith(f"{PROCEDURE_PREFIX}_"):
        found = _only(beginning, await _procedure_ids(memory, scope))
    else:
        found = _only(beginning, await memory.store.ids_beginning(scope, beginning, _OFFERED))
    if found is None:
        raise NotFound(f"nothing has the id {beginning}", hint="search for it")
    return found


async def whole_procedure_ids(
    memory: Memory, scope: Scope, beginnings: Sequence[str]
) -> tuple[str, ...]:
    """The procedures that begin so; those that are no more stay as they are. Raises Invalid."""
    for one in beginnings:
        _check(one)
    every = await _procedure_ids(memory, scope) if beginnings else []
    return tuple(_only(one, every) or one for one in beginnings)


async def _procedure_ids(memory: Memory, scope: Scope) -> list[str]:
    """Never stored: those that there are now."""
    return sorted(one.id for one in await memory.procedures(scope))


def _only(beginning: str, ids: Sequence[str]) -> str | None:
    """The one of some ids in order that begins so, if any does. Raises Invalid."""
    found = [id for id in ids if id.startswith(beginning)][:_OFFERED]
    if len(found) > 1 and found[0] != beginning:
        raise Invalid(f"several ids begin with {beginning}", hint=" or ".join(found))
    return found[0] if found else None


def _check(beginning: str) -> None:
    if not _ID.fullmatch(beginning):
        raise Invalid(
            f"{beginning[:40]!r} is no id", hint="such as fa_3k9xabcd, as tools show them"
        )


def is_id(name: str) -> bool:
    """Whether what stands for somebody is an id, or the beginning of one."""
    return name.startswith("en_") and _ID.fullmatch(name) is not None


async def entity_named(memory: Memory, scope: Scope, name: str) -> Entity:
    """Who or what is called so, or has that id. Raises NotFound with the three nearest names,
    Invalid where several are called so."""
    if is_id(name):
        id = EntityId(await whole_id(memory, scope, name))
        found = await memory.entity(scope, EntityRef(id=id))
    else:
        found = await called(memory, scope, name)
    if found is None or found.is_value:
        near = await near_names(memory, scope, name)
        hint = f"the nearest names are {', '.join(near)}" if near else "search for it"
        raise NotFound(f"nobody and nothing is called {name[:80]!r}", hint=hint)
    return found
