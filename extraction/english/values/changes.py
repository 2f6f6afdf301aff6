"""What is changed for another: "switched from Jira to Linear", "the rent went up to 1010"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Argument, Subject, arguments_of, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import named_head
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents
from quipu.extraction.english.grammar.verb_groups import ended, verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.known_places import PLACES
from quipu.extraction.english.people.ones_own import OWN_AMOUNTS
from quipu.extraction.english.people.roles import owner_of, role_drafts, role_name
from quipu.schema.knowledge import Mention, Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_FROM_TO = words.word_set("switch migrate change convert move")
_GIVING = {"replace": ("with", "by"), "swap": ("for", "with"), "trade": ("for",),
           "exchange": ("for",), "ditch": ("for",)}  # fmt: skip


def change_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What is used or owned no more, and what is instead, beside the deed itself.

    Only of what has a name, and is no person and no place: these are replaced otherwise.
    """
    lemma = head.lemma_.lower()
    if lemma not in _FROM_TO and lemma not in _GIVING:
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if not is_told or group.is_progressive:
        return []
    old, new = _old_and_new(lemma, arguments_of(head, passage))
    known = [one for one in (old, new) if one is not None]
    if not known or not all(_is_tool(one, passage) for one in known):
        return []
    if lemma in ("move", "change", "convert") and not any(map(_is_software, known)):
        return []  # one moves house, too
    holding = "own" if old is not None and _is_owned(old) else "use"
    over = Clause(head, passage, ended(group), holding)
    begun = Clause(head, passage, replace(group, is_beginning=True), holding)
    return [
        draft
        for subject in subjects_of(head, passage)
        for clause, noun in ((over, old), (begun, new))
        if noun is not None
        for draft in clause.draft(subject, noun, holding, Shape.ROLE)
    ]


def _old_and_new(lemma: str, arguments: list[Argument]) -> tuple[Token | None, Token | None]:
    by_case: dict[str, Token] = {}
    for one in arguments:
        by_case.setdefault(one.preposition.removeprefix("over "), one.token)
    if lemma in _FROM_TO:
        is_of_object = "" in by_case  # "switched the lights from red to green"
        return (None, None) if is_of_object else (by_case.get("from"), by_case.get("to"))
    old = by_case.get("", by_case.get("in"))  # "traded in my Golf"
    new = next((by_case[case] for case in _GIVING[lemma] if case in by_case), None)
    return (old, new) if old is not None and new is not None else (None, None)


def _is_tool(noun: Token, passage: ParsedPassage) -> bool:
    name = named_head(noun)
    entity = passage.entities.get(name.i)
    is_name = name.pos_ == "PROPN" or entity is not None or _is_software(noun)
    is_other = entity is not None and entity.label_ in ("PERSON", "LOC", "GPE", "EVENT")
    is_place = name.text.casefold() in PLACES or passage.is_time(name)
    return is_name and (not (is_other or is_place) or _is_software(noun))


def _is_software(noun: Token) -> bool:
    return named_head(noun).lower_ in words.SOFTWARE


def _is_owned(noun: Token) -> bool:
    return bool(dependents(noun, "nmod:poss")) or any(
        one.dep_ == "nmod:poss" for one in named_head(noun).children
    )


_REPLACING = words.word_set("switch change")
_NOT_HELD = words.word_set("mind tune subject topic focus attention flight ticket appointment")


def replaced_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I changed my bank to N26": (I, bank, N26) from then on, as "My bank is N26"."""
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if head.lemma_.lower() not in _REPLACING or not is_told or group.is_progressive:
        return []
    several = _switched_kind(head, passage)
    if several:
        return several
    nouns = [c for c in dependents(head, "obj") if dependents(c, "nmod:poss")]
    news = [one.token for one in arguments_of(head, passage) if one.preposition == "to"]
    if not nouns or not news or nouns[0].lemma_.lower() in _NOT_HELD or nouns[0].tag_ != "NN":
        return []
    is_another = any(c.dep_ == "advmod" or c.tag_ in ("JJR", "JJS") for c in news[0].children)
    owner = owner_of(nouns[0])
    if owner is None or is_another or news[0].pos_ not in ("PROPN", "NOUN", "X", "NUM"):
        return []
    begun = Clause(head, passage, replace(group, is_beginning=True), "change")
    return role_drafts(begun, owner, role_name(nouns[0]), news[0])


def now_another(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "My favourite food used to be pasta, now it's ramen": (I, favourite food, ramen)."""
    subjects = dependents(head, "nsubj")
    is_now = any(c.lower_ in ("now", "nowadays") for c in dependents(head, "advmod"))
    is_it = len(subjects) == 1 and subjects[0].lower_ == "it" and bool(dependents(head, "cop"))
    if not (is_it and is_now) or case_words(head) or head.pos_ not in ("NOUN", "PROPN"):
        return []
    before = [t for t in head.sent if t.i < subjects[0].i and t.dep_.startswith("nsubj")]
    owner = owner_of(before[0]) if len(before) == 1 and before[0].pos_ == "NOUN" else None
    group = verb_group(head)
    if owner is None or group.is_unreal or group.is_negated:
        return []
    told = replace(group, modality=Modality.ASSERTED, prefix="", tense=Tense.PRESENT)
    told = replace(told, is_ending=False, is_beginning=True)
    return role_drafts(Clause(head, passage, told, "be"), owner, role_name(before[0]), head)


def _switched_kind(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I switched majors from economics to statistics": (I, major, statistics)."""
    kinds = [c for c in dependents(head, "obj") if c.tag_ == "NNS"]
    if len(kinds) != 1 or dependents(kinds[0], "det", "nmod:poss", "amod", "nummod"):
        return []
    below = [*head.children, *kinds[0].children]
    below += [deep for one in below for deep in one.children]
    news = [c for c in below if case_words(c) == ["to"] and c.pos_ in ("NOUN", "PROPN")]
    role = kinds[0].lemma_.lower()
    if not news or role in _NOT_HELD or passage.is_time(news[0]):
        return []
    clause = Clause(head, passage, replace(verb_group(head), is_beginning=True), role)
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.draft(subject, news[0], role, Shape.ROLE)
    ]


_AMOUNTS = words.word_set("rent salary price pay wage mortgage fee allowance")
_MOVING = words.word_set("rise increase climb jump fall drop decrease")
_WITH_PARTICLE = words.word_set("go come shoot put")
_RAISING = words.word_set("raise increase lower reduce cut bump drop")


def amount_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "My rent went up to 1010 euros", "they raised the rent to 1010": (I, rent, 1010 euros)."""
    lemma = head.lemma_.lower()
    if lemma not in _MOVING | _WITH_PARTICLE | _RAISING:
        return []
    below = {child.lower_ for child in head.children}
    if lemma in _WITH_PARTICLE and not below & {"up", "down"}:
        return []
    group = verb_group(head)
    if group.modality is not Modality.ASSERTED or group.is_unreal or group.is_negated:
        return []
    amount = next((one.token for one in arguments_of(head, passage)
                   if one.preposition.removeprefix("up ") == "to"), None)  # fmt: skip
    nouns = dependents(head, "obj", "nsubj:pass") or dependents(head, "nsubj")
    nouns = [one for one in nouns if one.lower_ in _AMOUNTS]
    if amount is None or not nouns or not any(t.like_num for t in amount.subtree):
        return []
    noun = nouns[0]
    group = replace(group, is_beginning=True)
    if group.is_progressive:  # "my rent is going up to 980 in July"
        if not any(map(passage.is_time, head.subtree)):
            return []
        group = replace(group, is_progressive=False, tense=Tense.FUTURE)
    clause = Clause(head, passage, group, noun.lower_)
    return [
        draft
        for subject in _whose(noun, passage)
        for draft in clause.draft(subject, amount, noun.lower_, Shape.ROLE)
    ]


_EARNING = words.word_set("make earn")
_PAID_BY = words.word_set("year month week hour day")
_MONEY = words.word_set("euros euro dollars pounds quid bucks grand crowns kronor francs yen")


def paying_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I pay 900 in rent": (I, rent, 900)."""
    if head.lemma_.lower() != "pay":
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    amounts = [c for c in dependents(head, "obj") if _is_money(c) or c.like_num]
    below = [*head.children, *(c for one in amounts for c in one.children)]
    paid = [c for c in below if case_words(c) in (["for"], ["in"]) and c.lower_ in OWN_AMOUNTS]
    is_state = head.tag_ in ("VBP", "VBZ", "VB") and not group.is_progressive
    if not (is_told and is_state and paid) or len(amounts) != 1:
        return []
    clause = Clause(head, passage, group, paid[0].lower_)
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.draft(subject, amounts[0], paid[0].lower_, Shape.ROLE)
    ]


def earning_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I make 52k a year": (I, salary, 52k a year)."""
    if head.lemma_.lower() not in _EARNING:
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    amounts = [c for c in dependents(head, "obj") if _is_money(c)]
    if not is_told or len(amounts) != 1:
        return []
    first, after = amounts[0].left_edge, head.doc[amounts[0].i + 1 : amounts[0].i + 3]
    is_by_time = len(after) == 2 and after[0].lower_ in ("a", "an", "per", "each")
    if not is_by_time or after[1].lower_ not in _PAID_BY:
        return []
    text = head.doc[first.i : amounts[0].i + 3].text
    clause = Clause(head, passage, group, "salary")
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.valued(subject, text, amounts[0], Shape.ROLE)
    ]


def _is_money(noun: Token) -> bool:
    has_digit = any(map(str.isdigit, noun.text))
    return has_digit or (noun.lower_ in _MONEY and bool(dependents(noun, "nummod")))


def _whose(noun: Token, passage: ParsedPassage) -> list[Subject]:
    owner = owner_of(noun)
    if owner is not None:
        mention = mention_of(owner, passage)
        return [Subject(mention, owner)] if mention is not None and not mention.is_value else []
    is_bare = not dependents(noun, "nmod", "amod", "compound", "acl", "acl:relcl")
    speaker = passage.speakers.first if is_bare and noun.lower_ in OWN_AMOUNTS else ""
    return [Subject(Mention(speaker, "person"), None)] if speaker else []
