"""What a sentence says in its own words: open tuples, neither resolved nor weighed.

A tuple keeps the words as they stand, so it may be laid beside other systems' tuples. What the
memory keeps is read by `sentence_reader`, which resolves references and drops small talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import (
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
from quipu.extraction.english.lexicon.words import NEGATIONS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What hangs on an argument's noun without being part of the argument.
_OUTSIDE = word_set("case mark cop nsubj aux advcl parataxis appos discourse expl cc conj csubj")
_NOMINAL = ("ADJ", "NOUN", "PROPN")
_RELATIVE = word_set("which that who whom whose")
_OUTSIDE_PREDICATE_NOUN = _OUTSIDE | {"obl", "punct"}


@dataclass(frozen=True, slots=True)
class OpenTuple:
    """Who, does, what: words of the sentence. `confidence` from 0 to 1.

    `rest` is the object with everything that is said around it: where, when, with whom. It is empty
    where a verb says all: "prices are rising".
    """

    subject: str
    predicate: str
    rest: str
    confidence: float


# How often each shape of tuple is right, by eye on web text, in tenths.
_OBJECT, _PREDICATE_NOUN, _OBLIQUE = 0.8, 0.75, 0.7
_VERB_ALONE = 0.65
_CLAUSE, _APPOSITION, _OWNER = 0.6, 0.5, 0.4


def open_tuples(doc: Doc) -> list[OpenTuple]:
    """The tuples of a parsed text in order, each once."""
    found: dict[tuple[str, str, str], OpenTuple] = {}
    for token in doc:
        for one in (*_of_clause(token), *_of_apposition(token), *_of_owner(token)):
            is_whole = bool(one.rest) or one.confidence == _VERB_ALONE
            if one.subject and one.predicate and is_whole:
                found.setdefault((one.subject, one.predicate, one.rest), one)
    return list(found.values())


def _of_clause(head: Token) -> Iterator[OpenTuple]:
    if not is_clause_head(head) or (head.pos_ not in ("VERB", "AUX") and not is_copular(head)):
        return
    subject = subject_of(head) or _described(head)
    if subject is None:
        return
    said = _said_by_noun(head) if is_copular(head) else _said_by_verb(head)
    parts = list(said)
    for words in _subjects(subject, head):
        for predicate, rest, confidence in parts:
            yield OpenTuple(words, predicate, rest, confidence)


def _described(head: Token) -> Token | None:
    """ "a bridge built by Ann": what a participle is said of."""
    is_participle = head.dep_ == "acl" and head.tag_ in ("VBN", "VBG") and not marks(head)
    return head.head if is_participle else None


def _subjects(subject: Token, head: Token) -> list[str]:
    if subject.lower_ in _RELATIVE:
        subject = head.head
    if relation(head) == "acl" and _named_by(subject).i != subject.i:
        return [_words(_named_by(subject), _below(head, _named_by(subject)))]
    # The clause that hangs on its own subject ("the man who came") is no part of the subject.
    return [_words(noun, _below(head, subject)) for noun in conjuncts(subject)]


def _named_by(noun: Token) -> Token:
    """ "Ann is a painter who …": who "a painter" is, if its own clause says so."""
    subject = subject_of(noun) if is_copular(noun) else None
    return noun if subject is None or subject.lower_ in _RELATIVE else subject


def _below(head: Token, noun: Token) -> frozenset[int]:
    """The tokens of the clause of `head` as it hangs on a noun; none where it does not."""
    for token in (head, *head.ancestors):
        if token.head.i == noun.i and token.i != noun.i:
            return frozenset(leaf.i for leaf in token.subtree)
    return frozenset()


def _said_by_verb(head: Token) -> Iterator[tuple[str, str, float]]:
    predicate = _text(_verb_tokens(head))
    if head.dep_ == "acl" and head.tag_ == "VBN":
        predicate = f"was {predicate}"
    objects, circumstances = _objects(head), _circumstances(head)
    clauses = dependents(head, "ccomp", "xcomp")
    for noun in objects:
        for one in conjuncts(noun):
            words = [_words(one, _below(head, noun)), *map(_with_case, circumstances)]
            yield predicate, " ".join(words), _OBJECT
    for clause in clauses:
        if clause.dep_ == "ccomp":
            yield predicate, _whole(clause), _CLAUSE
    if circumstances and not objects:
        first, *others = circumstances
        words = [_joined(first), *map(_with_case, others)]
        yield " ".join([predicate, *case_words(first)]), " ".join(words), _OBLIQUE
    if not (objects or circumstances or clauses):
        yield predicate, _manner(head), _VERB_ALONE


def _manner(verb: Token) -> str:
    """What is said after a verb without an object and is no bare adverb of it: "up too"."""
    own = {token.i for token in _verb_tokens(verb)}
    after = [one for one in dependents(verb, "advmod") if one.i > verb.i and one.i not in own]
    return " ".join(_text(list(one.subtree)) for one in after)


def _circumstances(head: Token) -> list[Token]:
    """With whom, where, when, what for; what opens the sentence comes last."""
    found = [
        child
        for child in head.children
        if (relation(child) == "obl" and child.lower_ not in _RELATIVE)
        or (child.dep_ == "advcl" and child.i > head.i and marks(child) & _LATER)
    ]
    return sorted(found, key=lambda one: one.i < head.i)


def _with_case(circumstance: Token) -> str:
    if relation(circumstance) == "advcl":
        return _text(list(circumstance.subtree))
    return " ".join([*case_words(circumstance), _joined(circumstance)])


_LATER = word_set("to after before while when since until")


def _said_by_noun(head: Token) -> Iterator[tuple[str, str, float]]:
    """What "be" and a noun or adjective say, with what is said around it."""
    own = [token for token in _verb_tokens(head) if token.i != head.i]
    predicate = _text([*own, *dependents(head, "case")])
    dropped = {
        leaf.i
        for child in head.children
        if relation(child) in _OUTSIDE_PREDICATE_NOUN
        or child.lower_ in NEGATIONS
        or child.dep_ == "acl:relcl"
        for leaf in child.subtree
    }
    noun = _text([token for token in head.subtree if token.i not in dropped])
    beside = [_with_case(one) for one in head.children if relation(one) == "obl"]
    if not dependents(head, "xcomp"):
        yield predicate, " ".join([noun, *beside]), _PREDICATE_NOUN


def _of_apposition(noun: Token) -> Iterator[OpenTuple]:
    if noun.pos_ in ("NOUN", "PROPN"):
        for apposition in dependents(noun, "appos"):
            yield OpenTuple(_words(noun), "is", _words(apposition), _APPOSITION)


def _of_owner(noun: Token) -> Iterator[OpenTuple]:
    """ "King's writings": King has them."""
    for owner in dependents(noun, "nmod:poss"):
        if owner.pos_ in ("PROPN", "NOUN"):
            dropped = frozenset(leaf.i for leaf in owner.subtree)
            yield OpenTuple(_words(owner), "has", _words(noun, dropped), _OWNER)


def _objects(head: Token) -> list[Token]:
    objects = [
        child
        for child in head.children
        if (
            relation(child) in ("obj", "iobj")
            or (relation(child) == "xcomp" and child.pos_ in _NOMINAL and not marks(child))
        )
        and child.lower_ not in _RELATIVE
    ]
    is_gap = head.dep_ == "acl:relcl" and any(
        relation(child) == "nsubj" and child.lower_ not in _RELATIVE for child in head.children
    )
    return [head.head] if is_gap and not objects else objects


def _verb_tokens(head: Token) -> list[Token]:
    """The verb with its auxiliaries, negation and particle, and the verbs that govern it."""
    tokens = [head, *_auxiliaries(head), *dependents(head, "compound:prt"), *_adverbs(head)]
    for governor in governors(head):
        tokens += [governor, *_auxiliaries(governor)]
    first = head.head
    if relation(head) == "conj" and relation(first) == "xcomp" and not _auxiliaries(head):
        # "were able to hold the hotel and defeat …"
        tokens += [t for t in _verb_tokens(first) if t.i != first.i]
    if relation(head) == "xcomp":
        tokens += [child for child in dependents(head, "mark") if child.lower_ == "to"]
    return tokens


def _adverbs(verb: Token) -> list[Token]:
    """Bare adverbs beside the verb: "often refers", "ran daily"."""
    return [
        child
        for child in dependents(verb, "advmod")
        if -3 <= child.i - verb.i <= 1
        and child.tag_ == "RB"
        and child.lower_ not in _ASKING
        and not any(True for _ in child.children)
        and not (child.is_sent_start or (child.i > 0 and child.nbor(-1).text == ","))
    ]


_ASKING = word_set("when where why how")


def _auxiliaries(verb: Token) -> list[Token]:
    return [
        child
        for child in verb.children
        if child.i < verb.i
        and (relation(child) in ("aux", "cop") or child.lower_ in ("not", "n't", "n’t", "never"))
    ]


def _words(noun: Token, dropped: frozenset[int] = frozenset()) -> str:
    """The words of an argument alone, without its preposition and what is only beside it."""
    return _argument(noun, _OUTSIDE, dropped)


def _joined(noun: Token) -> str:
    """The same with what is joined to it: "in Rome and Paris" is one circumstance."""
    return _argument(noun, _OUTSIDE - {"cc", "conj"}, frozenset())


def _argument(noun: Token, outside: frozenset[str], dropped: frozenset[int]) -> str:
    left_out = set(dropped)
    for child in noun.children:
        is_aside = child.dep_ == "acl:relcl" and child.left_edge.i > 0 and _is_after_comma(child)
        if relation(child) in outside or is_aside or (has_subject(child) and child.i < noun.i):
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
    while ordered and (_is_mark(ordered[-1]) or ordered[-1].dep_ == "cc"):
        ordered.pop()
    while ordered and (_is_mark(ordered[0]) or ordered[0].dep_ == "cc"):
        ordered.pop(0)
    text = ordered[0].text if ordered else ""
    for before, token in pairwise(ordered):
        # As in the text where they stand side by side.
        text += (before.whitespace_ if token.i == before.i + 1 else " ") + token.text
    return text


def _is_mark(token: Token) -> bool:
    """Punctuation but for quotation marks, which may belong to a name."""
    return token.pos_ == "PUNCT" and token.text not in ("``", "''", "`", "'", '"', "“", "”")
