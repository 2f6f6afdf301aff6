"""Where the local reader is unsure of itself, so that a language model is worth asking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from quipu.extraction.asked import question_to
from quipu.extraction.dates import find_dates
from quipu.extraction.english.lexicon.words import word_set
from quipu.schema.knowledge import Episode, EpisodeKind, Reading

_LONG = 1_500  # characters: longer texts tell across sentences, which the local reader does not
_UNSURE = 0.5  # the gate keeps from 0.45 on: what is just above it is a toss-up
_TELLING_WORDS = 4  # a sentence of fewer words states nothing by itself
_ENGLISH_SHARE = 0.12  # of an English text about half the words are among the commonest
_WORDS_TO_JUDGE = 5
_PERSON_PRONOUNS = word_set("he she they him her them his hers their theirs himself herself")
# Of the commonest English words those that the languages around it do not share.
_COMMON = word_set(
    "the a and or but of to at for with from by is are were be been have has had does did "
    "i you he she it we they my your his her our their this that what who when where how not "
    "yes if about would will can just like really im its dont thats"
)
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|\n+")


class Doubt(StrEnum):
    """Why the local reading of an episode may be poor."""

    LONG = "a long text"
    FOREIGN = "not in English"
    UNSURE = "read with little confidence"
    PRONOUN = "a pronoun that nothing was read from"
    ANSWER = "a short answer that nothing was read from"
    UNREAD = "a name, number or date that nothing was read from"


def doubt_about(episode: Episode, reading: Reading) -> Doubt | None:
    """The first reason to doubt what the local reader found in an episode; None where it is fine.

    JSON is not read by anybody, and so never doubted.
    """
    text = episode.content
    if episode.kind is EpisodeKind.JSON or not text.strip():
        return None
    if len(text) > _LONG:
        return Doubt.LONG
    if is_foreign(text):
        return Doubt.FOREIGN
    if any(one.confidence < _UNSURE for one in reading.statements):
        return Doubt.UNSURE
    left = list(_left_unread(text, reading))
    if any(_PERSON_PRONOUNS & set(_words(one)) for one in left):
        return Doubt.PRONOUN
    if not reading.statements and question_to(episode, text):
        return Doubt.ANSWER
    names = [one.text for one in reading.mentions if one.text != episode.speaker]
    return Doubt.UNREAD if any(_tells(one, names) for one in left) else None


def is_foreign(text: str) -> bool:
    """Whether most of a text is in another script, or has hardly any common English words."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if letters and latin < len(letters) / 2:
        return True
    words = _words(text)
    common = sum(word in _COMMON for word in words)
    return len(words) >= _WORDS_TO_JUDGE and common < _ENGLISH_SHARE * len(words)


def _left_unread(text: str, reading: Reading) -> Iterable[str]:
    """The sentences that assert something, as far as can be seen, and gave no statement."""
    quotes = [_bare(one.quote) for one in reading.statements if one.quote]
    for sentence in _SENTENCE_END.split(text):
        bare = _bare(sentence)
        is_read = any(quote in bare or bare in quote for quote in quotes)
        is_question = sentence.rstrip(" \"”')").endswith("?")
        if not is_read and not is_question and len(_words(sentence)) >= _TELLING_WORDS:
            yield sentence


def _tells(sentence: str, names: Iterable[str]) -> bool:
    has_name = any(name and name in sentence for name in names)
    return has_name or bool(re.search(r"\d", sentence)) or bool(find_dates(sentence))


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold().replace("'", "").replace("’", ""))
