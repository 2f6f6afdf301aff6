"""Documents take the places that their own weighing gives them, among everything else (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from quipu.graph.retrieval.ranking.arms import Item
from quipu.graph.retrieval.ranking.fusion import Ranking
from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.knowledge import EpisodeKind, Fact
from quipu.schema.recall import Candidates, Channel, Contribution, Hit, ItemKind

Weighed = Mapping[EpisodeId, float]  # how likely passages are evidence, 0…1, best first
_BELOW = 0.999  # a fact stands behind the passage that states it


def best_hits(
    fused: Ranking[Item], gathered: Candidates, weighed: Weighed, count: int
) -> list[Hit]:
    """The best `count` items, best first; without documents those of the fused ranking. What gave
    them their scores, `with_channels` adds to those that are shown.

    The best passage has the score of the best fused one, so that documents and chats compare. A
    fact of a document stands behind its passage, for its own words say little of what leads there.
    """
    kinds = {one.item: one.kind for one in gathered.found}
    if not weighed:
        best = islice(fused.scores.items(), count)
        return [Hit(kinds[item], item, score) for item, score in best]
    scores = _scores(fused, gathered, weighed)
    order = sorted(scores, key=lambda item: (-scores[item], str(item)))[:count]
    return [Hit(kinds.get(item, ItemKind.EPISODE), item, scores[item]) for item in order]


def with_channels(
    hits: Iterable[Hit], found: Iterable[Hit], fused: Ranking[Item], weighed: Weighed
) -> list[Hit]:
    """Hits, each of those `found` with what gave it its score there before all that came later."""
    scores = {hit.id: hit.score for hit in found}
    places = {id: place for place, id in enumerate(weighed, start=1)}

    def told(hit: Hit) -> Hit:
        id = EpisodeId(hit.id)
        direct = _channels(fused, id, scores[id], places.get(id), weighed)
        return Hit(hit.kind, hit.id, hit.score, (*direct, *hit.channels), hit.via)

    return [told(hit) if hit.id in scores else hit for hit in hits]


def _scores(fused: Ranking[Item], gathered: Candidates, weighed: Weighed) -> dict[Item, float]:
    documents = {
        id for id, one in gathered.texts.items() if one.kind is EpisodeKind.DOCUMENT
    } | weighed.keys()
    chance = max(weighed.values())
    best_fact = max((fused.scores[id] for id in fused.scores if id in gathered.facts), default=0.0)
    top = max((fused.scores[id] for id in fused.scores if id in documents), default=best_fact)
    scale = top / chance if chance > 0.0 else 0.0
    least = scale * min(weighed.values())
    scores: dict[Item, float] = {id: scale * one for id, one in weighed.items()}
    for item, score in fused.scores.items():
        fact = gathered.facts.get(FactId(item))
        if fact is not None and _is_of_documents(fact, gathered):
            behind = max((scores.get(id, least) for id in fact.episodes), default=least)
            scores[item] = _BELOW * behind * score / best_fact
        elif item in documents:
            scores.setdefault(item, _BELOW * least * score / top)
        else:
            scores[item] = score
    return scores


def _is_of_documents(fact: Fact, gathered: Candidates) -> bool:
    """Whether no source of a fact is known to be anything else."""
    known = [gathered.texts[id] for id in fact.episodes if id in gathered.texts]
    return all(one.kind is EpisodeKind.DOCUMENT for one in known)


def _channels(
    fused: Ranking[Item], item: Item, score: float, place: int | None, weighed: Weighed
) -> tuple[Contribution, ...]:
    """What the arms gave, and as the graph's share what the weighing added or took."""
    direct = fused.channels(item)
    if place is None:
        return direct
    rest = score - sum(one.contribution for one in direct)
    return (*direct, Contribution(Channel.GRAPH, place, weighed[EpisodeId(item)], rest))
