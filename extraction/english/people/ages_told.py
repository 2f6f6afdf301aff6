"""How old somebody is: "I'm 26", "My daughter is five years old"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import named_head
from quipu.extraction.english.grammar.syntax import case_words, dependents, is_copular
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
    elif head.pos_ == "NUM" and all(_may_follow(c, clause) for c in head.rights):
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


def age_beside(name: Token, clause: Clause) -> list[Draft]:
    """ "I'm Tess Lind, 34, and …", "my brother Tom, 34, …": (…, age, 34)."""
    numbers = [c for c in name.rights if c.pos_ == "NUM" and re.fullmatch(r"[1-9]\d", c.text)]
    if len(numbers) != 1:
        return []
    passage, mention = clause.passage, mention_of(name, clause.passage)
    if mention is None or mention.is_value:
        return []
    number, after = numbers[0], name.doc[numbers[0].i + 1 : numbers[0].i + 2]
    is_set_off = number.nbor(-1).text == "," and (not len(after) or after[0].text in ",.;!)")
    is_listed = bool(dependents(number, "nummod", "flat", "conj", "compound"))
    if not is_set_off or is_listed or passage.is_time(number) or name.ent_type_ != "PERSON":
        return []
    subjects = [c for c in dependents(name, "nsubj") if c.lower_ == "i"] if is_copular(name) else []
    whose = mention_of(subjects[0], passage) if subjects else mention
    if whose is None:
        return []
    whose = replace(whose, text=whose.text.partition(" ,")[0])  # "Ann Li, 34, of Hull"
    aged = replace(clause, predicate="age")
    return aged.valued(Subject(whose, name), number.text, number, Shape.ROLE)


def _may_follow(word: Token, clause: Clause) -> bool:
    """ "I'm 35 since yesterday", "He's 8 now"; not "I'm 20 behind"."""
    is_when = clause.passage.is_time(word) and case_words(word) in ([], ["since"])
    return word.dep_ in _BESIDE_AN_AGE or is_when or word.lower_ == "now"


def age_text(number: Token) -> str:
    """A number in words whole: "thirty-two"."""
    first = number
    while first.i > 1 and first.nbor(-1).text == "-" and first.nbor(-2).pos_ == "NUM":
        first = first.nbor(-2)
    return number.doc[first.i : number.i + 1].text
