"""What of an answer stands in the texts it is about: the rest is not believed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from quipu.schema.names import name_form

_STEM = 4  # letters that forms of one word share: "paint", "painting"
# Words that a name may have although its text does not: they name nothing.
_EMPTY = frozenset(
    "a an the of and or in on at to for with from by 's s his her their its my our your".split()
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The texts a statement may rest on: its own, those before it, and who speaks in them."""

    own: str
    before: str
    speakers: tuple[str, ...]
    asked: str = ""  # the question that it may answer

    def bears_name(self, name: str) -> bool:
        """Whether every word of a name stands in the texts or in a speaker's name."""
        told = (self.own, self.before, self.asked, *self.speakers)
        return stands_in(name, told) or _words(name) <= _words(" ".join(told))

    def bears_value(self, value: str) -> bool:
        """Whether the words of a value stand in its own text, in whatever form of theirs.

        Its numbers must stand there as they are.
        """
        if stands_in(value, (self.own, self.asked)):
            return True
        own = _words(f"{self.own} {self.asked}")
        stems = {word[:_STEM] for word in own}
        wanted = _words(value)
        return bool(wanted) and all(
            word in own or (word.isalpha() and word[:_STEM] in stems) for word in wanted
        )

    def is_about_own(self, *names: str) -> bool:
        """Whether at least one of some names stands in its own text."""
        own = _words(f"{self.own} {self.asked}")
        return any(
            stands_in(name, (self.own, self.asked)) or bool(_words(name) & own) for name in names
        )

    def is_answer(self, *told: str) -> bool:
        """Whether some words are not all its own: then they rest on the question, too."""
        own = {word[:_STEM] for word in _words(" ".join((self.own, *self.speakers)))}
        words = {word[:_STEM] for word in _words(" ".join(told))}
        return not words.isdisjoint({word[:_STEM] for word in _words(self.asked)} - own)


def stands_in(part: str, texts: Iterable[str]) -> bool:
    """Whether a part stands in one of the texts, but for case, spaces and punctuation."""
    form = name_form(part)
    if not form:
        return False
    if _is_spaced(form):
        return any(f" {form} " in f" {name_form(text)} " for text in texts)
    return any(form in name_form(text) for text in texts)


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, in digits of any script read as ours."""
    return set(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def _is_spaced(form: str) -> bool:
    """Whether its script puts spaces between words, so that only whole words are names."""
    return all(unicodedata.category(letter) != "Lo" for letter in form if letter.isalpha())


def _words(text: str) -> set[str]:
    return set(name_form(text).split()) - _EMPTY
