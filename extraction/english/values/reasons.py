"""What was done to something and why, where nothing else is told of it: "Kafka was rejected because
nobody here has run it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import (
    arguments_of,
    is_passive,
    subjects_of,
    verb_text,
)
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import marks, relation
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon.words import word_set
from quipu.schema.knowledge import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_DECIDED = word_set(
    "reject turn drop choose pick select cancel postpone delay close scrap abandon replace remove "
    "decline refuse discard retire deprecate cut ban block revert stop halt suspend dismiss veto "
    "shelve rule approve accept adopt withdraw recall discontinue"
)
_LONGEST = 200  # characters


def reason_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """The reason that a clause gives for what was decided about its subject."""
    if head.lemma_.lower() not in _DECIDED:
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    is_decided = is_passive(head) and relation(head) == "ROOT"
    if not (is_told and is_decided) or arguments_of(head, passage):
        return []
    reason = next((c for c in head.rights if _is_reason(c)), None)
    if reason is None:
        return []
    tokens = sorted(reason.subtree, key=lambda token: token.i)
    said = head.doc[tokens[0].i : tokens[-1].i + 1].text.strip(" .;,")
    clause = Clause(head, passage, replace(group, is_ending=False), verb_text(head))
    if len(said) > _LONGEST:
        return []
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.valued(subject, said, reason, Shape.ROLE)
    ]


def _is_reason(child: Token) -> bool:
    if child.dep_ == "advcl":
        return "because" in marks(child)
    opens = [word.lower_ for word in sorted(child.subtree, key=lambda one: one.i)[:2]]
    return child.dep_ == "obl" and (opens[:1] == ["because"] or opens == ["due", "to"])
