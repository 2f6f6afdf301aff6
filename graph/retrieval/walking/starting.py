"""A question as a walk takes it: who asks, whom it names, what it wants, what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.graph.retrieval.question.asking import (
    in_third_person,
    is_a_role,
    is_of_a_group,
    owned_as_told,
    sides_in,
)
from quipu.graph.retrieval.question.meant import meant_among
from quipu.graph.retrieval.question.shortened import in_full, shortened_in
from quipu.graph.retrieval.question.wording import wording_of
from quipu.graph.retrieval.walking.hearing import Hearing
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.identity import FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity
from quipu.schema.name_parts import plain_form
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore
from quipu.schema.recall import Candidates, ItemKind, Wanted


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Whose memory is asked, and what helps to read a question."""

    store: GraphStore
    embedder: Embedder
    ontology: Ontology
    scope: Scope


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is walked: whom it names, what was found for it, and what it asks.

    known: who bears a name that stands in it; others: whom it names by a part of a name; seeds:
    those of both who are meant as names, where a walk starts.
    """

    text: str
    gathered: Candidates
    known: tuple[Entity, ...]
    others: tuple[Entity, ...]
    seeds: tuple[Entity, ...]
    nearby: Nearby
    hearing: Hearing

    @property
    def named(self) -> list[Entity]:
        return [*self.known, *self.others]

    def named_there(self, name: str) -> bool:
        """Whether a name of the question is anybody's of those that are known there."""
        return plain_form(name) in map(plain_form, names_of(self.named))

    @property
    def starts(self) -> list[Path]:
        return [Path(seed.id) for seed in self.seeds]


async def understood(memory: AskedOf, text: str, view: AsOf) -> Understood:
    """Who is meant by a question, what it asks of them, and what a search finds for it."""
    store, scope = memory.store, memory.scope
    [vector] = await memory.embedder.embed([text])
    kinds = frozenset({ItemKind.FACT})
    sides = sides_in(text, scope)
    said = (side.said_of(name, text) for side in sides for name in side.names)
    named = ", ".join((text, *said))  # "my bakery" is known as "Maya's bakery"
    gathered = await store.gather(scope, Wanted(named, vector, view, kinds, per_arm=50))
    asked = text
    there = await store.entities(scope, gathered.named)
    text, known = in_third_person(text, sides, there)
    if text != asked and is_of_a_group(sides, there):
        return await understood(memory, text, view)  # "our office" is known as "Acme's office"
    text, others = await _in_full(store, scope, text, gathered, known)
    owned = owned_as_told(text, scope, [*known, *others])
    if owned != text:
        return await understood(memory, owned, view)
    seeds = _starts(meant_among([*known, *others], text))
    question = wording_of(text, names_of(seeds), memory.ontology)
    nearby = Nearby(store, scope, view, question, gathered)
    hearing = Hearing(memory.embedder, vector)
    return Understood(text, gathered, tuple(known), tuple(others), tuple(seeds), nearby, hearing)


async def _in_full(
    store: GraphStore, scope: Scope, text: str, gathered: Candidates, known: Sequence[Entity]
) -> tuple[str, list[Entity]]:
    """Whom a question names by a part of their name, as the facts found for it know them."""
    words = shortened_in(text, known)
    facts = [gathered.facts[FactId(one.item)] for one in gathered.found] if words else []
    ends = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
    return in_full(text, words, await store.entities(scope, list(ends)) if ends else [])


def _starts(meant: Sequence[Entity]) -> list[Entity]:
    """Whom a question names by a name; by a common noun only where it names nobody so."""
    by_name = [one for one in meant if one.name != one.name.casefold() or is_a_role(one.name)]
    return by_name or list(meant)


def names_of(seeds: Sequence[Entity]) -> list[str]:
    return [name for seed in seeds for name in (seed.name, *seed.aliases)]
