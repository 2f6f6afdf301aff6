"""What a sentence says in its own words: open tuples, neither resolved nor weighed.

A tuple keeps the words as they stand, so it may be laid beside other systems' tuples. What the
memory keeps is read by `sentence_reader`, which resolves references and drops small talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.extraction.english.syntax import (
    case_words,
    conjuncts,
    dependents,
    governors,
    has_subject,
    is_clause_head,
    is_copular,
    marks,
    relation,
    subject_of,
)
from quipu.extraction.english.words import NEGATIONS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What hangs on an argument's noun without being part of the argument.
_OUTSIDE = word_set("case mark cop nsubj aux advcl parataxis appos discourse expl cc conj csubj")
_RELATIVE = word_set("which that who whom whose")
_OUTSIDE_PREDICATE_NOUN = _OUTSIDE | {"obl", "punct"}


@dataclass(frozen=True, slots=True)
class OpenTuple:
    """Who, does, what: words of the sentence in its order. `confidence` from 0 to 1."""

    subject: str
    predicate: str
    rest: str
    confidence: float


# How often each shape of tuple is right, by eye on web text, in tenths.
_OBJECT, _PREDICATE_NOUN, _OBLIQUE, _OBLIQUE_BESIDE = 0.8, 0.75, 0.7, 0.65
_CLAUSE, _OBLIQUE_OF_NOUN, _APPOSITION = 0.6, 0.6, 0.5


def open_tuples(doc: Doc) -> list[OpenTuple]:
    """The tuples of a parsed text in order, each once."""
    found: dict[tuple[str, str, str], OpenTuple] = {}
    for token in doc:
        for one in (*_of_clause(token), *_of_apposition(token)):
            if one.subject and one.predicate and one.rest:
                found.setdefault((one.subject, one.predicate, one.rest), one)
    return list(found.values())


def _of_clause(head: Token) -> Iterator[OpenTuple]:
    if not is_clause_head(head) or (head.pos_ not in ("VERB", "AUX") and not is_copular(head)):
        return
    subject = subject_of(head)
    if subject is None:
        return
    said = _said_by_noun(head) if is_copular(head) else _said_by_verb(head)
    parts = list(said)
    for words in _subjects(subject, head):
        for predicate, rest, confidence in parts:
            yield OpenTuple(words, predicate, rest, confidence)


def _subjects(subject: Token, head: Token) -> list[str]:
    if subject.lower_ in _RELATIVE:
        return [_words(head.head, _below(head, head.head))]
    # The clause that hangs on its own subject ("the man who came") is no part of the subject.
    return [_words(noun, _below(head, subject)) for noun in conjuncts(subject)]


def _below(head: Token, noun: Token) -> frozenset[int]:
    """The tokens of the clause of `head` as it hangs on a noun; none where it does not."""
    for token in (head, *head.ancestors):
        if token.head.i == noun.i and token.i != noun.i:
            return frozenset(leaf.i for leaf in token.subtree)
    return frozenset()


def _said_by_verb(head: Token) -> Iterator[tuple[str, str, float]]:
    predicate = _text(_verb_tokens(head))
    objects = _objects(head)
    for noun in objects:
        for one in conjuncts(noun):
            yield predicate, _words(one, _below(head, noun)), _OBJECT
    for clause in dependents(head, "ccomp"):
        yield predicate, _whole(clause), _CLAUSE
    first = f" {_words(objects[0], _below(head, objects[0]))}" if objects else ""
    for oblique in head.children:
        if relation(oblique) == "obl" and oblique.lower_ not in _RELATIVE:
            case = "".join(f" {word}" for word in case_words(oblique))
            confidence = _OBLIQUE_BESIDE if first else _OBLIQUE
            yield f"{predicate}{first}{case}", _words(oblique), confidence


def _said_by_noun(head: Token) -> Iterator[tuple[str, str, float]]:
    """What "be" and a noun or adjective say; and what an oblique beside them adds."""
    own = [token for token in _verb_tokens(head) if token.i != head.i]
    predicate = _text([*own, *dependents(head, "case")])
    dropped = {
        leaf.i
        for child in head.children
        if relation(child) in _OUTSIDE_PREDICATE_NOUN or child.lower_ in NEGATIONS
        for leaf in child.subtree
    }
    noun = _text([token for token in head.subtree if token.i not in dropped])
    yield predicate, noun, _PREDICATE_NOUN
    for oblique in head.children:
        if relation(oblique) == "obl":
            case = "".join(f" {word}" for word in case_words(oblique))
            yield f"{predicate} {noun}{case}", _words(oblique), _OBLIQUE_OF_NOUN


def _of_apposition(noun: Token) -> Iterator[OpenTuple]:
    if noun.pos_ in ("NOUN", "PROPN"):
        for apposition in dependents(noun, "appos"):
            yield OpenTuple(_words(noun), "is", _words(apposition), _APPOSITION)


def _objects(head: Token) -> list[Token]:
    objects = [
        child
        for child in head.children
        if (
            relation(child) in ("obj", "iobj")
            or (relation(child) == "xcomp" and child.pos_ in ("ADJ", "NOUN") and not marks(child))
        )
        and child.lower_ not in _RELATIVE
    ]
    is_gap = head.dep_ == "acl:relcl" and any(
        relation(child) == "nsubj" and child.lower_ not in _RELATIVE for child in head.children
    )
    return [head.head] if is_gap and not objects else objects


def _verb_tokens(head: Token) -> list[Token]:
    """The verb with its auxiliaries, negation and particle, and the verbs that govern it."""
    tokens = [head, *_auxiliaries(head), *dependents(head, "compound:prt")]
    for governor in governors(head):
        tokens += [governor, *_auxiliaries(governor)]
    if relation(head) == "xcomp":
        tokens += [child for child in dependents(head, "mark") if child.lower_ == "to"]
    return tokens


def _auxiliaries(verb: Token) -> list[Token]:
    return [
        child
        for child in verb.children
        if child.i < verb.i
        and (relation(child) in ("aux", "cop") or child.lower_ in ("not", "n't", "n’t", "never"))
    ]


def _words(noun: Token, dropped: frozenset[int] = frozenset()) -> str:
    """The words of an argument, without its preposition and what is only beside it."""
    left_out = set(dropped)
    for child in noun.children:
        is_aside = child.dep_ == "acl:relcl" and child.left_edge.i > 0 and _is_after_comma(child)
        if relation(child) in _OUTSIDE or is_aside or (has_subject(child) and child.i < noun.i):
            left_out |= {leaf.i for leaf in child.subtree}
    return _text([token for token in noun.subtree if token.i not in left_out])


def _is_after_comma(clause: Token) -> bool:
    edge = clause.left_edge
    return edge.text == "," or (edge.i > 0 and edge.nbor(-1).text == ",")


def _whole(clause: Token) -> str:
    return _text([t for t in clause.subtree if not (t.dep_ == "mark" and t.head.i == clause.i)])


def _text(tokens: list[Token]) -> str:
    """The tokens in the order of the text, without punctuation and "and" at the edges."""
    ordered = sorted({token.i: token for token in tokens}.values(), key=lambda token: token.i)
    while ordered and (ordered[-1].pos_ == "PUNCT" or ordered[-1].dep_ == "cc"):
        ordered.pop()
    while ordered and (ordered[0].pos_ == "PUNCT" or ordered[0].dep_ == "cc"):
        ordered.pop(0)
    return " ".join(token.text for token in ordered)
