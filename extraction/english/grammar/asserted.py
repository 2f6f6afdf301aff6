"""Which parts of a text are told as true by its speaker, and which only stand in it.

Quotations are somebody else's words, with their own "I"; fiction, rumours, jokes and what is taken
back at once state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import dependents, subject_of
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.titles import is_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

CharSpan = tuple[int, int]

_QUOTED = re.compile(
    r"\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»"
    # An apostrophe opens a quotation only after a colon or comma, or before "I" and its like.
    r"|(?:(?<=[:,]\s)|(?<=\s)(?=['‘](?:I|My|We|You)\b))['‘](?=\w)"
    r"(?:[^'’\n]|(?<=\w)['’](?=\w))+['’](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words within quotation marks; `teller` says them, None where that stays open."""

    start: int
    end: int
    teller: Token | None


def quotations(doc: Doc) -> tuple[Quotation, ...]:
    """The quotations of a text. A text that is one quotation throughout counts as none, and a
    title that nobody says."""
    text = doc.text
    found = (
        Quotation(*match.span(), _teller(doc, match.span()))
        for match in _QUOTED.finditer(text)
        if match.group().strip() != text.strip()
    )
    return tuple(
        one
        for one in found
        if one.teller is not None or not is_title(text[one.start : one.end].strip('"“”'))
    )


def _teller(doc: Doc, quoted: CharSpan) -> Token | None:
    """The subject of the verb of speaking beside a quotation: before it, else right after it."""
    start, end = quoted
    for sentence in doc.sents:
        if sentence.start_char < end and start < sentence.end_char:
            for token in sentence:
                is_outside = token.idx < start or token.idx >= end
                if is_outside and token.lemma_.lower() in words.TELLING:
                    subject = subject_of(token)
                    return subject if subject is not None and _can_speak(subject) else None
    return None


def _can_speak(token: Token) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in words.FIRST_PERSON or token.lower_ in words.PERSON_PRONOUNS
    return token.pos_ == "PROPN" or token.lemma_.lower() in words.KIN


def unasserted(doc: Doc) -> tuple[CharSpan, ...]:
    """The parts of a text that state nothing, as character spans."""
    sentences = list(doc.sents)
    told = [*_of_fiction(doc), *filter(_is_rumour, sentences)]
    found = [(sentence.start_char, sentence.end_char) for sentence in told]
    found += [(token.idx, _end_of(token)) for token in doc if _is_dreamed(token)]
    for before, sentence in pairwise([None, *sentences]):
        if sentence is not None:
            found += _taken_back(before, sentence)
    return tuple(found)


def invented_names(doc: Doc) -> frozenset[str]:
    """The names that a text introduces as those of fiction."""
    return frozenset(
        token.text
        for sentence in _of_fiction(doc)
        for token in sentence
        if token.pos_ == "PROPN" and token.dep_ in ("nsubj", "nsubj:pass", "appos")
    )


def _end_of(token: Token) -> int:
    last = token.right_edge
    return int(last.idx + len(last))


def _of_fiction(doc: Doc) -> list[Span]:
    """The sentences that tell of a dream, a film or a game."""
    nouns = [token for token in doc if token.lemma_.lower() in words.FICTION]
    return [noun.sent for noun in nouns if _is_frame(noun, noun.sent)]


def _is_frame(noun: Token, sentence: Span) -> bool:
    """ "In my dream, …", "In the movie Casablanca, …", "… in the game"."""
    is_kind_of_title = noun.dep_ == "compound" and noun.head.pos_ == "PROPN"
    if noun.dep_ in ("compound", "amod") and not is_kind_of_title:
        return False  # "the book club", "my dream house"
    head = noun.head if is_kind_of_title else noun
    case = next((c for c in dependents(head, "case") if c.lower_ in ("in", "inside")), None)
    if case is None or not dependents(head, "det", "nmod:poss"):
        return False
    is_opening = case.i - sentence.start <= 2
    return is_opening or noun.lemma_.lower() in words.DREAMT or _is_of_a_state(head)


def _is_of_a_state(noun: Token) -> bool:
    verbs = {token.lemma_.lower() for token in noun.ancestors if token.pos_ == "VERB"}
    return bool(verbs & (words.STATES | words.INCEPTIVES) - {"play", "work", "like", "love"})


def _is_dreamed(token: Token) -> bool:
    """The clause of "a dream that I moved to Tokyo", not of "the dream I had"."""
    if not token.dep_.startswith("acl") or token.head.lemma_.lower() not in words.DREAMT:
        return False
    return any(child.lower_ in ("that", "where", "in") for child in token.subtree)


_RUMOUR = re.compile(
    r"\b(?:rumou?rs? (?:has it|have it|says?|is|are|that)|word (?:is|has it|on the street)"
    r"|(?:people|they|everyone|everybody|some|many) (?:say|says|think|thinks|believe|believes|"
    r"claim|claims|keep saying)|it is (?:said|rumou?red)|allegedly|supposedly)\b",
    re.IGNORECASE,
)


def _is_rumour(sentence: Span) -> bool:
    """ "Rumor has it that …", "They say …": nobody vouches for it."""
    return _RUMOUR.match(sentence.text.lstrip()) is not None


_UNTRUE = re.compile(
    r"\b(?:that|this|it|which)(?:['’]s| is| was|['’]s just| is just)?"
    r"(?: not| n['’]t|n['’]t)(?: \w+ly| at all| even)? (?:true|right|correct|so|the case)\b"
    r"|\b(?:that|this|it|which)(?:['’]s| is| was)(?: just| all| \w+ly)?"
    r" (?:false|untrue|wrong|nonsense|a lie|a joke|a rumou?r|made up|fake)\b",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"(?<!not )(?<!no )(?<!n't )(?<!n’t )\b(?:kidding|joking)\b"
    r"|\bj/?k\b(?=\W*$|[.,!;)])",
    re.IGNORECASE,
)
# One of these is in all that the two find; a search for them takes ten times longer.
_TAKING_BACK = (
    "kidding joking jk j/k true right correct so case wrong nonsense lie joke rumo made fake"
).split()
_STILL_HELD = re.compile(r"\s*(?:any ?more|any longer)\b")


# "I love Mondays. Not.", "… said no one ever", "… /s": marks of irony.
_NOT = re.compile(r"\W*(?:not|said (?:no[ -]?one|nobody)(?:,? ever)?|/s)\W*", re.IGNORECASE)
_IRONY = re.compile(r"\bsaid (?:no[ -]?one|nobody),? ever\b|(?:^|\s)/s\W*$", re.IGNORECASE)


def _taken_back(before: Span | None, sentence: Span) -> Iterator[CharSpan]:
    """What "just kidding" and "that's not true" cancel: what stands before, or is told after."""
    said = sentence.text
    if before is not None and _NOT.fullmatch(said):
        yield before.start_char, before.end_char
    if _IRONY.search(said):
        yield sentence.start_char, sentence.end_char
    words = said.casefold()
    if not any(word in words for word in _TAKING_BACK):
        return
    for match in (*_JOKE.finditer(said), *_UNTRUE.finditer(said)):
        if _STILL_HELD.match(said, match.end()):
            continue
        start = sentence.start_char
        opens = not _has_clause(said[: match.start()])
        if re.match(r"\s*(?:when|about|that|to)\b", said[match.end() :]):
            yield start, sentence.end_char
        elif not opens:
            yield start, start + match.end()
        elif before is not None:
            yield before.start_char, before.end_char


def _has_clause(text: str) -> bool:
    """Whether anything is told before the taking back, beyond "I was just" and "haha"."""
    told = re.sub(r"\b(?:i['’]?m|i am|i was|just|only|but|and|haha\w*|lol|ok|no|well)\b", " ",
                  text, flags=re.IGNORECASE)  # fmt: skip
    return len(re.findall(r"\w+", told)) > 1
