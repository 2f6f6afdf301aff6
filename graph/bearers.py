"""Who bears a name: nobody, one, or several who are not taken for one; who is meant by "me"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quipu.graph.retrieval.question.asking import USERS
from quipu.schema.errors import Invalid, must_be
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form
from quipu.schema.ports import FactQuery, GraphStore, Page

_SHOWN = 5
_CALLED = "also called"  # what "My name is Kim" tells of the user
_NAMES_READ = 100
_ONESELF = frozenset(("me", "i", "myself"))


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


async def meant_by(store: GraphStore, scope: Scope, name: str, view: AsOf) -> list[Entity]:
    """Who bears a name; else who said that it is his; else, by "me" or the name of the scope's
    user, the one whom the memory is kept for."""
    found = await bearers(store, scope, name)
    if found:
        return found
    form = name_form(name)
    values = [one for one in (await store.named(scope, [form])).get(form, ()) if one.is_value]
    query = FactQuery(view, predicates=frozenset({_CALLED}))
    for value in values:
        facts = await store.list_facts(scope, replace(query, object=value.id), Page(_SHOWN))
        found += await store.entities(scope, list(dict.fromkeys(one.subject for one in facts)))
    if found or form not in _ONESELF | ({name_form(scope.user)} if scope.user else set()):
        return found
    for other in (scope.user, *USERS):
        found = found or (await bearers(store, scope, other) if other else [])
    return found


def is_oneself(name: str) -> bool:
    """Whether a name means whoever asks."""
    return name_form(name) in _ONESELF


async def names_told(
    store: GraphStore, scope: Scope, entities: Sequence[EntityId], view: AsOf
) -> list[str]:
    """What some are called by their own words, which is told as a fact: "My name is Kim"."""
    names: list[str] = []
    for one in entities:
        query = FactQuery(view, True, subject=one, predicates=frozenset({_CALLED}))
        facts = await store.list_facts(scope, query, Page(_NAMES_READ))
        ends = list(dict.fromkeys(fact.object for fact in facts))
        names += [end.name for end in await store.entities(scope, ends) if end.is_value]
    return names


def several(name: str, found: Sequence[Entity]) -> Invalid:
    """That a name does not say who is meant, with the ids that do."""
    some = [f"{one.id} ({one.name}, {one.kind})" for one in found[:_SHOWN]]
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return Invalid(
        f"several entities are called {name}", hint=f"say which by id: {', '.join([*some, *more])}"
    )
