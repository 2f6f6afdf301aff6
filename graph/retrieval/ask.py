"""A question is answered by walking facts: from what it names, along what it asks, to what ends it.

Extractive: an answer is a name or value that stands in the graph, with the facts that lead to
it. A beam of paths grows hop by hop while the question still has words that a fact explains.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from quipu.graph.retrieval.wording import Wording, wording_of
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Entity, Episode, Fact, shown, status_of
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore, Reach
from quipu.schema.recall import Answer, Candidates, ItemKind, Wanted

HOPS = 4
BEAM = 8
ENOUGH_LIKENESS = 0.75  # cosine from which a fact may answer though no word is shared


@dataclass(frozen=True, slots=True)
class Path:
    """Facts walked so far, where they lead, and which of the question's words they explain."""

    end: EntityId
    facts: tuple[Fact, ...] = ()
    explained: frozenset[str] = frozenset()
    likeness: float = 0.0

    @property
    def merit(self) -> tuple[int, float, int]:
        return (len(self.explained), self.likeness, -len(self.facts))


async def answered(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    text: str,
    view: AsOf,
) -> Answer:
    """The best path of facts that answers a question at a viewpoint; empty when none does."""
    if not text.strip():
        raise Invalid("empty question", hint="say what you want to know")
    [vector] = await embedder.embed([text])
    kinds = frozenset({ItemKind.FACT})
    gathered = await store.gather(scope, Wanted(text, vector, view, kinds, per_arm=50))
    likeness: dict[str, float] = {one.item: one.meaning or 0.0 for one in gathered.found}
    seeds = await store.entities(scope, gathered.named)
    question = wording_of(text, _names(seeds), ontology)
    walker = _Walker(store, scope, view, question, likeness)
    best = await walker.best([Path(seed.id) for seed in seeds])
    if not best:
        best = _by_likeness(gathered, question, view)
    return await _answer(store, scope, best, question, view)


def _names(seeds: Sequence[Entity]) -> list[str]:
    return [name for seed in seeds for name in (seed.name, *seed.aliases)]


@dataclass(frozen=True, slots=True)
class _Walker:
    """A beam search over the graph; holds what does not change from hop to hop."""

    store: GraphStore
    scope: Scope
    view: AsOf
    question: Wording
    likeness: Mapping[str, float]

    async def best(self, seeds: Sequence[Path]) -> list[Path]:
        """The best paths, all of equal merit; none if no fact explains anything asked."""
        beam, finished = list(seeds), list[Path]()
        for _ in range(HOPS):
            grown = await self._grown(beam)
            if not grown:
                break
            finished += grown
            beam = sorted(grown, key=lambda path: path.merit, reverse=True)[:BEAM]
        if not finished:
            return []
        top = max(path.merit[0] for path in finished)
        leading = [path for path in finished if path.merit[0] == top]
        peak = max(leading, key=lambda path: path.merit)
        return [path for path in leading if _says_the_same(path, peak)]

    async def _grown(self, beam: Sequence[Path]) -> list[Path]:
        ends = {path.end for path in beam}
        reach = Reach(hops=1, max_edges=400, max_fanout=100)
        around = await self.store.around(self.scope, ends, self.view, reach)
        facts = [fact for fact in around.facts if status_of(fact, self.view) not in STALE]
        return [
            longer
            for path in beam
            for fact in facts
            if (longer := self._longer(path, fact)) is not None
        ]

    def _longer(self, path: Path, fact: Fact) -> Path | None:
        """The path with one more fact, if the fact explains a word that was still open."""
        if path.end not in (fact.subject, fact.object) or fact in path.facts or fact.is_negated:
            return None
        gained = self.question.explained_by(fact.predicate) - path.explained
        if not gained:
            return None
        onward = fact.object if path.end == fact.subject else fact.subject
        if onward == path.end:
            return None
        forward = 0.1 if path.end == fact.subject else 0.0
        likeness = path.likeness + self.likeness.get(fact.id, 0.0) + forward
        return Path(onward, (*path.facts, fact), path.explained | gained, likeness)


def _says_the_same(path: Path, peak: Path) -> bool:
    """Same start and same predicates all the way: another value of the same thing."""
    return (
        [one.predicate for one in path.facts] == [one.predicate for one in peak.facts]
        and (len(path.facts) == 1 or path.facts[:-1] == peak.facts[:-1])
        and _start(path) == _start(peak)
    )


def _start(path: Path) -> EntityId:
    first = path.facts[0]
    return first.subject if len(path.facts) > 1 or path.end == first.object else first.object


def _by_likeness(gathered: Candidates, question: Wording, view: AsOf) -> list[Path]:
    """Where no named entity leads on: the fact that means the same, if any does."""
    for one in sorted(gathered.found, key=lambda one: -(one.meaning or 0.0)):
        fact = next((f for f in gathered.facts.values() if f.id == one.item), None)
        if fact is None or (one.meaning or 0.0) < ENOUGH_LIKENESS:
            continue
        if status_of(fact, view) in STALE or fact.is_negated:
            continue
        if not question.is_about(_named_ends(fact, gathered)):
            continue
        return [Path(fact.object, (fact,), frozenset(), one.meaning or 0.0)]
    return []


def _named_ends(fact: Fact, gathered: Candidates) -> list[str]:
    ends = (gathered.entities.get(fact.subject), gathered.entities.get(fact.object))
    return [end.name for end in ends if end is not None]


async def _answer(
    store: GraphStore, scope: Scope, best: Sequence[Path], question: Wording, view: AsOf
) -> Answer:
    if not best:
        return Answer((), (), (), 0.0, "no fact in memory answers this")
    path = best[0]
    ends = [end for one in best for fact in one.facts for end in (fact.subject, fact.object)]
    named = {one.id: one for one in await store.entities(scope, list(dict.fromkeys(ends)))}
    wanted = list(dict.fromkeys(id for fact in path.facts for id in fact.episodes))
    sources = await store.episodes(scope, wanted)
    confidence = min(fact.confidence for fact in path.facts)
    texts = _texts(best, question, named)
    reason = (
        f"{len(path.facts)} fact(s) explain {', '.join(sorted(path.explained)) or 'the meaning'}"
    )
    return Answer(texts, path.facts, _cut(sources), confidence, reason, named)


def _texts(
    best: Sequence[Path], question: Wording, named: Mapping[EntityId, Entity]
) -> tuple[str, ...]:
    if question.asks_when:
        starts = [shown(path.facts[-1].valid.start) for path in best]
        dated = [f"{start:%Y-%m-%d}" for start in starts if start is not None]
        if dated:
            return tuple(dict.fromkeys(dated))
    return tuple(dict.fromkeys(named[path.end].name for path in best if path.end in named))


def _cut(sources: Collection[Episode]) -> tuple[Episode, ...]:
    """A document's whole text is no citation: sources are shown by their beginning."""
    return tuple(replace(one, content=one.content[:2_000]) for one in sources)
