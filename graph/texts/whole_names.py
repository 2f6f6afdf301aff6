"""Where a name stands in a text, whole, however its marks are encoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def words_among(names: Collection[str]) -> re.Pattern[str]:
    """Finds any of some names in a text, whole and as it is written: "Will" is not "will".

    "Zoë" of three characters and of four are one. A name in a script without spaces may stand
    within a longer run. Without names, finds nothing.
    """
    return re.compile(_any_of(names, _parts())) if names else re.compile(r"(?!)")


def java_pattern(names: Collection[str]) -> str:
    """What finds the same in a whole text by Java's regular expressions; empty without names."""
    return rf"(?s).*(?:{_any_of(names, _JAVA)}).*" if names else ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a word goes on with, and what may stand on a letter without making another word of it,
    as they stand between the brackets of a pattern."""

    going_on: str
    points: str
    times: str = ""  # how many are looked for before a name, where not one


# Vowels and the like that Arabic and Hebrew may write or not: a name is the same with them. All
# other marks are part of a word: "Zoe" is not in "Zoe\u0308", nor is Ram in Ramayan in Devanagari.
_POINTS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08e1\u08e3-\u08ff\u200d"
)
# Java looks behind by halves of characters: those of two are only seen where two may be there.
_JAVA = _Parts(rf"\p{{L}}\p{{N}}\p{{M}}\p{{Pc}}&&[^{_POINTS}]", _POINTS, "{1,2}")


@cache
def _parts() -> _Parts:
    """The same for Python, whose `\\w` has letters, numbers and the underscore, but no marks."""
    point = re.compile(f"[{_POINTS}]")
    more = (
        code
        for code in (*range(0x2_0000), *range(0xE_0000, 0xE_0200))  # elsewhere there are no marks
        if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Pc")
        and not point.match(chr(code))
    )
    return _Parts(r"\w" + "".join(_ranges(more)), _POINTS)


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """Runs of characters, as a pattern has them between brackets."""
    for first, last in _runs(codes):
        yield re.escape(chr(first)) if first == last else f"{chr(first)}-{chr(last)}"


def _runs(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for code in codes:
        if code != last + 1:
            if last >= 0:
                yield first, last
            first = code
        last = code
    if last >= 0:
        yield first, last


def is_unspaced(word: str) -> bool:
    """Whether a word has signs of a script that is written without spaces."""
    return not word.isascii() and any(
        unicodedata.name(character, "").startswith(_UNSPACED) for character in word
    )


def _any_of(names: Collection[str], parts: _Parts) -> str:
    """One of some names, and neither before nor behind it the rest of a longer word."""
    composed = sorted({unicodedata.normalize("NFC", one) for one in names}, key=len, reverse=True)
    spelt = {one: "".join(map(_either_way, one)) for one in composed}
    within = [spelt[one] for one in composed if is_unspaced(one)]
    apart = [spelt[one] for one in composed if not is_unspaced(one)]
    if not apart:
        return "|".join(within)
    before = f"(?<![{parts.going_on}]{parts.times})(?<![{parts.points}])"
    behind = f"(?![{parts.points}]*[{parts.going_on}])"
    return "|".join([*within, f"{before}(?:{'|'.join(apart)}){behind}"])


def _either_way(character: str) -> str:
    """A character as one and as those that it is composed of."""
    parts = unicodedata.normalize("NFD", character)
    escaped = re.escape(character)
    return escaped if parts == character else f"(?:{escaped}|{re.escape(parts)})"
