"""Short answers, read with the question before them: said in full, then read like anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.asking.answers import Declared, declared
from quipu.extraction.english.grammar.parsed_passage import parsed_passage
from quipu.extraction.english.sentence_reader import statements_in
from quipu.extraction.pipeline import english_pipeline
from quipu.extraction.references import speakers_of
from quipu.schema.knowledge import Episode, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc


def answers_among(
    episodes: Sequence[Episode], docs: Mapping[int, tuple[str, Doc]]
) -> Iterator[tuple[int, list[Statement]]]:
    """What answers say, by the places of their episodes; `docs` holds the question to each of them,
    and how it begins."""
    questions = [question for question, _ in docs.values()]
    parsed = dict(zip(docs, english_pipeline().pipe(questions), strict=True))
    full = [
        (number, found)
        for number, (_, doc) in docs.items()
        if (found := _declared(episodes[number], parsed[number], doc))
    ]
    said = [(number, one, text) for number, one in full for text in one.texts]
    texts = english_pipeline().pipe(text for _, _, text in said)
    for (number, one, _), doc in zip(said, texts, strict=True):
        yield number, _read(episodes[number], one, doc)


def _declared(episode: Episode, question: Doc, answer: Doc) -> Declared | None:
    asker = "" if episode.asked is None else speakers_of(episode.asked).first
    return declared(question, answer, speakers_of(episode).first, asker)


def _read(episode: Episode, said: Declared, doc: Doc) -> list[Statement]:
    passage = parsed_passage(doc, speakers_of(episode))
    return [
        replace(one, quote=said.quote, is_answer=True)
        for one in statements_in(passage, episode.said_at)
    ]
