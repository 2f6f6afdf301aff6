"""How a clause is told, and how a verb above it changes that: "want to …", "failed to …"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import dependents, marks
from quipu.extraction.english.lexicon import words
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """How one clause is told. `prefix` stands before its predicate: "want to", "might"."""

    tense: Tense = Tense.NONE
    modality: Modality = Modality.ASSERTED
    prefix: str = ""
    is_negated: bool = False
    is_ending: bool = False
    is_just_now: bool = False
    is_beginning: bool = False  # "started working": what begins here goes on
    is_progressive: bool = False
    is_unreal: bool = False  # asked, imagined, advised: nothing is stated
    doubt: float = 0.0  # taken off the confidence: "I think"


def governed(group: VerbGroup, governor: Token, below: Token, above: VerbGroup) -> VerbGroup:
    lemma = governor.lemma_.lower()
    infinitive = bool(marks(below) & {"to", "na"}) or below.tag_ == "VB"
    if lemma == "use" and infinitive and governor.tag_ in ("VBD", "VBN", "VBP", "VB"):
        return replace(group, tense=Tense.PAST, is_ending=True)
    if lemma in ("go", "gon") and infinitive and governor.lower_ in ("going", "gon", "gonna"):
        return replace(group, tense=Tense.FUTURE, modality=Modality.PLAN, prefix="will")
    if lemma in words.LIKINGS and above.is_unreal:
        return replace(group, modality=Modality.WISH, prefix="want to")
    if infinitive and governor.lower_ in _AHEAD and above.tense is not Tense.PAST:
        return replace(group, modality=Modality.PLAN, prefix=_AHEAD[governor.lower_])
    if lemma == "mean" and infinitive and governor.tag_ == "VBG":
        return replace(group, modality=Modality.PLAN, prefix="mean to")
    if lemma == "wait" and infinitive and above.is_negated:
        return replace(group, modality=Modality.WISH, prefix="want to", is_negated=False)
    if lemma == "miss" and below.tag_ == "VBG" and below.lemma_.lower() in words.STATES:
        return replace(group, tense=Tense.PAST, is_ending=True)
    if lemma in words.NOT_DOING or governor.lower_ == "unable":
        return replace(group, is_negated=not group.is_negated)
    if lemma == "get" and any(
        child.lower_ == "ta" for child in (*governor.children, *below.children)
    ):
        return replace(group, modality=Modality.POSSIBLE, prefix="have to")
    if lemma in words.WISHES:
        is_anothers = bool(dependents(governor, "obj", "iobj"))  # "Mum wants me to come"
        group = replace(group, is_unreal=group.is_unreal or is_anothers)
        return replace(group, modality=Modality.WISH, prefix=f"{_wish(lemma)} to")
    if lemma in words.PLANS:
        return replace(group, modality=Modality.PLAN, prefix=f"{lemma} to")
    if lemma in words.BEGINNINGS:
        return replace(group, is_beginning=True)
    if lemma in words.STOPPINGS or _with_particle(governor) == "give up":
        return replace(group, is_ending=True)
    if lemma in words.CONTINUATIONS or governor.lower_ in ("able", "busy"):
        return group
    if _with_particle(governor) in ("end up", "wind up"):
        return group
    if lemma in words.CAUSING and above.tense in (Tense.PAST, Tense.PERFECT):
        return replace(group, is_unreal=group.is_unreal or above.is_negated)
    if lemma in words.ATTEMPTS:
        return replace(group, modality=Modality.POSSIBLE, prefix=f"{lemma} to")
    if lemma == "have" and infinitive and above.tense is Tense.PAST:
        return group  # "had to" was done
    if infinitive and governor.lower_ in words.EAGER:
        return replace(group, modality=Modality.WISH, prefix=f"be {governor.lower_} to")
    if governor.pos_ == "ADJ" and infinitive and governor.lower_ in words.GLAD:
        return group
    if lemma == "have" and infinitive:
        return replace(group, modality=Modality.POSSIBLE, prefix="have to")
    return replace(group, is_unreal=True)


# "about to move": soon; "supposed to move": by somebody's plan.
_AHEAD = {"about": "will", "supposed": "be supposed to"}


def _with_particle(verb: Token) -> str:
    particles = [child.lower_ for child in dependents(verb, "compound:prt")]
    return " ".join([verb.lemma_.lower(), *particles])


def _wish(lemma: str) -> str:
    return "want" if lemma in ("wanna", "long", "dream", "wish") else lemma
