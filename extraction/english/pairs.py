"""What holds between two people told of together, and kin told by "have": "we are cousins".

"Anna and Tom are dating" is (Anna, date, Tom); "I have two brothers, Leo and Max" names both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english import words
from quipu.extraction.english.arguments import Subject
from quipu.extraction.english.clauses import Clause
from quipu.extraction.english.drafts import Draft, Shape
from quipu.extraction.english.mentions import mention_of
from quipu.extraction.english.parsed_passage import ParsedPassage
from quipu.extraction.english.syntax import conjuncts, dependents, subject_of
from quipu.extraction.english.verb_groups import VerbGroup, ended, verb_group
from quipu.schema.knowledge import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# What two people are to each other, by the word that tells it of both.
_BONDS = {
    "married": "married to", "engaged": "engaged to", "dating": "date",
    "together": "in a relationship with",
}  # fmt: skip
_MUTUAL = words.word_set(
    "friend sibling cousin roommate neighbor neighbour colleague coworker partner twin classmate "
    "teammate bestie buddy flatmate sister brother"
)
_PARTING = {"break": "up", "split": "up"}
_HAVING = words.word_set("have own adopt get")


def pair_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What a clause says of two people together; nothing for any other clause."""
    bond = _bond(head)
    group = verb_group(head) if bond else VerbGroup()
    if not bond or group.is_unreal:
        return []
    pair = _pair(head, passage)
    if len(pair) != 2:
        return []
    group = ended(group) if head.lemma_.lower() in _PARTING else _of_bond(head, group)
    return Clause(head, passage, group, bond).turned(pair[0], bond, pair[1], Shape.KIN)


def _bond(head: Token) -> str:
    particles = {child.lower_ for child in dependents(head, "compound:prt")}
    if _PARTING.get(head.lemma_.lower()) in particles:
        return "" if dependents(head, "obl", "obj") else "in a relationship with"
    if head.lower_ in _BONDS and not dependents(head, "obj", "obl"):
        return _BONDS[head.lower_]
    is_plural = head.pos_ == "NOUN" and head.tag_ == "NNS"
    if not is_plural or head.lemma_.lower() not in _MUTUAL or dependents(head, "nmod:poss", "case"):
        return ""
    best = any(child.lower_ == "best" for child in dependents(head, "amod"))
    return f"best {head.lemma_.lower()}" if best else head.lemma_.lower()


def _of_bond(head: Token, group: VerbGroup) -> VerbGroup:
    """ "They got engaged" began what goes on."""
    got = any(child.lower_ in ("got", "get") for child in head.children)
    return replace(group, is_beginning=got and not group.is_negated)


def _pair(head: Token, passage: ParsedPassage) -> list[Subject]:
    """Both subjects; of "we" alone, the speaker and who is spoken to."""
    subject = subject_of(head)
    if subject is None:
        return []
    speakers = passage.speakers
    if subject.lower_ == "we" and passage.quotation_at(subject) is None:
        names = [speakers.first, speakers.second]
        is_with_others = bool(conjuncts(subject)[1:])
        return [] if is_with_others or not all(names) else [_person(name) for name in names]
    found = []
    for noun in conjuncts(subject):
        mention = mention_of(noun, passage)
        if mention is not None and not mention.is_value:
            found.append(Subject(mention, noun))
    return sorted(found, key=lambda one: one.mention.text != speakers.first)


def _person(name: str) -> Subject:
    return Subject(Mention(name, "person"), None)


def held_kin_drafts(noun: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I have a sister, Anna", "We adopted a dog named Rex": (owner, sister, Anna)."""
    verb = noun.head
    is_held = noun.dep_ == "obj" and verb.lemma_.lower() in _HAVING
    if not is_held or noun.lemma_.lower() not in words.KIN or dependents(noun, "nmod:poss"):
        return []
    group, subject, names = verb_group(verb), subject_of(verb), _names_of(noun)
    if group.is_unreal or group.is_negated or subject is None or not names:
        return []
    owner = mention_of(subject, passage)
    if owner is None or owner.is_value or group.prefix:
        return []
    clause = Clause(verb, passage, group, noun.lemma_.lower())
    if verb.lemma_.lower() != "have":
        clause = replace(clause, group=replace(group, is_beginning=True))
    return [
        draft
        for name in names
        for draft in clause.draft(Subject(owner, subject), name, clause.predicate, Shape.KIN)
    ]


def _names_of(noun: Token) -> list[Token]:
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if after.text in (",", ":") and noun.tag_ == "NNS":
        # "two brothers, Leo and Max", which the parser joins to the brothers.
        return [one for one in conjuncts(noun)[1:] if one.pos_ == "PROPN"]
    for child in dependents(noun, "appos", "acl"):
        if child.pos_ == "PROPN":
            return [one for one in conjuncts(child) if one.pos_ == "PROPN"]
        if child.lower_ in ("named", "called"):
            names = dependents(child, "xcomp", "obj", "obl")
            return [one for one in conjuncts(names[0]) if one.pos_ == "PROPN"] if names else []
    return []
