"""A statement in the making: what a rule found in a parse, before dates, gate and wording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.schema.knowledge import Mention, Temporal

if TYPE_CHECKING:
    from spacy.tokens import Token


class Shape(Enum):
    """Which kind of rule found it; the gate trusts some more than others."""

    VERB = "verb"
    OBLIQUE = "oblique"
    BARE = "bare"  # no object but an adverb or nothing
    COPULA = "copula"
    ROLE = "role"  # (France, capital, Paris)
    KIN = "kin"
    NAME = "name"
    SURFACE = "surface"  # a whole definitional sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """What one rule found. Tokens are kept so that the gate can see what kind of words they are."""

    subject: Mention
    predicate: str
    object: Mention
    head: Token  # of the clause it stands in
    group: VerbGroup
    shape: Shape
    subject_token: Token | None = None
    object_token: Token | None = None
    temporal: Temporal | None = None
