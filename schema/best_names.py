"""Which of several names of one says most of who it is: the fullest proper one.

It follows from the names alone, so it is the same in whatever order they were learned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from quipu.schema.name_parts import parts_of
from quipu.schema.names import better_spelling, name_form

_ROLES = frozenset(
    "user|the user|assistant|the assistant|ai|ai assistant|bot|chatbot|me|i|system".split("|")
)
_NO_NAME = re.compile(r"[@_/\\:]")  # addresses, accounts, paths
_AFTER = re.compile(r"[,(\[]")

_Fullness = tuple[bool, int, int, bool, int, int, int]


def best_of(names: Collection[str]) -> str:
    """The name to be shown of all that somebody has.

    A proper name before what only describes ("the tall one"), a role or an address; then more
    words, where initials count less and titles and kinds of firms do not; then without these, in
    the usual order, with more letters, with their accents; then the better spelling.
    """
    best = ""
    for one in names:
        if not best or is_fuller(one, best):
            best = one
        elif not is_fuller(best, one):
            best = better_spelling(one, best)
    return best


def is_fuller(one: str, other: str) -> bool:
    """Whether a name says more than another; false where only their spelling differs."""
    return _fullness(one) > _fullness(other)


def says_more(one: str, other: str) -> bool:
    """Whether a name has more to it than another: words, not letters."""
    return _fullness(one)[:3] > _fullness(other)[:3]


@lru_cache(maxsize=50_000)
def _fullness(name: str) -> _Fullness:
    parts = parts_of(name)
    words = [word for word in parts.core if sum(map(str.isalpha, word)) > 1]
    bare = parts.left_out - parts.generation
    letters = [sign for sign in name if sign.isalpha()]
    return (
        _is_proper(name),
        len(words) + len(parts.generation),
        len(parts.core),
        not parts.is_turned,
        -len(bare),
        len(letters),
        sum(unicodedata.normalize("NFD", sign) != sign for sign in letters),
    )


def _is_proper(name: str) -> bool:
    """Whether it begins and ends as a name does; in scripts without capitals, all that is none of
    a role, an address or called after its owner ("Anna's house")."""
    if name_form(name) in _ROLES or _NO_NAME.search(name) or parts_of(name).owner:
        return False
    words = _AFTER.split(name, maxsplit=1)[0].split()
    return bool(words) and all(any(map(_may_begin, word)) for word in (words[0], words[-1]))


def _may_begin(sign: str) -> bool:
    return sign.isupper() or sign.isdigit() or (sign.isalpha() and sign.lower() == sign.upper())
