"""The gate against small talk and misreadings: how much a statement is worth keeping, from 0 to 1.

A statement is kept that passes twice. By weights set by hand: 0.3, and more for a subject that is a
name or a speaker; an object that is a name, a number or a told-apart noun; a time; a rule that
rarely errs; less for moods, vague nouns, empty verbs and what is only possible. And by weights of
traits, learned from clauses that were judged one by one (`gate.json`, by `extraction/training`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.phrases import is_the_user
from quipu.extraction.english.grammar.syntax import dependents, is_told_apart
from quipu.extraction.english.keeping.traits import traits_of
from quipu.extraction.english.lexicon import words
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

# Set by eye on LoCoMo turns: below it nearly everything is a compliment, a mood or a fragment.
KEEP_FROM = 0.45
_START = 0.3
_SURE = 0.95

_BY_SHAPE = {
    Shape.VERB: 0.0,
    Shape.OBLIQUE: 0.05,
    Shape.BARE: -0.05,
    Shape.COPULA: 0.0,
    Shape.ROLE: 0.25,
    Shape.KIN: 0.3,
    Shape.NAME: 0.2,
    Shape.SURFACE: 0.4,
}
_BY_MODALITY = {
    Modality.ASSERTED: 0.0,
    Modality.PLAN: 0.05,
    Modality.WISH: 0.0,
    Modality.POSSIBLE: -0.1,
}


# Log-odds for each 1.0 of confidence; what was learned is learned on top of that.
HAND_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: log-odds by trait, and a bias with which what is worth keeping is > 0."""

    bias: float
    weights: Mapping[str, float]


@cache
def learned() -> Learned:
    """The shipped weights."""
    raw = json.loads((files("quipu.extraction.english.keeping") / "gate.json").read_text("utf-8"))
    return Learned(float(raw["bias"]), raw["weights"])


def is_worth_keeping(draft: Draft, confidence: float, *, is_dated: bool, alike: int) -> bool:
    """Whether a draft passes; `alike`: how many drafts of its sentence have its verb."""
    if confidence < KEEP_FROM:
        return False
    known = learned()
    traits = traits_of(draft, is_dated=is_dated, alike=alike)
    log_odds = known.bias + sum(known.weights.get(trait, 0.0) for trait in traits)
    return log_odds + HAND_WEIGHT * (confidence - KEEP_FROM) >= 0


def confidence_of(draft: Draft, *, is_dated: bool) -> float:
    """How sure and how much worth keeping a draft is; two decimals."""
    group = draft.group
    score = _START + _BY_SHAPE[draft.shape] + _BY_MODALITY.get(group.modality, -0.3) - group.doubt
    score += _subject_score(draft) + _object_score(draft) - _clause_penalty(draft.head)
    score += 0.15 if is_dated else 0.0
    score += 0.05 if group.tense in (Tense.PAST, Tense.PERFECT, Tense.FUTURE) else 0.0
    score += 0.15 if group.is_ending or group.is_beginning else 0.0
    score += 0.1 if _is_of_the_dead(draft) else 0.0
    score -= _emptiness(draft)
    return round(max(0.0, min(_SURE, score)), 2)


def _is_of_the_dead(draft: Draft) -> bool:
    """ "Our dog died": news without any date, of whoever is one's own."""
    token = draft.subject_token
    if token is None or draft.object.text != "dead":
        return False
    owners = dependents(token, "nmod:poss")
    return any(o.lower_ in words.FIRST_PERSON for o in owners)


def _emptiness(draft: Draft) -> float:
    """What is taken off for telling next to nothing."""
    group, verb = draft.group, draft.head.lemma_.lower()
    is_empty = verb in words.EMPTY_VERBS or (
        verb in words.EMPTY_BEFORE_CLAUSE and bool(dependents(draft.head, "xcomp", "ccomp"))
    )
    off = 0.35 if is_empty and draft.shape is not Shape.KIN else 0.0
    if group.modality is Modality.POSSIBLE and group.prefix in ("can", "could", "should"):
        off += 0.1
    if group.modality is Modality.WISH and verb in words.TALKING:
        off += 0.3  # "I wanted to tell you", "I'd love to see it"
    if group.modality is Modality.PLAN and verb in words.SENDING:
        off += 0.2  # "I'll send you a picture"
    receivers = {c.lower_ for c in dependents(draft.head, "iobj", "obj")} & words.SECOND_PERSON
    if group.modality is Modality.PLAN and receivers and verb in words.SENDING | {"give"}:
        off += 0.4  # "I'll give you a summary"
    if draft.shape is Shape.BARE and group.is_negated:
        off += 0.3  # "we haven't talked in days"
    token = draft.object_token
    is_common = token is not None and token.pos_ in ("NOUN", "NUM")
    is_idle = is_common and draft.predicate not in ("be", "be into", "be from")
    if draft.shape is Shape.COPULA and is_idle and draft.predicate.count(" ") == 1:
        off += 0.2  # "I'm on cloud nine", "in bed"
    if draft.subject_token is None and group.prefix == "have to":
        off += 0.2  # "Gotta stay safe on the trip."
    if _says_of_anything(draft):
        off += 0.15
    states = {c.lower_ for c in dependents(draft.head, "xcomp") if c.pos_ == "ADJ"}
    if states & words.SENTIMENT:
        off += 0.2  # "get ready for the trip"
    owned = f"{draft.subject.text}'s "
    if verb == "have" and draft.object.text.startswith(owned):
        off += 0.25  # "I'm lucky to have my family"
    return off


def _says_of_anything(draft: Draft) -> bool:
    """ "friends who live in a country": neither side is told apart from others of its kind."""
    sides = (draft.subject_token, draft.object_token)
    return not _is_owned(draft) and all(
        one is not None and one.pos_ == "NOUN" and not is_told_apart(one) for one in sides
    )


def _subject_score(draft: Draft) -> float:
    token = draft.subject_token
    if token is None or token.pos_ == "PROPN" or is_the_user(token):
        return 0.15
    if token.pos_ == "PRON":
        # What is said of "you" is mostly a compliment, and you know it better yourself.
        return -0.05 if token.lower_ in words.SECOND_PERSON else 0.1
    if token.lemma_.lower() in words.VAGUE:
        return -0.3
    # "Music gives me an escape": a general saying, unless the noun is told apart.
    if _is_owned(draft) or any(c.dep_ == "nmod:poss" or c.pos_ == "PROPN" for c in token.subtree):
        return 0.1 if token.lemma_.lower() in words.KIN else 0.0
    return -0.15


def _is_owned(draft: Draft) -> bool:
    """ "I have a cousin who bakes": told apart as Sam's, though no word beside her says so."""
    token = draft.subject_token
    return token is not None and draft.subject.text.endswith(f"'s {token.lemma_.lower()}")


def _clause_penalty(head: Token) -> float:
    return 0.1 if head.dep_ in ("advcl", "acl:relcl") else 0.0


def _object_score(draft: Draft) -> float:
    token, text = draft.object_token, draft.object.text
    if token is None:
        return 0.0
    if not words.LASTING_QUALITIES.isdisjoint((token.lower_, text.lower())):
        return 0.25
    is_quality = draft.shape is Shape.COPULA and draft.object.is_value
    if is_quality and draft.predicate == "be" and not any(map(str.isdigit, text)):
        return -0.3
    if token.pos_ == "PROPN" or token.ent_type_:
        return 0.25
    if _is_pointed_at(token):
        return 0.0
    if token.pos_ == "NUM" or any(character.isdigit() for character in text):
        return 0.2
    if _is_mood(draft):
        return -0.2
    if token.pos_ == "ADJ":
        return -0.3 if token.lower_ in words.SENTIMENT else 0.05
    if token.pos_ == "VERB":
        return 0.15
    described = {child.lower_ for child in token.children}
    if token.lemma_.lower() in words.ABSTRACT:
        return -0.2 if described & words.SENTIMENT else -0.15
    if token.pos_ == "NOUN" and described & words.SENTIMENT:
        # "a great shot", "an amazing drive": praise more than news, unless it is told which.
        is_praise = bool(described & words.PRAISE) and len(text.split()) < 4
        return -0.05 if is_praise and not is_told_apart(token) else 0.05
    if token.pos_ == "NOUN" and token.lemma_.lower() not in words.VAGUE:
        return 0.1 + (0.1 if " " in text else 0.0) + (0.1 if _is_telling(draft) else 0.0)
    return -0.2


def _is_pointed_at(noun: Token) -> bool:
    """ "this dress", "that": which one stays open, unless more is said of it."""
    said = [c for c in noun.children if c.dep_ not in ("det", "case", "punct")]
    pointing = any(c.lower_ in ("this", "that", "these", "those") for c in dependents(noun, "det"))
    return noun.pos_ == "NOUN" and pointing and not said


def _is_mood(draft: Draft) -> bool:
    return draft.head.pos_ == "ADJ" and draft.head.lower_ in words.SENTIMENT


def _is_telling(draft: Draft) -> bool:
    """A state or habit of somebody, such as "likes", "owns", "is allergic to"."""
    verb = draft.head.lemma_.lower()
    return verb in words.STATES - {"have", "be"} or draft.predicate.startswith("be allergic")
