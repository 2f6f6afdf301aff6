"""Jobs that end without a name: "I lost my job", "was laid off", "handed in her notice", "retired".

They are told as deeds; that whatever job there was is over follows from `schema/ontology.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import arguments_of, is_passive, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import dependents
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.schema.knowledge import Modality, Temporal, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_GIVING = {"hand": "in", "give": "", "submit": "", "put": "in", "turn": "in"}
_NOTICES = ("notice", "resignation")
_LEAVING = ("quit", "leave", "lose")
_DISMISSED = {"laid": "off", "fired": "", "sacked": "", "let": "go", "made": "redundant"}
_GONE = ("retire", "resign")
_VERBS = (*_GIVING, *_LEAVING, *_GONE, "retired")


def dismissal_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """The deed that ends a job; nothing where a firm is named, which says more."""
    lemma = head.lemma_.lower()
    if lemma not in _VERBS and head.lower_ not in _DISMISSED:
        return []
    group = verb_group(head)
    if group.is_unreal or group.is_negated or group.modality is not Modality.ASSERTED:
        return []
    predicate, value = _of_own_job(head) or _of_being_gone(head, passage)
    if not predicate:
        return []
    clause = Clause(head, passage, group, predicate)
    temporal = Temporal.STATE if predicate == "be" else Temporal.EVENT
    return [
        replace(draft, temporal=temporal)
        for subject in subjects_of(head, passage)
        for draft in clause.valued(subject, value, head, Shape.ROLE)
    ]


def _of_own_job(head: Token) -> tuple[str, str] | None:
    """ "handed in my notice", "lost her job": no other job and nobody else's."""
    lemma = head.lemma_.lower()
    for noun in dependents(head, "obj", "obl"):
        owners = dependents(noun, "nmod:poss")
        is_own = len(owners) == 1 and owners[0].pos_ == "PRON"
        if not is_own or dependents(noun, "amod", "nmod", "acl", "compound"):
            continue
        beside = {child.lower_ for one in (head, noun) for child in one.children}
        if noun.lower_ in _NOTICES and lemma in _GIVING and _GIVING[lemma] in beside | {""}:
            return "hand in", "notice"
        if noun.lower_ == "job" and lemma in _LEAVING and noun.dep_ == "obj":
            return lemma, "job"
    return None


def _of_being_gone(head: Token, passage: ParsedPassage) -> tuple[str, str]:
    """ "was laid off", "got fired", "is retired", without anything else beside a date."""
    below = {child.lower_ for child in head.children}
    if _is_retired(head):
        return ("be", "retired") if not _is_more_told(head, passage) else ("", "")
    if _is_more_told(head, passage):
        return "", ""
    lemma = head.lemma_.lower()
    is_dated = any(passage.is_time(token) for token in head.subtree)  # its object, as of any verb
    if lemma in _GONE and not is_dated and verb_group(head).tense in (Tense.PAST, Tense.PERFECT):
        return lemma, "out of work"
    with_word = _DISMISSED.get(head.lower_)
    if any(one.lower_ != with_word for one in dependents(head, "compound:prt")):
        return "", ""  # "fired up"
    is_done_to = is_passive(head) or any(c.lemma_ == "get" for c in dependents(head, "aux"))
    if with_word is not None and is_done_to and with_word in below | {""}:
        return " ".join(filter(None, ("be", head.lower_, with_word))), "out of work"
    return "", ""


def _is_retired(head: Token) -> bool:
    being = dependents(head, "aux", "aux:pass", "cop")
    return head.lower_ == "retired" and any(one.lemma_ == "be" for one in being)


def _is_more_told(head: Token, passage: ParsedPassage) -> bool:
    going = [c for c in dependents(head, "xcomp", "ccomp") if c.lower_ in _DISMISSED.values()]
    return bool(arguments_of(head, passage)) or any(arguments_of(c, passage) for c in going)
