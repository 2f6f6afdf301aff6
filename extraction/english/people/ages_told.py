"""How old somebody is: "I'm 26", "My daughter is five years old"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.named_heads import named_head
from quipu.extraction.english.grammar.syntax import case_words, dependents
from quipu.extraction.english.lexicon.words import ANIMALS, KIN

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE_AN_AGE = ("punct", "cc", "conj", "parataxis")


def age_drafts(subject: Subject, clause: Clause) -> list[Draft]:
    """ "I'm 26", "My daughter is five years old": (…, age, …)."""
    head = clause.head
    years = [c for c in head.lefts if c.lemma_.lower() == "year" and dependents(c, "nummod")]
    if head.lower_ == "old" and years:
        number = dependents(years[0], "nummod")[-1]
    elif head.pos_ == "NUM" and all(c.dep_ in _BESIDE_AN_AGE for c in head.rights):
        number = head
    else:
        return []
    name = None if subject.token is None else named_head(subject.token)
    beside = () if name is None else dependents(name, "compound", "nmod:desc", "nmod:unmarked")
    is_named = name is not None and name.ent_type_ == "PERSON"
    is_named = is_named or any(one.lemma_.lower() in ANIMALS | KIN for one in beside)
    is_somebody = bool(years) or is_named or subject.mention.kind == "person"
    is_age = re.fullmatch(r"[1-9]\d?|1[01]\d|[a-z-]+", number.text) is not None
    if not is_somebody or not is_age or case_words(head) or clause.passage.is_time(head):
        return []
    return replace(clause, predicate="age").valued(subject, age_text(number), number, Shape.ROLE)


def age_text(number: Token) -> str:
    """A number in words whole: "thirty-two"."""
    first = number
    while first.i > 1 and first.nbor(-1).text == "-" and first.nbor(-2).pos_ == "NUM":
        first = first.nbor(-2)
    return number.doc[first.i : number.i + 1].text
