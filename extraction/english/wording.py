"""The clause as a sentence of its own: what a fact shows, what is embedded and searched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.phrases import pronoun_text
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    governors,
    is_clause_head,
    is_copular,
    marks,
    relation,
)
from quipu.extraction.english.lexicon.lemmas import past_of
from quipu.extraction.english.lexicon.words import word_set
from quipu.schema.knowledge import Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEFT_OUT = word_set("parataxis vocative discourse dislocated list reparandum")
_MAX_WORDS = 40
_LIKE_PAST = word_set("quit put cut hit hurt let set cost shut split bet")


def clause_sentence(draft: Draft, passage: ParsedPassage) -> str:
    """The draft's clause in words, such as "Caroline went to a support group yesterday"."""
    if draft.shape is Shape.KIN and draft.subject_token is None:
        return _plain(draft)  # "we are best friends" leaves open who
    if draft.head == draft.subject_token and draft.predicate.startswith("be "):
        return f"{draft.subject.text} {_told_predicate(draft)} {draft.object.text}"
    top = draft.head
    for governor in governors(draft.head):
        top = governor
    tokens = _clause_tokens(top)
    # A draft of a noun phrase, or one beneath a noun, has no sentence of its own.
    if relation(draft.head) == "acl" or not is_clause_head(draft.head) or not _has_verb(tokens):
        return _plain(draft)
    named = {draft.subject.text} if draft.subject.text == passage.speakers.first else set()
    has_own_subject = any(relation(child) == "nsubj" for child in top.children)
    text = _resolved(tokens[:_MAX_WORDS], passage, set() if has_own_subject else named)
    text = _OPENERS.sub("", text)
    is_cut = draft.object.is_value and draft.shape is Shape.ROLE and _DIGITS.search(text)
    if is_cut and text.endswith(_part_of(draft.object.text)):
        return _plain(draft)  # "… is 0470 12" of 0470 12 34 56, which the parser cut
    name = draft.subject.text
    text = text.replace(f"{name} is {name}, ", f"{name} is ", 1)  # "I'm Tess, a nurse"
    if has_own_subject:
        return text
    if _is_done_before(top):  # "after losing my job"
        done = past_of(top.lemma_.lower())
        text = re.sub(rf"\b{re.escape(top.text)}\b", done, text, count=1)
        return f"{draft.subject.text} {text}"
    text = _agreeing(text, top, draft)
    first = text[:1].lower() + text[1:] if tokens[0].is_sent_start else text
    return f"{draft.subject.text}{_missing_auxiliary(top, draft)} {first}"


def _is_done_before(verb: Token) -> bool:
    return verb.tag_ == "VBG" and relation(verb) == "advcl" and marks(verb) == {"after"}


_DIGITS = re.compile(r"\d$")


def _part_of(number: str) -> tuple[str, ...]:
    """How a text ends that breaks off within a number."""
    groups = number.split()
    return tuple(f" {' '.join(groups[:n])}" for n in range(1, len(groups)))


def _agreeing(text: str, top: Token, draft: Draft) -> str:
    """ "lives in Rome" of "I moved out and live in Rome", once a name stands before it."""
    group, subject = draft.group, draft.subject_token
    is_told = group.tense is Tense.PRESENT and not group.prefix and not group.is_negated
    is_bare = top.tag_ in ("VB", "VBP") and top.pos_ == "VERB" and relation(top) == "conj"
    is_many = subject is not None and subject.tag_ in ("NNS", "NNPS")
    having = [c for c in top.children if c.dep_ == "aux" and c.lower_ == "have" and c.tag_ == "VBP"]
    if having and relation(top) == "conj" and not is_many and not group.prefix:
        return re.sub(r"\bhave\b", "has", text, count=1, flags=re.IGNORECASE)
    if not is_told or not is_bare or is_many or top.lower_ in _LIKE_PAST:
        return text
    return re.sub(rf"\b{re.escape(top.text)}\b", _third_person(top.text), text, count=1)


# What links a clause to what was said before it, and says nothing by itself.
_OPENERS = re.compile(
    r"^(?:(?:so|and|but|also|plus|well|oh|yeah|yes|no|then|anyway|actually|honestly|basically|tbh|"
    r"to be honest|by the way|btw|fortunately|luckily|thankfully|hopefully|unfortunately|in fact|"
    r"of course|that being said|that said|on the other hand|all in all)(?:,| [-–—])? )+(?=[A-Z])",
    re.IGNORECASE,
)


def _missing_auxiliary(top: Token, draft: Draft) -> str:
    """What a joined verb shares with the first: "is" in "I'm writing and tweaking", "can" …"""
    auxiliaries = [child for child in top.children if relation(child) == "aux"]
    if [child.lower_ for child in auxiliaries] == ["been"]:
        return " has"  # "Been hanging out with friends."
    if auxiliaries:
        return ""
    if top.tag_ == "VBN" and draft.predicate.startswith("be "):
        return " was" if draft.group.tense is Tense.PAST else " is"
    if top.tag_ == "VBG":
        return " was" if draft.group.tense is Tense.PAST else " is"
    if top.tag_ != "VB" or relation(top) != "conj":
        return ""
    shared = [child.lower_ for child in top.head.children if child.tag_ == "MD"]
    return f" {shared[0]}" if shared and shared[0].isalpha() else ""


def _plain(draft: Draft) -> str:
    """ "Sam's sister is Anna" for a role, else subject, predicate, object."""
    if draft.predicate in ("be", "breed"):
        article = "an " if draft.object.text[:1] in "aeiou" else "a "
        is_class = draft.shape is Shape.NAME
        return f"{draft.subject.text} is {article if is_class else ''}{draft.object.text}"
    if draft.shape.value in ("role", "kin"):
        return f"{draft.subject.text}'s {draft.predicate} is {draft.object.text}"
    told = _denied(draft) if draft.group.is_negated else _told_predicate(draft)
    return f"{draft.subject.text} {told} {draft.object.text}"


def _denied(draft: Draft) -> str:
    """ "is not alone in", "did not go to": a denial says so in words of its own, too."""
    is_past = draft.group.tense in (Tense.PAST, Tense.PERFECT)
    if draft.predicate.startswith("be "):
        return f"{'was' if is_past else 'is'} not {draft.predicate.removeprefix('be ')}"
    return f"{'did' if is_past else 'does'} not {draft.predicate}"


def _told_predicate(draft: Draft) -> str:
    """The predicate with its verb as the text has it: "went to" for "go to"."""
    words = draft.predicate.split()
    if words[0] == "be":
        return " ".join(["is", *words[1:]])
    if words[0] == draft.head.lemma_.lower():
        is_present = draft.head.tag_ == "VBP" and words[0] not in _LIKE_PAST
        words[0] = _third_person(words[0]) if is_present else draft.head.lower_
        if draft.head.tag_ == "VBG":
            words[0] = ("was " if draft.group.tense is Tense.PAST else "is ") + words[0]
    return " ".join(words)


def _has_verb(tokens: list[Token]) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in tokens)


def _clause_tokens(top: Token) -> list[Token]:
    kept = [top]
    open_tokens = [child for child in top.children if not _starts_another(top, child)]
    while open_tokens:
        token = open_tokens.pop()
        kept.append(token)
        open_tokens += [child for child in token.children if relation(child) not in _LEFT_OUT]
    return sorted(kept, key=lambda token: token.i)


def _starts_another(top: Token, child: Token) -> bool:
    deprel = relation(child)
    if deprel in _LEFT_OUT or deprel in ("cc", "mark", "punct"):
        return True
    if deprel == "advmod" and child.lower_ in ("when", "where", "why"):
        return True  # "that's why I love music": the clause alone is told
    if deprel == "conj":
        return child.pos_ in ("VERB", "AUX") or is_copular(child)
    return deprel == "ccomp" and child.i < top.i


def _resolved(tokens: list[Token], passage: ParsedPassage, named: set[str]) -> str:
    """The tokens as text, names in place of pronouns; whom the text has named is "their" then."""
    text = ""
    previous: Token | None = None
    for token in tokens:
        if _is_both_of(token, passage):
            continue
        gap = previous is not None and (previous.i + 1 != token.i or bool(previous.whitespace_))
        text += (" " if gap else "") + _word(token, passage, named)
        previous = token
    return re.sub(r"\s+", " ", text).strip(" ,.;:")


def _is_both_of(token: Token, passage: ParsedPassage) -> bool:
    """ "both" and "all" in "we both helped", where "we" becomes a name."""
    return token.lower_ in ("both", "all") and _follows_a_name(token, passage)


# How one is called again, the name once told; "they" of one person, whose gender is not known.
_AGAIN = {"my": "their", "our": "their", "me": "them", "us": "them", "mine": "theirs"}
_AGAIN |= {"ours": "theirs", "myself": "themselves", "ourselves": "themselves"}


def _word(token: Token, passage: ParsedPassage, named: set[str]) -> str:
    """The token, or the name behind it, and the verb form that goes with a name."""
    if token.pos_ == "PRON":
        name = pronoun_text(token, passage)
        if name in named and token.lower_ in _AGAIN:
            return _AGAIN[token.lower_]
        if name:
            named.add(name)
            return f"{name}'s" if token.dep_ == "nmod:poss" else name
    if token.lower_ in _CLITICS and token.pos_ == "AUX" and _follows_a_name(token, passage):
        return _CLITICS[token.lower_]
    if not _stands_after_first_person(token, passage):
        return token.text
    if token.lower_ == "wanna":
        return "wants to"
    if token.lower_ in _AFTER_I:
        return _AFTER_I[token.lower_]
    is_present = token.tag_ == "VBP" and token.lower_ not in _LIKE_PAST
    return _third_person(token.text) if is_present else token.text


# "I am" becomes "Sam is": the third person of what stands beside "I", "we" and "you".
_AFTER_I = {
    "am": "is", "'m": " is", "’m": " is", "m": " is", "are": "is", "'re": " is", "’re": " is",
    "'ve": " has", "’ve": " has", "ve": " has", "have": "has", "do": "does", "were": "was",
}  # fmt: skip


# What is short for "is" or "would" after a pronoun is spelled out after the name in its place.
_CLITICS = {"'d": " would", "’d": " would", "'ll": " will", "’ll": " will"}


def _follows_a_name(token: Token, passage: ParsedPassage) -> bool:
    return token.i > 0 and bool(pronoun_text(token.nbor(-1), passage))


def _third_person(verb: str) -> str:
    """ "love" → "loves", "carry" → "carries", "teach" → "teaches"."""
    if verb.lower() == "have":
        return "has"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else f"{verb}s"


def _stands_after_first_person(token: Token, passage: ParsedPassage) -> bool:
    """Whether it is the finite verb of an "I", "we" or "you" that became a name."""
    if token.pos_ not in ("AUX", "VERB"):
        return False
    for before in reversed(list(token.doc[max(0, token.i - 3) : token.i])):
        if before.pos_ != "ADV":
            is_first = (
                passage.speakers.named_by(before.text) is not None or before.i in passage.firms
            )
            is_named = is_first and bool(pronoun_text(before, passage))
            return is_named and relation(before) == "nsubj"
    return False
