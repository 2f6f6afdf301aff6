"""Whom "they" and "their" mean where one organisation is told of: "Call with Corvane. They have 340
employees, their headquarters are in Brno."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import case_words, dependents, relation
from quipu.extraction.english.lexicon.words import FIRMS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_THEY = word_set("they them their theirs")
_MEETING = word_set(
    "call meeting visit demo workshop kick-off kickoff negotiation interview contract deal talk"
)
_BESIDE = (["with"], ["at"], ["from"])
_REACH = 6  # sentences: notes of one talk


def firms_meant(doc: Doc, entities: Mapping[int, Span]) -> dict[int, Token]:
    """The name behind each "they" by its index; none where two firms, or several people, may be
    meant."""
    if not any(token.lower_ in _THEY for token in doc):
        return {}
    found: dict[int, Token] = {}
    sentences = [one for one in doc.sents if any(token.is_alpha for token in one)]
    for number, sentence in enumerate(sentences):
        told = [token for one in sentences[max(0, number - _REACH) : number] for token in one]
        for token in sentence:
            if token.lower_ in _THEY:
                before = [*told, *(one for one in sentence if one.i < token.i)]
                firm = _only_firm(before, entities)
                if firm is not None:
                    found[token.i] = firm
    return found


def _only_firm(told: Sequence[Token], entities: Mapping[int, Span]) -> Token | None:
    firms = list(_firms(told, entities))
    if len({firm.text for firm in firms}) != 1:
        return None
    first = firms[0].i
    return None if any(_is_of_many(token) for token in told if token.i > first) else firms[0]


def _firms(told: Sequence[Token], entities: Mapping[int, Span]) -> Iterator[Token]:
    """Names of firms: those met in a call or a meeting, and those that are told to be one."""
    for token in told:
        if token.pos_ != "PROPN" or relation(token) in ("compound", "flat"):
            continue
        name = entities.get(token.i)
        is_met = case_words(token) in _BESIDE and token.head.lemma_.lower() in _MEETING
        is_somebody = name is not None and name.label_ == "PERSON" and len(name) > 1
        beside = dependents(token, "appos", "compound")
        is_told = any(one.lemma_.lower() in FIRMS for one in beside)
        if (is_met and not is_somebody) or is_told or (name is not None and name.label_ == "ORG"):
            yield token
            yield from (one for one in dependents(token, "conj") if one.pos_ == "PROPN")


def _is_of_many(token: Token) -> bool:
    """ "The kids", "Ann and Ben": who may be meant as well, unless they are told of the firm."""
    if relation(token) not in ("nsubj", "nsubj:pass"):
        return False
    is_joined = any(child.dep_ == "conj" for child in token.children)
    owners = [one.lower_ for one in dependents(token, "nmod:poss")]
    is_theirs = any(one in _THEY for one in owners)
    return is_joined or (token.tag_ in ("NNS", "NNPS") and not is_theirs)
