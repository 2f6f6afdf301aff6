"""Whether two words are forms of one (pure)."""

from __future__ import annotations

from quipu.schema.names import name_form

_SAME_BEGINNING = 5  # letters from which on two words count as forms of one ("founded", "founder")
_TOO_SHORT = 3


def same_word(one: str, other: str) -> bool:
    """Equal, or forms of one word: "live" and "lives", "founded" and "founder", "colour" and
    "color"."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter <= _TOO_SHORT:
        stem = one if len(one) == shorter else other
        return shorter == _TOO_SHORT and max(one, other, key=len) in (f"{stem}s", f"{stem}ed")
    one, other = one.replace("our", "or"), other.replace("our", "or")
    if shorter >= _SAME_BEGINNING and (one.startswith(other) or other.startswith(one)):
        return True  # "birth" and "birthplace"
    begin = min(shorter, _SAME_BEGINNING) if shorter > _TOO_SHORT + 1 else shorter
    close = abs(len(one) - len(other)) <= _SAME_BEGINNING - 1
    return close and one[:begin] == other[:begin]


def is_part_of(word: str, name: str) -> bool:
    """Whether a word of a question is one of a name's, which is as people write it.

    What is named by a common noun is also meant by other forms of it: "a dog" where "dogs" are
    told. A proper name is another with another ending: Martina is not Martin.
    """
    is_proper = name != name.casefold() or any(sign.isdigit() for sign in name + word)
    parts = name_form(name).split()
    if is_proper:
        return any(word in (part, f"{part}s") or part == f"{word}s" for part in parts)
    return any(same_word(word, part) for part in parts)
