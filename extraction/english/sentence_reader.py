"""From one parsed passage to its mentions and statements: every rule, in order, then the gate."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from quipu.extraction.english import words
from quipu.extraction.english.callings import callings
from quipu.extraction.english.clauses import verb_drafts
from quipu.extraction.english.dating import when_of
from quipu.extraction.english.drafts import Draft, Shape
from quipu.extraction.english.gate import KEEP_FROM, confidence_of
from quipu.extraction.english.mentions import mention_of
from quipu.extraction.english.nominals import named_role, nominal_drafts
from quipu.extraction.english.offices import office_drafts
from quipu.extraction.english.pairs import held_kin_drafts, pair_drafts
from quipu.extraction.english.parsed_passage import ParsedPassage
from quipu.extraction.english.partings import death_drafts, divorce_drafts
from quipu.extraction.english.predicate_kinds import subject_kind
from quipu.extraction.english.relations import typed
from quipu.extraction.english.roles import copular_drafts
from quipu.extraction.english.surface_patterns import (
    SurfaceStatement,
    sentences_with_offsets,
    surface_statement,
)
from quipu.extraction.english.syntax import (
    case_words,
    governors,
    is_clause_head,
    is_copular,
    relation,
    subject_of,
)
from quipu.extraction.english.turns import (
    became,
    disliked,
    ending_drafts,
    job_drafts,
    stopped_habit,
    with_new_state,
)
from quipu.extraction.english.wording import clause_sentence
from quipu.schema.intervals import DAWN
from quipu.schema.knowledge import Mention, Modality, Statement, Temporal, Tense, When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

READER = "local-1"
_SURFACE_CONFIDENCE = 0.9


def statements_in(passage: ParsedPassage, said_at: datetime) -> list[Statement]:
    """The statements of a passage worth keeping, in the order of their sentences."""
    found = _definitions(passage)
    read = [(start, start + len(statement.quote)) for start, statement in found]
    for sentence in passage.doc.sents:
        if any(sentence.start_char < end and start < sentence.end_char for start, end in read):
            continue
        drafts = _drafts(sentence, passage) if not _is_question(sentence) else []
        for statement in _kept(drafts or _presupposed(sentence, passage), passage, said_at):
            found.append((sentence.start_char, statement))
    found += callings(passage, READER)
    return [statement for _, statement in sorted(found, key=lambda pair: pair[0])]


def _definitions(passage: ParsedPassage) -> list[tuple[int, Statement]]:
    """The sentences that are one definitional statement each, by where they begin."""
    found = []
    for start, text in sentences_with_offsets(passage.doc.text):
        dates = [d for d in passage.dates if start <= d.start < start + len(text)]
        # A bare year may be part of a name ("Bologna FC 1909"); other times need the parser.
        is_own = not _is_set_apart(start, start + len(text), passage)
        if is_own and all(re.fullmatch(r"\d{4}", date.text) for date in dates):
            definition = surface_statement(text)
            if definition is not None:
                found.append((start, _definition(definition, text)))
    return found


def _is_set_apart(start: int, end: int, passage: ParsedPassage) -> bool:
    """Whether any of it is quoted or not told as true, which only the parser's rules can weigh."""
    quoted = [(one.start, one.end) for one in passage.quotations]
    if passage.invented.intersection(re.findall(r"\w+", passage.doc.text[start:end])):
        return True
    return any(start < last and first < end for first, last in (*quoted, *passage.unasserted))


def _is_question(sentence: Span) -> bool:
    return sentence.text.rstrip(" \"”')").endswith("?")


def _presupposed(sentence: Span, passage: ParsedPassage) -> list[Draft]:
    """What a question takes for granted: "How is your sister Anna?" tells who she is."""
    if not _is_question(sentence):
        return []
    asked = sentence[-2:] if sentence[0].lemma_.lower() == "be" else ()
    return [
        draft
        for token in sentence
        if passage.is_asserted(token)
        for draft in nominal_drafts(token, passage)
        if draft.shape is Shape.KIN and draft.object_token not in asked
    ]


def _kept(drafts: list[Draft], passage: ParsedPassage, said_at: datetime) -> list[Statement]:
    statements = []
    for draft in drafts:
        when = when_of(draft, passage, said_at)
        draft = _coming(draft, when, said_at)
        if not draft.object.text:
            draft = _with_date_as_object(draft, when)
        confidence = confidence_of(draft, is_dated=when is not None)
        if confidence >= KEEP_FROM and draft.object.text:
            statements.append(_statement(draft, passage, when, confidence))
    return statements


def _coming(draft: Draft, when: When | None, said_at: datetime) -> Draft:
    """ "I'm visiting Rome next week": a progressive dated ahead is a plan, not a deed."""
    is_ahead = when is not None and when.span.start > said_at
    if not is_ahead or not draft.group.is_progressive or draft.group.tense is not Tense.PRESENT:
        return draft
    if draft.group.modality is not Modality.ASSERTED:
        return draft
    group = replace(draft.group, tense=Tense.FUTURE, modality=Modality.PLAN, prefix="will")
    return replace(draft, group=group)


def _with_date_as_object(draft: Draft, when: When | None) -> Draft:
    """ "They broke up last month": what happened, and the month it happened in as its value."""
    is_deed = draft.group.tense in (Tense.PAST, Tense.PERFECT) and not draft.group.is_negated
    is_told = is_deed and draft.group.modality is Modality.ASSERTED
    if not is_told or when is None or when.is_recurring or when.span.start == DAWN:
        # Nobody dies twice: that somebody did is news even without a date.
        text = "dead" if draft.predicate == "die" and not draft.group.is_negated else ""
        return replace(draft, object=replace(draft.object, text=text))
    text = when.span.start.date().isoformat()
    length = {"year": 4, "month": 7}.get(when.granularity, len(text))
    return replace(draft, object=replace(draft.object, text=text[:length]))


def _drafts(sentence: Span, passage: ParsedPassage) -> list[Draft]:
    drafts: list[Draft] = []
    for token in sentence:
        if not passage.is_asserted(token):
            continue
        if is_clause_head(token):
            drafts += _clause_drafts(token, passage)
        drafts += nominal_drafts(token, passage) + held_kin_drafts(token, passage)
        drafts += office_drafts(token, passage)
    kin = {(one.head.i, one.object.text) for one in drafts if one.shape is Shape.KIN}
    return [
        with_new_state(named)
        for draft in drafts
        if not _is_open(draft)
        and draft.subject.text not in passage.invented
        # "I have a sister, Anna" says whose sister Anna is, and no more.
        and not (draft.predicate == "have" and (draft.head.i, draft.object.text) in kin)
        for named in typed(draft, passage)
    ]


def _clause_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    bond = divorce_drafts(head, passage) or pair_drafts(head, passage)
    if bond or is_copular(head):
        return bond or copular_drafts(head, passage)
    turns = (became, named_role, job_drafts, stopped_habit, disliked, ending_drafts, death_drafts)
    for turn in turns:
        drafts = turn(head, passage)
        if drafts:
            # "moved from Paris to London" ends one home and begins the next.
            return drafts + [d for d in verb_drafts(head, passage) if d.predicate == "move to"]
    drafts = verb_drafts(head, passage)
    return [draft for draft in drafts if draft.predicate != "move from"]


def _is_open(draft: Draft) -> bool:
    return draft.subject.text == draft.object.text or not draft.predicate.strip()


def _definition(found: SurfaceStatement, sentence: str) -> Statement:
    text = sentence.strip()
    return Statement(
        found.subject,
        found.predicate,
        found.object,
        sentence=text.rstrip("."),
        quote=text,
        tense=found.tense,
        temporal=found.temporal,
        confidence=_SURFACE_CONFIDENCE,
        reader=READER,
    )


def _statement(
    draft: Draft, passage: ParsedPassage, when: When | None, confidence: float
) -> Statement:
    modality = _modality(draft, when)
    subject = draft.subject
    kind = "" if _is_group(subject) else subject_kind(draft.predicate)
    return Statement(
        subject=replace(subject, kind=kind) if kind and subject.kind == "thing" else subject,
        predicate=_predicate(draft, modality),
        object=draft.object,
        sentence=clause_sentence(draft, passage),
        quote=draft.head.sent.text.strip(),
        tense=_tense(draft, when),
        modality=modality,
        temporal=_temporal(draft, modality),
        is_negated=draft.group.is_negated,
        is_ending=draft.group.is_ending,
        is_just_now=draft.group.is_just_now,
        when=when,
        confidence=confidence,
        attributed_to=_attributed_to(draft.head, passage),
        reader=READER,
    )


def _is_group(subject: Mention) -> bool:
    """ "Sam's company", "the team": many people or none."""
    return subject.text.rsplit(" ", 1)[-1].lower() in words.FIRMS | words.GROUPS


def _modality(draft: Draft, when: When | None) -> Modality:
    """A dated "will be" or "will become" is stated for its date; any other "will" is a plan."""
    group = draft.group
    is_stated_future = (
        group.modality is Modality.PLAN and group.prefix == "will" and when is not None
    )
    verb = draft.head.lemma_.lower()
    is_state = is_copular(draft.head) or verb in words.STATES - {"have"}
    if is_stated_future and not group.is_progressive and (group.is_beginning or is_state):
        return Modality.ASSERTED
    return group.modality


def _predicate(draft: Draft, modality: Modality) -> str:
    prefix = draft.group.prefix
    if modality is Modality.ASSERTED or not prefix:
        return draft.predicate
    return f"{prefix} {draft.predicate}"


def _tense(draft: Draft, when: When | None) -> Tense:
    """The tense of what holds: a state that began in the past is present unless it is dated."""
    group = draft.group
    if group.is_beginning and group.tense in (Tense.PAST, Tense.PERFECT) and when is None:
        return Tense.PRESENT
    return Tense.PRESENT if group.tense is Tense.NONE else group.tense


def _temporal(draft: Draft, modality: Modality) -> Temporal | None:
    """A state or an event where the verb tells; None leaves it to the registry."""
    if draft.temporal is not None or modality is not Modality.ASSERTED:
        return draft.temporal
    verb, group = draft.head.lemma_.lower(), draft.group
    if draft.predicate.startswith("be ") and verb in words.MAKING and group.tense is Tense.PAST:
        return Temporal.EVENT
    if group.is_beginning or is_copular(draft.head) or verb in words.STATES or group.is_ending:
        return Temporal.STATE
    if draft.predicate.startswith("be ") or draft.shape.value in ("role", "kin", "name"):
        return None
    if group.tense in (Tense.PAST, Tense.PERFECT):
        return Temporal.EVENT
    is_habit = group.tense is Tense.PRESENT and not group.is_progressive
    return Temporal.STATE if is_habit else None


def _attributed_to(head: Token, passage: ParsedPassage) -> str:
    """Who said it, if the clause is told as somebody else's words: "John told me that …"."""
    teller = _teller(head, passage)
    mention: Mention | None = mention_of(teller, passage) if teller is not None else None
    is_own = mention is None or mention.text == passage.speakers.first
    return "" if is_own or mention is None else mention.text


def _teller(head: Token, passage: ParsedPassage) -> Token | None:
    quotation = passage.quotation_at(head)
    if quotation is not None:
        return quotation.teller
    for child in head.children:
        if relation(child) == "obl" and "according" in case_words(child):
            return child
    top = head
    for governor in governors(head):
        top = governor
    if relation(top) != "ccomp" or top.head.lemma_.lower() not in words.TELLING | words.BELIEVING:
        return None
    return subject_of(top.head)
