"""Relations told by what stands on their two sides: a draft under the name that its ends give it.

Most ways of saying a relation are aliases in `schema/ontology.toml`. Here is what needs a look at
the ends: "be" and a profession, "attend" and a school, "be in" of what is no person.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import NO_PLACE, mention_of
from quipu.extraction.english.clause.named_heads import given_name, is_one_by_trade, named_head
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, is_copular, relation
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.known_places import PLACES
from quipu.extraction.english.lexicon.occupations import (
    NATIONALITIES,
    NATIONALS,
    OCCUPATIONS,
    is_school,
)
from quipu.extraction.english.work.posts import post_beside
from quipu.schema.knowledge import Mention, Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

PLANNING = "be planning"
OCCUPATION, NATIONALITY, LOCATION = "occupation", "nationality", "located in"
# Of these one is so at a time.
MARITAL_STATUS, _MARITAL = "marital status", words.word_set("single married divorced widowed")
_KINDS_OF_PLACES = (
    r"city|town|village|suburb|district|region|province|state|county|borough|island|"
    r"neighbou?rhood|municipality|country|hamlet"
)
_PART_OF_THE_WORLD = re.compile(rf"be (?:[\w-]+ )?(?:{_KINDS_OF_PLACES}) (?:in|of|on)")
_EMPLOYED = re.compile(r"be (?:[\w-]+ )*?(?P<job>[\w-]+) (?:at|for|with)")
_IN_A_PLACE = re.compile(r"be (?:[\w-]+ )*?(?P<job>[\w-]+) in")
_LEARNING = words.word_set("student pupil undergraduate freshman sophomore")
_FAN = re.compile(r"be (?:[\w-]+ )?(?:fan|lover|admirer) of|be in love with")


def typed(draft: Draft, passage: ParsedPassage) -> list[Draft]:
    """The draft under the name of its relation; two of them where it tells two."""
    if draft.group.modality is not Modality.ASSERTED or draft.group.prefix:
        return [draft]
    is_of_now = draft.group.tense is Tense.PRESENT
    if draft.predicate == "plan" and draft.head.lemma_ == "plan" and is_of_now:
        # A plan that one has of a provider is another thing, and one at a time.
        what = draft.object.text.partition(" with ")[0]
        return [replace(draft, predicate=PLANNING, object=replace(draft.object, text=what))]
    if draft.predicate in ("be", "become"):
        return [_of_being(draft)]
    job = _EMPLOYED.fullmatch(draft.predicate)
    if job is not None and job["job"] in _LEARNING and _is_person(draft):
        return [replace(draft, predicate="study at")]
    if job is not None and job["job"] in OCCUPATIONS and _is_person(draft):
        return [*_held(draft, passage), replace(draft, predicate="work at")]
    trade = _IN_A_PLACE.fullmatch(draft.predicate)
    if trade is not None and trade["job"] in OCCUPATIONS and _is_person(draft):
        return [*_held(draft, passage), replace(draft, predicate="work in")]
    if draft.predicate == "move in with" and draft.object_token is not None:
        return [draft, *_home_beside(draft, passage)]
    called = _called(draft.object_token)
    if draft.predicate in ("see", "date") and draft.group.is_progressive and called is not None:
        # "I'm seeing a guy named Marco"
        return [replace(draft, predicate="date", shape=Shape.KIN, object_token=called)]
    if draft.predicate == "work as":
        job_text = _WHERE.sub("", draft.object.text)
        return [replace(draft, object=replace(draft.object, text=job_text))]
    name = _name(draft, passage)
    shape = Shape.KIN if name != draft.predicate and name in _BONDS else draft.shape
    return [replace(draft, predicate=name, shape=shape)]


def _home_beside(draft: Draft, passage: ParsedPassage) -> list[Draft]:
    """ "Dad moved in with Ida in Bonn": where he lives from then on."""
    name = draft.object_token
    below = [] if name is None else [*name.children, *named_head(name).children]
    towns = [c for c in (*below, *draft.head.children) if case_words(c) == ["in"]]
    known = [c for c in towns if c.pos_ == "PROPN" and not passage.is_time(c)]
    town = mention_of(known[0], passage, "place") if len(set(known)) == 1 else None
    if town is None or town.is_value or town.kind != "place":
        return []
    told = replace(draft, predicate="live in", object=town, object_token=known[0])
    return [replace(told, group=replace(draft.group, is_beginning=not draft.group.is_ending))]


_WHERE = re.compile(r"(?<=\w) (?:at|for|with) (?=[A-Z]).*")  # "nurse at Charité": a nurse
_BONDS = ("colleague", "date", "go out with")
_FEW = 9  # words of a sentence that says no more


def _name(draft: Draft, passage: ParsedPassage) -> str:
    told = draft.predicate
    at_work = draft.object_token is not None and draft.object_token.lemma_.lower() in _PREMISES
    if at_work and told in _AT_PREMISES:
        return _AT_PREMISES[told]
    if told == "move to" and NO_PLACE.match(draft.object.text):
        return "switch to"
    if told == "be in" and _is_home(draft):
        return "live in"
    if told == "attend" and is_school(draft.object.text):
        return "study at"
    if told in ("have date with", "go on date with"):
        return "go out with"
    if _FAN.fullmatch(told):
        return "like"
    if told in ("be at", "be with") and _is_there_for_work(draft, passage):
        return "work at"
    is_place = draft.object_token is not None and draft.object_token.pos_ == "PROPN"
    if is_place and not _is_person(draft) and not _may_be_somebody(draft, passage):
        if told == "be based in":
            return "be headquartered in"
        if told == "be in" and not draft.object.is_value:
            return LOCATION
    if is_place and _PART_OF_THE_WORLD.fullmatch(told):
        return LOCATION
    is_seeing = told == "see" and draft.group.is_progressive and draft.group.tense is Tense.PERFECT
    if is_seeing and _is_somebody(draft.object_token, passage) and _is_person(draft):
        return "date"
    if told == "work with" and _is_somebody(draft.object_token, passage) and _is_person(draft):
        return "colleague"
    return told


_PREMISES = words.word_set(
    "office branch headquarters hq site plant warehouse store studio clinic campus department"
)
_AT_PREMISES = {"be based in": "be based at", "be based at": "be based at",
                "move to": "transfer to", "relocate to": "transfer to"}  # fmt: skip
_LIVING = re.compile(r"\b(?:live|lived|lives|living|moved|based)\b", re.IGNORECASE)


def _is_home(draft: Draft) -> bool:
    """ "I used to live in Seville, these days I'm in Málaga"."""
    name, said = draft.object_token, draft.head.sent.text
    is_place = name is not None and name.pos_ == "PROPN" and _is_person(draft)
    is_of_now = draft.group.tense is Tense.PRESENT and not draft.group.is_negated
    return is_place and is_of_now and bool(_LIVING.search(said) and _NOW.search(said))


_LATELY = re.compile(r"\b(?:these days|nowadays|currently)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|these days|nowadays|currently)\b", re.IGNORECASE)


# Of whom one is a customer.
_SERVING = re.compile(
    r"\b(?:bank\w*|insur\w+|provider|internet|broadband|mobile|phone|contract|tariff|plan|sim|"
    r"energy|electricity|gas|account|mortgage|pension|switched|customer)\b",
    re.IGNORECASE,
)


def _is_there_for_work(draft: Draft, passage: ParsedPassage) -> bool:
    """ "Piotr is at Allegro now", "I'm with Nokia now"; "I'm at Ikea now" is for a while, and one
    is with somebody, or with a bank, otherwise."""
    name, who = draft.object_token, draft.subject_token
    if name is None or who is None or name.pos_ != "PROPN" or not _is_person(draft):
        return False
    entity = passage.entities.get(name.i)
    is_place = entity is not None and entity.label_ not in ("ORG", "MISC")
    is_place = is_place or draft.object.text.casefold() in PLACES
    said = draft.head.sent.text
    is_with = draft.predicate == "be with"
    if is_with and (entity is None or entity.label_ != "ORG" or _SERVING.search(passage.text)):
        return False
    is_here = who.lower_ in words.FIRST_PERSON and not is_with
    since = (_LATELY if is_here else _NOW).search(said)
    return since is not None and not is_place and len(said.split()) < _FEW


def _of_being(draft: Draft) -> Draft:
    token = draft.object_token
    if token is None or not _is_person(draft):
        return draft
    if token.lower_ in NATIONALITIES | NATIONALS and not dependents(token, "nmod"):
        value = Mention(token.text, "thing", is_value=True)
        return replace(draft, predicate=NATIONALITY, object=value, shape=Shape.ROLE)
    if token.lower_ in _MARITAL and draft.object.text.lower() == token.lower_:
        return replace(draft, predicate=MARITAL_STATUS)
    # "a great teacher" praises.
    is_praise = any(child.lower_ in words.SENTIMENT for child in dependents(token, "amod"))
    if token.pos_ == "NOUN" and token.lemma_.lower() in OCCUPATIONS and not is_praise:
        job = replace(draft.object, text=re.sub(r"^(?:both|all) ", "", draft.object.text))
        draft = replace(draft, object=job)
        begun = draft.group.is_beginning or draft.predicate == "become"
        group = replace(draft.group, is_beginning=begun)
        return replace(draft, predicate=OCCUPATION, group=group)
    return draft


def _held(draft: Draft, passage: ParsedPassage) -> list[Draft]:
    """ "Anna is a teacher at Hill School": that she is a teacher."""
    job = _job(draft.head, passage)
    if job is None:
        return []
    return [replace(draft, predicate=OCCUPATION, object=job, object_token=draft.head)]


def _job(noun: Token, passage: ParsedPassage) -> Mention | None:
    """The profession alone: "software engineer" of "a software engineer from Kent"."""
    mention = mention_of(noun, passage)
    if mention is None or noun.lemma_.lower() not in OCCUPATIONS or noun.pos_ != "NOUN":
        return None
    before = noun.doc[noun.left_edge.i : noun.i]
    described = [
        token.text
        for token in before
        if token.head.i == noun.i and token.dep_ in ("amod", "compound")
        if token.lower_ not in words.CURRENT
    ]
    return replace(mention, text=" ".join([*described, noun.text]))


def occupation_drafts(noun: Token, clause: Clause) -> list[Draft]:
    """ "Tom Baker, a pilot from Kent, …": (Tom Baker, occupation, pilot)."""
    drafts = []
    for apposition in dependents(noun, "appos"):
        articles = [det.lower_ for det in dependents(apposition, "det")]
        # "I'm Zoë, head chef at Lumière" does without one.
        is_class = "a" in articles or "an" in articles or (not articles and is_copular(noun))
        job = _job(apposition, clause.passage) if is_class and relation(noun) != "conj" else None
        holder = noun
        if apposition.pos_ == "PROPN" and (_is_this(noun) or is_one_by_trade(noun)):
            # "that waitress, Petra, …", "a new baker, Callum"
            job, holder = _job(noun, clause.passage), apposition
        subject = mention_of(holder, clause.passage)
        if job is not None and subject is not None and subject.text != job.text:
            told = noun if holder is apposition else apposition
            held = replace(clause, predicate=OCCUPATION)
            sides = held.valued(Subject(subject, holder), job.text, told, Shape.ROLE)
            drafts += [replace(draft, object=job) for draft in sides]
            drafts += _workplaces(apposition, Subject(subject, holder), clause)
        elif is_copular(noun) and noun.pos_ == "PROPN":
            drafts += post_beside(noun, apposition, clause)
    return drafts


def _workplaces(job: Token, holder: Subject, clause: Clause) -> list[Draft]:
    """ "I'm Tess, a nurse at Hillcrest": where, beside as what."""
    return [
        draft
        for place in dependents(job, "nmod")
        if case_words(place) in (["at"], ["for"]) and place.pos_ == "PROPN"
        for draft in clause.draft(holder, place, "work at", Shape.OBLIQUE)
    ]


def _is_this(noun: Token) -> bool:
    is_told = any(det.lower_ in ("that", "this", "the") for det in dependents(noun, "det"))
    return is_told and noun.lemma_.lower() not in words.KIN


def _is_person(draft: Draft) -> bool:
    """Whether somebody is told of: the speaker, a relative, a pronoun, a name of a person."""
    token = draft.subject_token
    if token is None or draft.subject.kind == "person":
        return True
    token = named_head(token)
    return token.lemma_.lower() in words.KIN or token.ent_type_ == "PERSON"


def _may_be_somebody(draft: Draft, passage: ParsedPassage) -> bool:
    """A noun of people in the plural, or a pronoun that may stand for them."""
    token = draft.subject_token
    return token is not None and (token.pos_ == "PRON" or token.lemma_.lower() in _PEOPLE)


_PEOPLE = words.word_set("people family guest visitor parent student colleague team crew crowd kid")


_COURTED = words.word_set("someone somebody girl woman guy man lady")


def _called(token: Token | None) -> Token | None:
    """Marco in "a guy named Marco"."""
    is_open = token is not None and token.lemma_.lower() in _COURTED
    return given_name(token) if is_open and token is not None else None


def _is_somebody(token: Token | None, passage: ParsedPassage) -> bool:
    if token is None:
        return False
    is_speaker = token.lower_ in ("me", "us") and bool(passage.speakers.first)
    return is_speaker or (token.pos_ == "PROPN" and token.ent_type_ == "PERSON")
