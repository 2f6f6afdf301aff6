"""Turns of life other than leaving: what begins is stated in the state's own words.

"I got a job at Acme" begins (I, work at, Acme), "Petra turned forty" tells her age from then on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import (
    Subject,
    arguments_of,
    subjects_of,
)
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.phrases import phrase_text
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    conjuncts,
    dependents,
    relation,
)
from quipu.extraction.english.grammar.verb_groups import ended, is_anybody, verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.lemmas import verb_of_gerund
from quipu.extraction.english.lexicon.occupations import POSTS, is_school
from quipu.schema.knowledge import Modality, Temporal, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


def stopped_habit(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I stopped smoking": the habit itself, over."""
    if head.lemma_.lower() not in words.STOPPINGS:
        return []
    habits = [
        c
        for c in dependents(head, "obj", "xcomp")
        # "finished another painting": a thing, told by its article.
        if c.lower_.endswith("ing") and not dependents(c, "det", "nmod:poss", "amod", "nummod")
    ]
    group = verb_group(head)
    if not habits or group.is_unreal:
        return []
    habit = habits[0]
    if habit.pos_ == "VERB" and arguments_of(habit, passage):
        return []  # "stopped eating meat" is read at its own verb
    clause = Clause(head, passage, ended(group), verb_of_gerund(habit.lower_))
    return [
        draft
        for subject in subjects_of(head, passage)
        if not is_anybody(subject.token, head, group)
        for draft in clause.valued(subject, habit.lower_, habit, Shape.VERB)
    ]


def disliked(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I can't stand mushrooms": not liked; "I can't eat gluten": not eaten. No mere possibility.

    Not "I can't eat now", "can't eat another bite", "can't drink this": that is for the moment.
    """
    verb = head.lemma_.lower()
    predicate = "like" if verb in ("stand", "bear") else verb
    if predicate != "like" and verb not in _BORNE:
        return []
    group = verb_group(head)
    if not group.is_negated or group.prefix != "can" or group.is_unreal:
        return []
    if predicate != "like" and (_is_for_now(head, passage) or not dependents(head, "obj")):
        return []
    told = replace(group, modality=Modality.ASSERTED, prefix="", tense=Tense.PRESENT)
    clause = Clause(head, passage, told, predicate)
    return [
        draft
        for subject in subjects_of(head, passage)
        for thing in dependents(head, "obj")
        for noun in conjuncts(thing)
        for draft in clause.draft(subject, noun, predicate, Shape.VERB)
    ]


_BORNE = words.word_set("eat drink tolerate digest")


def _is_for_now(head: Token, passage: ParsedPassage) -> bool:
    """Whether it is told of one time, one place or one helping."""
    things = [noun for thing in dependents(head, "obj") for noun in conjuncts(thing)]
    is_one = any(
        dependents(noun, "det", "nmod:poss", "nummod") or noun.pos_ == "PRON" for noun in things
    )
    beside = dependents(head, "obl", "obl:unmarked", "advcl", "conj")
    now = any(child.lower_ in ("now", "today", "tonight", "here") for child in head.children)
    return is_one or now or bool(beside) or any(map(passage.is_time, head.subtree))


def leading_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Hannah leads my team": (my team, be led by, Hannah), as it is told from the other end."""
    if head.lemma_.lower() not in ("lead", "head"):
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    led = [c for c in dependents(head, "obj") if c.lemma_.lower() in words.GROUPS]
    is_owned = len(led) == 1 and bool(dependents(led[0], "nmod:poss"))
    if not is_told or not is_owned:
        return []
    mention = mention_of(led[0], passage)
    if mention is None or mention.is_value:
        return []
    clause = Clause(head, passage, group, "")
    return [
        draft
        for leader in subjects_of(head, passage)
        if leader.token is not None and leader.token.lower_ not in words.FIRST_PERSON
        for draft in clause.turned(Subject(mention, led[0]), "be led by", leader, Shape.ROLE)
    ]


def job_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Anna has a job at Acme": (Anna, work at, Acme); "got a job": from then on."""
    lemma = head.lemma_.lower()
    if lemma not in _GETTING | _HOLDING:
        return []
    jobs = [c for c in dependents(head, "obj") if c.lemma_.lower() in words.JOB_NOUNS]
    group = verb_group(head)
    if not jobs or group.is_unreal or group.is_negated:
        return []
    if group.modality is not Modality.ASSERTED:
        return []
    clause = Clause(head, passage, replace(group, is_beginning=lemma in _GETTING), "")
    drafts: list[Draft] = []
    for subject in subjects_of(head, passage):
        for child in _attached(head, jobs[0]):
            preposition = " ".join(case_words(child))
            is_pay = bool(dependents(child, "nummod"))  # "a job for $20 an hour"
            if preposition in _WORKING and not is_pay:
                for noun in conjuncts(child):
                    drafts += clause.draft(subject, noun, _WORKING[preposition], Shape.OBLIQUE)
    return drafts


_GETTING = words.word_set("get land start take accept find begin")
_HOLDING = words.word_set("have hold work")
_WORKING = {"at": "work at", "with": "work at", "for": "work at", "as": "work as"}


def _attached(verb: Token, job: Token) -> list[Token]:
    """Nouns with a preposition anywhere below the verb's job, where the parser may hang them."""
    near = [*verb.children, *job.children]
    return near + [deep for token in near if token.i != job.i for deep in token.children]


def with_new_state(draft: Draft) -> Draft:
    """A deed that begins a state, told as that state: "moved to Rome" holds from then on."""
    verb = draft.head.lemma_.lower()
    begins = draft.group.is_beginning or (
        verb in words.INCEPTIVES and draft.predicate.split()[0] in words.INCEPTIVES
    )
    is_done = draft.group.tense in (Tense.PAST, Tense.PERFECT) or _is_settled(draft)
    if not begins or not is_done or draft.group.is_ending or draft.group.is_negated:
        return draft
    group = replace(draft.group, is_beginning=True)
    return replace(draft, group=group, temporal=Temporal.STATE)


def _is_settled(draft: Draft) -> bool:
    """ "Joris joins the platform team on 2 February": told ahead, or as minutes tell it."""
    noun = draft.object_token
    is_plain = draft.group.tense is Tense.PRESENT and not draft.group.is_progressive
    is_body = noun is not None and (noun.ent_type_ == "ORG" or noun.lemma_.lower() in _BODIES)
    is_told = draft.group.modality is Modality.ASSERTED and draft.head.tag_ in ("VBZ", "VBP")
    return is_plain and is_told and draft.predicate == "join" and is_body


_BODIES = words.GROUPS | words.FIRMS


def started(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I started at Zalando", "I just started as a nurse at Charité": (I, work at, …), (I, work
    as, nurse). A school is not worked at by whoever starts there."""
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if head.lemma_.lower() != "start" or not is_told or dependents(head, "obj", "xcomp"):
        return []
    jobs = [c for c in dependents(head, "obl") if case_words(c) == ["as"] and _is_a_job(c)]
    beside = [*dependents(head, "obl"), *(c for job in jobs for c in dependents(job, "nmod"))]
    firms = [
        c
        for c in beside
        if case_words(c) == ["at"]
        and c.pos_ == "PROPN"
        and not passage.is_time(c)
        and not (is_school(phrase_text(c, passage)) and not jobs)
    ]
    firms = firms or [one for one in [_signed_with(head)] if one is not None]
    begun = replace(group, is_beginning=not group.is_progressive)
    told = [(noun, "work as") for noun in jobs[:1]] + [(noun, "work at") for noun in firms[:1]]
    return [
        draft
        for subject in subjects_of(head, passage)
        if subject.mention.kind == "person" or subject.token is None
        for noun, predicate in told
        for draft in Clause(head, passage, begun, predicate).draft(
            subject, noun, predicate, Shape.OBLIQUE
        )
    ]


def _signed_with(start: Token) -> Token | None:
    """ "Signed with Acme, I start in May as a cook": where one starts, told just before."""
    sign = start.head if relation(start) in ("conj", "parataxis") else start
    if sign.lemma_.lower() != "sign" or sign.i >= start.i:
        return None
    firms = [c for c in dependents(sign, "obl") if case_words(c) == ["with"]]
    return firms[0] if firms and firms[0].pos_ == "PROPN" else None


def _is_a_job(noun: Token) -> bool:
    is_one = any(det.lower_ in ("a", "an", "the", "their") for det in dependents(noun, "det"))
    is_post = not dependents(noun, "det", "nmod:poss") and noun.lemma_.lower() in POSTS
    return (is_one or is_post) and noun.lemma_.lower() not in _NO_JOBS


_TAKING_ON = words.word_set("join start hire employ appoint")
# As what one joins for a while, and what is no job.
_NO_JOBS = words.word_set("guest member volunteer visitor fan spectator friend beginner kid child")


def taken_on(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I joined Acme as an engineer": as what, beside where."""
    if head.lemma_.lower() not in _TAKING_ON:
        return []
    group = verb_group(head)
    if group.is_unreal or group.is_negated or group.modality is not Modality.ASSERTED:
        return []
    if group.is_progressive and head.lemma_.lower() == "join":
        return []
    firms = [a.token for a in arguments_of(head, passage) if a.preposition != "as"]
    jobs = [
        child
        for child in dependents(head, "obl")
        if case_words(child) == ["as"] and _is_a_job(child)
    ]
    if not jobs or not any(firm.pos_ == "PROPN" for firm in firms):
        return []
    clause = Clause(head, passage, replace(group, is_beginning=True), "work as")
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.draft(subject, jobs[0], "work as", Shape.OBLIQUE)
    ]
