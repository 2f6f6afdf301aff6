"""Which words of a question a predicate stands for (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from quipu.graph.retrieval.question.word_forms import same_word
from quipu.schema.names import name_form
from quipu.schema.ontology import Cardinality, Ontology, Predicate

EMPTY_WORDS = frozenset(
    "a an the of in on at to for from by with and or is are was were be been being am do does did "
    "has have had who whom whose what which when where why how that this these those it its he she "
    "they his her their him them i me my you your we our us as s current currently now today still "
    "name names person thing there any some will would can could last many much recently lately "
    "ever during while both once".split()
)
_LIVING = ("live", "lives")  # of the registry's own "lives in"; a home may be told in other words
_ANSWERS_TOO: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "citizen of": ("nationality",),
        "author": ("creator", "writer"),
        "works as": ("occupation", "profession", "job"),
        "occupation": ("profession",),
        "also called": ("name",),
        "work in field": ("occupation", "profession", "job"),
        "director": ("manager",),
        "in charge": ("charge", "responsible", "owner", "owns", "own"),
        "be owned by": ("owner", "owns"),
        "owner": ("owns", "own"),
        "city": _LIVING,
        "address": _LIVING,
    }
)
"""Words for a relation that the registry has for another one, or for none."""
_ANSWERS_BACKWARD: Mapping[str, Sequence[str]] = MappingProxyType({"owns": ("owner",)})
_ALSO_RELATIONS = frozenset(word for words in _ANSWERS_TOO.values() for word in words) - {*_LIVING}


@dataclass(frozen=True, slots=True)
class ExplainingWords:
    """Words by predicate: those of its name and of its aliases in the registry."""

    ontology: Ontology

    def is_relation(self, word: str) -> bool:
        named = word in self.ontology.predicates or word in self.ontology.inverses
        return named or word in _ALSO_RELATIONS

    def is_verb(self, word: str) -> bool:
        """Whether the registry names a relation by this one word: "live" for "lives in"."""
        said = {word, f"{word}s", f"{word}es"}
        names = (
            [w for w in name.split() if w not in EMPTY_WORDS] for name in self.ontology.predicates
        )
        return any(len(name) == 1 and name[0] in said for name in names)

    def knows(self, predicate: str) -> bool:
        """Whether it is one of the registry's, or another way of saying one."""
        return self.ontology.canonical(predicate).name in self.ontology.predicates

    def holds_one(self, predicate: str) -> bool:
        return self.ontology.canonical(predicate).cardinality is Cardinality.ONE

    def speaking_of(self, words: Collection[str]) -> frozenset[str]:
        """The registry's predicates that stand for any of some words, from either end."""
        return frozenset(
            name
            for name in self.ontology.predicates
            for said in (self.of(name) | self.inverse_of(name),)
            if any(same_word(word, one) for word in words for one in said)
        )

    def of(self, predicate: str) -> frozenset[str]:
        entry = self.ontology.canonical(predicate)
        told, _ = _sides(entry)
        more = _ANSWERS_TOO.get(entry.name, ())
        return content_words((predicate, *told, *entry.onsets, *more))

    def inverse_of(self, predicate: str) -> frozenset[str]:
        """The words for it that are said from its other end: "employs" of "works for"."""
        entry = self.ontology.canonical(predicate)
        _, turned = _sides(entry)
        return content_words((*turned, *_ANSWERS_BACKWARD.get(entry.name, ())))


def _sides(entry: Predicate) -> tuple[list[str], list[str]]:
    """Ways of asking for a predicate's object, and for its subject.

    Who is "parent of" somebody has a child; who asks for "the parent of Ben" asks the other way.
    """
    if not entry.inverse:
        return list(entry.aliases), []
    told: list[str] = []
    turned: list[str] = []
    for phrases, here, there in ((entry.aliases, told, turned), (entry.inverse, turned, told)):
        for phrase in phrases:
            (there if phrase.endswith(" of") else here).append(phrase)
    return told, turned


def content_words(phrases: Collection[str]) -> frozenset[str]:
    return frozenset(
        word for phrase in phrases for word in name_form(phrase).split() if word not in EMPTY_WORDS
    )
