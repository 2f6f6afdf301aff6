"""Texts as terms: what counts where a search scores by words."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

import Stemmer

from quipu.graph.texts.stop_words import STOP_WORDS

_WORD = re.compile(r"\w+")
_local = threading.local()  # a stemmer keeps a cache of its own and is not safe to share


RECIPE = repr((Stemmer.version(), _WORD.pattern, sorted(STOP_WORDS)))
"""What makes terms of a text: where it is another one, what was counted has to be counted anew."""


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, stop words too."""
    return _WORD.findall(text.lower())


def stems_of(words: Sequence[str]) -> list[str]:
    """The stem of each word."""
    found: list[str] = _stemmer().stemWords(words)
    return found


def terms_of(text: str) -> list[str]:
    """The stemmed words of a text, stop words left out: what is indexed and what is asked."""
    return stems_of([word for word in words_of(text) if word not in STOP_WORDS])


def _stemmer() -> Stemmer.Stemmer:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer
