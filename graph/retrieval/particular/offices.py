"""An office that is told by its bare name: "Who is the CEO?", where "Luis is CEO" is told."""

from __future__ import annotations

import re
from collections.abc import Collection

from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.identity import EntityId
from quipu.schema.intervals import INSTANT
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import FactQuery, Page

_ASKED = re.compile(
    r"\s*who(?:['’]s| is| was) (?:now |currently )?(?:the|our) "
    r"(?:current |new |present )?(?P<office>[\w -]+?)\s*(?:now)?\s*\??\s*",
    re.IGNORECASE,
)
_READ = 50  # facts of one office
_BEING = frozenset(("be",))
_OPEN = ("person", "thing")


async def holder_of(nearby: Nearby, text: str) -> list[Path]:
    """Who is what a question asks for by its bare name: the only one who is told to be so then."""
    asked = _ASKED.fullmatch(text)
    valid = nearby.view.valid
    is_of_now = valid.end - valid.start <= INSTANT and valid.start >= nearby.view.known
    if asked is None or (nearby.question.is_past and is_of_now):
        return []
    office = asked["office"]
    named = (await nearby.store.named(nearby.scope, [name_form(office)])).get(name_form(office), [])
    found = [fact for one in named for fact in await _told_of(nearby, one)]
    told = [fact for fact in found if not _is_one_of_many(fact, office)]
    known = await nearby.entities(fact.subject for fact in told)
    return _of_one([fact for fact in told if _is_somebody(known, fact.subject)])


async def _told_of(nearby: Nearby, office: Entity) -> list[Fact]:
    query = FactQuery(nearby.view, object=office.id, predicates=_BEING)
    listed = await nearby.store.list_facts(nearby.scope, query, Page(_READ))
    return [
        fact
        for fact in listed
        if fact.predicate in _BEING and fact.valid.overlaps(nearby.view.valid)
        if not fact.is_negated
    ]


def _is_one_of_many(fact: Fact, office: str) -> bool:
    """ "Kim is a manager" does not say who the manager is."""
    return (
        re.search(rf"\ban? (?:\w+ )?{re.escape(office)}\b", fact.sentence, re.IGNORECASE)
        is not None
    )


def _is_somebody(known: dict[EntityId, Entity], id: EntityId) -> bool:
    return id in known and known[id].kind in _OPEN


def _of_one(told: Collection[Fact]) -> list[Path]:
    if len({fact.subject for fact in told}) != 1:
        return []
    newest = max(told, key=lambda fact: (fact.valid.start, fact.id))
    return [Path(newest.subject, (newest,))]
