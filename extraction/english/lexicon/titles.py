"""Which words in quotation marks are a title: "The Name of the Wind"."""

import re

from quipu.extraction.english.lexicon.words import word_set

QUOTED = re.compile(r"[\"“](?P<inside>[^\"“”\n]{2,70})[\"”]")
_SMALL = word_set(
    "a an the of in on at to for from by with and or but nor as is are was his her my our your"
)
_MOST_WORDS = 8


def is_title(text: str) -> bool:
    """Whether words are written as titles are: two or more, all but the small ones capital."""
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or text[-1] in ".,!?…":
        return False
    if not _is_capital(words[0]) or not _is_capital(words[-1]):
        return False
    return all(_is_capital(word) or word in _SMALL for word in words)


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()
