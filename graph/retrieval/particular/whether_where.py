"""Which place a question for yes or no asks of a fact that leads to a place (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quipu.graph.retrieval.places.gazetteer import place_form
from quipu.graph.retrieval.places.whereabouts import Place, place_of
from quipu.graph.retrieval.question.wording import Wording
from quipu.schema.knowledge import Entity, Fact


def place_asked(
    question: Wording,
    fact: Fact,
    end: Entity,
    others: Sequence[Entity],
    dating: Collection[str],
) -> Place | None:
    """All that a question says beyond a fact's own words, or the other one whom it names; None
    where it asks for no place, or says nothing of such a fact."""
    if not leads_to_a_place(question, fact, end):
        return None
    explained = question.explained_by(fact.predicate.removeprefix("not "))
    if not explained and question.spoken.isdisjoint(fact.predicate.split()):
        return None
    rest = question.words.difference(dating, explained)
    if not rest:
        return place_of(others[0].name) if len(others) == 1 else None
    told = [one for one in question.phrases if rest.issuperset(one.words)]
    is_all = rest == {word for one in told for word in one.words}
    return place_of(" ".join(one.text for one in told)) if is_all and not others else None


def leads_to_a_place(question: Wording, fact: Fact, end: Entity) -> bool:
    entry = question.predicates.ontology.canonical(fact.predicate)
    is_said = fact.predicate.endswith((" in", " from")) and bool(place_of(end.name).spots)
    return "place" in (end.kind, entry.value) or is_said


def is_called(end: Entity, asked: Place) -> bool:
    """Whether a place is the one asked for, by any of its names."""
    names = (end.name, *end.aliases)
    forms = {place_form(one) for name in names for one in (name, place_of(name).name)}
    return place_form(asked.name) in forms
