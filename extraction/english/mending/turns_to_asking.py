"""Where a sentence turns from telling to asking: "I moved to Ghent, do you know a bakery there?".

What is told before a question in one sentence is no less told. The parser reads it as a sentence of
its own once it knows where the question begins, which the words and their order say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PAUSES = frozenset({",", ";", "-", "–", "—", "--", "..", "...", "…"})
_ENDS = frozenset({".", "!", "?"})
_JOINS = word_set("and but so or also then plus now anyway again btw")
_AUXILIARIES = word_set(
    "do does did can could would will should shall may might must is are was were am have has had"
)
# Who is asked about; "that", "this" and nouns may as well begin something else.
_SUBJECTS = word_set("i you we they he she it there anyone anybody someone somebody")
_WH = word_set("what how why when where who which whose whom")
# "… so I'm wondering if …?": asked as surely as by the order of words.
_WONDERING = word_set("wondering curious")
# What opens with one of these asks, compares or supposes from its first word on.
_UNTOLD = (
    _WH
    | _AUXILIARIES
    | word_set("if whether unless suppose supposing assume assuming imagine imagining say let")
)
_LONGEST_OPENING = 5  # words between "which" and its verb: "which kind of museum should …"
_SHORTEST_QUESTION = 4  # words: "isn't it" and "do you" only ask whether the rest is so
_SHORTEST_TELLING = 3


def part_questions(doc: Doc) -> Doc:
    """Let each question that ends a sentence of telling begin a sentence; before the parser."""
    if "?" not in doc.text:
        return doc
    first = 0
    for token in doc:
        if token.text in _ENDS:
            asking = _asking_from(doc, first, token.i) if token.text == "?" else None
            if asking is not None:
                doc[asking].is_sent_start = True
            first = token.i + 1
    return doc


def _asking_from(doc: Doc, first: int, end: int) -> int | None:
    """Where the question begins in doc[first:end], if something is told before it."""
    while first < end and (doc[first].is_space or doc[first].lower_ in _JOINS | _PAUSES):
        first += 1
    if first == end or doc[first].lower_ in _UNTOLD:
        return None
    for place in range(first + _SHORTEST_TELLING, end - _SHORTEST_QUESTION + 1):
        start = place
        while doc[start].lower_ in _JOINS and start + 1 < end:
            start += 1
        is_joined = start > place and doc[place].lower_ in ("so", "but", "and")
        is_apart = doc[place - 1].text in _PAUSES
        if (is_apart or is_joined) and _is_question(doc, start, end, is_apart=is_apart):
            return place
    return None


def _is_question(doc: Doc, start: int, end: int, *, is_apart: bool) -> bool:
    word, after = doc[start].lower_, doc[start + 1]
    if end - start < _SHORTEST_QUESTION:
        return False
    if word in _AUXILIARIES:
        return after.lower_ in _SUBJECTS
    if word == "i":
        return any(one.lower_ in _WONDERING for one in doc[start + 1 : start + 4])
    is_listed = word == "any" and is_apart  # "…, any tips?"
    return is_listed or (word in _WH and _is_turned(doc, start, end))


def _is_turned(doc: Doc, start: int, end: int) -> bool:
    """ "which museum should we see", "what are good ways": no clause about what stands before."""
    if doc[start].lower_ in ("what", "how") and _is_form_of_be(doc[start + 1]):
        return True
    within = range(start + 1, min(start + _LONGEST_OPENING, end - 1))
    return any(doc[i].lower_ in _AUXILIARIES and doc[i + 1].lower_ in _SUBJECTS for i in within)


def _is_form_of_be(token: Token) -> bool:
    return token.lower_ in ("is", "are", "was", "were", "'s", "’s", "about")
