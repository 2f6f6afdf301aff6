"""Vectors for what is new: the sentence of a fact, the text of an episode."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.consolidation.consolidate import Decision
from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.knowledge import Episode
from quipu.schema.ports import Embedder, Vectors


async def vectors_for(
    embedder: Embedder, decision: Decision, episodes: Sequence[Episode] = ()
) -> Vectors:
    """Vectors of the facts that a decision learns and of episodes that become searchable."""
    texts: dict[FactId | EpisodeId, str] = {fact.id: fact.sentence for fact in decision.learned}
    # Without the speaker: with it every turn of a person looks alike (LoCoMo R@10 -0.8 points).
    texts |= {episode.id: episode.content for episode in episodes}
    return Vectors(tuple(texts), await embedder.embed(list(texts.values())))
