"""Questions that say nothing beside a name: "What is the deadline?", "Where is my office?",
"What is my name?" and "What breed is Rex?"."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.retrieval.particular.set_anew import VALUES
from quipu.graph.retrieval.question.fitting import ANIMALS
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.knowledge import Entity

_NAMING = frozenset({"name", "names"})
_NAMES = ("name", "also called")
_KINDS = frozenset("breed kind sort type species make model".split())
_BEING = ("breed", "be")
_PLACES = frozenset({"located in", "be in", "be at", "be on", "be near", "address"})


async def told_by_itself(nearby: Nearby, seeds: Sequence[Entity]) -> list[Path]:
    """The value of what a question names, its place or name where that is asked for: the newest.

    Nothing where the question has any other word: then it asks for something else.
    """
    question = nearby.question
    is_of_a_kind = bool(question.words) and question.words <= _KINDS and question.first == "what"
    if not (is_of_a_kind or question.words <= _NAMING) or not seeds:
        return []
    wanted = VALUES if question.first != "where" else _PLACES
    if question.words:
        wanted = _BEING if is_of_a_kind else _NAMES
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
    if is_of_a_kind:  # a dog is no breed
        ends = await nearby.entities(fact.object for fact in found)
        found = [f for f in found if f.object in ends and ends[f.object].name not in ANIMALS]
    return [Path(fact.object, (fact,)) for fact in found[:1]]
