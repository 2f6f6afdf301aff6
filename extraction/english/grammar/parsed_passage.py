"""A parsed passage with everything the rules ask of it: its dates, names, speakers and pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.extraction.dates import DateExpression, find_dates
from quipu.extraction.english.grammar.asserted import (
    CharSpan,
    Quotation,
    invented_names,
    quotations,
    unasserted,
)
from quipu.extraction.english.grammar.kept import keep_answers
from quipu.extraction.english.grammar.syntax import dependents, is_copular, relation
from quipu.extraction.english.grammar.they import firms_meant
from quipu.extraction.english.grammar.years import is_amount
from quipu.extraction.english.lexicon.words import (
    FEMALE_KIN,
    KIN,
    MALE_KIN,
    PERSON_PRONOUNS,
    word_set,
)
from quipu.extraction.references import Speakers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# How many sentences back "he" and "she" may reach.
_REACH = 3


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """One parsed passage of an episode."""

    doc: Doc
    text: str  # the whole of it; a Doc puts it together anew whenever it is asked
    speakers: Speakers
    dates: tuple[DateExpression, ...]
    entities: Mapping[int, Span]  # by token index
    antecedents: Mapping[int, Token]  # by token index of "he", "she" and their forms
    firms: Mapping[int, Token]  # by token index of "they" and its forms
    quotations: tuple[Quotation, ...]
    unasserted: tuple[CharSpan, ...]
    invented: frozenset[str]  # names of fiction

    def quotation_at(self, token: Token) -> Quotation | None:
        found = (one for one in self.quotations if one.start <= token.idx < one.end)
        return next(found, None)

    def is_asserted(self, token: Token) -> bool:
        """Whether somebody known tells what stands there as true."""
        quotation = self.quotation_at(token)
        if quotation is not None and not self._is_known(quotation.teller):
            return False
        return not any(start <= token.idx < end for start, end in self.unasserted)

    def _is_known(self, teller: Token | None) -> bool:
        if teller is None or teller.lower_ not in PERSON_PRONOUNS:
            return teller is not None
        return teller.i in self.antecedents

    def is_time(self, token: Token) -> bool:
        return any(date.start <= token.idx < date.end for date in self.dates)


def parsed_passage(doc: Doc, speakers: Speakers) -> ParsedPassage:
    keep_answers(doc)
    entities = {token.i: entity for entity in doc.ents for token in entity}
    text = doc.text
    dates = tuple(one for one in find_dates(text) if not is_amount(one, doc))
    return ParsedPassage(
        doc,
        text,
        speakers,
        dates,
        entities,
        antecedents=_antecedents(doc, speakers, entities),
        firms=firms_meant(doc, entities),
        quotations=quotations(doc),
        unasserted=unasserted(doc),
        invented=invented_names(doc),
    )


@dataclass(frozen=True, slots=True)
class _Person:
    token: Token
    sentence: int
    gender: str


def _antecedents(doc: Doc, speakers: Speakers, entities: Mapping[int, Span]) -> dict[int, Token]:
    people: list[_Person] = []
    found: dict[int, Token] = {}
    worded = (one for one in doc.sents if any(token.is_alpha for token in one))
    for number, sentence in enumerate(worded):
        for token in sentence:
            gender = PERSON_PRONOUNS.get(token.lower_)
            if gender and token.pos_ in ("PRON", "DET") and not token.lower_.endswith("self"):
                person = _antecedent(people, number, gender, token)
                if person is not None:
                    found[token.i] = _in_full(person.token)
            elif _is_person(token, entities) and token.text not in (
                speakers.first,
                speakers.second,
            ):
                people.append(_Person(token, number, gender_of(token)))
    return found


def _in_full(name: Token) -> Token:
    """ "another Sam, Sam Lind": the name as it is told in full right after."""
    for one in dependents(name, "appos"):
        if one.text == name.text and dependents(one, "flat"):
            return one
    return name


def _antecedent(
    people: list[_Person], sentence: int, gender: str, pronoun: Token
) -> _Person | None:
    """The nearest agreeing person: the subject of a sentence first; nobody if two compete."""
    for back in range(_REACH + 1):
        agreeing = [
            person
            for person in people
            if person.sentence == sentence - back
            and person.gender in ("", gender)
            # "Anna likes her": an object pronoun is never its own verb's subject.
            and not (_is_done_to(pronoun) and person.token.head.i == pronoun.head.i)
            and not (person.token.is_ancestor(pronoun) and not _is_told_before(person, pronoun))
        ]
        if not agreeing:
            continue
        known = [person for person in agreeing if person.gender] or agreeing
        if len(known) == 2 and _is_pair(known) and not known[0].gender:
            return None
        subjects = [person for person in known if _is_subject(person.token)]
        names = {person.token.lemma_ for person in subjects or known}
        return (subjects or known)[-1] if len(names) == 1 else None
    return None


def _is_done_to(pronoun: Token) -> bool:
    """What a deed is done to, or taken from: nobody takes over from herself."""
    is_other = pronoun.dep_ == "obl" and any(c.lower_ == "from" for c in pronoun.lefts)
    return pronoun.dep_ in ("obj", "iobj") or is_other


_PAIRING = word_set("engaged married marry date dating divorced divorce")


def _is_pair(people: list[_Person]) -> bool:
    """ "Jef got engaged to Silke. She teaches maths.": either may be meant."""
    first, second = (person.token for person in people)
    verb = second.head
    is_of_both = second.dep_ in ("obl", "obj") and first.is_ancestor(verb) is False
    is_pairing = bool({verb.lemma_.lower(), verb.lower_} & _PAIRING)
    return is_of_both and is_pairing and first.lemma_ != second.lemma_


def _is_told_before(person: _Person, pronoun: Token) -> bool:
    """Marco in "His name is Marco, he's a baker"."""
    return is_copular(person.token) and person.token.i < pronoun.i


def _is_subject(token: Token) -> bool:
    joined = relation(token) == "conj" and relation(token.head) == "nsubj"
    return joined or relation(token) == "nsubj"


def _is_person(token: Token, entities: Mapping[int, Span]) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or relation(token) in ("vocative", "compound", "flat"):
        return False
    entity = entities.get(token.i)
    if entity is not None:
        return bool(entity.label_ == "PERSON")
    if token.lemma_.lower() in FEMALE_KIN | MALE_KIN:
        return True
    has_relative = any(kin.lemma_.lower() in KIN for kin in _beside(token))
    return token.pos_ == "PROPN" and (has_relative or relation(token) == "nsubj")


def gender_of(token: Token) -> str:
    """ "f" or "m" where a kinship word in or beside the phrase tells, else empty."""
    words = {word.lemma_.lower() for word in (token, *_beside(token))}
    if words & FEMALE_KIN:
        return "f"
    return "m" if words & MALE_KIN else ""


def _beside(token: Token) -> Iterator[Token]:
    """Words that say what a name is: "sister" in "my sister Anna" and "Anna, my sister"."""
    yield from dependents(token, "compound", "appos", "nmod:desc", "nmod:unmarked")
    if relation(token) in ("appos", "flat"):
        yield token.head
