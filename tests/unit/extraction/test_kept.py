"""What is asked of a parse twice is worked out once, and not before the parse is finished."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Token

from quipu.extraction.english.grammar.kept import keep_answers, once_a_word
from quipu.extraction.english.grammar.syntax import dependents


def parse() -> Doc:
    relations = ["nsubj", "ROOT", "obj"]
    return Doc(spacy.blank("en").vocab, ["Anna", "sees", "Oslo"], heads=[1, 1, 1], deps=relations)


def test_a_finished_parse_is_asked_once_a_word_and_question() -> None:
    doc, asked = parse(), list[str]()

    @once_a_word
    def length(word: Token) -> int:
        asked.append(word.text)
        return len(word.text)

    @once_a_word
    def is_short(word: Token) -> bool:
        return len(word.text) < 3

    keep_answers(doc)

    assert [length(doc[0]), length(doc[0]), is_short(doc[0])] == [4, 4, False]
    assert [length(doc[1]), length(parse()[0])] == [4, 4]
    assert asked == ["Anna", "sees", "Anna"]


def test_a_parse_that_is_still_mended_is_asked_anew() -> None:
    doc = parse()
    assert [one.text for one in dependents(doc[1], "obj")] == ["Oslo"]

    doc[2].dep_ = "obl"

    assert dependents(doc[1], "obj") == []


def test_answers_are_kept_from_the_first_time_that_it_is_wished_on() -> None:
    doc = parse()
    keep_answers(doc)
    assert [one.text for one in dependents(doc[1], "obj")] == ["Oslo"]

    keep_answers(doc)
    doc[2].dep_ = "obl"

    assert [one.text for one in dependents(doc[1], "obj")] == ["Oslo"]
