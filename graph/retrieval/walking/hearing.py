"""How a step of a walk sounds beside what is still asked: meaning where no word is shared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST_FRAME = 9  # words; a longer sentence tells more than one relation
_FRAMES = 48  # of one step are measured, the shortest first: each is a text to embed


def frame_of(fact: Fact, known: Mapping[EntityId, Entity]) -> str:
    """How a fact's sentence says its relation: the sentence without the names of both ends.

    "Oslo is the seat of Acme" → "is the seat of". Empty where an end is not in it by a known
    name, or where much else is told.
    """
    form = f" {name_form(fact.sentence)} "
    for end in (fact.subject, fact.object):
        entity = known.get(end)
        names = () if entity is None else (entity.name, *entity.aliases)
        forms = sorted(_as_said(map(name_form, names)), key=len, reverse=True)
        found = next((name for name in forms if f" {name} " in form), None)
        if found is None:
            return ""
        form = form.replace(f" {found} ", " ")
    words = form.split()
    return " ".join(words) if len(words) <= _LONGEST_FRAME else ""


def _as_said(names: Iterable[str]) -> set[str]:
    """Forms of names, and "bike" of "Tessa's bike": a sentence says "her bike"."""
    forms = set(names)
    return forms | {one.partition(" s ")[2] for one in forms if " s " in one}


@dataclass(frozen=True, slots=True)
class Hearing:
    """How alike phrases of one question and ways of telling facts sound (cosine)."""

    embedder: Embedder
    question: NDArray[np.float32]
    _vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    async def listen(self, phrases: Collection[str], told: Sequence[str]) -> None:
        """Prepare all of a step in one call: what is left to ask, and how facts are told."""
        shortest = sorted(set(told) - {""}, key=lambda one: (len(one), one))[:_FRAMES]
        texts = [one for one in {*phrases, *shortest} if one and one not in self._vectors]
        if texts:
            texts.sort()
            self._vectors.update(zip(texts, await self.embedder.embed(texts), strict=True))

    def alike(self, phrase: str, *told: str) -> float:
        """The best cosine of a phrase with any way of telling that was listened to, else 0."""
        here = self._vectors.get(phrase)
        if here is None:
            return 0.0
        rows = [self._vectors[one] for one in told if one in self._vectors]
        return max((float(row @ here) for row in rows), default=0.0)

    def as_a_whole(self, predicate: str) -> float:
        """How a predicate sounds beside the whole question."""
        row = self._vectors.get(predicate)
        return 0.0 if row is None else float(row @ self.question)
