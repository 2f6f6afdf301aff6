"""Statements of verbs: who, does, what; at most an object and one thing beyond it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.activities import activity_of, activity_text, is_liked_activity
from quipu.extraction.english.clause.arguments import (
    Argument,
    Subject,
    arguments_of,
    joined_to,
    subjects_of,
    verb_text,
)
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import counted, named_head, telling_type
from quipu.extraction.english.clause.phrases import phrase_text
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    conjuncts,
    dependents,
    is_copular,
    is_no_deed,
    joined_gerund,
    marks,
    relation,
)
from quipu.extraction.english.grammar.verb_groups import is_anybody, verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.lemmas import verb_of_gerund
from quipu.extraction.english.lexicon.predicate_kinds import object_kind
from quipu.schema.knowledge import Mention, Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause being read: its head, how it is told, and its verb as a predicate."""

    head: Token
    passage: ParsedPassage
    group: VerbGroup
    predicate: str

    def draft(self, subject: Subject, noun: Token, predicate: str, shape: Shape) -> list[Draft]:
        """The statement about one noun, or nothing where the noun stays open."""
        object_ = mention_of(noun, self.passage, object_kind(predicate))
        if object_ is None or object_.text == subject.mention.text:
            return []
        return [self._made(subject, predicate, object_, shape, noun)]

    def valued(self, subject: Subject, text: str, token: Token, shape: Shape) -> list[Draft]:
        """The statement with words as its object: an activity, an adverb."""
        if not text:
            return []
        object_ = Mention(text, "thing", is_value=True)
        return [self._made(subject, self.predicate, object_, shape, token)]

    def about(self, subject: Subject, predicate: str, activity: Token) -> list[Draft]:
        """The statement about doing something: "be passionate about | fixing cars"."""
        text = activity_text(activity, self.passage)
        object_ = Mention(text, "thing", is_value=True)
        return [self._made(subject, predicate, object_, Shape.OBLIQUE, activity)] if text else []

    def dated(self, subject: Subject) -> Draft:
        """A deed without an object, such as "died in 1594": its date becomes the object later."""
        state = [c.lower_ for c in dependents(self.head, "xcomp") if c.pos_ in ("ADJ", "VERB")]
        object_ = Mention("", "thing", is_value=True)
        predicate = " ".join([self.predicate, *state])
        draft = Draft(subject.mention, predicate, object_, self.head, self.group, Shape.BARE)
        return replace(draft, subject_token=subject.token)

    def turned(self, owner: Subject, role: str, holder: Subject, shape: Shape) -> list[Draft]:
        """(owner, role, holder) of a clause whose grammatical subject is the holder."""
        kind = object_kind(role) or holder.mention.kind
        object_ = replace(holder.mention, kind=kind)
        draft = Draft(owner.mention, role, object_, self.head, self.group, shape)
        return [replace(draft, subject_token=owner.token, object_token=holder.token)]

    def past(self) -> Clause:
        """The same clause told as over: "the former CEO"."""
        return replace(self, group=replace(self.group, tense=Tense.PAST, is_ending=True))

    def _made(
        self, subject: Subject, predicate: str, object_: Mention, shape: Shape, noun: Token
    ) -> Draft:
        return Draft(
            subject.mention,
            predicate,
            object_,
            self.head,
            self.group,
            shape,
            subject_token=subject.token,
            object_token=counted(noun),
        )


def verb_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What a clause with a full verb states."""
    group = _meanwhile(head, passage) if _is_meanwhile(head) else verb_group(head)
    if group.is_unreal or is_copular(head) or is_liked_activity(head) or _is_dependent(head):
        return []
    if is_no_deed(head):
        return []
    clause = Clause(head, passage, group, verb_text(head))
    arguments = arguments_of(head, passage)
    return [
        draft
        for subject in subjects_of(head, passage)
        if not is_anybody(subject.token, head, group)
        for draft in _said_of(subject, clause, arguments)
    ]


def _is_dependent(head: Token) -> bool:
    """A participle or infinitive that states nothing by itself: "Taking your advice, I …"."""
    if relation(head) == "xcomp" or "to" in marks(head):
        return relation(head) != "xcomp" or joined_gerund(head.head) == head
    is_free = relation(head) == "ROOT" or _is_meanwhile(head) or bool(dependents(head, "aux"))
    if head.tag_ != "VBG" or is_free:
        return False
    first = head.head
    is_joined = relation(head) == "conj" and first.tag_ == "VBG" and bool(dependents(first, "aux"))
    return not is_joined


def _is_meanwhile(head: Token) -> bool:
    """ "I joined Acme, living in Rome", "After buying a van, I left": a participle that tells where
    one is at that time, or what was done before."""
    is_participle = head.tag_ == "VBG" and head.dep_ == "advcl"
    is_at_once = not marks(head) and head.lemma_.lower() in words.MEANWHILE
    return is_participle and ((is_at_once and head.head.i < head.i) or marks(head) == {"after"})


def _meanwhile(head: Token, passage: ParsedPassage) -> VerbGroup:
    """As the main clause is told; still so only where that begins something that goes on."""
    main = head.head
    group = verb_group(main)
    if marks(head):
        is_told = group.tense is Tense.PAST and group.modality is Modality.ASSERTED
        return VerbGroup(tense=Tense.PAST, is_unreal=group.is_unreal or not is_told)
    is_dated = any(passage.is_time(token) for token in main.subtree)
    if main.lemma_.lower() in words.INCEPTIVES and group.tense is Tense.PAST and not is_dated:
        group = replace(group, tense=Tense.PRESENT)
    return replace(group, is_unreal=group.is_unreal or group.is_negated, is_ending=False)


def _said_of(subject: Subject, clause: Clause, arguments: list[Argument]) -> list[Draft]:
    objects = [argument for argument in arguments if not argument.preposition]
    obliques = [argument for argument in arguments if argument.preposition]
    if objects and _is_subject_below(clause.head):
        return []  # "I want my songs to be heard": wanted is what they do
    obliques = obliques if not _is_done_below(clause.head) else []
    if objects:
        return _with_object(subject, clause, objects, obliques)
    activity = activity_of(clause.head)
    if activity is not None:
        text = activity_text(activity, clause.passage)
        return clause.valued(subject, text, activity, Shape.VERB)
    outing = joined_gerund(clause.head)
    if outing is not None and not obliques and clause.head.lemma_.lower() == "go":
        # "I no longer go running": one does not run any more, either.
        deeds = ["go", verb_of_gerund(outing.lower_)][: 1 + clause.group.is_ending]
        told = [replace(clause, predicate=deed) for deed in deeds]
        return [d for c in told for d in c.valued(subject, outing.lower_, outing, Shape.VERB)]
    drafts: list[Draft] = []
    for oblique in _without_details(obliques)[:2]:
        predicate = _oblique_predicate(clause, oblique)
        company = _company(oblique.token)
        if company is not None:
            predicate = f"{predicate} {oblique.token.lemma_.lower()} with"
        for noun in joined_to(company or oblique.token):
            drafts += clause.draft(subject, noun, predicate, Shape.OBLIQUE)
        if predicate == "work as":
            drafts += _workplace(subject, clause, oblique.token)
    return drafts or _without_argument(subject, clause)


def _is_subject_below(head: Token) -> bool:
    is_wish = head.lemma_.lower() in words.WISHES | {"expect"}
    return is_wish and any("to" in marks(child) for child in dependents(head, "xcomp"))


def _is_done_below(head: Token) -> bool:
    """ "In Rome I tried to paint", "I want to Marathon it": the deed is the infinitive's."""
    verb = head.lemma_.lower()
    is_aim = verb in words.WISHES | words.PLANS | words.ATTEMPTS | {"have"}
    return is_aim and any("to" in (*marks(c), *case_words(c)) for c in dependents(head, "xcomp"))


def _without_details(obliques: list[Argument]) -> list[Argument]:
    """ "in Lisbon, in a flat by the river": after a name, the same preposition only adds to it."""
    named = {o.preposition for o in obliques if named_head(o.token).pos_ == "PROPN"}
    return [
        oblique
        for oblique in obliques
        if oblique.preposition not in named or named_head(oblique.token).pos_ == "PROPN"
    ]


def _workplace(subject: Subject, clause: Clause, job: Token) -> list[Draft]:
    """ "work as an engineer at Acme": where, beside as what."""
    return [
        draft
        for child in dependents(job, "nmod")
        if case_words(child) in (["at"], ["for"], ["with"]) and child.pos_ == "PROPN"
        for draft in clause.draft(subject, child, "work at", Shape.OBLIQUE)
    ]


def _with_object(
    subject: Subject, clause: Clause, objects: list[Argument], obliques: list[Argument]
) -> list[Draft]:
    first = objects[0].token
    if clause.predicate == "name":
        return []  # "we named her Ida": nobody's own name
    company = _company(first)
    if company is not None:
        predicate = f"{clause.predicate} {first.lemma_.lower()} with"
        return [
            draft
            for somebody in conjuncts(company)
            for draft in clause.draft(subject, somebody, predicate, Shape.OBLIQUE)
        ]
    if obliques and clause.predicate in words.UNDOING:
        return _undone(subject, clause, first, obliques[0])
    beyond = _beyond(subject, clause, first, obliques[0]) if obliques else []
    if beyond and clause.head.lemma_.lower() in words.LIGHT:
        return beyond
    kept = telling_type(first)
    predicate = f"{clause.predicate} {kept}" if kept else clause.predicate
    drafts = [
        draft
        for noun in joined_to(first)
        for draft in clause.draft(subject, noun, predicate, Shape.VERB)
    ]
    return drafts + beyond


def _undone(subject: Subject, clause: Clause, first: Token, oblique: Argument) -> list[Draft]:
    """ "cancelled my trip to Crete": the trip as a whole, since nobody went to Crete."""
    thing, of = phrase_text(first, clause.passage), phrase_text(oblique.token, clause.passage)
    text = f"{thing} {oblique.preposition} {of}" if thing and of else ""
    return clause.valued(subject, text, first, Shape.VERB)


def _company(noun: Token) -> Token | None:
    """Ivan in "share a flat with Ivan", "went to school with Ivan": with whom it is done."""
    if noun.pos_ != "NOUN":
        return None
    beside = [c for c in dependents(noun, "nmod") if case_words(c) == ["with"]]
    is_somebody = len(beside) == 1 and beside[0].ent_type_ == "PERSON"
    return beside[0] if is_somebody else None


def _beyond(subject: Subject, clause: Clause, first: Token, oblique: Argument) -> list[Draft]:
    """What is said of the oblique beside an object: "buy flat in | Rome", "take for walk | Max"."""
    if oblique.token.pos_ == "PROPN" and first.pos_ == "NOUN":
        thing = phrase_text(first, clause.passage)
        if not thing:
            return []
        predicate = f"{clause.predicate} {thing} {oblique.preposition}"
        return clause.draft(subject, oblique.token, predicate, Shape.OBLIQUE)
    is_light = clause.head.lemma_.lower() in words.LIGHT
    is_somebody = first.pos_ in ("PROPN", "PRON") or first.lemma_.lower() in words.KIN
    if is_light and oblique.token.pos_ == "NOUN" and is_somebody:
        predicate = f"{clause.predicate} {oblique.preposition} {oblique.token.lemma_.lower()}"
        return clause.draft(subject, first, predicate, Shape.OBLIQUE)
    return []


def _oblique_predicate(clause: Clause, oblique: Argument) -> str:
    """ "live in", "stay safe on": the verb, how it leaves one, and the preposition."""
    kept = telling_type(oblique.token)
    states = [c.lower_ for c in dependents(clause.head, "xcomp") if c.pos_ == "ADJ"]
    joined = " ".join([clause.predicate, *states, oblique.preposition])
    return f"{joined} {kept}" if kept else joined


def _without_argument(subject: Subject, clause: Clause) -> list[Draft]:
    """ "moved abroad", "broke up": an adverb of place, or the bare verb, as a value."""
    head = clause.head
    if head.lemma_.lower() in words.LIGHT and clause.predicate == head.lemma_.lower():
        return []  # "did it", "took": nothing without what was done or taken
    complements = [c for c in dependents(head, "xcomp", "ccomp") if c.tag_ not in ("VBN", "JJ")]
    is_result = relation(head) == "xcomp" and not marks(head)  # "getting married"
    if complements or is_result or relation(head) == "acl":
        return []
    for adverb in dependents(head, "advmod"):
        if adverb.lower_ in words.PLACE_ADVERBS:
            return clause.valued(subject, adverb.text, adverb, Shape.BARE)
    return [clause.dated(subject)]
