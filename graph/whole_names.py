"""Where a name stands in a text, whole, however its marks are encoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# Letters, and marks that are written after the letter that bears them: "Zoe" is not in "Zoe\u0308".
_PART = r"[\w\u0300-\u036f]"
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def words_among(names: Collection[str]) -> re.Pattern[str]:
    """Finds any of some names in a text, whole and as it is written: "Will" is not "will".

    "Zoë" of three characters and of four are one. A name in a script without spaces may stand
    within a longer run. Without names, finds nothing. The pattern means the same to Java's
    regular expressions.
    """
    if not names:
        return re.compile(r"(?!)")
    composed = {unicodedata.normalize("NFC", one) for one in names}
    return re.compile("|".join(map(_whole, sorted(composed, key=len, reverse=True))))


def is_unspaced(word: str) -> bool:
    """Whether a word has signs of a script that is written without spaces."""
    return not word.isascii() and any(
        unicodedata.name(character, "").startswith(_UNSPACED) for character in word
    )


def _whole(name: str) -> str:
    spelt = "".join(map(_either_way, name))
    return spelt if is_unspaced(name) else rf"(?<!\w){spelt}(?!{_PART})"


def _either_way(character: str) -> str:
    """A character as one and as those that it is composed of."""
    parts = unicodedata.normalize("NFD", character)
    escaped = re.escape(character)
    return escaped if parts == character else f"(?:{escaped}|{re.escape(parts)})"
