"""What can be seen of a draft that tells whether it is worth keeping: traits by name.

The gate has a learned weight for each (`gate.json`). A trait says what kind of words stand where,
never which name; single words only where they are grammar or in a list of `words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.syntax import (
    dependents,
    has_subject,
    is_told_apart,
    marks,
    relation,
)
from quipu.extraction.english.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_MANY = 3  # statements of one verb: lists, and verbs whose arguments the parser misjoined
_FAR = 9  # tokens between a verb and its argument
_PREPOSITIONS = words.word_set("to in at on for with from by of as about")
_PREFIXES = ("can", "could", "should", "must", "will", "want to", "need to", "try to", "plan to",
             "have to")  # fmt: skip
_VERBS = {
    "empty": words.EMPTY_VERBS, "talking": words.TALKING, "sending": words.SENDING,
    "state": words.STATES, "liking": words.LIKINGS, "light": words.LIGHT,
    "believing": words.BELIEVING, "speaking": words.SPEAKING, "inceptive": words.INCEPTIVES,
    "attempt": words.ATTEMPTS, "wish": words.WISHES, "making": words.MAKING,
}  # fmt: skip


def traits_of(draft: Draft, *, is_dated: bool, alike: int) -> frozenset[str]:
    """The traits of a draft; `alike`: how many drafts of its sentence have its verb."""
    head, subject, object_ = draft.head, draft.subject_token, draft.object_token
    found = {*_of_telling(draft), *_of_subject(draft), *_of_object(draft), *_of_clause(head)}
    found.update(_of_predicate(draft))
    found.update(f"{side} {trait}" for side, token in (("subject", subject), ("object", object_))
                 for trait in _of_place(token, head))  # fmt: skip
    found.update(_of_sentence(head))
    found.update(_pairs(draft))
    if is_dated:
        found.add("dated")
    if alike >= _MANY:
        found.add("many of one verb")
    return frozenset(found)


def _of_telling(draft: Draft) -> Iterator[str]:
    group = draft.group
    yield f"shape {draft.shape.value}"
    yield f"told {group.modality.value.lower()}"
    yield f"tense {group.tense.value.lower()}"
    if group.prefix:
        yield f"prefix {group.prefix if group.prefix in _PREFIXES else 'other'}"
    named = {
        "negated": group.is_negated,
        "ending": group.is_ending,
        "beginning": group.is_beginning,
        "progressive": group.is_progressive,
        "just now": group.is_just_now,
        "doubted": group.doubt > 0,
    }
    yield from (name for name, is_so in named.items() if is_so)


def _of_subject(draft: Draft) -> Iterator[str]:
    token = draft.subject_token
    yield f"subject {kind_of_word(token)}"
    yield f"subject standing {_standing(token)}"
    yield f"subject words {_size(draft.subject.text)}"
    if token is not None:
        yield f"subject as {relation(token)}"
        if token.pos_ != "PRON" and any(one.pos_ == "PROPN" for one in token.subtree):
            yield "subject holds a name"
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return
    yield f"subject is {_determined(token)}"


def _of_object(draft: Draft) -> Iterator[str]:
    token, text = draft.object_token, draft.object.text
    yield f"object {kind_of_word(token)}"
    yield f"object words {_size(text)}"
    if draft.object.is_value:
        yield "object a value"
    if any(map(str.isdigit, text)):
        yield "object with digits"
    if text.startswith(f"{draft.subject.text}'s "):
        yield "object of the subject"
    if token is None:
        return
    yield f"object as {relation(token)}"
    if token.pos_ in ("NOUN", "PROPN"):
        yield f"object is {_determined(token)}"
    if any(one.pos_ == "PROPN" for one in token.subtree):
        yield "object holds a name"
    if token.lower_ in words.LASTING_QUALITIES:
        yield "object a lasting quality"
    beside = {child.lower_ for child in token.children}
    if beside & words.SENTIMENT:
        yield "object praised"
    if beside & words.PRAISE:
        yield "object highly praised"
    said = {child.dep_ for child in token.children}
    for name, relations in (
        ("of something", {"nmod"}),
        ("told by a clause", {"acl", "acl:relcl"}),
        ("qualified", {"amod", "compound"}),
    ):
        if said & relations:
            yield f"object {name}"


def kind_of_word(token: Token | None) -> str:
    """What kind of word heads a side of a statement; "none" where nothing stands there."""
    if token is None:
        return "none"
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.pos_ == "PRON":
        return _kind_of_pronoun(lower)
    if token.pos_ == "NOUN" and not token.ent_type_:
        lists = {"kin": words.KIN, "vague": words.VAGUE, "abstract": words.ABSTRACT}
        return next((name for name, some in lists.items() if lemma in some), "noun")
    if token.pos_ == "ADJ" and not token.ent_type_:
        return "feeling" if lower in words.SENTIMENT else "quality"
    kinds = {"PROPN": "name", "NUM": "number", "VERB": "deed", "AUX": "deed"}
    return "name" if token.ent_type_ else kinds.get(token.pos_, "other")


def _kind_of_pronoun(lower: str) -> str:
    if lower in words.FIRST_PERSON:
        return "I"
    if lower in words.SECOND_PERSON:
        return "you"
    return "he or she" if lower in words.PERSON_PRONOUNS else "pronoun"


def _standing(token: Token | None) -> str:
    """Whom a subject tells of: somebody named, somebody's, or anybody."""
    if token is None or token.pos_ == "PROPN":
        return "named"
    if token.pos_ == "PRON":
        return "you" if token.lower_ in words.SECOND_PERSON else "pronoun"
    if token.lemma_.lower() in words.VAGUE:
        return "vague"
    is_apart = any(one.dep_ == "nmod:poss" or one.pos_ == "PROPN" for one in token.subtree)
    return "told apart" if is_apart else "general"


def _determined(noun: Token) -> str:
    if dependents(noun, "nmod:poss"):
        return "owned"
    if dependents(noun, "nummod"):
        return "counted"
    for child in dependents(noun, "det"):
        if child.lower_ in ("this", "that", "these", "those"):
            return "pointed at"
        return {"the": "the", "a": "a", "an": "a"}.get(child.lower_, "any")
    return "plural" if noun.tag_ == "NNS" else "bare"


def _size(text: str) -> str:
    count = len(text.split())
    return str(count) if count < 4 else "4-6" if count < 7 else "7 or more"


def _of_place(token: Token | None, head: Token) -> Iterator[str]:
    if token is None or token == head:
        return
    if token.head != head:
        yield "not of the verb itself"
    if abs(token.i - head.i) >= _FAR:
        yield "far from the verb"
    yield "before the verb" if token.i < head.i else "after the verb"


def _of_clause(head: Token) -> Iterator[str]:
    yield f"clause {head.dep_ if head.dep_ == 'acl:relcl' else relation(head)}"
    yield f"headed by {head.pos_}"
    yield f"tagged {head.tag_}"
    if marks(head):
        yield "clause after a conjunction"
    auxiliaries = dependents(head, "aux", "aux:pass")
    if head.tag_ in ("VBN", "VBG") and not auxiliaries:
        yield f"bare {head.tag_}"
    if dependents(head, "aux:pass"):
        yield "passive"
    if dependents(head, "xcomp", "ccomp"):
        yield "a clause below"
    if dependents(head, "case"):
        yield "head with a preposition"


def _of_predicate(draft: Draft) -> Iterator[str]:
    verb, parts = draft.head.lemma_.lower(), draft.predicate.split()
    yield from (f"verb {name}" for name, some in _VERBS.items() if verb in some)
    if verb in words.EMPTY_BEFORE_CLAUSE and dependents(draft.head, "xcomp", "ccomp"):
        yield "verb empty before a clause"
    yield f"predicate words {min(3, len(parts))}"
    if draft.predicate in ("be", "have"):
        yield f"predicate {draft.predicate}"
    if draft.shape is Shape.OBLIQUE and len(parts) > 1:
        yield f"preposition {parts[-1] if parts[-1] in _PREPOSITIONS else 'other'}"


def _of_sentence(head: Token) -> Iterator[str]:
    sentence = head.sent
    length = len(sentence)
    yield f"sentence {'short' if length < 6 else 'middling' if length < 16 else 'long'}"
    if length >= 30:
        yield "sentence very long"
    if sentence.text.rstrip().endswith("!"):
        yield "exclaimed"
    if not any(has_subject(token) for token in sentence):
        yield "sentence without a subject"
    if any(token.pos_ == "INTJ" for token in sentence):
        yield "sentence with an interjection"
    if head.dep_ != "ROOT" and sentence.root.lemma_.lower() in words.BELIEVING:
        yield "believed"


def _pairs(draft: Draft) -> Iterator[str]:
    """Traits that tell more together than each by itself."""
    subject, object_ = _standing(draft.subject_token), kind_of_word(draft.object_token)
    token, tense = draft.object_token, draft.group.tense.value.lower()
    if token is not None and object_ == "noun":
        object_ = "noun told apart" if is_told_apart(token) else "noun"
    shape = draft.shape.value
    yield f"{subject} & {object_}"
    yield f"{shape} & {object_}"
    yield f"{subject} & {shape}"
    yield f"{subject} & {tense}"
    yield f"{object_} & {tense}"
