"""Questions that say nothing beside a name: "What is the deadline?", "Where is my office?"."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.retrieval.nearby import Nearby
from quipu.graph.retrieval.walk import Path
from quipu.schema.knowledge import Entity, Fact

_VALUE = "set to"  # of what is told by itself, "the deadline": its value
_PLACES = frozenset({"located in", "be in", "be at", "be on", "be near", "address"})


async def told_by_itself(nearby: Nearby, seeds: Sequence[Entity]) -> list[Path]:
    """The value of what a question names, or its place where that is asked for; the newest first.

    Nothing where the question has any other word: then it asks for something else.
    """
    question = nearby.question
    if question.words or not seeds:
        return []
    near = await nearby.around({seed.id for seed in seeds}, includes_past=False)
    named = {seed.id for seed in seeds}
    found = [
        fact
        for fact in near.facts
        if fact.subject in named and not fact.is_negated and _tells(fact, question.first)
        if fact.valid.overlaps(nearby.view.valid)
    ]
    found.sort(key=lambda fact: (fact.valid.start, fact.id), reverse=True)
    return [Path(fact.object, (fact,)) for fact in found[:1]]


def _tells(fact: Fact, asked: str) -> bool:
    if asked == "where":
        return fact.predicate in _PLACES
    return asked in ("what", "when", "how") and fact.predicate == _VALUE
