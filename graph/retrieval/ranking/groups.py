"""Communities as answers: each is found as far as its members are (a facts' search, seen wider)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import sqrt

from quipu.graph.communities import holding, told
from quipu.schema.communities import Community, ToldCommunity
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.ports import GraphStore
from quipu.schema.recall import Candidates, Channel, Contribution, Hit, ItemKind, Question

FACTS = 30  # whose ends say which communities are meant
_ENTITIES = 40


async def groups_found(
    store: GraphStore,
    scope: Scope,
    question: Question,
    gathered: Candidates,
    facts: Sequence[Hit],
    view: AsOf,
) -> tuple[list[Hit], dict[str, ToldCommunity]]:
    """The communities that bear on a question, best first, by the facts it finds; and their words.

    One that was made later than what is asked to be known is not there.
    """
    weights = entities_by_weight(gathered, facts)
    if not weights:
        return [], {}
    found = await holding(store, scope, weights, inherit=question.inherit)
    known = [one for one in found if one.made_at <= view.known]
    hits = ranked(known, weights, max(hit.score for hit in facts) if facts else 1.0)
    shown = {hit.id for hit in hits[: question.limit + 1]}
    words = await told(store, scope, view, [one for one in known if one.id in shown])
    return [hit for hit in hits if hit.id in shown], {one.community.id: one for one in words}


def entities_by_weight(gathered: Candidates, facts: Sequence[Hit]) -> dict[EntityId, float]:
    """How far each entity is meant, 0 to 1: by name, or as an end of the facts found (pure)."""
    weights = dict.fromkeys(gathered.named, 1.0)
    best = max((hit.score for hit in facts), default=1.0) or 1.0
    for hit in facts:
        fact = gathered.facts[FactId(hit.id)]
        for end in {fact.subject, fact.object} - gathered.values:
            weights[end] = max(weights.get(end, 0.0), hit.score / best)
    heaviest = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
    return dict(islice(heaviest, _ENTITIES))


def ranked(found: Iterable[Community], weights: Mapping[EntityId, float], best: float) -> list[Hit]:
    """By the cosine between what is meant and who belongs to it (pure).

    So a community of all counts little, though everybody meant is in it, and a small one of those
    who are meant counts most. The score is the share that it has of the best fact's.
    """
    length = sqrt(sum(weight**2 for weight in weights.values()))
    likeness = {
        one.id: sum(weights.get(member, 0.0) for member in one.members)
        / (length * sqrt(len(one.members)))
        for one in found
    }
    order = sorted(likeness.items(), key=lambda one: (-one[1], one[0]))
    return [
        Hit(
            ItemKind.COMMUNITY,
            id,
            best * near,
            (Contribution(Channel.GRAPH, place, near, best * near),),
        )
        for place, (id, near) in enumerate(order, start=1)
        if near > 0.0
    ]
