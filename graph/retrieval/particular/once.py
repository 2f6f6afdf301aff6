"""What was so once and is over: "Where did Elias work?", where nothing that holds answers."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.retrieval.question.fitting import NEVER
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Fact, FactStatus, Nature, status_of

_ENDED = (FactStatus.SUPERSEDED, FactStatus.INVALIDATED)
_MOST = 5  # values


def is_over(fact: Fact, view: AsOf) -> bool:
    """Whether a state was true and ended before the time that is asked of, by whatever ended it."""
    is_state = fact.nature is not Nature.EVENT and not fact.is_negated
    is_ended = fact.valid.end <= view.valid.start and status_of(fact, view) in _ENDED
    return is_state and is_ended


async def told_once(nearby: Nearby, seeds: Sequence[Entity]) -> list[Path]:
    """The values that a question about the past asks for, the last one first; only of whom it
    names itself, and only where a predicate stands for all that is asked and no time is named."""
    question, named = nearby.question, {seed.id for seed in seeds}
    is_of_a_time = nearby.view.valid.start < nearby.view.known
    if not question.is_past or not question.words or is_of_a_time:
        return []
    found: list[tuple[Fact, frozenset[str]]] = []
    for seed in named:
        for fact in await nearby.told_of(seed, stale=True):
            said = question.explained_by(fact.predicate, backward=seed != fact.subject)
            is_of_all = len(named) < 2 or {fact.subject, fact.object} <= named
            if is_over(fact, nearby.view) and is_of_all and not question.left(said):
                found.append((fact, said))
    ends = await nearby.entities(_beyond(fact, named) for fact, _ in found)
    fitting = [
        Path(end, (fact,), said)
        for fact, said in found
        for end in (_beyond(fact, named),)
        if question.fit(ends.get(end), fact) > NEVER
    ]
    fitting.sort(key=lambda path: (path.facts[0].valid.end, path.end), reverse=True)
    return [one for one in fitting if one.facts[0].predicate == fitting[0].facts[0].predicate][
        :_MOST
    ]


def _beyond(fact: Fact, named: set[EntityId]) -> EntityId:
    return fact.other_end(fact.subject if fact.subject in named else fact.object)
