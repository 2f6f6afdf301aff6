"""What of a text is text: halves of characters and signs that nobody sees are none."""

from __future__ import annotations

import re

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
# What Unicode calls default ignorable: joiners, marks of direction, soft hyphens, selectors, tags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# A joiner makes one picture of several ("👩\u200d👧"); elsewhere it is not seen.
_PICTURE = "[\u00a9\u00ae\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_JOINER = re.compile(f"\u200d(?!{_PICTURE})|(?<!{_PICTURE})(?<!{_PICTURE}\ufe0f)\u200d")
_BLANK = str.maketrans({"\u2800": " "})  # the empty one of the signs of braille: its space
_ARABIC = "\u0620-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
# Between letters of Arabic script this one parts words ("می\u200cخواهم"); elsewhere it is not seen.
_NON_JOINER = re.compile(f"(?<![{_ARABIC}])\u200c|\u200c(?![{_ARABIC}])")


def storable(text: str) -> str:
    """The text without what no database keeps: halves of surrogate pairs, and NUL."""
    return text if text.isascii() and "\0" not in text else _NO_TEXT.sub("", text)


def storable_json(value: object) -> object:
    """What JSON says, likewise: an escape may be half of a character, where a text was cut."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_json(one) for one in value]
    if isinstance(value, dict):
        return {storable(key): storable_json(one) for key, one in value.items()}
    return value


def legible(text: str) -> str:
    """The text without characters that show nothing, so that what looks the same is the same; a
    blank that is no space is one.

    Applying it twice changes nothing.
    """
    if text.isascii():
        return text
    return _NON_JOINER.sub("", _UNSEEN.sub("", _JOINER.sub("", text))).translate(_BLANK)


HEADINGS_JOINED_BY = " › "
"""What stands between the headings above a passage, the widest first."""
