"""The trained English pipeline: loaded once, when first needed, since spaCy takes over a second."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from quipu.extraction.english.lemmas import corrected_lemma, verb_behind_noun
from quipu.extraction.english.repairs import mend
from quipu.extraction.english.words import KIN

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

CORRECTIONS = "lemma_corrections"  # the component's name in language/en/config.cfg


@cache
def english_pipeline() -> Language:
    """Tags, syntax, lemmas and names for English; deterministic on one machine."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory(CORRECTIONS):
        Language.component(CORRECTIONS, func=correct_lemmas)
    with as_file(files("quipu.extraction") / "language" / "en") as folder:
        return spacy.load(folder)


def correct_lemmas(doc: Doc) -> Doc:
    for token in doc:
        verb = verb_behind_noun(token.text) if _is_misread_verb(token) else None
        if verb is not None:
            token.pos_, (token.lemma_, token.tag_) = "VERB", verb
            _reattach(token)
            continue
        lemma = corrected_lemma(token.pos_, token.tag_, token.text)
        if lemma is not None:
            token.lemma_ = lemma
    mend(doc)
    return doc


def _is_misread_verb(token: Token) -> bool:
    """A noun with a subject, or the top noun of "Mary lives in Rome" read as a name's plural."""
    relations = {child.dep_ for child in token.children}
    if token.pos_ != "NOUN" or relations & {"cop", "det", "amod", "nummod"}:
        return False
    name = _name_before(token)
    if "nmod:poss" in relations and (name is None or name.pos_ != "NOUN"):
        return False
    if "nsubj" in relations:
        return True
    if token.dep_ == "conj" and token.head.pos_ == "PROPN" and token.tag_ == "NNS":
        return "cc" in relations and _stands_before_preposition(
            token
        )  # "works at X and lives in Y"
    is_top = token.dep_ in ("ROOT", "ccomp", "conj", "parataxis", "advcl", "acl:relcl")
    return token.tag_ == "NNS" and is_top and _name_before(token) is not None


def _stands_before_preposition(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP"


def _name_before(token: Token) -> Token | None:
    before = [child for child in token.lefts if child.dep_ in ("compound", "nmod:unmarked", "flat")]
    if not before:
        return None
    return before[-1] if before[-1].pos_ == "PROPN" or before[-1].lemma_ in KIN else None


def _reattach(verb: Token) -> None:
    """Make the dependents of a noun those of the verb that it really is."""
    name = _name_before(verb)
    if name is not None:
        name.dep_ = "nsubj"
        for owner in [child for child in verb.lefts if child.dep_ == "nmod:poss"]:
            owner.head = name
    for child in verb.rights:
        if child.dep_ == "nmod":
            child.dep_ = "obl"
