"""From one parsed passage to its mentions and statements: every rule, in order, then the gate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.drafts import Draft
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.drafting import drafts_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    governors,
    is_copular,
    relation,
    subject_of,
)
from quipu.extraction.english.keeping.gate import confidence_of, is_worth_keeping
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.predicate_kinds import subject_kind
from quipu.extraction.english.people.callings import callings
from quipu.extraction.english.surface_patterns import (
    SurfaceStatement,
    sentences_with_offsets,
    surface_statement,
)
from quipu.extraction.english.values.contacts import contacts
from quipu.extraction.english.values.weights import weights
from quipu.extraction.english.wording import clause_sentence
from quipu.extraction.english.work.relations import PLANNING
from quipu.schema.intervals import as_written
from quipu.schema.knowledge import Mention, Modality, Statement, Temporal, Tense, When
from quipu.schema.readers import OVER

if TYPE_CHECKING:
    from spacy.tokens import Token

READER = "local-1"
_SURFACE_CONFIDENCE = 0.9
_LATELY = timedelta(days=60)  # who died longer ago was hardly a pet when the memory began


def statements_in(passage: ParsedPassage, said_at: datetime) -> list[Statement]:
    """The statements of a passage worth keeping, in the order of their sentences."""
    found = _definitions(passage)
    called = list(callings(passage, READER))
    read = [(start, start + len(statement.quote)) for start, statement in found]
    for sentence in passage.doc.sents:
        if any(sentence.start_char < end and start < sentence.end_char for start, end in read):
            continue
        for draft, when, alike in drafts_of(sentence, passage, said_at):
            is_dated = when is not None
            confidence = confidence_of(draft, is_dated=is_dated)
            if _is_calling(draft, called):
                continue
            if is_worth_keeping(draft, confidence, is_dated=is_dated, alike=alike):
                statement = statement_of(draft, passage, when, confidence)
                found.append((sentence.start_char, statement))
                is_late = when is None or when.span.start > as_written(said_at) - _LATELY
                if is_late and not _is_over(statement.subject, found):
                    is_today = when is not None and when.span.end > as_written(said_at)
                    told = replace(statement, when=None) if is_today else statement
                    over = _left_by(draft, told, passage, found)
                    found += [(sentence.start_char, one) for one in over]
    found += [*called, *contacts(passage, READER), *weights(passage, READER)]
    return [statement for _, statement in sorted(found, key=lambda pair: pair[0])]


def _is_over(name: Mention, found: list[tuple[int, Statement]]) -> bool:
    """Whether it is told already what somebody is no more: "my dog Rex died"."""
    return any(one.is_ending and one.object.text == name.text for _, one in found)


def _left_by(
    draft: Draft,
    told: Statement,
    passage: ParsedPassage,
    found: Sequence[tuple[int, Statement]],
) -> list[Statement]:
    """ "Pixel died yesterday": if that was a pet of whoever tells it, it is one no more.

    What ends says of nothing that it ever was, so of a stranger's death nothing comes.
    """
    name, speaker = draft.subject_token, passage.speakers.first
    is_short = name is not None and name.pos_ == "PROPN" and " " not in told.subject.text
    children = {
        one.object.text
        for _, one in found
        if one.subject.text == speaker and one.predicate in _CHILDREN
    } | {f"{speaker}'s {child}" for child in _CHILDREN}
    if speaker and _is_a_birth(told, speaker, children):
        return [_over(told, Mention(speaker, "person"), "be", Mention("pregnant", is_value=True))]
    if draft.head.lower_ in _OFF and told.predicate == "status" and speaker:
        return [_over(told, Mention(speaker, "person"), PLANNING, told.subject)]
    if told.predicate != "die" or not is_short or not speaker or told.attributed_to:
        return []
    return [_over(told, Mention(speaker, "person"), "pet", told.subject)]


_OFF = ("off", "cancelled", "canceled", "called")


def _over(told: Statement, subject: Mention, predicate: str, object_: Mention) -> Statement:
    """What is so no more by what is told, and may never have been."""
    return replace(
        told,
        subject=subject,
        predicate=predicate,
        object=object_,
        tense=Tense.PAST,
        temporal=Temporal.STATE,
        is_ending=True,
        is_just_now=False,
        reader=OVER,
    )


def _is_a_birth(told: Statement, speaker: str, children: set[str]) -> bool:
    """ "Our son was born on 3 May", "I gave birth last night"."""
    is_birth = told.predicate in ("be born", "be born on") and told.subject.text in children
    is_mother = (told.subject.text, told.predicate, told.object.text) == (speaker, "give", "birth")
    return (is_birth or is_mother) and not (told.is_negated or told.attributed_to)


_CHILDREN = words.word_set("son daughter baby boy girl twins child kid")


def _is_calling(draft: Draft, called: list[tuple[int, Statement]]) -> bool:
    """ "I'm Lena", "My name is Kim": told as names, which are nobody beside who has them."""
    if draft.predicate.rsplit(" ", 1)[-1] not in ("be", "name", "called", "named"):
        return False
    return any(
        one.object.is_value and (one.subject.text, one.object.text) == _sides(draft)
        for _, one in called
    )


def _sides(draft: Draft) -> tuple[str, str]:
    return draft.subject.text, draft.object.text


def _definitions(passage: ParsedPassage) -> list[tuple[int, Statement]]:
    """The sentences that are one definitional statement each, by where they begin."""
    found = []
    for start, text in sentences_with_offsets(passage.text):
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
    if passage.invented.intersection(re.findall(r"\w+", passage.text[start:end])):
        return True
    return any(start < last and first < end for first, last in (*quoted, *passage.unasserted))


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


def statement_of(
    draft: Draft, passage: ParsedPassage, when: When | None, confidence: float
) -> Statement:
    """A draft in its final words."""
    modality = _modality(draft, when)
    subject = draft.subject
    kind = "" if _is_group(subject) else subject_kind(draft.predicate)
    if draft.predicate in ("leave", "quit", "join") and _is_group(draft.object):
        kind = "person"  # "Ida is leaving the company"
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
    turns = group.is_beginning or group.is_ending
    if is_stated_future and not group.is_progressive and (turns or is_state):
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
    tellers = (words.TELLING | words.BELIEVING) - words.KNOWING
    if relation(top) != "ccomp" or top.head.lemma_.lower() not in tellers:
        return None
    return subject_of(top.head)
