"""Who is meant by "Ann's sister": the one who is told of as that (pure).

A name is told once, "my sister Marta", and the relation ever after. Nobody is guessed at: it is
the only one of that relation, who is called by that very word where there may be several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from quipu.graph.consolidation.slots import entry_of
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Claim, Fact, Mention, Modality, Nature, Reading, Statement
from quipu.schema.names import name_form
from quipu.schema.ontology import Cardinality, Ontology

_OF = re.compile(r"(?P<owner>\S.*)['’]s (?P<role>[\w-]+)")
_ONE_AS_A_RULE = frozenset(("sister", "brother", "child"))
"""Of which many have one: who has two says which. Hardly anybody has one friend, aunt or cousin."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody who is told of by whose and what he is: "Ann's mum" is the mother of Ann."""

    owner: str
    role: str
    predicate: str  # as the registry has it
    is_one: bool  # nobody has two of them at once

    def is_told_by(self, said: Fact | Claim) -> bool:
        """Whether what is told of the owner may name the relative."""
        is_so = said.predicate == self.predicate and said.nature is Nature.STATE
        return is_so and not said.is_negated and self._is_called_so(said.sentence)

    def is_named_in(self, statement: Statement, ontology: Ontology) -> bool:
        """Whether a statement of the same text names the relative."""
        is_told = statement.modality is Modality.ASSERTED and not statement.object.is_value
        is_so = is_told and not statement.is_negated and not statement.is_ending
        is_his = name_form(statement.subject.text) == name_form(self.owner)
        is_it = is_so and is_his and entry_of(statement, ontology).name == self.predicate
        return is_it and self._is_called_so(statement.sentence)

    def _is_called_so(self, sentence: str) -> bool:
        return self.is_one or f" {name_form(self.role)} " in f" {name_form(sentence)} "


def relatives_in(mentions: Iterable[Mention], ontology: Ontology) -> dict[str, Relative]:
    """By normal form, who of those mentioned is told of by what he is to somebody."""
    named = [one for one in mentions if not one.is_value and one.entity is None]
    found = {one.text: _relative(one.text, ontology) for one in named}
    return {name_form(text): one for text, one in found.items() if one is not None}


def _relative(text: str, ontology: Ontology) -> Relative | None:
    of = _OF.fullmatch(text)
    if of is None:
        return None
    entry = ontology.predicate(of["role"])
    is_one = entry.cardinality is Cardinality.ONE
    if entry.value != "person" or not (is_one or entry.name in _ONE_AS_A_RULE):
        return None
    return Relative(of["owner"], of["role"], entry.name, is_one)


def with_relatives(reading: Reading, meant: Mapping[str, EntityId]) -> Reading:
    """A reading that names relatives by who they are."""
    if not meant:
        return reading

    def known(mention: Mention) -> Mention:
        found = None if mention.is_value else meant.get(name_form(mention.text))
        return mention if found is None else replace(mention, entity=found)

    statements = (
        replace(one, subject=known(one.subject), object=known(one.object))
        for one in reading.statements
    )
    return replace(reading, statements=tuple(statements))
