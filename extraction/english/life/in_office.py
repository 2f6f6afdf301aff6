"""Who takes an office and who leaves it: "hired as head of platform", "step down as CEO".

An office is told of as by "Sara is head of platform": (platform, head, Sara), so that who comes
ends the one before, and who leaves ends what was told so. Without a unit it is what somebody is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, is_passive, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, marks, subject_of
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.people.roles import owner_of, role_name
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quipu.extraction.english.grammar.governing import VerbGroup

_ENTERED = {"take": "over", "step": "in", "start": "", "begin": "", "come": "in"}
_GIVEN = words.word_set("hire appoint name elect promote choose pick install confirm reappoint")
_LEFT = {"step": "down", "stand": "down", "resign": "", "retire": "", "quit": ""}
_OFFICES = words.ROLES | words.word_set("owner lead successor deputy treasurer")
_ONESELF = words.word_set("myself himself herself themselves")
# What is told by its bare name: there is one of it.
_OF_ONE = words.word_set(
    "ceo cto cfo coo president chairman chairwoman chairperson chair treasurer"
)


def in_office(head: Token, passage: ParsedPassage) -> list[Draft]:
    """The office that a deed begins or ends, for whoever it is about."""
    group = verb_group(head)
    is_told = group.modality in (Modality.ASSERTED, Modality.PLAN)
    if not is_told or group.is_unreal or group.is_negated:
        return []
    lemma = head.lemma_.lower()
    if lemma in _LEFT and _has(head, _LEFT[lemma]):
        ending = replace(group, is_ending=True)
        return _told(head, subjects_of(head, passage), ending, passage)
    if lemma in _ENTERED and _has(head, _ENTERED[lemma]) and not _is_ones_own_job(head):
        return _told(head, subjects_of(head, passage), _begun(group), passage)
    if lemma == "introduce" and any(c.lower_ in _ONESELF for c in dependents(head, "obj")):
        being = replace(group, tense=Tense.PRESENT)
        return _told(head, subjects_of(head, passage), being, passage)
    if lemma in _GIVEN:
        return _told(head, _chosen(head, passage), _begun(group), passage)
    return []


def _is_ones_own_job(head: Token) -> bool:
    """ "I start as head of data": told as what I work as, wherever that is."""
    subject = subject_of(head)
    is_own = subject is None or subject.lower_ in words.FIRST_PERSON
    return is_own and head.lemma_.lower() in ("start", "begin")


def _begun(group: VerbGroup) -> VerbGroup:
    return replace(group, is_beginning=True)


def _has(head: Token, particle: str) -> bool:
    beside = {c.lower_ for c in dependents(head, "compound:prt", "advmod")}
    return not particle or particle in beside


def _chosen(head: Token, passage: ParsedPassage) -> list[Subject]:
    """Who is chosen: of a passive its subject, else its object."""
    if is_passive(head):
        return subjects_of(head, passage)
    names = [c for c in dependents(head, "obj", "iobj") if c.pos_ in ("PROPN", "PRON")]
    mention = mention_of(names[0], passage) if names else None
    return [] if mention is None or mention.is_value else [Subject(mention, names[0])]


def _told(
    head: Token, holders: list[Subject], group: VerbGroup, passage: ParsedPassage
) -> list[Draft]:
    office = _office(head)
    if office is None:
        return []
    clause, owner = Clause(head, passage, group, "be"), owner_of(office)
    unit = mention_of(owner, passage) if owner is not None else None
    found: list[Draft] = []
    for holder in holders:
        if owner is not None and unit is not None and not unit.is_value:
            whose = Subject(unit, owner)
            found += clause.turned(whose, role_name(office), holder, Shape.ROLE)
        elif owner is None and office.lemma_.lower() in _OF_ONE:
            found += clause.draft(holder, office, "be", Shape.ROLE)
    return found


def _office(head: Token) -> Token | None:
    """Head in "hired as head of platform", "promoted to head", "named Ann head"."""
    mark = "to" if head.lemma_.lower() == "promote" else "as"
    beside = dependents(head, "obl", "nmod", "advcl", "xcomp")
    beside += [c for one in dependents(head, "obj") for c in dependents(one, "nmod", "acl")]
    beside = [c for c in beside if {mark} == {*case_words(c), *marks(c)}]
    if head.lemma_.lower() in ("appoint", "name", "elect", "choose"):
        beside += dependents(head, "xcomp", "obj")
    fitting = [c for c in beside if c.lemma_.lower() in _OFFICES and c.pos_ in ("NOUN", "PROPN")]
    return fitting[0] if fitting else None
