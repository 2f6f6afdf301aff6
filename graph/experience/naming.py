"""Whom and what attempts speak of: the entities whose names stand in what is told of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quipu.graph.texts.mentions import possible_names
from quipu.schema.experience import Experience
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity
from quipu.schema.ports import GraphStore


async def named_in(
    store: GraphStore, scope: Scope, attempts: Collection[Experience]
) -> dict[Experience, list[Entity]]:
    """Those that a scope knows by a name in each attempt's task, lesson or steps, the longest names
    first; at most two reads of the store. Of a long story the first words are looked through.

    Whoever was ruled to be another is told as that other.
    """
    forms = {one: possible_names(_words(one)) for one in attempts}
    named = await store.named(scope, {form for some in forms.values() for form in some})
    wider = {one.merged_into for some in named.values() for one in some if one.merged_into}
    roots = {one.id: one for one in await store.entities(scope, wider)} if wider else {}
    met: dict[Experience, list[Entity]] = {}
    for attempt, some in forms.items():
        found = (one for form in some for one in _narrowest(named.get(form, [])))
        whole = (roots.get(one.merged_into, one) if one.merged_into else one for one in found)
        met[attempt] = list({one.id: one for one in whole if not one.is_value}.values())
    return met


def _narrowest(entities: list[Entity]) -> Iterator[Entity]:
    """Those of the narrowest scope, which stand first."""
    return (one for one in entities if one.scope == entities[0].scope)


def _words(one: Experience) -> str:
    done = (part for step in one.steps for part in (step.tool, step.action, step.observation))
    return "\n".join((one.task, one.lesson, *done))
