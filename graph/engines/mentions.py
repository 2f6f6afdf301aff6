"""Which names may stand in a question: its runs of words, to be looked up, never scanned for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from quipu.schema.names import name_form

_LONGEST = 6  # words in a name
_LONGEST_UNSPACED = 8  # characters in a name of a script that has no spaces
_WORDS_READ = 200  # a longer question is a text, and its names are found by its facts
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


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
    pieces = [piece for word in words if _is_unspaced(word) for piece in _pieces(word)]
    return list(dict.fromkeys(runs + sorted(pieces, key=len, reverse=True)))


def words_among(names: Collection[str]) -> re.Pattern[str]:
    """Finds any of some names in a text, whole and as it is written: "Will" is not "will".

    A name in a script without spaces may stand within a longer run. Without names, finds nothing.
    """
    if not names:
        return re.compile(r"(?!)")
    return re.compile("|".join(map(_whole, sorted(names, key=len, reverse=True))))


def _whole(name: str) -> str:
    escaped = re.escape(name)
    return escaped if _is_unspaced(name) else rf"(?<!\w){escaped}(?!\w)"


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and any(
        unicodedata.name(character, "").startswith(_UNSPACED) for character in word
    )


def _pieces(word: str) -> Iterator[str]:
    whole = word[:_WORDS_READ]
    for start in range(len(whole)):
        for end in range(start + 1, min(start + _LONGEST_UNSPACED, len(whole)) + 1):
            yield whole[start:end]
