"""A question asked again with the names that its best passage has beside its own (pure).

The second passage of an answer is about somebody whom only the first one names: the book's page
has the writer, the writer's page the town. Asked again with those names, words and meaning find it.
"""

from __future__ import annotations

import re

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.schema.names import name_form

_NAMES = 6  # of a passage, its first ones: what it is about stands at its beginning
_WORD = re.compile(r"\w[\w’'-]*")


def asked_again(question: str, passage: str) -> str:
    """The question and what the passage names at first beyond it; empty if that is nothing.

    Names are runs of words with a capital. A script without capitals has none that can be seen.
    """
    known = f" {name_form(question)} "
    names: dict[str, str] = {}
    for name in _capitalised(passage):
        form = name_form(name)
        if form not in STOP_WORDS and f" {form} " not in known:
            names.setdefault(form, name)
        if len(names) == _NAMES:
            break
    return " ".join((question, *names.values())) if names else ""


def _capitalised(text: str) -> list[str]:
    """Runs of words that begin with a capital and are parted by nothing but a space, in order."""
    found: list[str] = []
    end = -1
    for word in _WORD.finditer(text):
        said = word.group()
        if not said[0].isupper():
            continue
        if found and text[end : word.start()] == " ":
            found[-1] = f"{found[-1]} {said}"
        else:
            found.append(said)
        end = word.end()
    return found
