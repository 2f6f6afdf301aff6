"""What a message of its own puts right in the one before: "I meant Rome, not Milan.", "*Rome"."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from quipu.extraction.english.asking.corrections import KINDS
from quipu.schema.names import name_form

_OPENING = re.compile(
    r"^\W*(?:(?:oh|ah|argh|oops|ups|whoops|hm+|er+m?|no|nope|wait|sorry|correction|typo|actually|"
    r"i mean|my bad|my mistake|edit)\b[,;:.!…]{0,3} {0,2}){1,4}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[,.! ]{1,3}(?:(?:i mean|i meant|sorry|typo|my bad|my mistake|of course|obviously|"
    r"autocorrect|excuse me)\b[,.! ]{0,3}){1,3}$",
    re.IGNORECASE,
)
_CERTAIN = re.compile(r"\b(?:correction|typo|i mean|autocorrect|edit)\b", re.IGNORECASE)
_SORRY = re.compile(
    r"\b(?:sorry|oops|whoops|my bad|my mistake)\b|^\W*no,? wait\b|^\W*wait,? no\b", re.IGNORECASE
)
_ONE_NAME = re.compile(r"[A-Z][\w’'-]+")
_MEANT = re.compile(r"^i (?:meant|mean)(?: to say)?[,:]? ", re.IGNORECASE)
_WORDS = r"[\w’'.:@+&-]{1,40}(?: [\w’'.:@+&-]{1,40}){0,3}?"
_NOT_THAT = (
    re.compile(
        rf"^(?P<meant>{_WORDS})(?:,| ?[-–—]|[.!])? (?:and )?not (?P<said>{_WORDS})$", re.IGNORECASE
    ),
    re.compile(
        rf"^not (?P<said>{_WORDS})(?:,| ?[-–—]|[.!])? (?:but )?(?P<meant>{_WORDS})$", re.IGNORECASE
    ),
)
_STAR = re.compile(rf"^\*(?P<meant>{_WORDS})\*?$|^(?P<ahead>{_WORDS})\*$")
_SPELT = re.compile(
    r"^(?:(?i:it['’]s|it is|that['’]s) )?(?P<meant>[A-Z][\w’'-]+),? with "
    r"(?:an? |one |two |no )?['\"“]?\w{1,6}"
)
_SMALL = r"(?:on|at|in|for|to|from|by|with|the|a|an|my|it['’]s|that['’]s)"
_LEADING = re.compile(rf"^(?:{_SMALL} )+", re.IGNORECASE)
_NUMBERS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTED = re.compile(rf"\b{_NUMBERS}\b", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z][a-z-]{2,20}")
_NO_NAME = re.compile(r"(?:I|I['’]\w+|My|We|Our|The|It|He|She|They|You|This|That)\b")
_ALIKE = 0.7  # of letters, between a name and how it was misspelt: "Kathrin" and "Katrin" .92


def put_right(correction: str, said: str) -> str:
    """What somebody said, as the next message means it; empty where that is none, or leaves open
    what is meant instead.

    A word that is named ("not Milan") stands for itself; else one stands for the only one of its
    kind: a weekday for a weekday, a name for a name.
    """
    text = " ".join(correction.split()).rstrip(".! ")
    if not text or "?" in text or len(text) > 120:
        return ""
    found = _STAR.match(text)
    if found is not None:
        return _instead(found["meant"] or found["ahead"], said)
    spelt = _SPELT.match(_OPENING.sub("", text))
    if spelt is not None:
        return _respelt(spelt["meant"], said)
    bare = _CLOSING.sub("", _OPENING.sub("", text))
    is_meant = _MEANT.match(bare) is not None
    bare = _MEANT.sub("", bare)
    for pattern in _NOT_THAT:
        pair = pattern.match(bare)
        if pair is not None:
            return _for(pair["meant"], pair["said"], said)
    is_certain = is_meant or _CERTAIN.search(text) is not None
    is_called = _ONE_NAME.fullmatch(bare) is not None  # "Sorry, Lisa!" begs her pardon
    is_marked = is_certain or (_SORRY.search(text) is not None and not is_called)
    return _instead(bare, said) if is_marked and len(bare.split()) <= 4 else ""


def _for(meant: str, wrong: str, said: str) -> str:
    """The text with what is denied in it replaced, if it stands there once."""
    meant, wrong = _bare(meant), _bare(wrong)
    places = list(re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", said, re.IGNORECASE))
    if len(places) != 1 or not meant or meant.lower() == wrong.lower():
        return ""
    return said[: places[0].start()] + meant + said[places[0].end() :]


def _instead(words: str, said: str) -> str:
    """The text with the only one of a kind replaced: "Tuesday" for "Monday"."""
    meant = _bare(words)
    kind = next((one for one in KINDS if one.fullmatch(meant)), None)
    if kind is None and _COUNTED.fullmatch(meant):
        kind = _COUNTED
    if kind is None:
        return _last_noun(meant, said) if _PLAIN.fullmatch(meant) else ""
    is_name = kind is KINDS[-1]
    others = [one for other in KINDS[:-1] if is_name for one in other.finditer(said)]
    places = [
        one
        for one in kind.finditer(said)
        if not (is_name and _NO_NAME.match(one.group()))
        and not any(one.start() < other.end() and other.start() < one.end() for other in others)
    ]
    if len(places) != 1 or places[0].group().rstrip(".,") == meant:
        return ""
    end = places[0].start() + len(places[0].group().rstrip(".,"))
    return said[: places[0].start()] + meant + said[end:]


def _bare(words: str) -> str:
    return _LEADING.sub("", words.strip(" ,;:.!*'\"“”"))


def _last_noun(meant: str, said: str) -> str:
    """ "I'm allergic to walnuts." / "Sorry, I meant peanuts.": the word that ends the only
    sentence, if both are plurals; nothing else tells which word is meant."""
    end = re.fullmatch(r"(?P<before>[^.!?\n]*\s)(?P<last>[a-z-]+)(?P<after>[.! ]*)", said)
    if end is None or not (meant.endswith("s") and end["last"].endswith("s")):
        return ""
    return f"{end['before']}{meant}{end['after']}" if meant != end["last"] else ""


def _respelt(name: str, said: str) -> str:
    """ "It's Anna with two n's": the only name that is spelt much like it."""
    words = re.finditer(r"\b[A-Z][\w’'-]+", said)
    places = [one for one in words if _is_like(one.group(), name) and one.group() != name]
    if len(places) != 1:
        return ""
    return said[: places[0].start()] + name + said[places[0].end() :]


def _is_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, name_form(one), name_form(other)).ratio() >= _ALIKE
