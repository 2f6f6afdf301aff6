"""Entities that many facts hold together: Louvain's method on what is believed (pure).

Blondel, Guillaume, Lambiotte, Lefebvre 2008, "Fast unfolding of communities in large networks".
The same facts give the same communities: edges and seeds are in a fixed order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from quipu.schema.communities import COMMUNITY_PREFIX, Community
from quipu.schema.identity import EntityId, FactId, Scope, derived_id
from quipu.schema.knowledge import Fact, Trust

LEAST_MEMBERS = 3  # two who share a fact are a fact
_MOST_LEVELS = 3
_SEED = 0
_SHOWN_FACTS = 5

Edge = tuple[EntityId, EntityId]


def communities_of(
    scope: Scope, facts: Sequence[Fact], entities: Collection[EntityId], at: datetime
) -> list[Community]:
    """The communities of some facts at every level, the finest first, the largest first in each.

    `entities` are those that may be members: values never are. Denials and what is not trusted
    hold nobody together. However many facts two share, they are one edge that weighs as much.
    """
    counting = [fact for fact in facts if _holds_together(fact, entities)]
    weights = Counter(map(_edge, counting))
    degrees = _degrees(weights)
    found = []
    for level, parts in enumerate(_levels(weights)):
        member_of = {one: number for number, part in enumerate(parts) for one in part}
        inner = _inner_facts(counting, member_of, degrees)
        made = [
            _community(scope, level, part, inner.get(number, ()), degrees=degrees, at=at)
            for number, part in enumerate(parts)
            if len(part) >= LEAST_MEMBERS
        ]
        found += sorted(made, key=lambda one: (-len(one.members), one.id))
    return found


def _holds_together(fact: Fact, entities: Collection[EntityId]) -> bool:
    if fact.is_negated or fact.trust is Trust.UNTRUSTED or fact.subject == fact.object:
        return False
    return fact.subject in entities and fact.object in entities


def _edge(fact: Fact) -> Edge:
    one, other = sorted((fact.subject, fact.object))
    return one, other


def _degrees(weights: Mapping[Edge, int]) -> Counter[EntityId]:
    degrees: Counter[EntityId] = Counter()
    for (one, other), weight in weights.items():
        degrees[one] += weight
        degrees[other] += weight
    return degrees


def _levels(weights: Mapping[Edge, int]) -> list[list[set[EntityId]]]:
    """Partitions of all who have an edge, the finest first; of many levels the coarsest few."""
    import networkx  # takes a while to import, and most commands need none of it

    network = networkx.Graph()
    for (one, other), weight in sorted(weights.items()):
        network.add_edge(one, other, weight=weight)
    if not weights:
        return []
    found = list(networkx.community.louvain_partitions(network, weight="weight", seed=_SEED))
    return [list(map(set, parts)) for parts in found[-_MOST_LEVELS:]]


def _inner_facts(
    facts: Iterable[Fact], member_of: Mapping[EntityId, int], degrees: Mapping[EntityId, int]
) -> dict[int, list[FactId]]:
    """The facts that stand for each part: those between its weightiest members, the surest first.

    No two of one edge or of one sentence, so that what is said again and again, or of several at
    once, does not fill all places.
    """
    best: defaultdict[int, dict[Edge, tuple[tuple[int, float, str], Fact]]] = defaultdict(dict)
    for fact in facts:
        part = member_of[fact.subject]
        if part == member_of[fact.object]:
            edge = _edge(fact)
            weight = min(degrees[edge[0]], degrees[edge[1]])
            ranked = ((-weight, -fact.confidence, fact.id), fact)
            best[part][edge] = min(ranked, best[part].get(edge, ranked), key=itemgetter(0))
    return {
        part: _of_different_words(fact for _, fact in sorted(edges.values(), key=itemgetter(0)))
        for part, edges in best.items()
    }


def _of_different_words(facts: Iterable[Fact]) -> list[FactId]:
    first: dict[str, FactId] = {}
    for fact in facts:
        first.setdefault(fact.sentence, fact.id)
    return list(first.values())[:_SHOWN_FACTS]


def _community(
    scope: Scope,
    level: int,
    part: Collection[EntityId],
    facts: Sequence[FactId],
    *,
    degrees: Mapping[EntityId, int],
    at: datetime,
) -> Community:
    return Community(
        id=derived_id(COMMUNITY_PREFIX, scope.key, str(level), *sorted(part)),
        scope=scope,
        level=level,
        members=tuple(sorted(part, key=lambda one: (-degrees[one], one))),
        facts=tuple(facts),
        made_at=at,
    )
