"""Small questions to a parse in Universal Dependencies, asked all over the local reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.kept import once_a_word
from quipu.extraction.english.lexicon.words import EAGER, SPEAKING, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM")
# Verbs whose object is the subject of their infinitive: "told Anna to leave".
_OBJECT_CONTROL = SPEAKING | word_set(
    "ask want let make help force allow get convince encourage teach invite see hear watch have "
    "need expect order require urge persuade"
)


def relation(token: Token) -> str:
    """The dependency relation without its subtype: "nsubj" for "nsubj:pass"."""
    return token.dep_.partition(":")[0]


def dependents(token: Token, *relations: str) -> list[Token]:
    """The token's direct dependents in one of these relations, subtypes counted only if named."""
    doc = token.doc
    return [doc[place] for place, told in _children(token) if told in relations]


@once_a_word
def _children(token: Token) -> tuple[tuple[int, str], ...]:
    """The places of the token's children, in order, and their relations."""
    return tuple((child.i, child.dep_) for child in token.children)


def case_words(token: Token) -> list[str]:
    """The prepositions of a noun, in order and lower case: ["out", "of"]."""
    words: list[str] = []
    for child in dependents(token, "case"):
        words.append(child.lower_)
        words += [fixed.lower_ for fixed in dependents(child, "fixed")]
    return [word for word in words if word not in ("'s", "’s", "'", "’")]


def is_copular(token: Token) -> bool:
    return any(told == "cop" for _, told in _children(token))


def has_subject(token: Token) -> bool:
    return any(relation(child) == "nsubj" for child in token.children)


def is_told_apart(noun: Token) -> bool:
    """Whether a noun is a name, or stands beside one or its owner: "Anna's house", not "houses"."""
    beside = [noun, *noun.children]
    return any(one.pos_ in ("PROPN", "PRON", "NUM") or one.dep_ == "nmod:poss" for one in beside)


def is_of_a_gerund(noun: Token) -> bool:
    """ "Being ourselves is great": what is great is the being."""
    first = noun.left_edge
    return first.i > first.sent.start and first.nbor(-1).lower_ in ("being", "having")


def hyphened(word: Token) -> str:
    """A word with what hyphens join to it: "colour-blind", which the tokenizer parts."""
    first = word
    while first.i >= 2 and first.nbor(-1).text == "-" and not first.nbor(-1).whitespace_:
        if first.nbor(-2).whitespace_ or first.nbor(-2).pos_ == "PUNCT":
            break
        first = first.nbor(-2)
    return word.doc[first.i : word.i + 1].text


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause: a full verb, or a predicate noun or adjective."""
    if is_copular(token):
        return True
    if token.pos_ in ("VERB", "AUX"):
        return relation(token) not in ("aux", "cop", "amod", "compound", "case", "flat")
    # A verb mistaken for a noun ("I no longer work at …") still has its own subject.
    return token.pos_ in ("NOUN", "ADP", "ADJ") and has_subject(token)


def is_in_law(noun: Token) -> bool:
    """Whether "-in-law" follows a noun, which the tokenizer parts from it."""
    return noun.doc[noun.i + 1 : noun.i + 5].text.lower() == "-in-law"


def conjuncts(token: Token) -> list[Token]:
    """The noun and those joined to it by "and"; clauses, and "not Rome", are left out."""
    joined = [
        child
        for child in dependents(token, "conj")
        if child.pos_ in _NOMINAL
        and not (has_subject(child) or is_copular(child) or _is_contrasted(child))
    ]
    return [token, *joined]


def _is_contrasted(noun: Token) -> bool:
    """Rome in "Oslo, not Rome", "Oslo rather than Rome": named only as what it is not."""
    return any(
        child.lower_ in ("not", "rather", "instead") and child.i < noun.i for child in noun.children
    )


def marks(token: Token) -> set[str]:
    """The conjunctions that open a clause, lower case: {"if"}, {"to"}."""
    return {child.lower_ for child in dependents(token, "mark")}


def governors(token: Token) -> Iterator[Token]:
    """The verbs above an infinitive or gerund, nearest first: "want" above "to buy"."""
    while relation(token) == "xcomp" and token.head.i != token.i:
        token = token.head
        yield token


def subject_of(head: Token) -> Token | None:
    """Who does it: the clause's own subject or, where grammar shares one, another clause's."""
    for _ in range(6):
        own = dependents(head, "nsubj", "nsubj:pass")
        if own:
            return _relative_antecedent(own[0], head)
        shared = _shared_subject(head)
        if shared is None or shared.i == head.i:
            return None
        if relation(head) in ("acl", "xcomp") and shared.i != head.head.i:
            return shared
        if relation(head) == "acl":
            return shared
        head = shared
    return None


def _relative_antecedent(subject: Token, head: Token) -> Token:
    is_relative = subject.lower_ in ("who", "that", "which") and relation(head) == "acl"
    return head.head if is_relative else subject


def _shared_subject(head: Token) -> Token | None:
    """The object that controls an infinitive, the noun of a participle, or the head above."""
    match relation(head):
        case "conj":
            return head.head
        case "xcomp":
            objects = dependents(head.head, "obj", "iobj")
            if objects and head.head.lemma_.lower() in _OBJECT_CONTROL:
                return objects[0]
            return head.head
        case "parataxis":
            return head.head if _goes_on_alone(head) else None
        case "acl":
            by_someone = head.tag_ == "VBN" and bool(dependents(head, "obl:agent"))
            # "a song by X called Y" calls nobody; "trees surrounded by mist" are any trees.
            by_someone = by_someone and head.lower_ not in ("called", "named", "titled")
            by_someone = by_someone and is_told_apart(head.head)
            return head.head if by_someone or head.dep_ == "acl:relcl" else None
        case "advcl":
            # "Having friends over is fun": a participle shares a subject only with a full clause.
            is_bare = head.tag_ in ("VBG", "VBN") and marks(head) <= {"after"}
            return head.head if is_bare else None
        case _:
            return None


def joined_gerund(verb: Token) -> Token | None:
    """The gerund that is one deed with its verb: "go camping", "take the family camping"."""
    if verb.lemma_.lower() not in ("go", "take"):
        return None
    for child in verb.children:
        is_free = relation(child) in ("xcomp", "advcl") and not marks(child)
        if is_free and child.tag_ == "VBG" and 0 < child.i - verb.i <= 5:
            return child
    return None


def _goes_on_alone(verb: Token) -> bool:
    """ "I don't live in Rome anymore, moved to Bari": whoever speaks, told no second time."""
    first, before = verb.head, verb.left_edge
    subjects = [child.lower_ for child in first.children if child.dep_ == "nsubj"]
    is_next = before.text == "," or (before.i > verb.sent.start and before.nbor(-1).text == ",")
    return verb.tag_ == "VBD" and first.i < verb.i and subjects in (["i"], ["we"]) and is_next


_NAMING = frozenset({"called", "named", "titled", "entitled"})


def is_no_deed(verb: Token) -> bool:
    """ "a song by Ann called Rain"; "pumped to meet you and make a song": nobody did that."""
    if dependents(verb, "aux", "aux:pass", "mark"):
        return False
    if verb.tag_ == "VB" and verb.dep_ == "conj":
        return verb.head.pos_ == "ADJ" or verb.head.lower_ in EAGER
    return verb.tag_ == "VBN" and verb.lower_ in _NAMING
