"""Divorces and deaths: what they end is a bond between two, told under the bond's own name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, arguments_of, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import given_name, named_head
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    conjuncts,
    dependents,
    relation,
    subject_of,
)
from quipu.extraction.english.grammar.verb_groups import ended, verb_group
from quipu.extraction.english.lexicon import words
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPOUSES = words.word_set("husband wife spouse")


def divorce_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Tom and I got divorced", "I'm divorced from Tom": the marriage, over.

    Nothing where it stays open whom the subject was married to.
    """
    participle = _divorced(head)
    if participle is None:
        return []
    group = verb_group(head)
    if not _is_told(group) or group.is_progressive:
        return []  # who is getting divorced is married still
    partners = _partners(head, participle, passage)
    if len(partners) == 1 and not _is_being(head):
        return _divorced_alone(head, group, passage)
    if len(partners) != 2:
        return []
    one, other = partners
    mention = mention_of(one, passage)
    if mention is None or mention.is_value:
        return []
    clause = Clause(head, passage, ended(group), "")
    return clause.draft(Subject(mention, one), other, "married to", Shape.OBLIQUE)


def _is_being(head: Token) -> bool:
    return any(child.lemma_ == "be" for child in head.children)


def _divorced_alone(head: Token, group: VerbGroup, passage: ParsedPassage) -> list[Draft]:
    """ "I got divorced": what one is since, where it is not told from whom."""
    clause = Clause(head, passage, replace(group, is_beginning=True), "marital status")
    return [
        draft
        for subject in subjects_of(head, passage)
        if subject.token is not None
        for draft in clause.valued(subject, "divorced", head, Shape.COPULA)
    ]


def _divorced(head: Token) -> Token | None:
    if head.lower_ == "divorced" and not dependents(head, "obj"):
        return head
    if head.lemma_.lower() != "get" or head.i + 1 >= len(head.doc):
        return None
    follower = head.nbor(1)
    return follower if follower.lower_ == "divorced" else None


def _partners(head: Token, participle: Token, passage: ParsedPassage) -> list[Token]:
    """The two of them, the speaker first: both subjects, or the subject and "from Tom"."""
    subject = subject_of(head)
    if subject is None:
        return []
    named = named_head(subject)
    nouns = list(dict.fromkeys([named, *conjuncts(subject)[1:], *conjuncts(named)[1:]]))
    left = [
        child
        for holder in (head, participle)
        for child in holder.children
        if case_words(child) == ["from"] and relation(child) == "obl"
    ]
    if len(nouns) == 1:
        nouns += left[:1] or _spouses_told_of(head, subject, passage)
    return sorted(nouns, key=lambda noun: noun.lower_ not in words.FIRST_PERSON)


def _spouses_told_of(head: Token, subject: Token, passage: ParsedPassage) -> list[Token]:
    """The one spouse of the speaker that the text has named before "we are divorced"."""
    if subject.lower_ != "we":
        return []
    found: dict[str, Token] = {}
    for noun in passage.doc[: head.i]:
        name = given_name(noun) if noun.lemma_.lower() in _SPOUSES else None
        owners = dependents(noun, "nmod:poss")
        if name is None and noun.pos_ == "PROPN":
            is_spouse = any(c.lemma_.lower() in _SPOUSES for c in dependents(noun, "compound"))
            name = noun if is_spouse else None
        if name is not None and owners and owners[0].lower_ in words.FIRST_PERSON:
            found[name.text] = name
    return list(found.values()) if len(found) == 1 else []


def _is_told(group: VerbGroup) -> bool:
    is_asserted = group.modality is Modality.ASSERTED
    return is_asserted and not group.is_unreal and not group.is_negated


def death_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Rex passed away": (Rex, die, its date). With a place or cause the verb is read as usual."""
    put_down = _put_down(head)
    if put_down is not None and _is_told(replace(verb_group(head), modality=Modality.ASSERTED)):
        mention = mention_of(put_down, passage)
        group = replace(verb_group(head), modality=Modality.ASSERTED, prefix="", tense=Tense.PAST)
        clause = Clause(head, passage, group, "die")
        died = [] if mention is None else [clause.dated(Subject(mention, put_down))]
        return [replace(one, shape=Shape.ROLE) for one in died]
    if not _is_dying(head) or not _is_told(verb_group(head)) or arguments_of(head, passage):
        return []
    clause = Clause(head, passage, verb_group(head), "die")
    return [
        # The name, not "my dog" before it, is what makes it worth keeping.
        clause.dated(replace(subject, token=subject.token and named_head(subject.token)))
        for subject in subjects_of(head, passage)
    ]


def _is_dying(head: Token) -> bool:
    is_passing = head.lemma_.lower() == "pass" and any(c.lower_ == "away" for c in head.children)
    return (head.lemma_.lower() == "die" or is_passing) and head.pos_ == "VERB"


def _put_down(head: Token) -> Token | None:
    """Coco in "We had to put Coco down": no child for a nap, no name on a list."""
    names = [one for one in dependents(head, "obj") if named_head(one).pos_ == "PROPN"]
    particles = {child.lower_ for child in dependents(head, "compound:prt", "advmod")}
    is_forced = relation(head) == "xcomp" and head.head.lower_ == "had"
    asleep = [c for c in dependents(head, "advcl", "xcomp", "obl") if c.lower_ == "sleep"]
    is_down = "down" in particles or (bool(asleep) and _is_an_animal(head))
    is_so = head.lemma_.lower() == "put" and is_down and is_forced
    beside = [c for c in dependents(head, "obl") if case_words(c) not in (["on"], ["in"])]
    return named_head(names[0]) if is_so and len(names) == 1 and not beside else None


def _is_an_animal(head: Token) -> bool:
    return any(one.lemma_.lower() in words.ANIMALS for one in dependents(head, "obj"))


def bond_clause(noun: Token, living: Clause) -> Clause:
    """The clause of "my dog Rex": as it stands, or ended where its verb ends what they are.

    Rex died; "my girlfriend Eve" and I parted, whoever left whom; "my boss Kim" was fired.
    """
    for bearer in (noun, noun.head):
        verb = _verb_of(bearer)
        if verb is not None and _may_end(verb) and _ends_bond(verb, bearer, noun, living.passage):
            group = verb_group(verb)
            if _is_told(replace(group, is_negated=group.is_negated and not group.is_ending)):
                return replace(living, head=verb, group=ended(group))
    return living


def _verb_of(bearer: Token) -> Token | None:
    """The verb or state that somebody takes part in, alone or joined to others."""
    first = bearer.head if bearer.dep_ == "conj" else bearer
    is_part = relation(first) in ("nsubj", "obj", "obl") and first.head.i != first.i
    return first.head if is_part else None


def _may_end(verb: Token) -> bool:
    return not _ENDING.isdisjoint((verb.lemma_.lower(), verb.lower_))


def _ends_bond(verb: Token, bearer: Token, noun: Token, passage: ParsedPassage) -> bool:
    beside = (noun, bearer, *dependents(noun, "compound", "nmod:desc", "nmod:unmarked"))
    kin = {word.lemma_.lower() for word in beside}
    is_subject = relation(bearer) == "nsubj"
    if kin & words.ANIMALS and _put_down(verb) is not None:
        return True
    if is_subject and (_is_dying(verb) or (_divorced(verb) is not None and kin & _SPOUSES)):
        return True
    if kin & _PARTNERS:
        others = _others(verb)
        owners = [one for word in beside for one in dependents(word, "nmod:poss")]
        whose = {pronoun_or_name(one, passage) for one in owners} - {""}
        return any(pronoun_or_name(one, passage) in whose for one in others)
    if not is_subject:
        return False
    lemma, particles = verb.lemma_.lower(), {c.lower_ for c in verb.children}
    if kin & _AT_HOME:
        return lemma == "move" and bool(particles & {"out", "away"})
    return bool(kin & _AT_WORK) and _leaves_work(verb, passage)


_PARTNERS = _SPOUSES | words.word_set("partner boyfriend girlfriend fiance fiancé fiancee fiancée")
_AT_HOME = words.word_set("roommate flatmate housemate")
_AT_WORK = words.word_set("boss manager supervisor colleague coworker coach")
_DISMISSING = words.word_set("fired sacked dismissed")


def _others(verb: Token) -> list[Token]:
    """Those whom a verb of parting parts from somebody; none for any other verb."""
    lemma, particles = verb.lemma_.lower(), {c.lower_ for c in dependents(verb, "compound:prt")}
    subjects, objects = dependents(verb, "nsubj", "nsubj:pass"), dependents(verb, "obj", "iobj")
    joined = [one for subject in subjects for one in conjuncts(subject)]
    obliques = [c for c in dependents(verb, "obl") if case_words(c)]
    if lemma in _LEAVING:
        # Not "left me a note" nor "leaves me notes", "left me at the station".
        is_alone = [one.pos_ for one in objects[1:]] in ([], ["PROPN"]) and verb.tag_ != "VBZ"
        places = [c for c in obliques if case_words(c)[-1] in ("at", "with", "on", "to")]
        return [*joined, *objects] if is_alone and not places else []
    is_parting = lemma == "separate" or (lemma in ("break", "split") and "up" in particles)
    if is_parting and not objects:  # not "broke up the fight"
        return [*joined, *(c for c in obliques if case_words(c) in (["with"], ["from"]))]
    if lemma in ("walk", "run") and "out" in particles:
        return [*joined, *(c for c in obliques if case_words(c) == ["on"])]
    if lemma == "call" and "off" in particles and any(c.lower_ == "it" for c in objects):
        return joined
    is_over = lemma == "together" and verb_group(verb).is_ending
    return joined if is_over else []


_LEAVING = words.word_set("leave dump divorce ditch abandon")


_ENDING = (
    _LEAVING
    | _DISMISSING
    | words.word_set(
        "die pass put get divorced"
        " break split separate separated walk run call together move lay laid "
        "quit resign retire"
    )
)


def _leaves_work(verb: Token, passage: ParsedPassage) -> bool:
    """ "was fired", "got sacked", "quit", "retired", "left the company"; of no other job."""
    objects = dependents(verb, "obj")
    if verb.lower_ in _DISMISSING or (verb.lower_ == "laid" and "off" in _words_below(verb)):
        return not objects
    if verb.lemma_.lower() in ("quit", "resign", "retire"):
        return not arguments_of(verb, passage)
    is_of_both = any(c.lower_ in ("the", "our", "my") for o in objects for c in o.children)
    return verb.lemma_.lower() == "leave" and is_of_both and objects[0].lemma_ in _SHARED


_SHARED = words.FIRMS | words.GROUPS


def _words_below(token: Token) -> set[str]:
    return {child.lower_ for child in token.children}


def pronoun_or_name(token: Token, passage: ParsedPassage) -> str:
    """Who a word stands for, as one name; empty where it stays open."""
    mention = mention_of(token, passage)
    return mention.text if mention is not None and not mention.is_value else ""
