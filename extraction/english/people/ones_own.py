"""What is told without an owner and is nobody's but whose words they are: "the rent is 980"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.grammar.syntax import dependents
from quipu.extraction.english.lexicon.words import ANIMALS, KIN, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN_AMOUNTS = word_set("rent salary pay wage mortgage allowance")
_BESIDE = ("det", "punct", "cc", "advmod", "discourse")


_OF_PERSONS = (KIN - ANIMALS) | word_set(
    "supervisor dentist physio advisor adviser tutor accountant lawyer hairdresser landlord"
)


def is_ones_own(noun: Token, clause: Clause) -> bool:
    """ "Landlord is Mr. Vance": without article and owner it is that of whoever speaks."""
    is_bare = all(c.dep_ in ("punct", "cc", "compound", "advmod") for c in noun.children)
    is_bare = is_bare and (noun.is_sent_start or noun.nbor(-1).pos_ in ("PUNCT", "CCONJ"))
    is_somebody = noun.lemma_.lower() in _OF_PERSONS and clause.head.pos_ == "PROPN"
    is_own = (is_bare and is_somebody) or _is_own_amount(noun, clause.head)
    return is_own and bool(clause.passage.speakers.first)


def _is_own_amount(noun: Token, amount: Token) -> bool:
    """ "Rent is 1,150 euros a month"; not "the rent there", "rent in Paris", "the rent is due"."""
    is_bare = all(c.dep_ in _BESIDE for c in noun.children) and noun.tag_ in ("NN", "NNP")
    articles = {c.lower_ for c in dependents(noun, "det")}
    is_here = not any(c.dep_ == "advmod" and c.i > noun.i for c in noun.children)
    is_counted = amount.like_num or any(c.like_num for c in amount.children)
    is_plain = is_bare and is_here and articles <= {"the"} and not amount.text.endswith("%")
    return is_plain and is_counted and noun.lemma_.lower() in OWN_AMOUNTS
