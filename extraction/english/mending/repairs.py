"""Mends of a parse where the small parser errs in ways that lose or misread whole clauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.lemmas import verb_opening_message
from quipu.extraction.english.lexicon.words import word_set
from quipu.extraction.english.mending.appositions import (
    hang_owner_on_noun,
    hang_who_on_person,
    part_aside_from_place,
    part_name_from_calling,
    read_apposition,
    read_food,
    read_name_after_kin,
    read_name_after_verb,
    read_owner_after_kin,
    read_place_around,
)
from quipu.extraction.english.mending.conjoined import hang_on_second_verb, move_object
from quipu.extraction.english.mending.misread import (
    join_hyphened,
    lift_case,
    read_deed_below,
    read_gerund_above,
    read_joined_verb,
    read_name_as_preposition,
    read_noun_after_being,
    read_noun_after_to,
    read_opening_quit,
    read_quitting,
    read_together,
    read_type,
    set_consequence_apart,
)
from quipu.extraction.english.mending.rehung import (
    hang_calling_on_noun,
    hang_department_on_name,
    hang_goal_on_verb,
    hang_home_on_verb,
    hang_on_noun,
    lift_joined,
    name_kin,
    part_amount,
    part_joined_clause,
    part_two_beings,
    read_being,
    read_being_on,
    read_being_somewhere,
    read_former,
    read_object,
    read_passive,
    read_short_being,
    read_turned_age,
    set_greeted_apart,
)
from quipu.extraction.english.mending.written import WRITTEN

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = ("VB", "VBP", "VBZ", "VBD")


def mend(doc: Doc) -> None:
    """Mend a parsed text in place."""
    for token in doc:
        for repair in _ALL.get(token.dep_, ()):
            repair(token)


def _give_object_to_verb(token: Token) -> None:
    """ "We sang and the music kept on": who does the second deed read as an object of the first."""
    if token.dep_ != "obj" or token.head.i > token.i:
        return
    joins = [child for child in token.children if child.dep_ == "cc" and child.i < token.i]
    verbs = [c for c in token.head.children if c.dep_ == "conj" and c.i > token.i]
    if not joins or not verbs or verbs[0].tag_ not in ("VBD", "VBZ", "VBP"):
        return
    if not any(child.dep_.startswith("nsubj") for child in verbs[0].children):
        token.head, token.dep_, joins[0].head = verbs[0], "nsubj", verbs[0]


def _join_noun_to_noun(token: Token) -> None:
    """ "I passed the agency interviews": the last noun of a row read as a verb."""
    if token.tag_ != "VBZ" or token.dep_ != "xcomp" or token.i == token.sent.start:
        return
    noun = token.nbor(-1)
    if noun.dep_ != "obj" or noun.head.i != token.head.i or noun.pos_ != "NOUN":
        return
    if any(True for _ in token.children):
        return
    for child in list(noun.children):
        child.head = token
    noun.head, noun.dep_ = token, "compound"
    token.pos_, token.tag_, token.dep_ = "NOUN", "NNS", "obj"


def _part_listed_verb(token: Token) -> None:
    """ "We explored nature, roasted corn and sang": the second verb read as describing a noun."""
    noun = token.head
    is_first = token.dep_ == "amod" and token.i > token.sent.start and token.nbor(-1).text == ","
    if not is_first or token.tag_ not in ("VBN", "VBD") or noun.dep_ != "conj" or noun.i < token.i:
        return
    verb = noun.head.head
    is_joined = noun.head.dep_ == "obj" and verb.tag_ == "VBD" and noun.head.i > verb.i
    is_list = any(c.dep_ == "conj" and c.pos_ == "VERB" and c.i > noun.i for c in verb.children)
    if is_joined and is_list and not any(c.dep_ in ("det", "cc") for c in noun.children):
        token.pos_, token.tag_, token.dep_ = "VERB", "VBD", "conj"
        token.head = verb
        noun.head, noun.dep_ = token, "obj"


def _join_subjects(token: Token) -> None:
    """ "Zoe and I are friends": the second subject beside the first, or the first above it all."""
    join = token.nbor(-1) if token.i > token.sent.start + 1 else None
    if not token.dep_.startswith("nsubj") or join is None or join.dep_ != "cc":
        return
    verb, first = token.head, join.nbor(-1)
    while first.dep_ in ("flat", "compound", "appos") and first.head.i >= first.sent.start:
        first = first.head
    is_told = any(child.dep_ == "cop" for child in first.children)  # "I'm Greta and I run …"
    if first.pos_ not in ("PROPN", "NOUN", "PRON") or first.i > join.i or is_told:
        return
    if first.dep_ == "vocative" and _is_cased(token):
        first.head, first.dep_ = verb, token.dep_  # "Bad news, Felix and I broke up"
    is_below = verb.dep_ in ("conj", "parataxis") and verb.head.i == first.i
    if first.dep_ == "ROOT" and is_below and _is_cased(token):
        for child in list(first.children):
            if child.dep_ == "punct" and child.i > verb.i:
                child.head = verb
        verb.dep_, first.dep_ = "ROOT", token.dep_
        verb.head = verb
        first.head = verb
    is_parted = verb.dep_ == "conj" and verb.head.i == first.i and verb.i + 1 == first.head.i
    if is_parted and first.dep_.startswith("nsubj"):
        verb.dep_ = "aux:pass"  # "Marco and I got married", "got" as what Marco did
        verb.head = first.head
    is_twin = first.head.i in (verb.i, verb.head.i) and first.dep_ == token.dep_
    if is_twin:
        token.head, token.dep_, join.head = first, "conj", token


def _part_being_from_doing(token: Token) -> None:
    """ "I'm Greta and I run a bakery": who somebody is read as a subject of what they do."""
    verb, relations = token.head, [child.dep_ for child in token.children]
    again = [c for c in token.children if c.dep_ == "conj" and _is_cased(c) and c.i < verb.i]
    if "cop" not in relations or "nsubj" not in relations or not again or verb.dep_ != "ROOT":
        return
    token.dep_, again[0].dep_ = "ROOT", "nsubj"
    token.head = token
    again[0].head = verb
    verb.head, verb.dep_ = token, "conj"


# What announces a sentence: "Good news, …", "Correction: …".
_ANNOUNCING = word_set("news update correction fact note reminder story question answer summary")


def _set_announcement_apart(token: Token) -> None:
    """ "Great news, Ines and Karl got engaged": what opens the sentence read as a subject of it."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    is_opening = token.left_edge.is_sent_start and after.text in (",", ":", "-", "–", "—")
    is_bare = not any(child.dep_ == "case" for child in token.children)
    if token.lemma_.lower() not in _ANNOUNCING or not (is_opening and is_bare):
        return
    verb, role, joined = token.head, token.dep_, [c for c in token.children if c.dep_ == "conj"]
    token.dep_ = "discourse"
    for later in joined[:1]:
        later.head, later.dep_ = verb, role
    for later in joined[1:]:
        later.head = joined[0]


def _is_cased(token: Token) -> bool:
    return token.lower_ in ("i", "he", "she", "we", "they")


def _part_subject_from_verb(token: Token) -> None:
    """ "My grandmother Agnes baked bread": the verb read as describing its object."""
    noun = token.head
    is_past = token.tag_ == "VBD" and token.dep_ == "amod" and noun.i > token.i
    if not is_past or noun.dep_ != "ROOT" or noun.pos_ != "NOUN":
        return
    subjects = [c for c in noun.children if c.dep_ == "nsubj" and c.i < token.i]
    if len(subjects) != 1 or any(child.dep_ == "cop" for child in noun.children):
        return
    subject = subjects[0]
    for child in list(noun.children):
        if child.dep_ == "nmod:poss" and child.i < subject.i:
            child.head = subject
        elif child.i < token.i or child.dep_ in ("punct", "obl"):
            child.head = token
    token.pos_, token.dep_, noun.dep_ = "VERB", "ROOT", "obj"
    token.head = token
    noun.head = token


def _read_opening_verb(token: Token) -> None:
    """ "Sold the Volvo." read as a name: a name has no object."""
    is_top_name = token.tag_.startswith("NN") and token.dep_ == "ROOT" and token.is_sent_start
    lemma = verb_opening_message(token.text)
    if lemma and is_top_name and any(child.dep_ == "obj" for child in token.children):
        token.pos_, token.tag_, token.lemma_ = "VERB", "VBD", lemma


def _join_verb_to_verb(token: Token) -> None:
    """ "I live in Ghent and work at Acme": the second verb joined to the name before it."""
    noun = token.head
    is_verb = token.pos_ == "VERB" and token.tag_ in _FINITE and token.dep_ == "conj"
    has_subject = any(child.dep_.startswith("nsubj") for child in token.children)
    is_below = noun.dep_ in ("obl", "obj") and noun.head.pos_ == "VERB" and noun.i > noun.head.i
    if is_verb and is_below and not has_subject and noun.pos_ in ("NOUN", "PROPN"):
        token.head = noun.head
        for later in [child for child in noun.rights if child.i > token.i]:
            if later.dep_ == "nmod":
                later.head, later.dep_ = token, "obl"


def _move_subject_to_verb(token: Token) -> None:
    """ "I got laid off": the subject hung on the auxiliary."""
    if token.dep_.startswith("nsubj") and token.head.dep_ == "aux:pass":
        token.head = token.head.head


def _give_subject_to_verb(token: Token) -> None:
    """ "Anna moved to Rome and Tom married": Tom joined to Rome, not to the verb after him."""
    joins = [child for child in token.children if child.dep_ == "cc"]
    if token.pos_ != "PROPN" or token.dep_ != "conj" or not joins or token.i + 1 == len(token.doc):
        return
    verb = token.nbor(1)
    is_free = verb.tag_ in _FINITE[1:] and verb.dep_ == "conj" and verb.pos_ == "VERB"
    if is_free and not any(child.dep_.startswith("nsubj") for child in verb.children):
        token.head, token.dep_ = verb, "nsubj"
        for join in joins:
            join.head = verb


# By the relation that a word has in the parse that errs.
_REPAIRS: Mapping[str, tuple[Callable[[Token], None], ...]] = {
    "ROOT": (
        set_greeted_apart,
        _read_opening_verb,
        read_opening_quit,
        read_noun_after_being,
        read_quitting,
    ),
    "conj": (
        part_joined_clause,
        read_place_around,
        read_joined_verb,
        _join_verb_to_verb,
        _give_subject_to_verb,
        lift_joined,
        part_aside_from_place,
        read_apposition,
    ),
    "compound": (read_former, part_name_from_calling, read_opening_quit),
    "nsubj": (
        hang_owner_on_noun,
        name_kin,
        _set_announcement_apart,
        _part_being_from_doing,
        _move_subject_to_verb,
        _join_subjects,
    ),
    "nsubj:pass": (_set_announcement_apart, _move_subject_to_verb, _join_subjects),
    "nmod:poss": (read_being, read_owner_after_kin),
    "appos": (read_owner_after_kin,),
    "acl:relcl": (hang_who_on_person,),
    "nmod": (part_two_beings, hang_home_on_verb, hang_goal_on_verb, read_being_somewhere),
    "iobj": (read_object,),
    "nummod": (read_turned_age,),
    "acl": (hang_calling_on_noun,),
    "vocative": (name_kin, read_apposition),
    "parataxis": (hang_on_noun, read_quitting, read_apposition),
    "obl:unmarked": (read_apposition,),
    "amod": (_part_subject_from_verb, _part_listed_verb),
    "nmod:unmarked": (part_amount,),
    "obl": (
        read_name_after_kin,
        _set_announcement_apart,
        hang_department_on_name,
        hang_on_second_verb,
    ),
    "xcomp": (read_passive, read_noun_after_to, _join_noun_to_noun, read_food),
    "advcl": (hang_calling_on_noun, read_noun_after_to, read_deed_below),
    "csubj": (read_noun_after_to,),
    "advmod": (set_greeted_apart, set_consequence_apart, read_name_after_verb, read_name_after_kin),
    "case": (lift_case, read_being_on, read_name_as_preposition),
    "aux": (read_short_being,),
    "cop": (read_short_being, read_together),
    "obj": (join_hyphened, read_type, read_gerund_above, _give_object_to_verb, move_object),
}

_ALL = {dep: (*WRITTEN.get(dep, ()), *_REPAIRS.get(dep, ())) for dep in {*WRITTEN, *_REPAIRS}}
