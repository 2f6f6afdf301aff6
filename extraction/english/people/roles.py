"""Statements of being: roles in one canonical direction, classes, qualities, names.

"The capital of France is Paris", "Paris is the capital of France" and "France's capital is
Paris" all become (France, capital, Paris), so that rivals for one role meet in one slot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import telling_type
from quipu.extraction.english.clause.own_kin import only_praises
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    conjuncts,
    dependents,
    hyphened,
    is_in_law,
    is_of_a_gerund,
    marks,
    relation,
    subject_of,
)
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.people.ages_told import age_drafts
from quipu.extraction.english.people.ones_own import is_ones_own
from quipu.schema.knowledge import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIME_CONJUNCTIONS = frozenset({"since", "when", "before", "after", "until", "till", "while", "as"})
_NOMINAL = ("NOUN", "PROPN", "NUM", "X", "SYM", "PRON")


def copular_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What a clause with "be" states; `head` is the predicate noun or adjective."""
    group = verb_group(head)
    opening = marks(head) | {c.lower_ for c in dependents(head, "advmod") if c.i < head.i}
    if group.is_unreal or dependents(head, "expl", "csubj") or opening & _TIME_CONJUNCTIONS:
        return []
    if any(token.lower_ == "like" for token in head.doc[head.left_edge.i : head.i]):
        return []  # "it is like a second home"
    clause = Clause(head, passage, group, "be")
    subject_noun = subject_of(head)
    is_several = subject_noun is not None and subject_noun.lower_ == "names"
    if subject_noun is not None and (is_several or is_of_a_gerund(subject_noun)):
        return []  # "Our names are Ada and Bo": which is whose stays open
    is_birthday = subject_noun is not None and subject_noun.lemma_.lower() == "birthday"
    is_bare = not case_words(head) or is_birthday
    if subject_noun is not None and head.pos_ in (*_NOMINAL, "ADJ") and is_bare:
        attribute = _attribute_drafts(subject_noun, clause)
        if attribute or subject_noun.lower_ == "name":
            return attribute
    drafts: list[Draft] = []
    one_of = _one_of_kin(head)
    if one_of is not None:
        below = replace(clause, head=one_of)
        drafts = [d for one in subjects_of(head, passage) for d in _held_role(one, below)]
    if drafts:
        return drafts
    for subject in subjects_of(head, passage):
        drafts += age_drafts(subject, clause) or _being_drafts(subject, clause)
    return drafts


def _one_of_kin(head: Token) -> Token | None:
    """Friends in "Petra is one of my oldest friends"."""
    if head.lower_ != "one":
        return None
    of = [c for c in dependents(head, "nmod") if case_words(c) == ["of"]]
    return of[0] if of and of[0].lemma_.lower() in words.KIN else None


def _attribute_drafts(noun: Token, clause: Clause) -> list[Draft]:
    """ "The capital of France is Paris", "My favorite color is blue": (owner, attribute, value)."""
    if clause.passage.is_time(clause.head) and clause.head.pos_ in ("NOUN", "ADV"):
        return []  # "how our technology is today"
    beside = dependents(noun, "compound", "nmod:desc", "nmod:unmarked")
    if noun.pos_ not in ("NOUN", "PROPN") or _is_named_kin(noun, beside):
        return []
    if noun.lemma_.lower() == "name":
        noun = _named_role(noun)
    if noun.lemma_.lower() == "name":
        named = owner_of(noun)
        named = None if named is None else clause.passage.antecedents.get(named.i, named)
        if named is not None and named.lemma_.lower() in words.KIN and owner_of(named) is not None:
            noun = named  # "my wife's name is Clara": who my wife is
    owner, attribute = owner_of(noun), role_name(noun)
    if owner is None and is_ones_own(noun, clause):
        who = Subject(Mention(clause.passage.speakers.first, "person"), None)
        return clause.draft(who, clause.head, attribute, _role_shape(attribute))
    is_favourite = attribute.startswith(("favorite ", "favourite "))
    if owner is None or not attribute or (clause.head.pos_ == "ADJ" and not is_favourite):
        return []
    if noun.lemma_.lower() in words.KIN and _tells_what(clause.head):
        return []  # "my daughter is 5", "my mother is a judge": not who, but what she is
    if noun.lemma_.lower() not in words.ROLES and _is_class(clause.head) and not is_favourite:
        return []  # "Tom's project is a game": what it is
    return role_drafts(clause, owner, attribute, clause.head)


def _is_named_kin(noun: Token, beside: list[Token]) -> bool:
    """ "Anna's husband Piet": somebody by name, and no role of hers."""
    return noun.pos_ == "PROPN" and any(word.lemma_.lower() in words.KIN for word in beside)


def _tells_what(head: Token) -> bool:
    return head.pos_ == "NUM" or _is_class(head)


def _is_class(head: Token) -> bool:
    return head.pos_ == "NOUN" and any(d.lower_ in ("a", "an") for d in dependents(head, "det"))


def _named_role(noun: Token) -> Token:
    """The role in "the name of the current head of state"; else the noun itself."""
    inner = [c for c in dependents(noun, "nmod") if case_words(c) == ["of"] and c.pos_ == "NOUN"]
    return inner[0] if inner else noun


def owner_of(noun: Token) -> Token | None:
    """Whose role it is: France in "the capital of France", "France's capital"."""
    owners = dependents(noun, "nmod:poss")
    for child in dependents(noun, "nmod"):
        if case_words(child) == ["of"] and child.pos_ in ("PROPN", "PRON", "NOUN", "X"):
            if child.lemma_.lower() in ("state", "government") and dependents(child, "nmod"):
                owners += dependents(child, "nmod")
            else:
                owners.append(child)
    return owners[0] if len(owners) == 1 else None


_PARTNERS = words.word_set(
    "husband wife boyfriend girlfriend partner spouse fiance fiancé fiancee fiancée"
)


def role_name(noun: Token) -> str:
    """The role in words, lower case, without owner, article and "current": "prime minister"."""
    before = [
        child.lower_
        for child in noun.children
        if child.i < noun.i
        and relation(child) in ("amod", "compound", "nmod")
        and child.dep_ != "nmod:poss"
        and child.lower_ not in words.CURRENT | words.FORMER | words.ENDEARING | {"longer"}
        and not case_words(child)
        and not only_praises(child, noun)
    ]
    of_state = [
        f"of {child.lemma_.lower()}"
        for child in dependents(noun, "nmod")
        if child.lemma_.lower() in ("state", "government") and noun.lemma_.lower() == "head"
    ]
    last = noun.lower_ if noun.pos_ == "PROPN" else noun.lemma_.lower()
    if any(child.lower_ == "ex" for child in noun.lefts):
        return "ex" if last in _PARTNERS else f"ex {last}"
    last += "-in-law" if is_in_law(noun) else ""
    return " ".join([*before, last, *of_state[:1]])


def role_drafts(clause: Clause, owner: Token, role: str, holder: Token) -> list[Draft]:
    """(owner, role, holder), for each holder joined by "and"."""
    owner_mention = mention_of(owner, clause.passage)
    if owner_mention is None or owner_mention.is_value:
        return []
    known = clause.passage.antecedents.get(owner.i, owner)
    if known.pos_ == "NOUN" and not dependents(known, "nmod:poss", "compound"):
        return []  # "the girl's name", "I met a girl. Her name …"
    subject = Subject(owner_mention, owner)
    drafts: list[Draft] = []
    for noun in conjuncts(holder) if holder.pos_ != "NUM" else [holder]:
        drafts += clause.draft(subject, noun, role, _role_shape(role))
    return drafts


def _role_shape(role: str) -> Shape:
    last = role.rsplit(" ", 1)[-1].removesuffix("-in-law")
    return Shape.KIN if last in words.KIN else Shape.ROLE


def _being_drafts(subject: Subject, clause: Clause) -> list[Draft]:
    head = clause.head
    prepositions = " ".join(case_words(head))
    if prepositions:
        return clause.draft(subject, head, f"be {prepositions}", Shape.COPULA)
    quality = head.lemma_.lower() if head.pos_ == "NOUN" else hyphened(head).lower()
    if quality in words.LASTING_QUALITIES and dependents(head, "det"):
        return clause.valued(subject, quality, head, Shape.COPULA)  # "a vegan" is vegan
    if head.pos_ == "ADJ" or _is_misread_quality(head):
        return _quality_drafts(subject, clause)
    is_of_people = head.lemma_.lower() in words.KIN | words.ROLES
    if subject.token is None and not is_of_people:
        return []  # "Been ages!", "Gonna be a big change.": nobody is that
    return _held_role(subject, clause) or _class_drafts(subject, clause)


def _is_misread_quality(head: Token) -> bool:
    """ "fluent in Farsi" read as a noun: a noun by itself takes no oblique."""
    is_bare = head.tag_ == "NN" and not dependents(head, "det", "nmod:poss", "compound", "amod")
    is_known = head.lemma_.lower() in words.KIN | words.ROLES
    return is_bare and not is_known and any(case_words(c) for c in dependents(head, "obl"))


def _held_role(subject: Subject, clause: Clause) -> list[Draft]:
    """ "Bob is the CEO of Acme", "Anna is my sister": the same slot as the other way round."""
    head = clause.head
    owner, role = owner_of(head), role_name(head)
    is_indefinite = any(det.lower_ in ("a", "an") for det in dependents(head, "det"))
    is_kin = head.lemma_.lower() in words.KIN
    if owner is None or head.lemma_.lower() not in words.ROLES or (is_indefinite and not is_kin):
        return []
    if subject.token is None or not _is_name(subject.token):
        return []
    owner_mention = mention_of(owner, clause.passage)
    if owner_mention is None or owner_mention.is_value:
        return []
    clause = clause if role.startswith("ex") else _former(clause)
    return clause.turned(Subject(owner_mention, owner), role, subject, _role_shape(role))


def _is_name(token: Token) -> bool:
    return token.pos_ in ("PROPN", "PRON", "X") or bool(dependents(token, "nmod:poss", "appos"))


def _former(clause: Clause) -> Clause:
    """ "the former CEO": told in the present, but over."""
    described = dependents(clause.head, "amod", "compound")
    if any(child.lower_ in words.FORMER | {"longer"} for child in described):
        group = replace(clause.group, is_negated=False)  # "no longer" only says that it is over
        return replace(clause, group=group).past()
    return clause


def _class_drafts(subject: Subject, clause: Clause) -> list[Draft]:
    """ "Anna is a nurse", "X is a citizen of Y": the class, and what the class relates to."""
    head = clause.head
    for related in dependents(head, "nmod"):
        prepositions = case_words(related)
        if prepositions and related.pos_ in ("PROPN", "NOUN", "X"):
            predicate = f"be {role_name(head)} {' '.join(prepositions)}"
            drafts = [
                draft
                for noun in conjuncts(related)
                for draft in clause.draft(subject, noun, predicate, Shape.COPULA)
            ]
            if (drafts and related.pos_ != "NOUN") or telling_type(related):
                return drafts
    drafts = []
    for noun in conjuncts(head):
        drafts += clause.draft(subject, noun, "be", Shape.COPULA)
    return drafts


def _quality_drafts(subject: Subject, clause: Clause) -> list[Draft]:
    """ "allergic to peanuts" by its preposition; a bare quality as a value."""
    head, passage = clause.head, clause.passage
    adjective = head.lower_
    if adjective == "pregnant":
        return clause.valued(subject, adjective, head, Shape.COPULA)  # whoever with
    for oblique in head.children:
        cases, is_when = case_words(oblique), oblique.lower_ == "moment"
        if relation(oblique) == "obl" and cases and not (is_when or passage.is_time(oblique)):
            predicate = f"be {adjective} {' '.join(cases)}"
            return [
                draft
                for noun in conjuncts(oblique)
                for draft in clause.draft(subject, noun, predicate, Shape.OBLIQUE)
            ]
    for gerund in dependents(head, "advcl", "ccomp"):
        preposition = " ".join(sorted(marks(gerund)))
        if gerund.tag_ == "VBG" and preposition in ("about", "of", "in", "at", "on", "for", "with"):
            return clause.about(subject, f"be {adjective} {preposition}", gerund)
    if dependents(head, "xcomp", "ccomp", "advcl"):
        return []
    degree = [c.text for c in head.lefts if c.dep_ in ("obl:unmarked", "nmod:unmarked")]
    counted = [f"{n.text}" for c in head.lefts for n in dependents(c, "nummod")]
    text = " ".join([*counted, *degree, hyphened(head)])
    return clause.valued(subject, text, head, Shape.COPULA)
