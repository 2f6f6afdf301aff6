"""The arguments of a verb: its subjects, objects and obliques, times left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.extraction.english import words
from quipu.extraction.english.mentions import mention_of
from quipu.extraction.english.parsed_passage import ParsedPassage
from quipu.extraction.english.syntax import (
    case_words,
    conjuncts,
    dependents,
    governors,
    has_subject,
    joined_gerund,
    relation,
    subject_of,
)
from quipu.schema.knowledge import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a clause; no token where a chat message leaves "I" out."""

    mention: Mention
    token: Token | None


@dataclass(frozen=True, slots=True)
class Argument:
    """An object (no preposition) or oblique argument of a verb."""

    token: Token
    preposition: str = ""


def subjects_of(head: Token, passage: ParsedPassage) -> list[Subject]:
    """The clause's subjects as mentions; those that stay open are left out."""
    token = subject_of(head)
    if token is None:
        return _dropped_subject(head, passage)
    found = []
    for noun in conjuncts(token):
        mention = mention_of(noun, passage)
        if mention is not None and not mention.is_value and not _is_pointed_at(noun):
            found.append(Subject(mention, noun))
    return found


def _is_pointed_at(noun: Token) -> bool:
    """ "this book", "that stuff": which one stays open; and pronouns such as "some"."""
    determiners = {child.lower_ for child in dependents(noun, "det")}
    pointing = determiners & {"this", "that", "these", "those", "such", "any", "every", "each"}
    return bool(pointing) or noun.lower_ in words.VAGUE


def _dropped_subject(head: Token, passage: ParsedPassage) -> list[Subject]:
    """ "Went to Paris.": the speaker, where the message begins with a verb that is no command."""
    # In quoted words it stays open who left "I" out.
    speaker = passage.speakers.first if passage.quotation_at(head) is None else ""
    top = head
    for governor in governors(head):
        top = governor
    opens = top.i == top.sent.start or all(
        child.pos_ in ("ADV", "INTJ", "PUNCT", "CCONJ", "AUX") for child in top.lefts
    )
    is_told = top.tag_ in ("VBD", "VBN") or top.lower_ in ("gon", "gonna") or _is_bare_doing(top)
    is_mood = top.lower_ in words.EAGER | words.GLAD | words.SENTIMENT  # "Excited for you!"
    if speaker and opens and is_told and not is_mood and relation(top) == "ROOT":
        return [Subject(Mention(speaker, "person"), None)]
    return []


def _is_bare_doing(top: Token) -> bool:
    """ "Researching agencies.": a participle and no finite verb that it could be the subject of."""
    finite = any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in top.sent)
    return top.tag_ == "VBG" and not finite


def verb_text(head: Token) -> str:
    """The verb as a predicate: lemma and particle; a passive as "be" and its participle."""
    auxiliaries = {child.lemma_ for child in dependents(head, "aux")}
    if head.lower_ == "got" and "have" in auxiliaries:
        return "have"  # "I've got two cats"
    particles = [child.lower_ for child in dependents(head, "compound:prt")]
    if is_passive(head):
        return " ".join(["be", head.lower_, *particles])
    gerund = joined_gerund(head)
    if gerund is not None:
        particles.append(gerund.lower_)
    return " ".join([head.lemma_.lower(), *particles])


def is_passive(head: Token) -> bool:
    if any(child.dep_ in ("nsubj:pass", "aux:pass") for child in head.children):
        return True
    return head.dep_ == "acl" and head.tag_ == "VBN"


def arguments_of(head: Token, passage: ParsedPassage) -> list[Argument]:
    """Objects first, then obliques with a preposition, in order; times are left out."""
    found = [Argument(token) for token in _objects(head) if not passage.is_time(token)]
    gerund = joined_gerund(head)
    for child in [*head.children, *(gerund.children if gerund is not None else ())]:
        if relation(child) != "obl" or passage.is_time(child):
            continue
        prepositions = [word for word in case_words(child) if word not in ("than", "as")]
        if case_words(child) == ["as"]:
            prepositions = ["as"]
        if prepositions and not words.ADVERBIAL_PREPOSITIONS & set(prepositions):
            found.append(Argument(child, " ".join(prepositions)))
    return found


def _objects(head: Token) -> list[Token]:
    objects = dependents(head, "obj")
    if head.dep_ == "acl:relcl":
        # "the car that I bought": the noun above is what was bought.
        relative = [token for token in objects if token.lower_ in ("that", "which", "who", "whom")]
        own_subject = [c for c in head.children if relation(c) == "nsubj"]
        is_gap = own_subject and own_subject[0].lower_ not in ("who", "that", "which")
        complements = dependents(head, "xcomp", "ccomp")
        if is_gap and (relative or not objects) and not complements and not is_passive(head):
            return [head.head]
        objects = [token for token in objects if token not in relative]
    nouns = [
        c for c in dependents(head, "xcomp") if c.pos_ in ("NOUN", "PROPN") and not has_subject(c)
    ]
    return objects + ([] if objects else nouns)
