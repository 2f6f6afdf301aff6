"""Facts that may contradict each other though no rule says so: proposed, never decided (pure).

A relation that the registry does not know may hold many values, and most do. Where nearly everybody
has one value of it, whoever has two at a time is worth a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Fact, Nature, Trust
from quipu.schema.ontology import Ontology

LEAST_SUBJECTS = 10  # who must have a relation, before anything is usual
LEAST_SHARE = 0.9  # of them who have one value of it at a time


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two facts of one subject and relation that hold together, and how unusual that is, 0 to 1."""

    first: Fact
    second: Fact
    score: float


def possibly_contradicting(facts: Iterable[Fact], ontology: Ontology) -> list[Doubt]:
    """Pairs of facts that hold at one time where one value is usual, the more unusual first."""
    by_predicate: defaultdict[str, defaultdict[EntityId, list[Fact]]]
    by_predicate = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if _may_be_one(fact, ontology):
            by_predicate[fact.predicate][fact.subject].append(fact)
    found: list[Doubt] = []
    for subjects in by_predicate.values():
        together = {subject: _together(rows) for subject, rows in subjects.items()}
        alone = sum(not pairs for pairs in together.values())
        share = alone / len(subjects)
        if len(subjects) >= LEAST_SUBJECTS and share >= LEAST_SHARE:
            pairs = [pair for some in together.values() for pair in some]
            found += [Doubt(one, other, round(share, 3)) for one, other in pairs]
    return sorted(found, key=lambda one: (-one.score, one.first.id, one.second.id))


def _may_be_one(fact: Fact, ontology: Ontology) -> bool:
    """Whether nothing says yet how many values its relation holds, and it is told as a state."""
    is_known = ontology.canonical(fact.predicate).name in ontology.predicates
    is_state = fact.nature in (Nature.STATE, Nature.PLAN) and not fact.is_negated
    return not is_known and is_state and fact.trust > Trust.UNTRUSTED and not fact.qualifier


def _together(facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    ordered = sorted(facts, key=lambda fact: (fact.valid, fact.id))
    return [
        (one, other)
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
        if one.object != other.object and one.valid.overlaps(other.valid)
    ]
