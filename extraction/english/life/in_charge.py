"""Who looks after what, and who takes it over: "Ann is in charge of the archive", "Ben takes over
the newsletter from her", "Kim owns the billing service from now on".

What is looked after has one who does at a time: (archive, in charge, Ann). So whoever takes it over
ends that of the one before, whether he is named or not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, is_copular
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.schema.knowledge import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

IN_CHARGE = "in charge"
_HEADS = words.word_set("charge responsible take own")
_WORK = words.word_set(
    "service project process pipeline backlog roadmap rollout migration release launch integration "
    "deployment module component codebase repository repo feature initiative workstream product "
    "newsletter website platform programme program budget account area topic"
)
_BEHIND = re.compile(r"\s+(?:from|until|till)\s.*$")  # "the newsletter from Aino"
_NO_WORK = words.word_set("world country city house room call payment lease bill debt job role")


def in_charge_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """Who a clause puts in charge of what; nothing for any other clause."""
    if head.lemma_.lower() not in _HEADS:
        return []
    group = verb_group(head)
    is_told = group.modality in (Modality.ASSERTED, Modality.PLAN)
    if not is_told or group.is_unreal or group.is_negated or group.is_ending:
        return []
    thing, begins = _looked_after(head)
    if thing is None or not _is_one_thing(thing):
        return []
    unit = mention_of(thing, passage)
    if unit is None or unit.is_value or unit.kind == "person":
        return []
    unit = replace(unit, text=_BEHIND.sub("", unit.text) + _place_behind(thing, passage))
    begun = replace(group, is_beginning=begins or group.is_beginning, is_progressive=False)
    clause = Clause(head, passage, begun, IN_CHARGE)
    return [
        draft
        for holder in subjects_of(head, passage)
        if _is_somebody(holder)
        for draft in _told(clause, holder, Subject(unit, thing))
    ]


def _place_behind(thing: Token, passage: ParsedPassage) -> str:
    """ "takes over the clinic in Leeds": where it is, read as where it is taken over."""
    doc = thing.doc
    if thing.i + 2 >= thing.sent.end or doc[thing.i + 1].lower_ not in ("in", "at"):
        return ""
    place = doc[thing.i + 1].head
    is_below = place.pos_ == "PROPN" and place.i == thing.i + 2 and place.dep_ == "obl"
    is_place = is_below and not passage.is_time(place)
    return f" {doc[thing.i + 1].text} {place.text}" if is_place else ""


def _told(clause: Clause, holder: Subject, unit: Subject) -> list[Draft]:
    """Of a name by what he looks after; as it is said, which means the same, of who speaks and
    where the name stands before another verb."""
    is_told_here = holder.token is not None and holder.token.head.i == clause.head.i
    if is_told_here and holder.token is not None and holder.token.pos_ != "PRON":
        return clause.turned(unit, IN_CHARGE, holder, Shape.ROLE)
    return [
        Draft(
            holder.mention,
            f"be {IN_CHARGE} of",
            unit.mention,
            clause.head,
            clause.group,
            Shape.OBLIQUE,
            subject_token=holder.token,
            object_token=unit.token,
        )
    ]


def _looked_after(head: Token) -> tuple[Token | None, bool]:
    """What is looked after, and whether that only begins."""
    lemma = head.lemma_.lower()
    if is_copular(head) and lemma == "charge" and case_words(head) == ["in"]:
        return next((c for c in dependents(head, "nmod") if case_words(c) == ["of"]), None), False
    if is_copular(head) and head.lower_ == "responsible":
        return next((c for c in dependents(head, "obl") if case_words(c) == ["for"]), None), False
    if lemma == "take" and _takes_over(head):
        over = [c for c in dependents(head, "obl") if case_words(c) == ["over"]]
        return next(iter([*dependents(head, "obj"), *over]), None), True
    if lemma == "own":
        owned = next(iter(dependents(head, "obj")), None)
        is_work = owned is not None and owned.lemma_.lower() in _WORK
        is_work = is_work and owned is not None and _is_the(owned)
        return (owned, _is_from_now_on(head)) if is_work else (None, False)
    return None, False


def _takes_over(head: Token) -> bool:
    particles = {c.lower_ for c in dependents(head, "compound:prt", "advmod")}
    over = any(case_words(c) == ["over"] for c in dependents(head, "obl"))
    is_office = any(case_words(c) == ["as"] for c in dependents(head, "obl"))
    return ("over" in particles or over) and not is_office


def _is_from_now_on(head: Token) -> bool:
    return "from now on" in head.sent.text.lower()


def _is_the(noun: Token) -> bool:
    return any(child.lower_ == "the" for child in dependents(noun, "det"))


def _is_one_thing(noun: Token) -> bool:
    """A name, or what is told apart by "the" or its owner: not "a call", "dinner", "everything"."""
    if noun.pos_ == "PROPN":
        return True
    is_told_apart = _is_the(noun) or bool(dependents(noun, "nmod:poss"))
    return noun.pos_ == "NOUN" and is_told_apart and noun.lemma_.lower() not in _NO_WORK


def _is_somebody(holder: Subject) -> bool:
    token = holder.token
    is_named = token is None or token.pos_ in ("PROPN", "PRON")
    return is_named and not holder.mention.is_value and holder.mention.kind in ("person", "thing")
