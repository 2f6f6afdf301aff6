"""Which names may stand in a question: its runs of words, to be looked up, never scanned for."""

from __future__ import annotations

from collections.abc import Iterator

from quipu.graph.texts.whole_names import is_unspaced
from quipu.schema.names import name_form

_LONGEST = 6  # words in a name
_LONGEST_UNSPACED = 8  # characters in a name of a script that has no spaces
_WORDS_READ = 200  # a longer question is a text, and its names are found by its facts


def possible_names(text: str) -> list[str]:
    """Normal forms of every run of one to six words, longest first, each once.

    A word in a script that is written without spaces is cut into runs of characters as well.
    """
    words = name_form(text).split()[:_WORDS_READ]
    runs = [
        " ".join(words[start : start + length])
        for length in range(min(_LONGEST, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
    ]
    pieces = [piece for word in words if is_unspaced(word) for piece in _pieces(word)]
    return list(dict.fromkeys(runs + sorted(pieces, key=len, reverse=True)))


def _pieces(word: str) -> Iterator[str]:
    whole = word[:_WORDS_READ]
    for start in range(len(whole)):
        for end in range(start + 1, min(start + _LONGEST_UNSPACED, len(whole)) + 1):
            yield whole[start:end]
