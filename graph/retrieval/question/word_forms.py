"""Whether two words are forms of one (pure)."""

from __future__ import annotations

from quipu.schema.names import name_form

_SAME_BEGINNING = 5  # letters from which on two words count as forms of one ("founded", "founder")
_TOO_SHORT = 3
_BASE = dict(
    pair.split("/")
    for pair in (
        "became/become began/begin bought/buy broke/break brought/bring built/build came/come "
        "caught/catch chose/choose drank/drink drew/draw drove/drive ate/eat fell/fall fed/feed "
        "fought/fight flew/fly forgot/forget gave/give went/go gone/go grew/grow heard/hear "
        "held/hold kept/keep knew/know led/lead learnt/learn lent/lend lost/lose made/make "
        "meant/mean met/meet paid/pay ran/run rode/ride said/say saw/see seen/see sold/sell "
        "sent/send sang/sing slept/sleep spoke/speak spent/spend stole/steal swam/swim "
        "taught/teach took/take taken/take thought/think threw/throw told/tell "
        "understood/understand woke/wake won/win wore/wear wrote/write"
    ).split()
)
"""Verbs whose past shares no beginning with them; less those that are a word of their own
("found", "left", "felt", "bore")."""
_OPPOSITE = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "buy/sell love/hate like/dislike like/hate love/dislike enjoy/hate enjoy/dislike "
        "win/lose read/write eat/drink lend/borrow "
        "open/close start/stop begin/end arrive/leave teach/learn give/take find/lose join/leave "
        "push/pull send/receive remember/forget hire/fire marry/divorce accept/refuse"
    ).split()
)


def same_word(one: str, other: str) -> bool:
    """Equal, or forms of one word: "live" and "lives", "founded" and "founder", "met" and
    "meet", "colour" and "color"."""
    one, other = _BASE.get(one, one), _BASE.get(other, other)
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


def says_the_opposite(word: str, told: str) -> bool:
    """Whether words tell the opposite of a verb: to vectors "buy" and "sell" are nearly one."""
    verb = _BASE.get(word, word)
    parts = (_BASE.get(part, part) for part in told.split())
    forms = (form for part in parts for form in (part, part.removesuffix("s")))
    return any(frozenset((verb, form)) in _OPPOSITE for form in forms)
