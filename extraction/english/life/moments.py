"""What only goes on while it is told: "I'm having lunch", "I have a headache"."""

from __future__ import annotations

from dataclasses import replace

from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.syntax import dependents
from quipu.extraction.english.lexicon import words
from quipu.schema.knowledge import Modality, Temporal, Tense

_DOING = words.word_set("eat drink cook bake wait sit stand walk shower nap pack queue")
_HELD = words.word_set(
    "lunch breakfast dinner supper brunch coffee tea drink beer snack meal shower bath nap break "
    "errand picnic barbecue"
)
_AILING = words.word_set(
    "headache cold fever flu cough hangover migraine stomachache toothache sniffle hiccup"
)
_NOW = (["right", "now"], ["at", "the", "moment"], ["as", "we", "speak"])


def of_the_moment(draft: Draft) -> Draft:
    """The draft as something of that day, if nobody would take it to go on; else as it is."""
    group, verb = draft.group, draft.head.lemma_.lower()
    is_told = group.modality is Modality.ASSERTED and not (group.is_negated or group.is_ending)
    if not is_told or group.tense is not Tense.PRESENT or draft.shape in (Shape.KIN, Shape.ROLE):
        return draft
    things = {noun.lemma_.lower() for noun in dependents(draft.head, "obj")}
    is_ailing = verb == "have" and bool(things & _AILING)
    is_brief = (
        verb in _DOING or bool(things & _HELD) or (verb not in words.STATES and _is_now(draft))
    )
    if not is_ailing and not (group.is_progressive and is_brief):
        return draft
    return replace(draft, temporal=Temporal.EVENT, group=replace(group, is_just_now=True))


def _is_now(draft: Draft) -> bool:
    told = [token.lower_ for token in draft.head.sent]
    return any(run == told[at : at + len(run)] for run in _NOW for at in range(len(told)))
