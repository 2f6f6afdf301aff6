"""Mends of words that the small parser takes for another part of speech: nouns read as verbs, and
verbs read as nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.lemmas import verb_of_gerund
from quipu.extraction.english.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

# What somebody is "to" a thing, never to do something.
_TOWARDS = word_set("allergic intolerant sensitive immune addicted")
# Verbs of a state that are nouns as well, by how they are written.
_STATES = {"work": "work", "live": "live", "study": "study", "teach": "teach", "rent": "rent"}
_STATES_OF_ONE = {"works": "work", "lives": "live", "studies": "study"}


def read_noun_after_to(token: Token) -> None:
    """ "I'm allergic to shellfish": what one is allergic to, read as a deed."""
    quality = token.head
    to = [c for c in token.children if c.lower_ == "to" and c.dep_ in ("mark", "case")]
    if quality.lower_ not in _TOWARDS or not to or token.i < quality.i:
        return
    if token.lower_.endswith("ing") and token.pos_ == "VERB" and any(token.rights):
        return  # "addicted to playing chess"
    for child in [child for child in token.rights if child.dep_ not in ("conj", "nmod")]:
        child.head, child.dep_ = quality, "parataxis"
    to[0].dep_, token.dep_ = "case", "obl"
    if token.tag_ in ("VB", "VBP"):
        token.pos_, token.tag_, token.lemma_ = "NOUN", "NN", token.lower_


def set_consequence_apart(token: Token) -> None:
    """ "I'm vegan, so no cheese for me please": what follows from it read as a part of it."""
    is_last = token.i + 1 >= token.sent.end
    if token.lower_ != "so" or token.i == token.sent.start or is_last:
        return
    if token.nbor(-1).text != "," and token.nbor(1).lower_ != "no":
        return
    for later in token.doc[token.i + 1 : token.sent.end]:
        is_part = later.head.i < token.i and later.dep_ in ("obl", "obj", "ccomp", "xcomp", "nmod")
        if is_part:
            later.dep_ = "parataxis"


def read_joined_verb(token: Token) -> None:
    """ "I graduated and work for Siemens", "sold the flat and lives in Porto": the second verb read
    as a noun."""
    is_between = token.sent.start < token.i < token.sent.end - 1
    if token.tag_ not in ("NN", "NNS") or not is_between:
        return
    join, after = token.nbor(-1), token.nbor(1)
    verb = _verb_beside(token)
    if join.dep_ != "cc" or join.head.i != token.i or after.dep_ != "case" or verb is None:
        return
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj")]
    is_one = len(subjects) == 1 and (
        subjects[0].tag_ in ("NN", "NNP") or subjects[0].lower_ in ("he", "she")
    )
    lemma = (_STATES_OF_ONE if is_one else _STATES).get(token.lower_)
    if lemma is None:
        return
    for later in [c for holder in (token.head, verb) for c in holder.rights if c.i > token.i]:
        if later.dep_ in ("obl", "nmod", "advmod", "obl:unmarked"):
            later.head, later.dep_ = token, later.dep_.replace("nmod", "obl")
    token.head, token.pos_, token.lemma_ = verb, "VERB", lemma
    token.tag_ = "VB" if verb.tag_ == "VB" else "VBZ" if is_one else "VBP"


def _verb_beside(token: Token) -> Token | None:
    """The verb that the word may be joined to: its head, or the one of which the head is told."""
    if token.head.pos_ == "VERB":
        return token.head
    noun = token.head
    is_whole = any(child.dep_ in ("det", "case") for child in noun.children)
    is_owned = any(child.dep_ == "nmod:poss" for child in noun.children)
    is_below = noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB"
    # "left his home and life in Rome"
    return noun.head if is_below and is_whole and not is_owned else None


def read_noun_after_being(token: Token) -> None:
    """ "My favourite food is actually pho": what it is, read as a verb."""
    if token.tag_ not in ("VB", "VBP") or token.pos_ != "VERB":
        return
    being = [c for c in token.children if c.dep_ == "cop" and c.lemma_ == "be" and c.tag_ != "VB"]
    subjects = [c for c in token.children if c.dep_.startswith("nsubj")]
    if len(being) != 1 or len(subjects) != 1 or any(c.dep_ in ("aux", "mark") for c in token.lefts):
        return
    if subjects[0].pos_ != "NOUN" or not any(c.dep_ == "nmod:poss" for c in subjects[0].children):
        return  # "All I do is work"
    subjects[0].dep_ = "nsubj"
    token.pos_, token.tag_, token.lemma_ = "NOUN", "NN", token.lower_
    for later in token.rights:
        if later.dep_ == "obj":
            later.dep_ = "obl:unmarked"


def join_hyphened(token: Token) -> None:
    """ "an e-bike": one thing, read as two of three things that are bought."""
    doc, verb = token.doc, token.head
    is_next = token.i + 2 < token.sent.end and doc[token.i + 1].text == "-"
    if not is_next or token.whitespace_ or doc[token.i + 1].whitespace_:
        return
    last = doc[token.i + 2]
    if last.dep_ == "obj" and last.head.i == verb.i and last.pos_ == "NOUN":
        for child in [child for child in token.children if child.i < token.i]:
            child.head = last
        token.head, token.dep_ = last, "compound"
        doc[token.i + 1].head, doc[token.i + 1].dep_ = last, "punct"


_OF_A_KIND = word_set("type stage grade level class category")


def read_type(token: Token) -> None:
    """ "I have type 1 diabetes": of which type, read as another thing that one has."""
    number = token.nbor(1) if token.i + 1 < token.sent.end else token
    thing = number.head
    is_kind = token.lower_ in _OF_A_KIND and number.tag_ == "CD" and thing.i == number.i + 1
    if is_kind and thing.dep_ == "obj" and thing.head.i == token.head.i:
        token.head, token.dep_ = thing, "compound"


def read_name_as_preposition(token: Token) -> None:
    """ "I dropped VS Code": the first part of a name, all capitals, read as "vs"."""
    name = token.head
    is_loud = token.text.isupper() and len(token.text) > 1
    if not is_loud or name.pos_ != "PROPN" or token.sent.text.isupper():
        return
    token.dep_, token.pos_, token.tag_, token.lemma_ = "compound", "PROPN", "NNP", token.text
    has_case = any(child.dep_ == "case" for child in name.children)
    if name.dep_ == "obl" and not has_case:
        name.dep_ = "obj"


_SOMEBODYS_OWN = word_set("my our")


def read_opening_quit(token: Token) -> None:
    """ "Quit my job", "Quit smoking in May": the past, which looks like a command. "Quit smoking!"
    is one."""
    if token.lower_ != "quit" or not token.is_sent_start:
        return
    habit = token.head if token.dep_ == "compound" else None
    if habit is not None and habit.lower_.endswith("ing") and habit.dep_ == "ROOT":
        beside = [child for child in habit.children if child.i > habit.i and child.dep_ != "punct"]
        if not beside:
            return
        for later in [child for child in habit.children if child.i > habit.i]:
            later.head = token
            later.dep_ = later.dep_.replace("nmod", "obl")
        token.dep_ = "ROOT"
        token.head = token
        habit.head, habit.dep_, habit.pos_, habit.tag_ = token, "xcomp", "VERB", "VBG"
    elif token.tag_ != "VB" or not any(
        owner.lower_ in _SOMEBODYS_OWN
        for child in token.children
        if child.dep_ == "obj"
        for owner in child.children
    ):
        return
    token.pos_, token.tag_, token.lemma_ = "VERB", "VBD", "quit"


def read_quitting(token: Token) -> None:
    """ "Anna quit Acme": the verb, which has no ending, read as a noun with her name before it."""
    if token.lower_ != "quit" or token.tag_ not in ("NN", "NNP") or token.i == token.sent.start:
        return
    before = [c for c in token.lefts if c.dep_ in ("compound", "nsubj", "nmod", "nmod:unmarked")]
    if not before or before[-1].i != token.i - 1 or before[-1].pos_ not in ("PROPN", "PRON"):
        return
    token.pos_, token.tag_, token.lemma_, before[-1].dep_ = "VERB", "VBD", "quit", "nsubj"
    for later in token.rights:
        if later.dep_ in ("appos", "flat", "nmod", "nmod:unmarked", "list"):
            later.dep_ = "obj"


def read_deed_below(token: Token) -> None:
    """ "I spent Sunday painting", "I plan on moving": what is done, read as something beside it."""
    if token.tag_ != "VBG" or token.i < token.head.i:
        return
    verb, opening = token.head, [c.lower_ for c in token.children if c.dep_ == "mark"]
    is_spent = not opening and (verb.lemma_ == "spend" or verb.lower_ == "busy")
    if is_spent or (verb.lemma_ == "plan" and opening == ["on"]):
        token.dep_ = "xcomp"


def lift_case(token: Token) -> None:
    """ "to an awesome music hall": the preposition hung on a word within its noun phrase."""
    inner, noun = token.head, token.head.head
    is_inner = token.dep_ == "case" and inner.dep_ in ("compound", "amod") and noun.i > inner.i
    is_below = noun.dep_ in ("obj", "nmod") and not any(c.dep_ == "case" for c in noun.children)
    if is_inner and token.i < inner.i and is_below and token.lower_ not in ("'s", "’s"):
        for child in [child for child in inner.children if child.i < inner.i]:
            child.head = noun
        noun.dep_ = "obl" if noun.dep_ == "obj" else noun.dep_


def read_gerund_above(token: Token) -> None:
    """ "I finished reading “Becoming Nicole”": what has an object is no noun."""
    deed = token.head
    if deed.tag_ != "NN" or not deed.lower_.endswith("ing") or deed.i > token.i:
        return
    deed.pos_, deed.tag_, deed.lemma_ = "VERB", "VBG", verb_of_gerund(deed.lower_)
    if deed.dep_ == "obj":
        deed.dep_ = "xcomp"


def read_together(being: Token) -> None:
    """ "Yara and I are together now, officially": the state read as a word beside a time."""
    state = being.head
    if state.lower_ != "together" or state.dep_ != "advmod" or state.i < being.i:
        return
    now, top = state.head, state.head.head
    is_subject = top.dep_ == "ROOT" and top.i < being.i and top.pos_ not in ("VERB", "AUX")
    if now.dep_ != "advmod" or not is_subject:
        return
    state.dep_, state.head = "ROOT", state
    for child in [c for c in top.children if c.i > being.i]:
        child.head = state
    top.head, top.dep_ = state, "nsubj"
