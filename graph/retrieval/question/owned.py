"""What of somebody's a question is about: "bakery" in "Where is Ann's bakery?" (pure).

Where Ann herself is, or works, is no answer to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.retrieval.question.explaining import EMPTY_WORDS
from quipu.graph.retrieval.question.phrases import ENDS, NAME

_HELPING = frozenset("do does did has have had will can".split())
_OPENING = frozenset("where when what who whom which why how".split())


def placed_in(said: Sequence[str]) -> frozenset[str]:
    """What of somebody's has its place, or a quality, asked for: "What colour is Ann's car?"."""
    rest = said[1:] if said[:1] == ["where"] else said[2:] if said[:1] == ["what"] else ()
    if len(rest) < 4 or rest[0] not in ("is", "are", "was") or list(rest[1:3]) != [NAME, "s"]:
        return frozenset()
    return frozenset({rest[3]} - EMPTY_WORDS)


def owned_in(said: Sequence[str]) -> frozenset[str]:
    """Who of somebody's does something: "dentist" in "Where does Tom's dentist work?"."""
    if len(said) < 6 or said[0] not in _OPENING or said[1] not in _HELPING:
        return frozenset()
    if list(said[2:4]) != [NAME, "s"]:
        return frozenset()
    end = len(said)
    while end and (said[end - 1] in ENDS or said[end - 1] in _NOW):
        end -= 1
    noun = said[4 : end - 1]  # less the verb that ends the question
    return frozenset(noun[-1:]) if noun and NAME not in said[4:] else frozenset()


_NOW = frozenset("currently now today".split())
