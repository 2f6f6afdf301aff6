"""What somebody becomes: a new age, a new post, a vegetarian; it is so from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import dependents
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.people.ages_told import age_text
from quipu.extraction.english.people.roles import owner_of, role_name
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


def came_to_be(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I've gone vegetarian": (I, be, vegetarian), from then on, as it is said when it is over."""
    if head.lemma_.lower() not in _BECOMING:
        return []
    after = [one for one in head.doc[head.i + 1 : head.sent.end] if one.pos_ != "ADV"][:1]
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    is_done = is_told and group.tense in (Tense.PAST, Tense.PERFECT)
    if not after or not is_done or after[0].lower_ not in words.LASTING_QUALITIES:
        return []
    if after[0].dep_ in ("amod", "compound") and not passage.is_time(after[0].head):
        return []  # "became married couples"
    clause = Clause(head, passage, replace(group, is_beginning=True), "be")
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.valued(subject, after[0].lower_, after[0], Shape.COPULA)
    ]


_BECOMING = words.word_set("go turn become")


def turned_age(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Petra turned forty": (Petra, age, forty), from then on."""
    if head.lemma_.lower() != "turn":
        return []
    numbers = [c for c in dependents(head, "obj", "xcomp") if c.pos_ == "NUM" and c.i > head.i]
    group = verb_group(head)
    if not numbers or group.is_unreal or group.is_negated or dependents(numbers[0], "nmod"):
        return []
    if passage.is_time(numbers[0]):
        return []
    clause = Clause(head, passage, replace(group, is_beginning=True), "age")
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.valued(subject, age_text(numbers[0]), numbers[0], Shape.ROLE)
    ]


def became(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Bob became CEO of Acme": (Acme, ceo, Bob), from then on."""
    if head.lemma_.lower() not in ("become", "appoint", "name", "elect"):
        return []
    roles = [c for c in dependents(head, "xcomp", "obj") if c.lemma_.lower() in words.ROLES]
    owner = (owner_of(roles[0]) or _owner_told_of(roles[0])) if roles else None
    group = verb_group(head)
    if owner is None or group.is_unreal:
        return []
    clause = Clause(head, passage, replace(group, is_beginning=True), "")
    return _holders(clause, owner, role_name(roles[0]))


def _owner_told_of(role: Token) -> Token | None:
    """Whose role it is where only one is told of before: "The CEO of Acme …, Bob became CEO"."""
    before = [token for token in role.doc[: role.i] if token.lower_ == role.lower_]
    owners = [owner for token in before if (owner := owner_of(token)) is not None]
    is_one = len({owner.text for owner in owners}) == 1 and len(owners) == len(before)
    return owners[-1] if is_one and owners[-1].pos_ == "PROPN" else None


def _holders(clause: Clause, owner: Token, role: str) -> list[Draft]:
    mention = mention_of(owner, clause.passage)
    if mention is None:
        return []
    return [
        draft
        for holder in subjects_of(clause.head, clause.passage)
        for draft in clause.turned(Subject(mention, owner), role, holder, Shape.ROLE)
    ]
