"""What somebody is somewhere: "I'm the head of marketing at Acme" tells a post and a workplace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.occupations import OCCUPATIONS, POSTS
from quipu.schema.knowledge import Mention, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_EMPLOYING = (["at"], ["for"], ["with"])


def post_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """The post and the firm of "Olga is head of sales at Acme"; nothing where no firm is named."""
    lemma, group = head.lemma_.lower(), verb_group(head)
    firm = firm_of(head, passage) if lemma in POSTS else None
    if firm is None or group.is_unreal or group.is_negated or case_words(head):
        return []
    if group.modality is not Modality.ASSERTED or (lemma in OCCUPATIONS and firm.head.i == head.i):
        return []  # read as any calling
    clause = Clause(head, passage, group, "occupation")
    owners = dependents(head, "nmod:poss") if lemma in words.KIN else []
    return [
        draft
        for subject in subjects_of(head, passage)
        if _is_somebody(subject)
        for draft in (
            _anothers(subject, owners[0], firm, clause)
            if owners
            else _told(subject, head, firm, clause)
        )
    ]


def _anothers(holder: Subject, owner: Token, firm: Token, clause: Clause) -> list[Draft]:
    """ "Tom is my manager at Acme": whose manager he is, and where he works."""
    bond, whose = clause.head.lemma_.lower(), mention_of(owner, clause.passage)
    if whose is None or whose.is_value:
        return []
    told = clause.turned(Subject(whose, owner), bond, holder, Shape.KIN)
    return [*told, *clause.draft(holder, firm, "work at", Shape.OBLIQUE)]


def post_beside(name: Token, apposition: Token, clause: Clause) -> list[Draft]:
    """ "I'm Zoë, head of sales at Acme": the same, told beside a name."""
    firm = firm_of(apposition, clause.passage)
    mention = mention_of(name, clause.passage)
    if apposition.lemma_.lower() not in POSTS or firm is None or mention is None:
        return []
    return _told(Subject(mention, name), apposition, firm, clause)


def _told(holder: Subject, post: Token, firm: Token, clause: Clause) -> list[Draft]:
    job = clause.draft(holder, post, "occupation", Shape.ROLE)
    named = [replace(one, object=Mention(_post(post), one.object.kind)) for one in job]
    return [*named, *clause.draft(holder, firm, "work at", Shape.OBLIQUE)]


def firm_of(post: Token, passage: ParsedPassage) -> Token | None:
    """Acme in "head of sales at Acme", wherever the parser hangs it."""
    below = [c for c in post.rights if c.dep_ in ("nmod", "obl", "acl")]
    for one in [*below, *(deep for child in below for deep in child.rights)]:
        entity = passage.entities.get(one.i)
        is_person = entity is not None and entity.label_ == "PERSON" and entity.id_ != words.UNSURE
        if case_words(one) in _EMPLOYING and one.pos_ == "PROPN" and not is_person:
            return None if passage.is_time(one) or mention_of(one, passage) is None else one
    return None


def _post(head: Token) -> str:
    """ "head of sales": what it is called, and of what, without "the new"."""
    before = [
        child.text
        for child in head.lefts
        if child.dep_ in ("amod", "compound") and child.lower_ not in words.CURRENT
    ]
    of = [c for c in head.rights if "of" in (x.lower_ for x in c.lefts)]
    parts = [token.text for token in of[0].subtree if token.i <= of[0].i] if of else []
    return " ".join([*before, head.text, *parts])


def _is_somebody(subject: Subject) -> bool:
    noun = subject.token
    if noun is None or subject.mention.kind == "person" or noun.ent_type_ == "PERSON":
        return True
    return noun.lemma_.lower() in words.KIN or bool(dependents(noun, "nmod:poss", "appos"))
