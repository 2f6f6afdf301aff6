"""Names that a question shortens: "Ben" where only one Ben Carter is told of (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form

_WORD = re.compile(r"[^\W\d_][\w’-]*")
_HELPING = "(?:[Dd]oes|[Dd]id|[Ii]s|[Ww]as|[Hh]as|[Hh]ad|[Ww]ill|[Cc]an)"
_LONGEST_ARTICLE = 5  # with a blank on either side
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)


def shortened_in(text: str, known: Iterable[Entity]) -> list[str]:
    """Runs of words that are written as a name of which no word belongs to a known one.

    "Sam Carter" is not short for anybody where Sam is known: it is somebody else. Nor is what
    has an article: "the King" is an office, though somebody is called King Faisal.
    """
    told = {
        word
        for one in known
        for name in (one.name, *one.aliases)
        for word in name_form(name).split()
    }
    runs: list[list[re.Match[str]]] = []
    for word in _WORD.finditer(text):
        if not word[0][0].isupper() or name_form(word[0]) in STOP_WORDS:
            continue
        if _ARTICLE.search(text[max(0, word.start() - _LONGEST_ARTICLE) : word.start()]):
            continue
        is_next = bool(runs) and not text[runs[-1][-1].end() : word.start()].strip(" ")
        runs[-1].append(word) if is_next else runs.append([word])
    free = [run for run in runs if told.isdisjoint(name_form(word[0]) for word in run)]
    return list(dict.fromkeys(text[run[0].start() : run[-1].end()] for run in free))


def in_full(text: str, words: Collection[str], found: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """A question with whole names for those of its words that are part of only one, and whose."""
    here = [one for one in found if not one.is_value]
    meant = []
    for word in words:
        bearers = {one.id: one for one in here if may_shorten(word, one.name)}
        if len(bearers) == 1:
            [bearer] = bearers.values()
            text = bearer.name.join(re.split(rf"\b{re.escape(word)}\b", text))
            meant.append(bearer)
    return text, meant


def may_shorten(word: str, name: str) -> bool:
    """Whether a name may be shortened to a word. "Dora's sister" is not Dora, and "Bergen, Norway"
    is not Norway: what a name has behind a comma only says which of that name it is."""
    form, whole = name_form(word), name_form(name.partition(",")[0])
    owns = re.search(rf"(?<!\w){re.escape(word)}['’]s?(?!\w)", name, re.IGNORECASE)
    return form != whole and f" {form} " in f" {whole} " and owns is None


def strangers_in(text: str, known: Iterable[Entity]) -> list[str]:
    """Names of whom a question asks, "Where does Dora live?", that nobody known has."""
    return [
        word
        for word in shortened_in(text, known)
        if re.search(rf"\b{_HELPING}\s+{re.escape(word)}\b|\b{re.escape(word)}['’]", text)
    ]
