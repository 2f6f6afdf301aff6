"""Questions that say nothing beside a name: "What is the deadline?", "Where is my office?", and
"What is my name?"."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.retrieval.nearby import Nearby
from quipu.graph.retrieval.walk import Path
from quipu.schema.knowledge import Entity

_VALUE = "set to"  # of what is told by itself, "the deadline": its value
_NAMING = frozenset({"name", "names"})
_NAMES = ("name", "also called")
_PLACES = frozenset({"located in", "be in", "be at", "be on", "be near", "address"})


async def told_by_itself(nearby: Nearby, seeds: Sequence[Entity]) -> list[Path]:
    """The value of what a question names, its place or name where that is asked for: the newest.

    Nothing where the question has any other word: then it asks for something else.
    """
    question = nearby.question
    if not question.words <= _NAMING or not seeds:
        return []
    wanted = _NAMES if question.words else _PLACES if question.first == "where" else (_VALUE,)
    if question.first not in ("what", "when", "how", "where"):
        return []
    near = await nearby.around({seed.id for seed in seeds}, includes_past=False)
    named = {seed.id for seed in seeds}
    found = [
        fact
        for fact in near.facts
        if fact.subject in named and not fact.is_negated and fact.predicate in wanted
        if fact.valid.overlaps(nearby.view.valid)
    ]
    found.sort(key=lambda fact: (fact.valid.start, fact.id), reverse=True)
    return [Path(fact.object, (fact,)) for fact in found[:1]]
