"""The normal form of a name: what two spellings of one name have in common, in any script."""

from __future__ import annotations

import re
import unicodedata

from quipu.schema.texts import legible

# `#`, `%` and `&` carry meaning inside names: C and C#, 50 and 50%, AT and AT&T are not the same.
_MEANINGFUL = frozenset("#%&")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\.(?=\d)")
_MINUS = re.compile(r"(?<!\S)-(?=\d)")
_KEPT_POINT, _KEPT_MINUS = "\ue000", "\ue001"  # private use: no name has them
_JOINER = "\u200d"  # only between pictures, once what is not seen is gone


def name_form(text: str) -> str:
    """The form under which a name is looked up: NFKC, case folded, punctuation as single spaces.

    Letters, marks, digits and symbols of every script stay ("C++", "Zoë", "李雷"), as do the
    point and the sign of a number ("3.5", "-5"); what shows nothing, such as spaces without
    width, is left out. A name of nothing but punctuation stays as it is, case folded. Applying
    it twice changes nothing.
    """
    shown = legible(text)
    if not shown.strip():  # what shows nothing at all is still not the same as nothing
        shown = text
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())
    marked = _MINUS.sub(_KEPT_MINUS, _BETWEEN_DIGITS.sub(_KEPT_POINT, folded))
    joined = " ".join(marked.translate(_spacing).split())
    return joined.replace(_KEPT_POINT, ".").replace(_KEPT_MINUS, "-") or " ".join(folded.split())


def better_spelling(one: str, other: str) -> str:
    """Which of two spellings of one normal form is shown, whichever came first.

    Without what nobody sees; in plain letters (not "𝕬nn"); bare at both ends; then with capitals
    and small letters ("Libre"), with capitals alone, with none; then the longer one; then by
    code points.
    """
    return max(one, other, key=_looks)


def _looks(name: str) -> tuple[bool, bool, bool, int, int, str]:
    is_bare = all(unicodedata.category(end)[0] not in "PZC" for end in (name[:1], name[-1:]) if end)
    letters = [character for character in name if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    case = 0 if not capitals else 1 if capitals == len(letters) else 2
    is_plain = all(unicodedata.normalize("NFKC", letter) == letter for letter in letters)
    return legible(name) == name, is_plain, is_bare, case, len(name), name


class _Spacing(dict[int, str]):
    """What stands for each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_kept = character in _MEANINGFUL or character in (_KEPT_POINT, _KEPT_MINUS, _JOINER)
        is_space = not is_kept and unicodedata.category(character)[0] in "PZC"
        return self.setdefault(code, " " if is_space else character)


_spacing = _Spacing()
