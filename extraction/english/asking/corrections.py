"""What a speaker takes back in the next breath: "See you on Monday. Sorry, I meant Tuesday."."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SORRY = r"(?:(?:sorry|oops|wait|no|nope|correction|ah|argh|typo|actually)[,!.]{0,3}\s+){0,3}"
_MEANT = re.compile(
    rf"(?:\A|(?<=[.!?\n]))(?P<said>[^.!?\n]{{1,300}})(?P<end>[.!?…]{{1,3}})\s{{1,3}}{_SORRY}"
    r"I (?:meant|mean)(?: to say)?,? (?:(?:on|at|in|for|to|the) )?"
    r"(?P<meant>[\w:'’.-]{1,40}(?: [\w:'’-]{1,40}){0,2}?)(?:[.!]+(?=\s)|[.!]*(?=\s*(?:\n|$)))",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan|febr)(?:uary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
)
# What stands for another of its kind, narrowest first.
KINDS = tuple(
    re.compile(rf"\b(?:{pattern})(?!\w)", flags)
    for pattern, flags in (
        (r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?", re.IGNORECASE),
        (r"today|tonight|tomorrow|yesterday", re.IGNORECASE),
        (rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?",
         re.IGNORECASE),
        (_MONTHS, re.IGNORECASE),
        (r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d{1,2}:\d\d", re.IGNORECASE),
        (r"\d[\d.,]*", 0),
        (r"[A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z])*", 0),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corrected:
    """A sentence as it was meant, and both sentences as they were said."""

    meant: str
    said: str


def corrections(text: str) -> list[Corrected]:
    """What a text says and puts right at once; nothing where it stays open what is meant instead.

    A word stands for the only one of its kind: a weekday for a weekday, a name for a name.
    """
    if "I mea" not in text:
        return []
    found = (_corrected(match) for match in _MEANT.finditer(text))
    return [one for one in found if one is not None]


# "… my cat Ziggy lol": no part of a name.
_LAUGHING = re.compile(
    r"(?<=\w) (?:lol|lmao|rofl|haha\w*|xd|ha)(?=[.!?]*\s*(?:\n|$))", re.IGNORECASE
)
_REMIND = re.compile(
    r"\b(?:(?:can|could|will|would) you (?:please )?)?remind me(?: again)? that "
    r"(?P<told>[^?.!\n]+)\?",
    re.IGNORECASE,
)


def as_meant(text: str) -> str:
    """A text with its corrections carried out; "Can you remind me that …?" tells what follows."""
    text = _LAUGHING.sub("", text)
    text = _REMIND.sub(lambda found: f"{found['told']}.", text)
    for one in corrections(text):
        text = text.replace(one.said, one.meant, 1)
    return text


def _corrected(match: re.Match[str]) -> Corrected | None:
    said, meant = match["said"], match["meant"].rstrip(".")
    kind = next((one for one in KINDS if one.fullmatch(meant)), None)
    if kind is None:
        return None
    opening = len(said) - len(said.lstrip())
    # A word is not a name only because it opens the sentence.
    is_name = kind is KINDS[-1]
    others = [one for other in KINDS[:-1] if is_name for one in other.finditer(said)]
    places = [
        one
        for one in kind.finditer(said)
        if not (is_name and (one.start() == opening or one.group() in ("I", "I'm", "I’m")))
        and not any(one.start() < other.end() and other.start() < one.end() for other in others)
    ]
    if len(places) != 1 or places[0].group() == meant:
        return None
    place = places[0]
    whole = f"{said[: place.start()]}{meant}{said[place.end() :]}{match['end']}"
    return Corrected(whole, match.group())
