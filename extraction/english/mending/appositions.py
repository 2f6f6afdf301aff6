"""Mends of a parse where a name and a noun stand side by side: "my car, a Fiat Panda"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.occupations import POSTS
from quipu.extraction.english.lexicon.words import ANIMALS, KIN, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWNING = word_set("have own keep")
_MEETING = word_set("see meet hire find date")


def read_apposition(token: Token) -> None:
    """ "I sold my car, a Fiat Panda", "We have a dog, Bruno", "I'm Tess, a nurse": the second one
    read as joined to the first, or as somebody called."""
    noun = _noun_before(token)
    if noun is None or not _is_set_off(token):
        return
    article = [c.lower_ for c in token.children if c.dep_ == "det"]
    is_named = token.pos_ == "PROPN" and article in (["a"], ["an"]) and _is_thing(noun)
    is_kept = token.pos_ == "PROPN" and not article and _is_kept(noun)
    is_calling = bool(article) or token.lemma_.lower() in POSTS
    # Names come later: the tagger alone takes "Tessa" for a noun.
    is_told = noun.text.istitle() and token.pos_ == "NOUN" and is_calling
    is_told = is_told and any(child.dep_ == "cop" for child in noun.children)
    if is_named or is_kept or is_told:
        token.head, token.dep_ = noun, "appos"
        for place in [c for c in noun.rights if c.i > token.i and c.dep_ == "obl" and is_told]:
            place.head, place.dep_ = token, "nmod"


def _noun_before(token: Token) -> Token | None:
    """What stands right before a phrase and the comma that opens it."""
    first = token.left_edge if token.left_edge.i >= token.sent.start else token
    if first.text == "," and first.i + 1 < len(first.doc):
        first = first.nbor(1)
    if first.i < token.sent.start + 2 or first.nbor(-1).text != ",":
        return None
    noun = first.nbor(-2)
    return noun if noun.pos_ in ("NOUN", "PROPN") or noun.text.istitle() else None


def _is_set_off(token: Token) -> bool:
    """Whether it is one by itself: "a dog, Bruno and Max" and "a lamp, and a Vespa" are lists."""
    return not any(
        child.dep_ == "cc" or (child.dep_ == "conj" and child.pos_ == "PROPN")
        for child in token.children
    )


def _is_thing(noun: Token) -> bool:
    is_own = any(child.dep_ in ("nmod:poss", "det") for child in noun.children)
    return noun.pos_ == "NOUN" and is_own and noun.lemma_.lower() not in KIN - ANIMALS


def _is_kept(noun: Token) -> bool:
    is_one = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children)
    is_had = noun.dep_ == "obj" and noun.head.lemma_.lower() in _OWNING | _MEETING
    return is_one and is_had and noun.lemma_.lower() in KIN | ANIMALS


def part_name_from_calling(token: Token) -> None:
    """ "I'm Zoë, head chef at Lumière": the name read as a part of what she is."""
    noun = token.head
    if not token.text.istitle() or noun.pos_ != "NOUN" or token.i + 1 >= noun.i:
        return
    if token.nbor(1).text != "," or noun.dep_ != "ROOT":
        return
    before = [child for child in noun.children if child.i < token.i]
    if {"cop", "nsubj"} - {child.dep_ for child in (*before, *token.lefts)}:
        return
    for child in before:
        child.head = token
    for child in [c for c in noun.children if c.i > noun.i and c.dep_ in ("conj", "punct")]:
        child.head = token
    token.nbor(1).head = noun
    token.dep_ = "ROOT"
    noun.head, noun.dep_ = token, "appos"
    token.head = token


def read_name_after_kin(token: Token) -> None:
    """ "My cat Pip died.": the name right after what it is read as how it was done."""
    noun = token.nbor(-1) if token.i > token.sent.start else token
    if noun.head.i == token.i:
        return  # "as Martha's mother Francine Jones": it hangs on the name already
    is_kin = noun.lemma_.lower() in KIN | ANIMALS and noun.dep_.startswith("nsubj")
    if token.dep_ == "obl":  # "swears at my cat Ziggy"
        is_bare = token.pos_ == "PROPN" and not any(c.dep_ == "case" for c in token.children)
        is_owned = any(child.dep_ == "nmod:poss" for child in noun.children)
        if is_bare and is_owned and noun.lemma_.lower() in KIN | ANIMALS:
            token.head, token.dep_ = noun, "appos"
        return
    if noun.lemma_.lower() in ANIMALS and noun.dep_ == "obj" and token.pos_ == "PROPN":
        token.head, token.dep_ = noun, "appos"  # "put our cat Biscuit to sleep"
        return
    if token.pos_ == "PROPN" and is_kin and noun.head.i == token.head.i and token.i < noun.head.i:
        token.head, token.dep_ = noun, "appos"


_JOINING = word_set("join leave quit visit choose pick hire like love need")


def read_name_after_verb(token: Token) -> None:
    """ "She's joining Bol as a product owner": whom she joins, read as how she does it."""
    verb = token.head
    is_after = token.pos_ == "PROPN" and token.i == verb.i + 1 and verb.lemma_.lower() in _JOINING
    if is_after and not any(child.dep_ == "obj" for child in verb.children):
        token.dep_ = "obj"


_EATING = word_set("eat drink avoid tolerate digest")


def read_food(token: Token) -> None:
    """ "I can't eat gluten": what is eaten, read as how it tastes."""
    verb = token.head
    is_after = token.i == verb.i + 1 and verb.lemma_.lower() in _EATING and token.tag_ == "JJ"
    is_last = token.i + 1 >= token.sent.end or token.nbor(1).pos_ in ("PUNCT", "CCONJ", "ADP")
    if is_after and is_last and not any(child.dep_ == "obj" for child in verb.children):
        token.dep_, token.pos_, token.tag_, token.lemma_ = "obj", "NOUN", "NN", token.lower_


def part_aside_from_place(token: Token) -> None:
    """ "I've moved to Bruges, boxes everywhere": what is beside it read as a second place."""
    name = token.head
    is_of_place = name.pos_ == "PROPN" and name.dep_ == "obl" and token.tag_ in ("NN", "NNS")
    below = [child.dep_ for child in token.children]
    if is_of_place and "cc" not in below and "advmod" in below and "case" not in below:
        before = token.left_edge
        if before.text == "," or (before.i > token.sent.start and before.nbor(-1).text == ","):
            token.dep_ = "parataxis"


def read_place_around(token: Token) -> None:
    """ "I live in Bergen, Norway, and work at Acme": where Bergen lies, read as a second home."""
    place = token.head
    is_pair = token.pos_ == "PROPN" and place.pos_ == "PROPN" and place.dep_ == "obl"
    below = {child.dep_ for child in token.children}
    joined = [c for c in place.children if c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN")]
    if not is_pair or below & {"cc", "case", "nsubj", "cop"} or len(joined) != 1:
        return
    first = token.left_edge
    is_set_off = first.i > token.sent.start and "," in (first.text, first.nbor(-1).text)
    after = token.nbor(1) if token.i + 1 < token.sent.end else None
    is_last = after is None or after.pos_ in ("PUNCT", "CCONJ", "ADP", "ADV")
    cases = {child.lower_ for child in place.children if child.dep_ == "case"}
    if is_set_off and is_last and cases & _OF_PLACES:
        token.dep_ = "appos"


_OF_PLACES = word_set("in to from near at around outside")


def read_owner_after_kin(token: Token) -> None:
    """ "my cousin Tom's wedding": the cousin read as what was attended, Tom as somebody else."""
    kin = token.nbor(-1) if token.i > token.sent.start else token
    marks = [c for c in token.children if c.dep_ == "case" and c.lower_ in ("'s", "’s", "'", "’")]
    is_kin = kin.lemma_.lower() in KIN | ANIMALS and kin.pos_ == "NOUN"
    if token.pos_ != "PROPN" or not marks or not is_kin or marks[0].i + 1 >= token.sent.end:
        return
    thing = token.head if token.dep_ == "nmod:poss" else _noun_after(marks[0])
    if thing is None or thing.i < token.i or thing.pos_ not in ("NOUN", "PROPN"):
        return
    is_beside = kin.i in (thing.i, thing.head.i) or kin.head.i in (thing.head.i, thing.i)
    if not is_beside:
        return
    if thing.head.i != kin.head.i or kin.dep_ != "nmod:poss":
        for child in [c for c in kin.children if c.dep_ in ("case", "punct", "cc")]:
            child.head = thing
    if kin.dep_ != "nmod:poss":
        is_top = kin.head.i == kin.i
        thing.dep_ = kin.dep_
        thing.head = thing if is_top else kin.head
    kin.head, kin.dep_ = token, "compound"
    token.head, token.dep_ = thing, "nmod:poss"


def _noun_after(mark: Token) -> Token | None:
    """The noun that a phrase of possession leads to: birthday of "Rosa's 90th birthday"."""
    for noun in mark.doc[mark.i + 1 : min(mark.i + 5, mark.sent.end)]:
        if noun.pos_ == "NOUN" and noun.dep_ not in ("compound", "nmod"):
            return noun
        if noun.pos_ not in ("ADJ", "NUM", "NOUN", "PROPN"):
            return None
    return None


def hang_who_on_person(token: Token) -> None:
    """ "an aunt in Bergen who keeps bees": a place keeps none."""
    place, above = token.head, token.head.head
    who = any(child.lower_ == "who" and child.dep_.startswith("nsubj") for child in token.children)
    is_of_place = place.pos_ == "PROPN" and any(c.dep_ == "case" for c in place.children)
    if who and is_of_place and place.dep_ == "nmod" and above.lemma_.lower() in KIN:
        token.head = above


def hang_owner_on_noun(token: Token) -> None:
    """ "A cousin of mine lives in Oslo": whose cousin it is, read as who lives there."""
    verb, noun = token.head, token.head.head
    is_owner = token.lower_ in ("mine", "ours", "yours") and token.i > 1
    if not is_owner or verb.dep_ != "nmod" or token.nbor(-1).lower_ != "of":
        return
    if noun.i != token.i - 2 or verb.i < token.i:
        return
    verb.head, verb.dep_ = (noun.head if noun.head.i != noun.i else verb), noun.dep_
    noun.head, noun.dep_ = verb, "nsubj"
    token.nbor(-1).head = token
    token.head, token.dep_ = noun, "nmod"
    for later in [c for c in noun.children if c.i > token.i]:
        later.head = verb
