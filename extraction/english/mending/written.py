"""Mends of what minutes and records write and talk seldom does: "The release slips to 5 May", "Ann
was appointed head of sales", "is on call", "is managing director"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.words import ROLES, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBZ", "VBP", "VBD", "MD")
# Verbs of what is dated, as the parser takes them for a second noun.
_OF_DATES = {"slips": "slip", "moves": "move", "shifts": "shift", "runs": "run", "ends": "end",
             "expires": "expire", "starts": "start", "begins": "begin"}  # fmt: skip
_TO_A_DATE = word_set("to until till on in")
_ON = word_set("call leave duty standby holiday vacation")
_LEADING = word_set("managing executive")
_CHOSEN = word_set("appointed named elected chosen promoted hired")


def read_no_longer(token: Token) -> None:
    """ "Hana is no longer CEO": read as a longer CEO."""
    if token.lower_ == "longer" and any(child.lower_ == "no" for child in token.lefts):
        token.pos_, token.tag_, token.dep_ = "ADV", "RBR", "advmod"


def read_chosen(token: Token) -> None:
    """ "Ann was appointed head of sales": read as a head who was appointed."""
    office = token.head
    was = [c for c in token.children if c.dep_ == "aux:pass"]
    names = [c for c in token.children if c.dep_ == "nsubj:pass"]
    is_above = office.dep_ == "ROOT" and office.i > token.i
    if token.lower_ not in _CHOSEN or not was or not names or not is_above:
        return
    token.dep_, token.pos_, token.tag_ = "ROOT", "VERB", "VBN"
    token.head = token
    for child in [c for c in office.children if c.dep_ == "punct" or c.i < token.i]:
        child.head = token
    office.head, office.dep_ = token, "xcomp"


def read_dated_verb(token: Token) -> None:
    """ "The launch of Atlas slips to 5 May", "the lease in Antwerp runs until June": the verb read
    as the last of several nouns."""
    lemma = _OF_DATES.get(token.lower_)
    if lemma is None or not _leads_to_a_number(token):
        return
    if token.dep_ == "ROOT":
        if any(c.dep_ == "nsubj" for c in token.lefts):
            token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", lemma
        return
    noun = token.head
    if noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or noun.i > token.i:
        return
    if any(
        one.tag_ in _FINITE and one.head.i == noun.i for one in noun.children if one.i != token.i
    ):
        return
    _part_name(token, noun)
    token.pos_, token.tag_, token.lemma_, token.dep_ = "VERB", "VBZ", lemma, "ROOT"
    token.head = token
    for child in [c for c in noun.children if c.i > token.i]:
        child.head = token
    for child in [c for c in token.children if c.dep_ == "nmod" and c.i > token.i]:
        child.dep_ = "obl"
    noun.head, noun.dep_ = token, "nsubj"


def _part_name(verb: Token, noun: Token) -> None:
    """What the verb was read as the last word of: "Antwerp runs" in "the lease in Antwerp runs"."""
    before = [c for c in verb.lefts if c.dep_ in ("compound", "nmod", "amod", "nummod")]
    cases = [c for c in verb.lefts if c.dep_ in ("case", "det")]
    if not before:
        for child in cases:
            child.head = noun
        return
    name = before[-1]
    for child in (*cases, *before[:-1]):
        child.head = name
    name.head, name.dep_ = noun, "nmod" if any(c.dep_ == "case" for c in cases) else "compound"


def _leads_to_a_number(verb: Token) -> bool:
    doc, place = verb.doc, verb.i
    if place + 2 >= len(doc) or doc[place + 1].lower_ not in _TO_A_DATE:
        return False
    after = doc[place + 2]
    return after.like_num or after.text[:1].isupper()


def read_being_on_call(token: Token) -> None:
    """ "Luis is on call this week": what he is on, read as what he is to do."""
    on = [c for c in token.lefts if c.lower_ == "on" and c.dep_ in ("mark", "case")]
    being = [c for c in token.lefts if c.lemma_ == "be"]
    if token.lower_ in _ON and on and being and on[0].i == token.i - 1:
        token.pos_, token.tag_, token.lemma_ = "NOUN", "NN", token.lower_
        on[0].dep_ = "case"
        being[-1].dep_ = "cop"


def read_leading_office(token: Token) -> None:
    """ "Carla is managing director": what she is, read as whom she manages."""
    if token.lower_ not in _LEADING or token.tag_ != "VBG":
        return
    being = [c for c in token.lefts if c.lemma_ == "be" and c.dep_ == "aux"]
    office = token.nbor(1) if token.i + 1 < token.sent.end else token
    is_bare = office.tag_ == "NN" and office.dep_ == "obj" and office.lemma_.lower() in ROLES
    if not being or not is_bare or token.dep_ != "ROOT":
        return
    office.dep_ = "ROOT"
    office.head = office
    for child in [c for c in token.children if c.i != office.i]:
        child.head = office
    being[-1].dep_ = "cop"
    token.head, token.dep_, token.pos_, token.tag_ = office, "amod", "ADJ", "JJ"


def read_named_maker(token: Token) -> None:
    """ "Fjordgrain charges 90 euros": the name that opens a sentence, read as what describes it."""
    if token.tag_ != "NNS" or token.pos_ != "VERB":
        return
    name = token.nbor(-1) if token.i > token.sent.start else token
    is_written_so = name.is_sent_start and name.pos_ == "ADJ" and name.text[:1].isupper()
    is_name = is_written_so and name.dep_ in ("amod", "nsubj")
    if name.head.i == token.i and is_name and any(c.dep_ == "obj" for c in token.rights):
        name.dep_, name.pos_, name.tag_, name.lemma_ = "nsubj", "PROPN", "NNP", name.text
        token.tag_ = "VBZ"


def read_second_name(token: Token) -> None:
    """ "Sara Lindholm was hired": two names of one, read as two who were."""
    if token.pos_ != "PROPN":
        return
    first = token.nbor(-1) if token.i > token.sent.start else token
    is_one = first.pos_ == token.pos_ == "PROPN" and first.head.i == token.head.i != token.i
    is_one = is_one and first.dep_ == token.dep_ and first.ent_type_ == "PERSON"
    if first.i < token.i and is_one and not any(True for _ in token.children):
        token.head, token.dep_ = first, "flat"


def read_hyphened_noun(token: Token) -> None:
    """ "Single sign-on went live", "the check-in is at two": a noun that ends in a preposition."""
    if token.pos_ != "ADP":
        return
    is_behind = token.i > token.sent.start + 1 and token.nbor(-1).text == "-"
    if is_behind and not token.nbor(-1).whitespace_:
        token.pos_, token.tag_ = "NOUN", "NN"


WRITTEN = {
    "ROOT": (read_dated_verb, read_being_on_call, read_leading_office, read_named_maker),
    "amod": (read_no_longer, read_chosen),
    "nmod": (read_dated_verb,),
    "nsubj": (read_second_name, read_hyphened_noun),
    "nsubj:pass": (read_second_name, read_hyphened_noun),
    "obj": (read_hyphened_noun,),
}
"""These mends by how a word hangs."""
