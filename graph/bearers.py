"""Who bears a name: nobody, one, or several who are not taken for one."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.schema.errors import Invalid, must_be
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form
from quipu.schema.ports import GraphStore

_SHOWN = 5


async def bearers(store: GraphStore, scope: Scope, name: str) -> list[Entity]:
    """All who are called so in the narrowest scope where anybody is; of those who are taken for
    one, whom they are taken for. Values are left out."""
    must_be("a name", name, str)
    form = name_form(name)
    named = [one for one in (await store.named(scope, [form])).get(form, ()) if not one.is_value]
    narrowest = [one for one in named if one.scope == named[0].scope]
    ids = list(dict.fromkeys(one.merged_into or one.id for one in narrowest))
    own = {one.id: one for one in narrowest}
    if own.keys() >= set(ids):
        return [own[id] for id in ids]
    return await store.entities(scope, ids)


def several(name: str, found: Sequence[Entity]) -> Invalid:
    """That a name does not say who is meant, with the ids that do."""
    some = [f"{one.id} ({one.name}, {one.kind})" for one in found[:_SHOWN]]
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return Invalid(
        f"several entities are called {name}", hint=f"say which by id: {', '.join([*some, *more])}"
    )
